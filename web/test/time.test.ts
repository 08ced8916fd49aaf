import { describe, expect, test } from 'vitest';
import { binCount, binsOf, histogram } from '../src/core/bins';
import { dayOf, isoDay, parseDay, partsOf, weekdayOf } from '../src/core/days';
import { firstFrame, nextFrame } from '../src/core/frames';
import { ALL_DATES, formatInterval, type Interval, overlaps, parseInterval } from '../src/core/interval';
import { edges, floorTo, STEPS, shift } from '../src/core/steps';
import { axisTicks } from '../src/core/ticks';
import { parseTypedDate } from '../src/core/typed-date';
import { dated, day, seeded } from './incidents';

describe('days', () => {
  test('a day survives being written and read', () => {
    for (const text of ['1970-01-01', '1989-06-03', '2000-02-29', '2010-09-19', '0001-01-01', '2025-12-31']) {
      expect(isoDay(day(text))).toBe(text);
    }
  });

  test('a date that no calendar has is no day', () => {
    for (const text of ['2010-02-30', '2010-13-01', '2010-00-10', '2010-9-19', '19.09.2010', '', '2010-09-19T00:00']) {
      expect(parseDay(text), text).toBeNull();
    }
  });

  test('days follow one another without gaps, also where clocks are moved', () => {
    expect(day('2010-03-29') - day('2010-03-27')).toBe(2);
    expect(dayOf(2010, 13, 1)).toBe(day('2011-01-01'));
    expect(partsOf(day('1999-02-16'))).toEqual({ year: 1999, month: 2, date: 16 });
  });

  test('weeks begin on Monday', () => {
    expect(weekdayOf(day('2010-09-19'))).toBe(6);
    expect(weekdayOf(day('2010-09-20'))).toBe(0);
    expect(weekdayOf(day('1969-12-29'))).toBe(0);
  });
});

describe('typed dates', () => {
  test.each([
    ['2010-09-19', '2010-09-19', '2010-09-19'],
    [' 2010-09 ', '2010-09-01', '2010-09-30'],
    ['2010', '2010-01-01', '2010-12-31'],
    ['19.9.2010', '2010-09-19', '2010-09-19'],
    ['2012-2', '2012-02-01', '2012-02-29'],
  ])('%s reaches from %s to %s', (typed, start, end) => {
    expect(parseTypedDate(typed, 'start')).toBe(day(start));
    expect(parseTypedDate(typed, 'end')).toBe(day(end));
  });

  test('anything else is no date', () => {
    for (const typed of ['yesterday', '2010-13', '31.2.2010', '20100919', '']) {
      expect(parseTypedDate(typed, 'start'), typed).toBeNull();
    }
  });
});

