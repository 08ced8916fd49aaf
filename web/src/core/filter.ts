// One filter for map, list, histogram, counts and link. For each incident it says which conditions fail, so that
// "all but time" (grey bars) and "all but category" (numbers on the chips) come out of the same pass.

import { matchesWords } from './fold';
import type { Incident } from './incident';
import { isAllDates, overlaps } from './interval';
import type { DeathsFilter, Filter } from './view-state';

export const CONDITIONS = ['time', 'categories', 'areas', 'deaths', 'text'] as const;
export type Condition = (typeof CONDITIONS)[number];

const BIT: Record<Condition, number> = { time: 1, categories: 2, areas: 4, deaths: 8, text: 16 };

/** Failed conditions of one incident as bits; 0 is shown. */
export type Failures = number;

export function isActive(filter: Filter, condition: Condition): boolean {
  switch (condition) {
    case 'time':
      return !isAllDates(filter.time);
    case 'categories':
      return filter.categories.length > 0;
    case 'areas':
      return filter.areas.length > 0;
    case 'deaths':
      return filter.deaths.min !== null || filter.deaths.max !== null;
    case 'text':
      return filter.text.trim() !== '';
  }
}

/** `words` are the folded words of the filter's text, `folded` is the incident's text. */
export function failures(filter: Filter, words: readonly string[], incident: Incident, folded: string): Failures {
  let failed = 0;
  if (!passesTime(filter, incident)) failed |= BIT.time;
  if (filter.categories.length > 0 && !filter.categories.includes(incident.category)) failed |= BIT.categories;
  if (filter.areas.length > 0 && !filter.areas.some((area) => incident.areas.includes(area))) failed |= BIT.areas;
  if (!passesDeaths(filter.deaths, incident.deaths.best)) failed |= BIT.deaths;
  if (!matchesWords(folded, words)) failed |= BIT.text;
  return failed;
}

/** Whether nothing fails, apart from the condition that is left out. */
export function passesAllBut(condition: Condition, failed: Failures): boolean {
  return (failed & ~BIT[condition]) === 0;
}

/** How many more incidents would show if one condition were dropped, the best first. */
export function relief(filter: Filter, all: readonly Failures[]): { condition: Condition; count: number }[] {
  return CONDITIONS.filter((condition) => isActive(filter, condition))
    .map((condition) => ({ condition, count: all.filter((failed) => failed === BIT[condition]).length }))
    .sort((a, b) => b.count - a.count);
}

/** An incident without dates matches every window, as the standard says of `datetime`. */
function passesTime(filter: Filter, incident: Incident): boolean {
  if (incident.start === null || incident.end === null) return true;
  return overlaps(filter.time, incident.start, incident.end);
}

function passesDeaths(filter: DeathsFilter, best: number | null): boolean {
  if (filter.min === null && filter.max === null) return true;
  if (best === null) return filter.unknown;
  return (filter.min === null || best >= filter.min) && (filter.max === null || best <= filter.max);
}
