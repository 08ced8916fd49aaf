import { describe, expect, test } from 'vitest';
import { sortIncidents } from '../src/core/sort';
import type { Language } from '../src/core/view-state';
import { sortKey } from '../src/i18n/alphabet';
import { incident } from './incidents';

/** In the order of the language, whatever order they came in. */
function sorted(language: Language, texts: readonly string[]): string[] {
  const backwards = [...texts].reverse();
  return backwards.sort((a, b) => (sortKey(language, a) < sortKey(language, b) ? -1 : 1));
}

test.each<[Language, string]>([
  ['en', 'a b c d e f g h i j k l m n o p q r s t u v w x y z'],
  ['ru', 'а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я'],
  ['tg', 'а б в г ғ д е ё ж з и ӣ й к қ л м н о п р с т у ӯ ф х ҳ ч ҷ ш ъ э ю я'],
  ['ky', 'а б в г д е ё ж з и й к л м н ң о ө п р с т у ү ф х ц ч ш щ ъ ы ь э ю я'],
  ['uz', 'a b d e f g h i j k l m n o p q r s t u v x y z oʻ gʻ sh ch ng'],
])('the alphabet of %s', (language, alphabet) => {
  const letters = alphabet.split(' ');
  expect(sorted(language, letters)).toEqual(letters);
});

describe('places', () => {
  test.each<[Language, string[]]>([
    ['tg', ['Ғарм', 'Душанбе', 'Исфара', 'Кӯлоб', 'Қайроққум', 'Хуҷанд', 'Ҳисор', 'Чоркӯҳ', 'Ҷиргатол']],
    ['ky', ['Бишкек', 'Ноокат', 'Ош', 'Өзгөн', 'Сүлүктү', 'Үч-Коргон']],
    ['uz', ['Andijon', 'Rishton', 'Samarqand', 'Soʻx', 'Toshkent', 'Oʻsh', 'Gʻijduvon', 'Shohimardon', 'Chust']],
    ['ru', ['Бишкек', 'Ёвон', 'Жиргаталь', 'Ош']],
  ])('in %s', (language, places) => {
    expect(sorted(language, places)).toEqual(places);
  });

  test('case, marks, hyphens and the way an apostrophe is typed make no difference', () => {
    expect(sortKey('uz', 'OʻSH')).toBe(sortKey('uz', "o'sh"));
    expect(sortKey('uz', 'Aʼlo')).toBe(sortKey('uz', 'Alo'));
    expect(sortKey('en', 'Café')).toBe(sortKey('en', 'cafe'));
    expect(sortKey('ky', 'Үч-Коргон')).toBe(sortKey('ky', 'Үч Коргон'));
    expect(sortKey('tg', 'и\u0304')).toBe(sortKey('tg', 'ӣ'));
  });

  test('a short name stands before a longer one that begins with it, numbers before letters', () => {
    const places = ['7 км', 'Ош', 'Ош районы', 'Ошоба'];
    expect(sorted('ky', places)).toEqual(places);
  });

  test('what is written in the other script comes after', () => {
    expect(sorted('tg', ['Ҷиргатол', 'Batken', 'Zumrad'])).toEqual(['Ҷиргатол', 'Batken', 'Zumrad']);
    expect(sorted('uz', ['Chust', 'Ngoma', 'Андижан'])).toEqual(['Chust', 'Ngoma', 'Андижан']);
    expect(sorted('en', ['Zumrad', 'Ош'])).toEqual(['Zumrad', 'Ош']);
  });
});

test('the list is sorted by the names it shows; nameless places come last in both directions', () => {
  const names: Readonly<Record<string, string>> = { garm: 'Ғарм', gafurov: 'Гулистон', dushanbe: 'Душанбе', none: '' };
  const rows = Object.keys(names).map((id) => incident({ id }));
  const order = (descending: boolean) =>
    sortIncidents(rows, { by: 'place', descending }, ({ id }) => sortKey('tg', names[id] ?? '')).map(({ id }) => id);
  expect(order(false)).toEqual(['gafurov', 'garm', 'dushanbe', 'none']);
  expect(order(true)).toEqual(['dushanbe', 'garm', 'gafurov', 'none']);
});
