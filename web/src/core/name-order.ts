// In which language a place is named when the reader's own form is missing.

import type { Language } from './view-state';

/** Who reads one of these languages reads the script of the next. */
export const NAME_ORDER: Readonly<Record<Language, readonly Language[]>> = {
  en: ['en'],
  ru: ['ru', 'en'],
  tg: ['tg', 'ru', 'en'],
  ky: ['ky', 'ru', 'en'],
  uz: ['uz', 'en'],
};
