// Dates, numbers and counted things in all five languages, letter by letter: no browser knows three of them.

import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../src/core/view-state';
import {
  formatDay,
  formatIncidentDates,
  formatKilometres,
  formatNumber,
  formatShortDay,
  formatSourceDate,
  formatWindow,
} from '../src/i18n/format';
import type { Locale } from '../src/i18n/locale';
import { dated, day } from './incidents';
import { LOCALES, plain } from './locales';

type InEach = Readonly<Record<Language, string>>;

/** One text in every language. */
function expectInEach(expected: InEach, write: (locale: Locale) => string): void {
  const written = Object.fromEntries(LANGUAGES.map((code) => [code, plain(write(LOCALES[code]))]));
  expect(written).toEqual(expected);
}

describe('dates', () => {
  const window = (start: string | null, end: string | null) => ({
    start: start === null ? null : day(start),
    end: end === null ? null : day(end),
  });

  test('a day in full', () => {
    expectInEach(
      {
        en: '29 April 2021',
        ru: '29 апреля 2021',
        tg: '29 апрели 2021',
        ky: '2021-жылдын 29-апрели',
        uz: '2021-yil 29-aprel',
      },
      (locale) => formatDay(locale, day('2021-04-29')),
    );
  });

  test('a day cut short', () => {
    expectInEach(
      { en: '29 Apr 2021', ru: '29 апр. 2021', tg: '29 апр. 2021', ky: '2021-ж. 29-апр.', uz: '2021-yil 29-aprel' },
      (locale) => formatShortDay(locale, day('2021-04-29')),
    );
    expectInEach(
      { en: '7 May 1997', ru: '7 мая 1997', tg: '7 майи 1997', ky: '1997-ж. 7-май', uz: '1997-yil 7-may' },
      (locale) => formatShortDay(locale, day('1997-05-07')),
    );
  });

  test.each<[string | null, string | null, InEach]>([
    [
      '2022-09-14',
      '2022-09-17',
      {
        en: '14–17 Sep 2022',
        ru: '14–17 сент. 2022',
        tg: '14–17 сен. 2022',
        ky: '2022-ж. 14–17-сен.',
        uz: '2022-yil 14–17-sentabr',
      },
    ],
    [
      '2021-04-28',
      '2021-05-01',
      {
        en: '28 Apr – 1 May 2021',
        ru: '28 апр. – 1 мая 2021',
        tg: '28 апр. – 1 майи 2021',
        ky: '2021-ж. 28-апр. – 1-май',
        uz: '2021-yil 28-aprel – 1-may',
      },
    ],
    [
      '2010-05-01',
      '2010-06-30',
      {
        en: '1 May – 30 Jun 2010',
        ru: '1 мая – 30 июня 2010',
        tg: '1 май – 30 июни 2010',
        ky: '2010-ж. 1-май – 30-июн.',
        uz: '2010-yil 1-may – 30-iyun',
      },
    ],
    [
      '2009-12-28',
      '2010-01-03',
      {
        en: '28 Dec 2009 – 3 Jan 2010',
        ru: '28 дек. 2009 – 3 янв. 2010',
        tg: '28 дек. 2009 – 3 янв. 2010',
        ky: '2009-ж. 28-дек. – 2010-ж. 3-янв.',
        uz: '2009-yil 28-dekabr – 2010-yil 3-yanvar',
      },
    ],
    [
      '2010-08-01',
      null,
      {
        en: 'from 1 Aug 2010',
        ru: 'с 1 авг. 2010',
        tg: 'аз 1 авг. 2010',
        ky: '2010-ж. 1-авг. баштап',
        uz: '2010-yil 1-avgustdan',
      },
    ],
    [
      null,
      '2010-05-31',
      {
        en: 'until 31 May 2010',
        ru: 'по 31 мая 2010',
        tg: 'то 31 майи 2010',
        ky: '2010-ж. 31-майга чейин',
        uz: '2010-yil 31-maygacha',
      },
    ],
    [null, null, { en: 'all dates', ru: 'все даты', tg: 'ҳамаи санаҳо', ky: 'бардык даталар', uz: 'barcha sanalar' }],
  ])('the window %s to %s', (start, end, expected) => {
    expectInEach(expected, (locale) => formatWindow(locale, window(start, end)));
  });

  test('months, as far as an incident is dated', () => {
    const precise = { datePrecision: 'month' } as const;
    expectInEach(
      {
        en: 'December 1997',
        ru: 'декабрь 1997',
        tg: 'декабри 1997',
        ky: '1997-жылдын декабры',
        uz: '1997-yil dekabr',
      },
      (locale) => formatIncidentDates(locale, dated('1997-12-01', '1997-12-31', precise)),
    );
    expectInEach(
      {
        en: 'Aug – Oct 1999',
        ru: 'авг. – окт. 1999',
        tg: 'авг. – окт. 1999',
        ky: '1999-ж. авг. – окт.',
        uz: '1999-yil avgust – oktabr',
      },
      (locale) => formatIncidentDates(locale, dated('1999-08-01', '1999-10-31', precise)),
    );
    expectInEach(
      {
        en: 'November 1999 – February 2000',
        ru: 'ноябрь 1999 – февраль 2000',
        tg: 'ноябри 1999 – феврали 2000',
        ky: '1999-жылдын ноябры – 2000-жылдын февралы',
        uz: '1999-yil noyabr – 2000-yil fevral',
      },
      (locale) => formatIncidentDates(locale, dated('1999-11-01', '2000-02-29', precise)),
    );
    expectInEach(
      {
        en: 'July 2005',
        ru: 'июль 2005',
        tg: 'июли 2005',
        ky: '2005-жылдын июлу',
        uz: '2005-yil iyul',
      },
      (locale) => formatSourceDate(locale, '2005-07'),
    );
  });

  test('labels of the time axis', () => {
    expectInEach({ en: '19 Sep', ru: '19 сент.', tg: '19 сен.', ky: '19-сен.', uz: '19-sen' }, ({ tables }) =>
      tables.dates.axisDay({ year: 2010, month: 9, date: 19 }),
    );
    expectInEach({ en: 'Sep 2010', ru: 'сент. 2010', tg: 'сен. 2010', ky: '2010 сен.', uz: '2010 sen' }, ({ tables }) =>
      tables.dates.axisMonth({ year: 2010, month: 9, date: 1 }),
    );
  });

  test('every month has a name of its own', () => {
    for (const { tables } of Object.values(LOCALES)) {
      const written = Array.from({ length: 12 }, (_, n) => tables.dates.day({ year: 2010, month: n + 1, date: 1 }));
      expect(new Set(written).size).toBe(12);
    }
  });
});

