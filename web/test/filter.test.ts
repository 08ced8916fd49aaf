import { describe, expect, test } from 'vitest';
import { failures, passesAllBut, relief } from '../src/core/filter';
import { fold, matchesWords, wordsOf } from '../src/core/fold';
import { fanOffsets, groupByPosition } from '../src/core/groups';
import { sortIncidents } from '../src/core/sort';
import { sumDeaths } from '../src/core/sums';
import { type Filter, NO_DEATHS_FILTER, NO_FILTER } from '../src/core/view-state';
import { dated, day, dead, incident } from './incidents';

const shows = (filter: Partial<Filter>, different: Parameters<typeof incident>[0], folded = '') =>
  failures({ ...NO_FILTER, ...filter }, [], incident(different), folded) === 0;

describe('filter', () => {
  test('without conditions everything is shown', () => {
    expect(shows({}, {})).toBe(true);
    expect(shows({}, { start: null, end: null, deaths: dead(null) })).toBe(true);
  });

  test('an incident without dates matches every window', () => {
    expect(shows({ time: { start: day('2010-01-01'), end: day('2010-12-31') } }, { start: null, end: null })).toBe(
      true,
    );
  });

  test('a limit on deaths keeps unknown figures out unless asked for', () => {
    const atLeast = (unknown: boolean) => ({ deaths: { ...NO_DEATHS_FILTER, min: 1, unknown } });
    expect(shows(atLeast(false), { deaths: dead(1) })).toBe(true);
    expect(shows(atLeast(false), { deaths: dead(0) })).toBe(false);
    expect(shows(atLeast(false), { deaths: dead(null) })).toBe(false);
    expect(shows(atLeast(true), { deaths: dead(null) })).toBe(true);
    expect(shows({ deaths: { min: null, max: 10, unknown: false } }, { deaths: dead(11) })).toBe(false);
  });

  test('an incident belongs to every area it names', () => {
    const areas = { areas: ['rasht-valley', 'kyrgyz-tajik-border'] };
    expect(shows({ areas: ['rasht-valley'] }, areas)).toBe(true);
    expect(shows({ areas: ['dushanbe', 'kyrgyz-tajik-border'] }, areas)).toBe(true);
    expect(shows({ areas: ['dushanbe'] }, areas)).toBe(false);
  });

  test('counts under the other filters leave out only their own condition', () => {
    const filter: Filter = { ...NO_FILTER, categories: ['unrest'], areas: ['dushanbe'] };
    const one = failures(filter, wordsOf(filter.text), incident({ category: 'clash', areas: ['dushanbe'] }), '');
    const both = failures(filter, wordsOf(filter.text), incident({ category: 'clash', areas: [] }), '');
    expect([passesAllBut('categories', one), passesAllBut('areas', one)]).toEqual([true, false]);
    expect([passesAllBut('categories', both), passesAllBut('areas', both)]).toEqual([false, false]);
  });

  test('the condition whose removal shows most comes first', () => {
    const filter: Filter = { ...NO_FILTER, categories: ['unrest'], text: 'osh' };
    const all = [
      failures(filter, wordsOf(filter.text), incident({ category: 'clash' }), 'osh'),
      failures(filter, wordsOf(filter.text), incident({ category: 'unrest' }), 'batken'),
      failures(filter, wordsOf(filter.text), incident({ category: 'unrest' }), 'isfara'),
    ];
    expect(relief(filter, all)).toEqual([
      { condition: 'text', count: 2 },
      { condition: 'categories', count: 1 },
    ]);
  });
});

describe('sums', () => {
  test('a part is skipped when the incident that contains it is in the same result', () => {
    const whole = incident({ id: 'whole', deaths: dead(55, 52, 60) });
    const part = incident({ id: 'part', partOf: 'whole', deaths: dead(10, 9, 12) });
    const other = incident({ id: 'other', deaths: dead(3) });
    expect(sumDeaths([whole, part, other])).toEqual({ low: 55, best: 58, high: 63, unknown: 0 });
    expect(sumDeaths([part, other])).toEqual({ low: 12, best: 13, high: 15, unknown: 0 });
  });

  test('an unknown highest figure is at least the best one', () => {
    const open = incident({ deaths: { low: 150, best: 150, high: null } });
    const other = incident({ id: 'other', deaths: dead(3) });
    expect(sumDeaths([open, other])).toEqual({ low: 153, best: 153, high: 153, unknown: 0 });
  });

  test('an unknown figure is counted as unknown and not as none', () => {
    expect(sumDeaths([incident({ deaths: dead(null) }), incident({ id: 'b', deaths: dead(0) })])).toEqual({
      low: 0,
      best: 0,
      high: 0,
      unknown: 1,
    });
  });
});

describe('search', () => {
  test.each([
    ['Ҷиргатол', 'чиргатол'],
    ['Ғарм', 'гарм'],
    ['Қӯқанд', 'куканд'],
    ['Ӣсфара', 'исфара'],
    ['Ҳисор', 'хисор'],
    ['Өзгөн', 'озгон'],
    ['Көк-Таш', 'кок таш'],
    ['Жалал-Абад ң ү', 'жалал абад н у'],
    ['Soʻx', 'sox'],
    ['So’x', 'sox'],
    ["So'x", 'sox'],
    ['Артём', 'артем'],
    ['Özgön', 'ozgon'],
  ])('%s is found as %s', (written, folded) => {
    expect(fold(written)).toBe(folded);
  });

  test('every word must be there, in any order', () => {
    const text = fold('Army convoy ambushed at the Kamarob gorge');
    expect(matchesWords(text, wordsOf('kamarob convoy'))).toBe(true);
    expect(matchesWords(text, wordsOf('Kamarob prison'))).toBe(false);
    expect(matchesWords(text, wordsOf('  '))).toBe(true);
  });
});

describe('order of the list', () => {
  test('what has no value comes last in both directions', () => {
    const rows = [
      dated('2010-01-01', '2010-01-01', { id: 'five', deaths: dead(5) }),
      dated('2011-01-01', '2011-01-01', { id: 'unknown', deaths: dead(null) }),
      dated('2012-01-01', '2012-01-01', { id: 'two', deaths: dead(2) }),
    ];
    const order = (descending: boolean) =>
      sortIncidents(rows, { by: 'deaths', descending }, () => '').map(({ id }) => id);
    expect(order(true)).toEqual(['five', 'two', 'unknown']);
    expect(order(false)).toEqual(['two', 'five', 'unknown']);
  });
});

describe('incidents on one coordinate', () => {
  test('form one group, the deadliest first; a country is not a place', () => {
    const groups = groupByPosition([
      incident({ id: 'a', deaths: dead(1) }),
      incident({ id: 'b', deaths: dead(9) }),
      incident({ id: 'c', position: [71, 40] }),
      incident({ id: 'd', position: null }),
      incident({ id: 'e', locationPrecision: 5 }),
    ]);
    expect(groups.map(({ incidents }) => incidents.map(({ id }) => id))).toEqual([['b', 'a'], ['c']]);
  });

  test.each([2, 3, 8, 9, 20, 40])('%i of them fan out without touching', (count) => {
    const radii = Array.from({ length: count }, (_, n) => Math.max(5, 26 - n * 3));
    const places = fanOffsets(radii);
    places.forEach(([x, y], a) => {
      places.slice(a + 1).forEach(([u, v], other) => {
        const room = (radii[a] ?? 0) + (radii[a + 1 + other] ?? 0);
        expect(Math.hypot(x - u, y - v), `${a} and ${a + 1 + other}`).toBeGreaterThan(room);
      });
    });
  });
});
