// Letters folded for search: a reader who types Kabudjon, Исфара or Ҷиргатол finds the same place either way.

const LETTERS: Readonly<Record<string, string>> = {
  ғ: 'г',
  қ: 'к',
  ҳ: 'х',
  ҷ: 'ч',
  ң: 'н',
  ө: 'о',
  ү: 'у',
  ə: 'а',
  ı: 'i',
};
const MARKS = /[\u0300-\u036f]/g;
const APOSTROPHES = /[\u02bb\u02bc\u02b9\u2018\u2019'`´]/g;
const SPECIAL = /[ғқҳҷңөүəı]/g;
const GAPS = /[\s\u2010-\u2015-]+/g;

/** Lower case, without marks and apostrophes, Tajik, Kyrgyz and Uzbek letters as their plain neighbours. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter)
    .replace(APOSTROPHES, '')
    .replace(GAPS, ' ')
    .trim();
}

/** The words of a query, folded once for all the texts they are looked for in. */
export function wordsOf(query: string): string[] {
  return fold(query).split(' ').filter(Boolean);
}

/** Whether every word stands somewhere in the folded text. */
export function matchesWords(folded: string, words: readonly string[]): boolean {
  return words.every((word) => folded.includes(word));
}
