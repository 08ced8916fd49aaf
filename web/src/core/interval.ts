// Closed intervals of days. An incident occupies [start, end]; a window shows what it overlaps.

import { type Day, isoDay, parseDay } from './days';

/** A closed window of days; null is an open end. */
export interface Interval {
  readonly start: Day | null;
  readonly end: Day | null;
}

export const ALL_DATES: Interval = { start: null, end: null };

export function isAllDates(window: Interval): boolean {
  return window.start === null && window.end === null;
}

/** Whether [start, end] has a day in common with the window. */
export function overlaps(window: Interval, start: Day, end: Day): boolean {
  return (window.start === null || end >= window.start) && (window.end === null || start <= window.end);
}

/** `A/B` with `..` for an open end; a single day stands for itself. Null when it is not an interval. */
export function parseInterval(text: string): Interval | null {
  const [from, to, ...rest] = text.split('/');
  if (from === undefined || rest.length > 0) return null;
  const start = parseEnd(from);
  const end = to === undefined ? start : parseEnd(to);
  if (start === undefined || end === undefined) return null;
  if (start !== null && end !== null && start > end) return null;
  return { start, end };
}

/** As OGC API `datetime` and our own address write it. */
export function formatInterval(window: Interval): string {
  const start = window.start === null ? '..' : isoDay(window.start);
  const end = window.end === null ? '..' : isoDay(window.end);
  return `${start}/${end}`;
}

function parseEnd(text: string): Day | null | undefined {
  if (text === '..' || text === '') return null;
  return parseDay(text) ?? undefined;
}
