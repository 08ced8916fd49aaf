// All catalogues at once, which no reader ever has.

import type { Language } from '../src/core/view-state';
import { en } from '../src/i18n/en';
import { ky } from '../src/i18n/ky';
import type { Locale } from '../src/i18n/locale';
import { ru } from '../src/i18n/ru';
import { tg } from '../src/i18n/tg';
import { uz } from '../src/i18n/uz';

export const LOCALES: Readonly<Record<Language, Locale>> = { en, ru, tg, ky, uz };

/** Thin and fixed spaces as plain ones, and without what only steers line breaks, for reading. */
export const plain = (text: string) => text.replace(/[\u2009\u00a0]/g, ' ').replace(/[\u2060\u00ad]/g, '');
