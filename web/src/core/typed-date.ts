// What people type into a date field: a day, a month or a year, in the order of either ISO or of daily life.

import { type Day, dayOf, parseDay } from './days';

/** The first or last day of what was typed; null is not a date. */
export function parseTypedDate(typed: string, side: 'start' | 'end'): Day | null {
  const text = typed.trim();
  const exact = parseDay(text) ?? parseDay(fromDaily(text));
  if (exact !== null) return exact;
  const match = /^(\d{4})(?:-(\d{1,2}))?$/.exec(text) ?? /^(\d{4})(?:[./](\d{1,2}))$/.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  const month = match[2] === undefined ? null : Number(match[2]);
  if (month !== null && (month < 1 || month > 12)) return null;
  if (side === 'start') return dayOf(year, month ?? 1, 1);
  return month === null ? dayOf(year, 12, 31) : dayOf(year, month + 1, 1) - 1;
}

/** `19.9.2010` as `2010-09-19`. */
function fromDaily(text: string): string {
  const match = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
  return match ? `${match[3]}-${match[2]?.padStart(2, '0')}-${match[1]?.padStart(2, '0')}` : '';
}