describe('numbers', () => {
  test('have the separators of the language', () => {
    expectInEach(
      { en: '1,234,567.3', ru: '1 234 567,3', tg: '1 234 567,3', ky: '1 234 567,3', uz: '1 234 567,3' },
      (locale) => formatNumber(locale, 1_234_567.25, 1),
    );
    expectInEach({ en: '0.4', ru: '0,4', tg: '0,4', ky: '0,4', uz: '0,4' }, (locale) => formatKilometres(locale, 0.4));
  });

  test('do not break at the end of a line', () => {
    expect(formatNumber(LOCALES.tg, 12_345)).toBe('12\u00a0345');
  });
});

describe('plurals', () => {
  test.each([
    [0, { en: 'other', ru: 'many', tg: 'one', ky: 'other', uz: 'other' }],
    [1, { en: 'one', ru: 'one', tg: 'one', ky: 'one', uz: 'one' }],
    [2, { en: 'other', ru: 'few', tg: 'other', ky: 'other', uz: 'other' }],
    [5, { en: 'other', ru: 'many', tg: 'other', ky: 'other', uz: 'other' }],
    [11, { en: 'other', ru: 'many', tg: 'other', ky: 'other', uz: 'other' }],
    [21, { en: 'other', ru: 'one', tg: 'other', ky: 'other', uz: 'other' }],
    [1.5, { en: 'other', ru: 'other', tg: 'other', ky: 'other', uz: 'other' }],
  ])('the form of %d', (n, expected) => {
    expectInEach(expected, ({ tables }) => tables.plural(n));
  });

  test.each([
    [0, ['0 incidents', '0 происшествий', '0 ҳодиса', '0 окуя', '0 ta hodisa']],
    [1, ['1 incident', '1 происшествие', '1 ҳодиса', '1 окуя', '1 ta hodisa']],
    [2, ['2 incidents', '2 происшествия', '2 ҳодиса', '2 окуя', '2 ta hodisa']],
    [5, ['5 incidents', '5 происшествий', '5 ҳодиса', '5 окуя', '5 ta hodisa']],
    [11, ['11 incidents', '11 происшествий', '11 ҳодиса', '11 окуя', '11 ta hodisa']],
    [21, ['21 incidents', '21 происшествие', '21 ҳодиса', '21 окуя', '21 ta hodisa']],
  ])('%d of an incident', (n, [en = '', ru = '', tg = '', ky = '', uz = '']) => {
    expectInEach({ en, ru, tg, ky, uz }, ({ messages }) => messages.count.incidents(n, String(n)));
  });

  test('how many of how many are shown', () => {
    expectInEach(
      {
        en: '41 of 236 incidents',
        ru: '41 из 236 происшествий',
        tg: '41 аз 236 ҳодиса',
        ky: '236 окуянын ичинен 41',
        uz: '236 ta hodisadan 41 tasi',
      },
      ({ messages }) => messages.count.ofAll(41, '41', '236'),
    );
  });
});
