// Calendar-aligned steps: the frames of playback and the bins of the histogram.

import { type Day, dayOf, partsOf, weekdayOf } from './days';

export const STEPS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Step = (typeof STEPS)[number];

/** The first day of the step that holds the given day. Weeks begin on Monday. */
export function floorTo(step: Step, day: Day): Day {
  const { year, month } = partsOf(day);
  switch (step) {
    case 'day':
      return day;
    case 'week':
      return day - weekdayOf(day);
    case 'month':
      return dayOf(year, month, 1);
    case 'quarter':
      return dayOf(year, month - ((month - 1) % 3), 1);
    case 'year':
      return dayOf(year, 1, 1);
  }
}

/** The first day of the step that lies `count` steps after the one holding the given day. */
export function shift(step: Step, day: Day, count: number): Day {
  const start = floorTo(step, day);
  const { year, month } = partsOf(start);
  switch (step) {
    case 'day':
      return start + count;
    case 'week':
      return start + 7 * count;
    case 'month':
      return dayOf(year, month + count, 1);
    case 'quarter':
      return dayOf(year, month + 3 * count, 1);
    case 'year':
      return dayOf(year + count, 1, 1);
  }
}

/** First days of all steps that touch [first, last], and the first day after them as the closing edge. */
export function edges(step: Step, first: Day, last: Day): Day[] {
  const result: Day[] = [];
  let edge = floorTo(step, first);
  while (edge <= last) {
    result.push(edge);
    edge = shift(step, edge, 1);
  }
  result.push(edge);
  return result;
}
