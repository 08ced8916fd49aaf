// What is written in a language is written with its letters: a letter from the neighbour's alphabet is a slip that
// readers see at once and authors do not.

import { describe, expect, test } from 'vitest';
import { dayOf } from '../src/core/days';
import { LANGUAGES, type Language } from '../src/core/view-state';
import { LANGUAGE_NAMES } from '../src/i18n';
import { formatDay, formatShortDay } from '../src/i18n/format';
import { LOCALES, plain } from './locales';

const LEGAL: Readonly<Record<Language, RegExp>> = {
  en: /^[a-z]+$/i,
  ru: /^[а-яё]+$/i,
  tg: /^[абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя]+$/i,
  ky: /^[а-яёңөү]+$/i,
  // No c but in ch; ʻ belongs to o and g, ʼ to what it follows otherwise.
  uz: /^(?:[abd-hijk-vxyz]|ch|(?<=[og])ʻ|(?<![og])ʼ)+$/i,
};
const BRANDS = /\bmarz\b|\bWebGL\b/g;
/** The same in English and in another language. */
const SAME_AS_ENGLISH = ['title', 'map.metres', 'map.kilometres', 'areas.dushanbe'];

describe.each(LANGUAGES)('in %s', (code) => {
  test('all texts keep to the alphabet', () => {
    const words = textsOf(code).flatMap(([path, text]) =>
      (
        plain(text)
          .replace(BRANDS, '')
          .match(/[\p{L}\p{M}'`´‘’]+/gu) ?? []
      ).map((word) => ({ path, word })),
    );
    expect(words.length).toBeGreaterThan(300);
    expect(words.filter(({ word }) => !LEGAL[code].test(word.replace(/^[‘']|[’']$/g, '')))).toEqual([]);
  });

  test('no text is empty, and none is English', () => {
    const english = new Map(textsOf('en'));
    const suspicious = textsOf(code).filter(
      ([path, text]) =>
        text.trim() === '' ||
        (code !== 'en' && /\p{L}/u.test(text) && text === english.get(path) && !SAME_AS_ENGLISH.includes(path)),
    );
    expect(suspicious).toEqual([]);
  });
});

test('languages that no native speaker has read say so, in their own words', () => {
  const said = LANGUAGES.map((code) => LOCALES[code].unreviewed);
  expect(said).toEqual([
    null,
    null,
    'Ин тарҷумаро ҳанӯз соҳибзабон насанҷидааст.',
    'Бул котормону эне тилинде сүйлөгөн киши али текшере элек.',
    'Bu tarjimani ona tilida soʻzlovchi hali tekshirmagan.',
  ]);
});

/** Every text of a language with the way to it: words, sentences with sample values, dates. */
function textsOf(code: Language): [path: string, text: string][] {
  const locale = LOCALES[code];
  const days = Array.from({ length: 12 }, (_, n) => dayOf(2010, n + 1, 7));
  return [
    ...collect(locale.messages, ''),
    ['name', LANGUAGE_NAMES[code]],
    ...(locale.unreviewed === null ? [] : [['unreviewed', locale.unreviewed] as [string, string]]),
    ...days.map((day): [string, string] => [`day ${day}`, formatDay(locale, day)]),
    ...days.map((day): [string, string] => [`short day ${day}`, formatShortDay(locale, day)]),
  ];
}

function collect(value: unknown, path: string): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return samples(path).map((values, n) => [`${path}#${n}`, String(value(...values))]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => collect(inner, path === '' ? key : `${path}.${key}`));
}

/** Numbers, or numbers in words, where a sentence has its gaps. */
function samples(path: string): readonly (readonly (number | string | null)[])[] {
  if (path === 'filters.deathsRange') {
    return [
      ['7', '9'],
      ['7', null],
      [null, '9'],
    ];
  }
  return [
    [7, '7', '9'],
    [1, '1', '1'],
  ].map((values) => (path.startsWith('count.') || /here|group|dead|found/.test(path) ? values : values.map(String)));
}
