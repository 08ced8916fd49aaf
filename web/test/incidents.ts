// Incidents for tests: only what a test names differs from the plainest one.

import { parseDay } from '../src/core/days';
import type { Incident } from '../src/core/incident';

const PLAIN: Incident = {
  id: 'plain',
  titles: { en: 'Plain' },
  description: '',
  category: 'clash',
  eventType: 'armed_clash',
  start: day('2010-09-19'),
  end: day('2010-09-19'),
  datePrecision: 'day',
  place: '',
  placeId: null,
  admin1: null,
  country: null,
  position: [70, 39],
  locationPrecision: 1,
  radius: 500,
  areas: [],
  borderDistance: null,
  actor1: null,
  actor2: null,
  deaths: { low: null, best: null, high: null },
  injured: null,
  partOf: null,
  related: [],
  sources: [],
  updated: null,
};

export function incident(different: Partial<Incident>): Incident {
  return { ...PLAIN, ...different };
}

export function dated(start: string, end = start, different: Partial<Incident> = {}): Incident {
  return incident({ start: day(start), end: day(end), id: `${start}-${end}`, ...different });
}

export function dead(best: number | null, low = best, high = best): Incident['deaths'] {
  return { low, best, high };
}

export function day(text: string): number {
  const found = parseDay(text);
  if (found === null) throw new Error(`${text} is not a day`);
  return found;
}

/** Random numbers from 0 to 1 that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
