// Which days on the time axis get a label.

import type { Bins } from './bins';
import { type Day, partsOf } from './days';
import { edges } from './steps';

type TickUnit = 'year' | 'month' | 'day';

export interface Tick {
  readonly day: Day;
  readonly unit: TickUnit;
}

const YEARS = [1, 2, 5, 10, 20, 50, 100];
const MONTHS = [1, 2, 3, 6];
const DAYS = [1, 2, 5, 10];

/** Ticks at round days, as many as fit and no more than `most`. */
export function axisTicks(bins: Bins, most: number): Tick[] {
  const first = bins.edges[0] ?? 0;
  const last = (bins.edges[bins.edges.length - 1] ?? 0) - 1;
  const room = Math.max(2, Math.floor(most));
  const candidates = [
    ...DAYS.map((every) =>
      pick('day', edges('day', first, Math.min(last, first + 400)), (day) => isRoundDate(day, every)),
    ),
    ...MONTHS.map((every) =>
      pick('month', edges('month', first, last), (day) => (partsOf(day).month - 1) % every === 0),
    ),
    ...YEARS.map((every) => pick('year', edges('year', first, last), (day) => partsOf(day).year % every === 0)),
  ].map((ticks) => ticks.filter(({ day }) => day >= first && day <= last));
  const fitting = candidates.filter((ticks) => ticks.length > 0 && ticks.length <= room && reaches(ticks, first, last));
  return fitting[0] ?? [];
}

function pick(unit: TickUnit, days: readonly Day[], wanted: (day: Day) => boolean): Tick[] {
  return days.filter(wanted).map((day) => ({ day, unit }));
}

function isRoundDate(day: Day, every: number): boolean {
  const { date } = partsOf(day);
  return every === 1 || date === 1 || (date % every === 0 && date < 29);
}

/** Daily candidates are made for about a year only: they count when they cover the axis. */
function reaches(ticks: readonly Tick[], first: Day, last: Day): boolean {
  const end = ticks[ticks.length - 1]?.day ?? first;
  return ticks[0]?.unit !== 'day' || last - end < 40;
}
