// The words follow the language. They come over the network, so the page keeps those it has until the others are there.

import { effect } from '@preact/signals';
import { loadLocale } from '../i18n';
import { language, locale } from './store';

/** How long the first words may keep the page empty; after that it begins in English. */
const PATIENCE = 3000;

/** Resolves when the page can be shown. */
export async function startLanguage(): Promise<void> {
  const first = follow();
  await Promise.race([first, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  effect(() => {
    void follow();
  });
}

async function follow(): Promise<void> {
  const wanted = language.value;
  try {
    const words = await loadLocale(wanted);
    // The reader may have chosen another language in the meantime.
    if (wanted === language.value) locale.value = words;
  } catch {
    // Without the words of one language the page is still readable in the one it has.
  }
}
