import { describe, expect, test } from 'vitest';
import { preferredLanguage } from '../src/i18n';
import {
  formatIncidentDates,
  formatKilometres,
  formatNumber,
  formatSourceDate,
  formatWindow,
} from '../src/i18n/format';
import { dated, day, incident } from './incidents';
import { LOCALES, plain } from './locales';

const { en, ru } = LOCALES;

describe('plurals', () => {
  test.each([
    [0, 'other', 'many'],
    [1, 'one', 'one'],
    [2, 'other', 'few'],
    [5, 'other', 'many'],
    [11, 'other', 'many'],
    [14, 'other', 'many'],
    [21, 'other', 'one'],
    [22, 'other', 'few'],
    [101, 'other', 'one'],
    [112, 'other', 'many'],
    [1.5, 'other', 'other'],
  ])('%d is %s in English and %s in Russian', (n, english, russian) => {
    expect(en.tables.plural(n)).toBe(english);
    expect(ru.tables.plural(n)).toBe(russian);
  });

  test('counted nouns agree with their number', () => {
    const count = (n: number) => ru.messages.count.incidents(n, String(n));
    expect([1, 3, 8, 21].map(count)).toEqual(['1 происшествие', '3 происшествия', '8 происшествий', '21 происшествие']);
    expect(en.messages.count.incidents(1, '1')).toBe('1 incident');
  });
});

describe('dates', () => {
  const window = (start: string | null, end: string | null) => ({
    start: start === null ? null : day(start),
    end: end === null ? null : day(end),
  });

  test.each([
    ['2010-08-01', '2010-09-30', '1 Aug – 30 Sep 2010', '1 авг. – 30 сент. 2010'],
    ['2022-09-14', '2022-09-17', '14–17 Sep 2022', '14–17 сент. 2022'],
    ['2009-12-28', '2010-01-03', '28 Dec 2009 – 3 Jan 2010', '28 дек. 2009 – 3 янв. 2010'],
    ['2010-05-19', '2010-05-19', '19 May 2010', '19 мая 2010'],
    ['2010-08-01', null, 'from 1 Aug 2010', 'с 1 авг. 2010'],
    [null, '2010-09-30', 'until 30 Sep 2010', 'по 30 сент. 2010'],
    [null, null, 'all dates', 'все даты'],
  ])('the window %s to %s reads “%s” and “%s”', (start, end, english, russian) => {
    expect(plain(formatWindow(en, window(start, end)))).toBe(english);
    expect(plain(formatWindow(ru, window(start, end)))).toBe(russian);
  });

  test('an incident is dated no more finely than it is known', () => {
    const words = (start: string, end: string, datePrecision: 'day' | 'month' | 'year') =>
      plain(formatIncidentDates(en, dated(start, end, { datePrecision })));
    expect(words('1997-12-01', '1997-12-31', 'month')).toBe('December 1997');
    expect(words('1999-08-01', '1999-10-31', 'month')).toBe('Aug – Oct 1999');
    expect(words('1998-01-01', '1998-12-31', 'year')).toBe('1998');
    expect(words('1998-01-01', '1999-12-31', 'year')).toBe('1998–1999');
    expect(words('2010-09-19', '2010-09-19', 'day')).toBe('19 Sep 2010');
    expect(formatIncidentDates(ru, dated('1997-12-01', '1997-12-31', { datePrecision: 'month' }))).toBe('декабрь 1997');
    expect(formatIncidentDates(en, incident({ start: null, end: null }))).toBe('date unknown');
  });

  test('a source is dated as far as it says', () => {
    expect(formatSourceDate(en, '2010-09-21')).toBe('21 Sep 2010');
    expect(formatSourceDate(ru, '2010-09')).toBe('сентябрь 2010');
    expect(formatSourceDate(en, '1998')).toBe('1998');
    expect(formatSourceDate(en, 'about 1998')).toBe('about 1998');
  });
});

describe('numbers', () => {
  test('have the separators of the language', () => {
    expect(formatNumber(en, 1234567.25, 1)).toBe('1,234,567.3');
    expect(plain(formatNumber(ru, 1234567.25, 1))).toBe('1 234 567,3');
    expect(formatNumber(en, 999)).toBe('999');
  });

  test('near distances are told to the hundred metres', () => {
    expect([0.4, 5, 12.6].map((km) => formatKilometres(en, km))).toEqual(['0.4', '5', '13']);
  });
});

test.each([
  [['de-DE', 'ru-RU', 'en'], 'ru'],
  [['fa', 'de'], 'en'],
  [['tg-Cyrl-TJ', 'ru'], 'tg'],
  [['uz-Latn-UZ'], 'uz'],
  [['uz-Cyrl', 'en'], 'uz'],
  [['ky-KG'], 'ky'],
  [['TG'], 'tg'],
  [['tgl', 'kyu', 'ru'], 'ru'],
  [[], 'en'],
] as const)('of the languages %j that a reader asks for, we have %s', (wanted, found) => {
  expect(preferredLanguage(wanted)).toBe(found);
});
