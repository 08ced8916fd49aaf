// The order of letters. Browsers have no Tajik and no Kyrgyz alphabet, so the order of each language is our own: a text
// becomes a key, and keys compare as they are.

import type { Language } from '../core/view-state';

/** Russian with the letters of Tajik and Kyrgyz, which take the same places beside their neighbours in both. */
const CYRILLIC = 'а б в г ғ д е ё ж з и ӣ й к қ л м н ң о ө п р с т у ӯ ү ф х ҳ ц ч ҷ ш щ ъ ы ь э ю я';
const LATIN = 'a b c d e f g h i j k l m n o p q r s t u v w x y z';
/** With c and w, which only foreign names have. */
const UZBEK = 'a b c d e f g h i j k l m n o p q r s t u v w x y z oʻ gʻ sh ch ng';

/** The language's own script first. */
const SCRIPTS: Readonly<Record<Language, readonly [own: string, other: string]>> = {
  en: [LATIN, CYRILLIC],
  ru: [CYRILLIC, LATIN],
  tg: [CYRILLIC, LATIN],
  ky: [CYRILLIC, LATIN],
  uz: [UZBEK, CYRILLIC],
};

/** Keys are made of characters from here on: after digits and spaces, which stay themselves. */
const FIRST = 0x100;
const LONGEST = 2;
/** The many ways in which oʻ and gʻ are typed. */
const APOSTROPHES = /[\u02bb\u02bc\u2018\u2019'`´]/g;
const GAPS = /[^\p{L}\p{N}ʻ]+/gu;
const MARKS = /\p{M}/gu;

const ranksOf = new Map<Language, ReadonlyMap<string, string>>();

/** A string that sorts, by its characters alone, where the text stands in the language's alphabet. */
export function sortKey(language: Language, text: string): string {
  const ranks = ranksIn(language);
  const letters = text.toLowerCase().normalize('NFC').replace(APOSTROPHES, 'ʻ').replace(GAPS, ' ').trim();
  let key = '';
  for (let at = 0; at < letters.length; ) {
    const length = longestAt(ranks, letters, at);
    key += length > 0 ? ranks.get(letters.slice(at, at + length)) : foreign(ranks, letters[at] ?? '');
    at += Math.max(length, 1);
  }
  return key;
}

function ranksIn(language: Language): ReadonlyMap<string, string> {
  const known = ranksOf.get(language);
  if (known) return known;
  const letters = SCRIPTS[language].join(' ').split(' ');
  const ranks = new Map(letters.map((letter, rank) => [letter, String.fromCharCode(FIRST + rank)]));
  ranksOf.set(language, ranks);
  return ranks;
}

/** How many characters the letter has that begins here: oʻ and sh are one letter. */
function longestAt(ranks: ReadonlyMap<string, string>, letters: string, at: number): number {
  for (let length = LONGEST; length > 0; length -= 1) {
    if (ranks.has(letters.slice(at, at + length))) return length;
  }
  return 0;
}

/** An é counts as e, an apostrophe as nothing, and what no alphabet of ours has as itself. */
function foreign(ranks: ReadonlyMap<string, string>, letter: string): string {
  if (letter === 'ʻ') return '';
  const plain = letter.normalize('NFD').replace(MARKS, '');
  return ranks.get(plain) ?? letter;
}
