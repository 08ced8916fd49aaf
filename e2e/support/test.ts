// The test function of all specs. Whatever a test is about, its page must keep to its own origin and its console clean.

import { test as base, expect, type Page } from '@playwright/test';

export { expect };

export interface Watch {
  /** Requests to anywhere but the server. */
  readonly foreign: string[];
  /** Errors and warnings of the console, uncaught errors, violations of the content security policy. */
  readonly complaints: string[];
  /** Requests to the server. */
  readonly own: string[];
}

export const test = base.extend<{ url: string; watch: Watch }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  url: async ({}, use) => {
    await use(process.env.MARZ_URL ?? '');
  },
  watch: [
    async ({ page, url }, use) => {
      const watch = await watchPage(page, url);
      await use(watch);
      expect(watch.foreign, 'requests that leave the origin').toEqual([]);
      expect(watch.complaints, 'console').toEqual([]);
    },
    { auto: true },
  ],
});

/** Aborts and notes every request to another origin; notes everything the page complains about. */
export async function watchPage(page: Page, url: string): Promise<Watch> {
  const watch: Watch = { foreign: [], complaints: [], own: [] };
  const origin = new URL(url).origin;
  await page.route('**/*', (route) => {
    const address = route.request().url();
    if (new URL(address).origin === origin || /^(data|blob):/.test(address)) {
      watch.own.push(address);
      return route.fallback();
    }
    watch.foreign.push(address);
    return route.abort();
  });
  page.on('console', (message) => {
    // Reading pixels of a software renderer is slow, and Chromium says so.
    if (/GPU stall due to ReadPixels/.test(message.text())) return;
    if (message.type() === 'error' || message.type() === 'warning') watch.complaints.push(message.text());
  });
  page.on('pageerror', (error) => watch.complaints.push(error.message));
  return watch;
}

/** Opens the map and waits until it shows what the address asks for. */
export async function openMap(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await painted(page);
}

/** The map's own account (see web/src/map/painted.ts), and two frames more for the compositor. */
export async function painted(page: Page): Promise<void> {
  await expect(page.locator('#map-canvas')).toHaveAttribute('data-map', 'painted', { timeout: 40_000 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

export const headline = (page: Page) => page.locator('#headline');
export const rows = (page: Page) => page.locator('#list [data-incident]');

export async function listedIds(page: Page): Promise<string[]> {
  return rows(page).evaluateAll((found) => found.map((row) => (row as HTMLElement).dataset.incident ?? ''));
}

/** Incidents that the map was given and has painted. */
export async function drawn(page: Page): Promise<number> {
  await painted(page);
  return Number(await page.locator('#map-canvas').getAttribute('data-drawn'));
}
