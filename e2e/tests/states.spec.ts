// When things go wrong or are small: errors, no WebGL, narrow screens; and no request that leaves the server.

import { chromium } from '@playwright/test';
import { withoutWebgl } from '../support/chromium';
import { expect, headline, openMap, rows, test, watchPage } from '../support/test';

test('everything comes from the server, engine, worker and fonts included', async ({ page, url, watch }) => {
  await openMap(page, `${url}/map`);
  const paths = watch.own.map((address) => new URL(address).pathname);
  expect(paths.some((path) => /worker/.test(path))).toBe(true);
  expect(paths.filter((path) => path.endsWith('.woff2')).length).toBeGreaterThan(0);
  expect(paths).toContain('/collections/incidents/items');
  expect(watch.foreign).toEqual([]);
});

test('the first screen needs less than 150 kB of base map, and the bends of the border come when one looks closer', async ({
  page,
  url,
}) => {
  const layers = new Map<string, number>();
  page.on('requestfinished', async (request) => {
    const name = /collections\/([^/]+)\/items|\/(relief)-/.exec(request.url());
    const layer = name?.[1] ?? name?.[2];
    if (layer === undefined || layer === 'incidents') return;
    layers.set(layer, (await request.sizes()).responseBodySize);
  });
  await openMap(page, `${url}/map`);
  await expect.poll(() => layers.size).toBe(12);
  const bytes = [...layers.values()].reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThan(150_000);
  expect([...layers.keys()]).toEqual(expect.arrayContaining(['countries-overview', 'roads-overview', 'relief']));
  expect([...layers.keys()]).not.toContain('countries');
  // The map can be read without its shadows, so they come after everything else.
  expect([...layers.keys()].at(-1)).toBe('relief');
  await page.getByRole('tab', { name: 'Areas' }).click();
  await expect(page.getByText('Approximate.')).toHaveCount(4);

  await openMap(page, `${url}/map?map=9/40/70.6`);
  await expect.poll(() => [...layers.keys()]).toEqual(expect.arrayContaining(['borders', 'border-changes', 'districts']));
});

test('incidents that cannot be loaded: a message with the reason and a way to try again', async ({
  page,
  url,
  watch,
}) => {
  await page.route('**/collections/incidents/items*', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"detail":"busy, try later"}' }),
  );
  await page.goto(`${url}/map`);
  const alert = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(alert).toContainText('503');
  await expect(alert).toContainText('busy, try later');
  await page.unroute('**/collections/incidents/items*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rows(page)).not.toHaveCount(0);
  // The browser itself reports the failed request.
  watch.complaints.splice(0, watch.complaints.length);
});

test('more incidents than fit on a page of the API are fetched page by page', async ({ page, url }) => {
  let pages = 0;
  await page.route('**/collections/incidents/items*', (route) => {
    pages += 1;
    return route.continue({ url: route.request().url().replace('limit=1000', 'limit=50') });
  });
  await openMap(page, `${url}/map`);
  const answer = await page.request.get(`${url}/collections/incidents/items?f=json&limit=1`);
  const { numberMatched } = (await answer.json()) as { numberMatched: number };
  await expect(rows(page)).toHaveCount(numberMatched);
  expect(pages).toBe(Math.ceil(numberMatched / 50));
});

test('a layer that cannot be loaded does not take the incidents with it', async ({ page, url, watch }) => {
  await page.route('**/collections/rivers*/items*', (route) => route.fulfill({ status: 500, body: '' }));
  await openMap(page, `${url}/map`);
  await expect(page.getByText('Part of the base map could not be loaded.')).toBeVisible();
  await expect(rows(page)).not.toHaveCount(0);
  watch.complaints.splice(0, watch.complaints.length);
});

test('without WebGL 2 there is a message, and list and filters work', async ({ url }) => {
  const browser = await chromium.launch(withoutWebgl);
  const page = await browser.newPage({ locale: 'en-US' });
  const watch = await watchPage(page, url);
  await page.goto(`${url}/map`);
  await expect(page.getByText('This browser cannot draw the map')).toBeVisible();
  const all = await rows(page).count();
  expect(all).toBeGreaterThan(100);
  await page.getByLabel('From', { exact: true }).fill('2010-09');
  await page.getByLabel('From', { exact: true }).press('Enter');
  await expect(headline(page)).toContainText('from 1 Sep 2010');
  expect(await rows(page).count()).toBeLessThan(all);
  await rows(page).first().click();
  await expect(page.getByRole('article')).toBeVisible();
  expect(watch.complaints).toEqual([]);
  await browser.close();
});

for (const [width, height] of [
  [1440, 900],
  [820, 1180],
  [360, 740],
  [320, 568],
] as const) {
  test.describe(`${width} by ${height}`, () => {
    test.use({ viewport: { width, height } });

    test('nothing scrolls sideways and no control lies outside the window', async ({ page, url }) => {
      await openMap(page, `${url}/map?t=2010-08-01/2010-09-30`);
      const outside = await page.evaluate(() => {
        const controls = [...document.querySelectorAll<HTMLElement>('button, input, select, summary, a')];
        const scrolled = (element: HTMLElement) => element.closest('.tab-panel, .card-body, .skip-links') !== null;
        return controls
          .filter((element) => element.checkVisibility() && !scrolled(element))
          .filter((element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            return left < -0.5 || right > innerWidth + 0.5 || top < -0.5 || bottom > innerHeight + 0.5;
          })
          .map((element) => element.outerHTML.slice(0, 120));
      });
      expect(outside).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);
    });
  });
}

test.describe('tablet', () => {
  test.use({ viewport: { width: 820, height: 1180 } });

  test('the panel is a drawer, closed at first, that Esc closes', async ({ page, url }) => {
    await openMap(page, `${url}/map`);
    await expect(page.getByRole('tab', { name: 'Incidents' })).toBeHidden();
    await page.getByRole('button', { name: 'Incidents and filters' }).click();
    await expect(page.getByRole('tab', { name: 'Incidents' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('tab', { name: 'Incidents' })).toBeHidden();
  });
});

test.describe('phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('the sheet has three heights, each one button away', async ({ page, url }) => {
    await openMap(page, `${url}/map?t=2010-09-01/2010-09-30`);
    const height = async () => (await page.locator('#panel').boundingBox())?.height ?? 0;
    expect(await height()).toBeCloseTo(88, -1);
    await page.getByRole('button', { name: 'Half height' }).click();
    expect(await height()).toBeCloseTo(370, -1);
    await page.getByRole('button', { name: 'Full height' }).click();
    expect(await height()).toBeGreaterThan(640);
    await rows(page).first().click();
    await expect(page.getByRole('article')).toBeVisible();
    await page.getByRole('button', { name: 'Show the map' }).click();
    expect(await height()).toBeCloseTo(88, -1);
  });
});
