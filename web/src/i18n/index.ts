// The languages there are, which one a reader gets, and its words. Each reader needs one catalogue, so that each is
// fetched when it is wanted; English is always there, for as long as another is not.

import { LANGUAGES, type Language } from '../core/view-state';
import { en } from './en';
import type { Locale } from './locale';

/** Each language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  ru: 'Русский',
  tg: 'Тоҷикӣ',
  ky: 'Кыргызча',
  uz: 'Oʻzbekcha',
};

const CATALOGUES: Readonly<Record<Language, () => Promise<Locale>>> = {
  en: () => Promise.resolve(en),
  ru: async () => (await import('./ru')).ru,
  tg: async () => (await import('./tg')).tg,
  ky: async () => (await import('./ky')).ky,
  uz: async () => (await import('./uz')).uz,
};

export function loadLocale(language: Language): Promise<Locale> {
  return CATALOGUES[language]();
}

/** The first of the reader's languages that we have, in whatever script or country, otherwise English. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split(/[-_]/)[0];
    const known = LANGUAGES.find((language) => language === code);
    if (known) return known;
  }
  return 'en';
}
