import { describe, expect, test } from 'vitest';
import { CATEGORIES } from '../src/core/incident';
import { STEPS } from '../src/core/steps';
import { parseUrl, toUrl } from '../src/core/url';
import { AREAS, INITIAL, LANGUAGES, SORTS, TABS, type ViewState } from '../src/core/view-state';
import { day, seeded } from './incidents';

function randomState(random: () => number): ViewState {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const some = <T>(values: readonly T[]): T[] => values.filter(() => random() < 0.4);
  const window = () => {
    const start = day('1989-01-01') + Math.floor(random() * 12_000);
    return { start: random() < 0.2 ? null : start, end: random() < 0.2 ? null : start + Math.floor(random() * 900) };
  };
  const limit = () => (random() < 0.5 ? null : Math.floor(random() * 200));
  return {
    camera: random() < 0.3 ? null : { zoom: 7.25, lat: Number((random() + 38).toFixed(4)), lon: 70.5612 },
    time: window(),
    mode: pick(['window', 'cumulative']),
    step: pick(STEPS),
    speed: pick([0.25, 0.5, 1, 2, 4, 10, 20]),
    axis: random() < 0.5 ? INITIAL.axis : window(),
    categories: some(CATEGORIES),
    areas: some(AREAS),
    deaths: { min: limit(), max: limit(), unknown: random() < 0.5 },
    text: pick(['', 'Камароб', 'Soʻx & “road”', 'a+b=c?', 'Ҷиргатол #1']),
    selected: pick([null, '2010-09-19-kamarob-ambush', 'odd id/with, signs&']),
    sort: { by: pick(SORTS), descending: random() < 0.5 },
    tab: pick(TABS),
    layers: some(AREAS),
    language: pick([null, ...LANGUAGES]),
  };
}

describe('address', () => {
  test('200 random views survive being written and read', () => {
    const random = seeded(2010);
    for (let n = 0; n < 200; n += 1) {
      const state = randomState(random);
      const { state: read, ignored } = parseUrl(toUrl(state));
      expect(read).toEqual(state);
      expect(ignored).toEqual([]);
      expect(toUrl(read)).toBe(toUrl(state));
      expect(toUrl(state).length).toBeLessThan(2000);
    }
  });

  test('the initial view has an empty query', () => {
    expect(toUrl(INITIAL)).toBe('');
    expect(parseUrl('')).toEqual({ state: INITIAL, ignored: [] });
  });

  test('is written in words a person can read', () => {
    const state: ViewState = {
      ...INITIAL,
      camera: { zoom: 8.2, lat: 40.02, lon: 70.55 },
      time: { start: day('2021-04-28'), end: day('2021-05-01') },
      categories: ['clash', 'explosion'],
      deaths: { min: 1, max: null, unknown: true },
      sort: { by: 'deaths', descending: true },
      language: 'ru',
    };
    expect(toUrl(state)).toBe(
      '?map=8.2/40.02/70.55&t=2021-04-28/2021-05-01&cat=clash,explosion&d=1..&dp=unknown&sort=-d&lang=ru',
    );
  });

  test('what is unknown or impossible is named and left out', () => {
    const { state, ignored } = parseUrl(
      '?t=2021-02-30/2021-05-01&cat=clash,war&utm_source=x&map=99/1/2&speed=500&lang=ru',
    );
    expect(state).toEqual({ ...INITIAL, language: 'ru' });
    expect(ignored).toEqual(['utm_source', 'map=99/1/2', 't=2021-02-30/2021-05-01', 'speed=500', 'cat=clash,war']);
  });
});
