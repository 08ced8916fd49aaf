// Dates and numbers in words, from a language's own tables.

import { type Day, dayOf, isoDay, partsOf } from '../core/days';
import type { Incident } from '../core/incident';
import type { Interval } from '../core/interval';
import type { Locale } from './locale';
import { DASH } from './patterns';

export function formatNumber({ tables }: Locale, value: number, decimals = 0): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, tables.thousands);
  const sign = value < 0 ? '−' : '';
  return fraction === undefined ? sign + grouped : `${sign}${grouped}${tables.decimal}${fraction}`;
}

/** `19 September 2010` */
export function formatDay({ tables }: Locale, day: Day): string {
  return tables.dates.day(partsOf(day));
}

/** `19 Sep 2010` */
export function formatShortDay({ tables }: Locale, day: Day): string {
  return tables.dates.shortDay(partsOf(day));
}

/** `14–17 Sep 2022`, `1 Aug – 30 Sep 2010`, with the year twice only where it differs. */
function formatDays({ tables: { dates } }: Locale, start: Day, end: Day): string {
  const [from, to] = [partsOf(start), partsOf(end)];
  if (start === end) return dates.shortDay(from);
  if (from.year !== to.year) return dates.shortDay(from) + DASH + dates.shortDay(to);
  return from.month === to.month ? dates.daysOfMonth(from, to) : dates.daysOfYear(from, to);
}

export function formatWindow(locale: Locale, window: Interval): string {
  const { dates } = locale.messages;
  if (window.start !== null && window.end !== null) return formatDays(locale, window.start, window.end);
  if (window.start !== null) return dates.from(formatShortDay(locale, window.start));
  if (window.end !== null) return dates.until(formatShortDay(locale, window.end));
  return dates.all;
}

/** The dates of an incident, no finer than they are known: `June 1989`, `1997`. */
export function formatIncidentDates(locale: Locale, incident: Incident): string {
  const { start, end } = incident;
  if (start === null || end === null) return locale.messages.dates.unknown;
  if (incident.datePrecision === 'year' && isWholeYears(start, end)) {
    const [from, to] = [partsOf(start).year, partsOf(end).year];
    return from === to ? String(from) : `${from}–${to}`;
  }
  if (incident.datePrecision !== 'day' && isWholeMonths(start, end)) return formatMonths(locale, start, end);
  return formatDays(locale, start, end);
}

function formatMonths({ tables: { dates } }: Locale, start: Day, end: Day): string {
  const [from, to] = [partsOf(start), partsOf(end)];
  if (from.year !== to.year) return dates.month(from) + DASH + dates.month(to);
  return from.month === to.month ? dates.month(to) : dates.monthsOfYear(from, to);
}

function isWholeMonths(start: Day, end: Day): boolean {
  return partsOf(start).date === 1 && partsOf(end + 1).date === 1;
}

function isWholeYears(start: Day, end: Day): boolean {
  const [from, after] = [partsOf(start), partsOf(end + 1)];
  return from.month === 1 && from.date === 1 && after.month === 1 && after.date === 1;
}

/** A source's date as far as it is given: a day, a month or a year. */
export function formatSourceDate(locale: Locale, date: string): string {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date);
  if (!match) return date;
  const [year, month, dayOfMonth] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (match[3]) return formatShortDay(locale, dayOf(year, month, dayOfMonth));
  if (match[2]) return locale.tables.dates.month({ year, month, date: 1 });
  return String(year);
}

/** What stands in a date field: the unambiguous form. */
export function fieldDay(day: Day | null): string {
  return day === null ? '' : isoDay(day);
}

export function formatKilometres(locale: Locale, kilometres: number): string {
  return formatNumber(locale, kilometres, kilometres < 10 && !Number.isInteger(kilometres) ? 1 : 0);
}

/** `39.1900° N, 70.6600° E`, with as many decimals as the precision deserves. */
export function formatPosition(position: readonly [number, number], precision: Incident['locationPrecision']): string {
  const decimals = precision <= 2 ? 4 : precision === 3 ? 2 : 1;
  const [lon, lat] = position;
  const side = (value: number, positive: string, negative: string) =>
    `${Math.abs(value).toFixed(decimals)}° ${value < 0 ? negative : positive}`;
  return `${side(lat, 'N', 'S')}, ${side(lon, 'E', 'W')}`;
}
