// The bundled incidents under random filters: what is shown and its sums, against a naive scan of the file.

import { expect, test } from 'vitest';
import file from '../../geodata/incidents.geojson?raw';
import { readIncident } from '../src/api/read-incident';
import { parseDay } from '../src/core/days';
import { failures } from '../src/core/filter';
import { CATEGORIES, type Incident } from '../src/core/incident';
import { sumDeaths } from '../src/core/sums';
import { AREAS, type Filter, NO_DEATHS_FILTER } from '../src/core/view-state';

/** What the naive scan reads: the file as it stands, days as text. */
interface Raw {
  readonly id: string;
  readonly properties: {
    readonly category: string;
    readonly date_start: string;
    readonly date_end: string;
    readonly areas: readonly string[];
    readonly part_of: string | null;
    readonly deaths_low: number | null;
    readonly deaths_best: number | null;
    readonly deaths_high: number | null;
  };
}

const ROUNDS = import.meta.env.MARZ_TEST === 'full' ? 20_000 : 1000;
const raw = (JSON.parse(file) as { features: Raw[] }).features;
const incidents = raw.map((feature) => readIncident({ ...feature })).filter((one): one is Incident => one !== null);

/** splitmix32: the same numbers on every machine. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) % below;
  };
}

const below = randomNumbers(2010);
const some = <T>(from: readonly T[]): T[] => from.filter(() => below(3) === 0);

function randomDay(): string {
  return `${1989 + below(37)}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
}

function naive(days: readonly [string, string] | null, categories: readonly string[], areas: readonly string[]): Raw[] {
  return raw.filter(({ properties }) => {
    if (days !== null && (properties.date_end < days[0] || properties.date_start > days[1])) return false;
    if (categories.length > 0 && !categories.includes(properties.category)) return false;
    return areas.length === 0 || areas.some((area) => properties.areas.includes(area));
  });
}

/** A figure, or where it is unknown the next lower one, which it cannot be below. */
function atLeast(properties: Raw['properties'], figure: 'deaths_low' | 'deaths_best' | 'deaths_high'): number {
  const low = properties.deaths_low ?? 0;
  if (figure === 'deaths_low') return low;
  const best = properties.deaths_best ?? low;
  return figure === 'deaths_best' ? best : (properties.deaths_high ?? best);
}

function naiveSum(shown: readonly Raw[], figure: 'deaths_low' | 'deaths_best' | 'deaths_high'): number {
  let sum = 0;
  for (const { properties } of shown) {
    const isContained = shown.some((other) => other.id === properties.part_of);
    if (!isContained) sum += atLeast(properties, figure);
  }
  return sum;
}

test(`${ROUNDS} random filters show what a naive scan finds, and add up the dead as it does`, () => {
  let contained = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [from, to] = [randomDay(), randomDay()].sort();
    const days = below(4) === 0 || from === undefined || to === undefined ? null : ([from, to] as const);
    const [categories, areas] = [some(CATEGORIES), some(AREAS)];
    const filter: Filter = {
      time: { start: days && parseDay(days[0]), end: days && parseDay(days[1]) },
      categories,
      areas,
      deaths: NO_DEATHS_FILTER,
      text: '',
    };
    const shown = incidents.filter((incident) => failures(filter, [], incident, '') === 0);
    const expected = naive(days, categories, areas);
    expect(shown.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    const { low, best, high } = sumDeaths(shown);
    expect([low, best, high]).toEqual([
      naiveSum(expected, 'deaths_low'),
      naiveSum(expected, 'deaths_best'),
      naiveSum(expected, 'deaths_high'),
    ]);
    contained += shown.filter(({ partOf }) => shown.some(({ id }) => id === partOf)).length;
  }
  // Without parts beside their wholes the sums would prove nothing.
  expect(contained).toBeGreaterThan(ROUNDS / 10);
});