describe('intervals', () => {
  const window: Interval = { start: day('2010-08-01'), end: day('2010-09-30') };

  test('an incident on the first and on the last day is shown, the days beside it are not', () => {
    const on = (date: string) => overlaps(window, day(date), day(date));
    expect([on('2010-07-31'), on('2010-08-01'), on('2010-09-30'), on('2010-10-01')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('adjacent windows never share a one-day incident', () => {
    const next: Interval = { start: day('2010-10-01'), end: day('2010-10-31') };
    for (let date = day('2010-07-25'); date < day('2010-11-05'); date += 1) {
      expect(overlaps(window, date, date) && overlaps(next, date, date)).toBe(false);
    }
  });

  test('an incident of several days is shown when one of them is in the window', () => {
    expect(overlaps(window, day('2010-06-10'), day('2010-08-01'))).toBe(true);
    expect(overlaps(window, day('2010-01-01'), day('2010-12-31'))).toBe(true);
    expect(overlaps({ start: null, end: day('2010-06-09') }, day('2010-06-10'), day('2010-06-14'))).toBe(false);
  });

  test('intervals are written as the API reads them', () => {
    for (const text of ['2010-08-01/2010-09-30', '../2010-09-30', '2010-08-01/..', '../..']) {
      const read = parseInterval(text);
      expect(read && formatInterval(read)).toBe(text);
    }
    expect(parseInterval('2010-09-19')).toEqual({ start: day('2010-09-19'), end: day('2010-09-19') });
    for (const text of ['2010-09-30/2010-08-01', '2010/2011', 'a/b', '2010-01-01/2010-02-01/2010-03-01']) {
      expect(parseInterval(text), text).toBeNull();
    }
  });
});

describe('steps', () => {
  test('each step holds its own first and last day', () => {
    const date = day('2010-09-19');
    const spans = STEPS.map((step) => [isoDay(floorTo(step, date)), isoDay(shift(step, date, 1) - 1)]);
    expect(spans).toEqual([
      ['2010-09-19', '2010-09-19'],
      ['2010-09-13', '2010-09-19'],
      ['2010-09-01', '2010-09-30'],
      ['2010-07-01', '2010-09-30'],
      ['2010-01-01', '2010-12-31'],
    ]);
  });

  test('edges cover the span without gaps', () => {
    for (const step of STEPS) {
      const found = edges(step, day('1999-12-20'), day('2001-03-02'));
      expect(found[0]).toBeLessThanOrEqual(day('1999-12-20'));
      expect(found.at(-1)).toBeGreaterThan(day('2001-03-02'));
      expect(found.slice(0, -1).map((edge) => shift(step, edge, 1))).toEqual(found.slice(1));
    }
  });
});

describe('histogram', () => {
  const random = seeded(7);
  const incidents = Array.from({ length: 400 }, (_, n) => {
    const start = day('1989-06-01') + Math.floor(random() * 13_000);
    return dated(isoDay(start), isoDay(start + Math.floor(random() * 40)), { id: String(n) });
  });
  const first = Math.min(...incidents.map(({ start }) => start ?? 0));
  const last = Math.max(...incidents.map(({ end }) => end ?? 0));

  test('bins are the finest of which no more than asked are needed', () => {
    const steps = [
      ['2010-09-01', '2010-09-30', 'day'],
      ['2010-01-01', '2010-12-31', 'week'],
      ['2010-01-01', '2015-12-31', 'month'],
      ['1990-01-01', '2015-12-31', 'quarter'],
      ['1989-01-01', '2025-12-31', 'year'],
    ] as const;
    for (const [from, to, step] of steps) {
      const bins = binsOf({ first: day(from), last: day(to) }, 120);
      expect(bins.step).toBe(step);
      expect(binCount(bins)).toBeLessThanOrEqual(120);
    }
  });

  test('the grey bars add up to the dated incidents that pass the other filters', () => {
    for (const most of [40, 120, 500]) {
      const bins = binsOf({ first, last }, most);
      const bars = histogram(
        bins,
        incidents,
        (n) => n % 3 !== 0,
        () => false,
      );
      expect(bars.reduce((sum, { total }) => sum + total, 0)).toBe(incidents.filter((_, n) => n % 3 !== 0).length);
      expect(bars.every(({ inside }) => inside === 0)).toBe(true);
    }
  });

  test('an incident dated more coarsely than the bin is marked', () => {
    const coarse = dated('1990-06-01', '1990-06-30', { datePrecision: 'month' });
    const bars = (from: string, to: string) =>
      histogram(
        binsOf({ first: day(from), last: day(to) }, 120),
        [coarse],
        () => true,
        () => true,
      );
    expect(bars('1990-05-20', '1990-07-01').reduce((sum, bar) => sum + bar.coarse, 0)).toBe(1);
    expect(bars('1985-01-01', '1994-12-31').reduce((sum, bar) => sum + bar.coarse, 0)).toBe(0);
  });

  test('the axis has a few labels, at round days inside it', () => {
    for (const [from, to] of [
      ['1989-06-03', '2025-12-24'],
      ['2010-08-01', '2010-09-30'],
      ['2010-09-13', '2010-09-26'],
      ['2008-01-01', '2013-01-01'],
    ] as const) {
      const bins = binsOf({ first: day(from), last: day(to) }, 120);
      const ticks = axisTicks(bins, 12);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(12);
      for (const tick of ticks) expect(tick.day).toBeGreaterThanOrEqual(bins.edges[0] ?? 0);
    }
  });
});

describe('playback', () => {
  const span = { first: day('1999-02-16'), last: day('2010-09-19') };

  test.each(STEPS)('frames of a %s reach from the first record to the last, without gap or overlap', (step) => {
    const frames: Interval[] = [];
    let frame: Interval | null = firstFrame(ALL_DATES, { mode: 'window', step, span });
    while (frame) {
      frames.push(frame);
      frame = nextFrame(frame, { mode: 'window', step, span });
    }
    expect(frames[0]?.start).toBeLessThanOrEqual(span.first);
    expect(frames.at(-1)?.end).toBeGreaterThanOrEqual(span.last);
    expect(frames.at(-1)?.start).toBeLessThanOrEqual(span.last);
    expect(frames.slice(1).map(({ start }) => start)).toEqual(frames.slice(0, -1).map(({ end }) => (end ?? 0) + 1));
  });

  test('a window of two months stays two months long', () => {
    const window = { start: day('2005-08-01'), end: day('2005-09-30') };
    const next = nextFrame(window, { mode: 'window', step: 'month', span });
    expect(next && formatInterval(next)).toBe('2005-09-01/2005-10-31');
    const back = nextFrame(window, { mode: 'window', step: 'month', span }, -1);
    expect(back && formatInterval(back)).toBe('2005-07-01/2005-08-31');
  });

  test('a growing window keeps its beginning and ends with the last record', () => {
    const playback = { mode: 'cumulative', step: 'year', span } as const;
    let frame: Interval | null = firstFrame(ALL_DATES, playback);
    const ends: (number | null)[] = [];
    while (frame) {
      expect(frame.start).toBe(day('1999-01-01'));
      ends.push(frame.end);
      frame = nextFrame(frame, playback);
    }
    expect(ends.map((end) => isoDay(end ?? 0).slice(0, 4))).toEqual(
      Array.from({ length: 12 }, (_, n) => String(1999 + n)),
    );
  });
});
