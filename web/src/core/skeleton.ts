// A common Latin form of Latin and Cyrillic spellings, for names that the gazetteer has in one script only. It throws
// away what transliterations disagree about, so it also makes different names equal: good for a second look, when the
// spelling itself was not found.

import { fold } from './fold';

const LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ғ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'j',
  з: 'z',
  и: 'i',
  ӣ: 'i',
  й: 'i',
  к: 'k',
  қ: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  ң: 'n',
  о: 'o',
  ө: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ү: 'u',
  ӯ: 'u',
  ў: 'o',
  ф: 'f',
  х: 'h',
  ҳ: 'h',
  ц: 'c',
  ч: 'ch',
  ҷ: 'j',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: 'i',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
};
const CYRILLIC = /[\u0400-\u04ff]/g;

/** In this order: what stands on the right may be part of what stands on the left further down. */
const EQUAL: readonly [RegExp, string][] = [
  [/dzh|dj|zh/g, 'j'],
  [/kh|x/g, 'h'],
  [/gh/g, 'g'],
  [/shch/g, 'sh'],
  [/ts/g, 'c'],
  [/ng/g, 'n'],
  [/q/g, 'k'],
  [/w/g, 'v'],
  [/y/g, 'i'],
  [/ie/g, 'e'],
  [/(.)\1+/g, '$1'],
];

/** `Джиргаталь`, `Ҷиргатал`, `Dzhirgatal` and `Jirgatal` are all `jirgatal`. */
export function skeleton(text: string): string {
  // Composed and before folding, which would take ҷ for ч.
  const latin = text
    .toLowerCase()
    .normalize('NFC')
    .replace(CYRILLIC, (letter) => LATIN[letter] ?? letter);
  return EQUAL.reduce((so, [spelling, common]) => so.replace(spelling, common), fold(latin));
}
