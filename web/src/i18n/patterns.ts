// The two orders in which our languages write a date: day, month, year; or year, day, month.

import type { DayParts } from '../core/days';
import type { DatePatterns } from './locale';

export const DASH = '\u2009–\u2009';

type Names = readonly string[];

interface DayFirst {
  /** As they stand beside a year alone, January first. */
  readonly months: Names;
  readonly shortMonths: Names;
  /** As they stand after the number of a day. */
  readonly monthsOfDay?: Names;
  readonly shortMonthsOfDay?: Names;
  /** What becomes of a month's name when a year follows. */
  readonly beforeYear?: (month: string) => string;
}

/** `19 September 2010` */
export function dayFirst(words: DayFirst): DatePatterns {
  const { months, shortMonths, monthsOfDay = months, shortMonthsOfDay = shortMonths } = words;
  const { beforeYear = (month) => month } = words;
  const monthAndYear = (names: Names, { month, year }: DayParts) => `${beforeYear(nameOf(names, month))} ${year}`;
  const axisDay = ({ date, month }: DayParts) => `${date} ${nameOf(shortMonthsOfDay, month)}`;
  const shortDay = (day: DayParts) => `${day.date} ${monthAndYear(shortMonthsOfDay, day)}`;
  const axisMonth = (day: DayParts) => monthAndYear(shortMonths, day);
  return {
    day: (day) => `${day.date} ${monthAndYear(monthsOfDay, day)}`,
    shortDay,
    daysOfMonth: (from, to) => `${from.date}–${shortDay(to)}`,
    daysOfYear: (from, to) => axisDay(from) + DASH + shortDay(to),
    month: (day) => monthAndYear(months, day),
    monthsOfYear: (from, to) => nameOf(shortMonths, from.month) + DASH + axisMonth(to),
    axisDay,
    axisMonth,
  };
}

/** Ties the parts of `19-sentabr`, which would break after the hyphen. */
const HYPHEN = '-\u2060';

interface YearFirst {
  /** As they stand in a full date, after the year. */
  readonly months: Names;
  readonly shortMonths: Names;
  /** As they stand on the time axis, where room is shortest. */
  readonly axisMonths: Names;
  /** What is hyphenated to the number of the year. */
  readonly year: string;
  readonly shortYear: string;
}

/** `2010-yil 19-sentabr` */
export function yearFirst({ months, shortMonths, axisMonths, year, shortYear }: YearFirst): DatePatterns {
  const inYear = (day: DayParts) => `${day.year}${HYPHEN}${year}`;
  const inShortYear = (day: DayParts) => `${day.year}${HYPHEN}${shortYear}`;
  const dayIn = (names: Names, { date, month }: DayParts) => `${date}${HYPHEN}${nameOf(names, month)}`;
  return {
    day: (day) => `${inYear(day)} ${dayIn(months, day)}`,
    shortDay: (day) => `${inShortYear(day)} ${dayIn(shortMonths, day)}`,
    daysOfMonth: (from, to) => `${inShortYear(to)} ${from.date}–${dayIn(shortMonths, to)}`,
    daysOfYear: (from, to) => `${inShortYear(to)} ${dayIn(shortMonths, from)}${DASH}${dayIn(shortMonths, to)}`,
    month: (day) => `${inYear(day)} ${nameOf(months, day.month)}`,
    monthsOfYear: (from, to) =>
      `${inShortYear(to)} ${nameOf(shortMonths, from.month)}${DASH}${nameOf(shortMonths, to.month)}`,
    axisDay: (day) => dayIn(axisMonths, day),
    axisMonth: (day) => `${day.year} ${nameOf(axisMonths, day.month)}`,
  };
}

function nameOf(names: Names, month: number): string {
  return names[month - 1] ?? String(month);
}
