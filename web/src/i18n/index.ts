// The languages there are, and which one a reader gets.

import type { Language } from '../core/view-state';
import { en } from './en';
import type { Locale } from './locale';
import { ru } from './ru';

export const LOCALES: Readonly<Record<Language, Locale>> = { en, ru };

/** The first of the reader's languages that we have, otherwise English. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const code = tag.slice(0, 2).toLowerCase();
    if (code === 'en' || code === 'ru') return code;
  }
  return 'en';
}
