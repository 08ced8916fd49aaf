// The pages that the server writes: without script, in light and dark, on a desk and on a phone.

import type { Page } from '@playwright/test';
import { accessibility } from '../support/axe';
import { expect, test } from '../support/test';

const PAGES = [
  ['landing', '/?f=html'],
  ['collections', '/collections'],
  ['collection', '/collections/incidents'],
  ['items', '/collections/incidents/items?datetime=2010&category=clash&limit=20'],
  ['item', '/collections/incidents/items/2010-09-19-kamarob-ambush'],
  ['API', '/api'],
  ['schema', '/collections/incidents/schema'],
] as const;

const inLanguage = (path: string, language: string) => `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;

/** How far the page can be scrolled sideways. */
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Presses Tab until the wanted element has the focus. */
async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`no way by Tab to ${selector}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [1440, 900],
    [360, 740],
  ] as const) {
    test.describe(`${colorScheme}, ${width} px wide`, () => {
      test.use({ colorScheme, viewport: { width, height } });

      for (const [name, path] of PAGES) {
        for (const language of ['en', 'tg']) {
          test(`${name} in ${language}: axe finds nothing, and nothing is wider than the screen`, async ({ page, url }) => {
            await page.goto(url + inLanguage(path, language));
            await expect(page.locator('html')).toHaveAttribute('lang', language);
            // What is folded away has to hold, too.
            const folded = page.locator('details:not([open]) > summary');
            while ((await folded.count()) > 0) await folded.first().click();
            expect(await sideways(page)).toBe(0);
            const { violations, passes } = await accessibility(page);
            expect(violations).toEqual([]);
            expect(passes).toBeGreaterThan(10);
          });
        }
      }
    });
  }
}

test('the letters of all languages are drawn in the typeface of the map', async ({ page, url }) => {
  for (const language of ['ru', 'tg', 'ky', 'uz']) {
    await page.goto(url + inLanguage('/collections/incidents', language));
    await page.evaluate(() => document.fonts.ready);
    const loaded = await page.evaluate(() =>
      [...document.fonts].filter((face) => face.status === 'loaded' && face.family.includes('Noto Sans')).length,
    );
    expect(loaded, language).toBeGreaterThan(0);
  }
});

test('on paper there is what the page says, and no form', async ({ page, url }) => {
  await page.goto(`${url}/collections/incidents/items?limit=5`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('form')).toBeHidden();
  await expect(page.locator('.header')).toBeHidden();
  await expect(page.locator('table.features')).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('by keyboard alone: fill in the form, take a filter away, open a feature', async ({ page, url }) => {
    await page.goto(`${url}/collections/incidents/items`);
    await expect(page.locator('.count')).toHaveText('1–100 of 236');
    await page.keyboard.press('Tab');
    await expect(page.locator('.skip')).toBeFocused();
    await tabTo(page, '#from');
    await page.keyboard.type('08012010');
    await tabTo(page, '#to');
    await page.keyboard.type('09302010');
    await tabTo(page, 'select[name=category]');
    await page.keyboard.type('clash');
    await tabTo(page, 'input[value=rasht-valley]');
    await page.keyboard.press('Space');
    await tabTo(page, 'button[type=submit]');
    await page.keyboard.press('Enter');
    await expect(page.locator('.chip')).toHaveCount(3);
    const plain = '/collections/incidents/items?category=clash&area=rasht-valley&datetime=2010-08-01/2010-09-30';
    expect(page.url()).toBe(url + plain);
    await expect(page.locator('.count')).toHaveText('1–1 of 1');
    await expect(page.locator('#from')).toHaveValue('2010-08-01');
    await expect(page.locator('select[name=category]')).toHaveValue('clash');

    const chip = page.locator('.chip').filter({ hasText: 'Category: clash' });
    await chip.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.chip')).toHaveCount(2);
    await tabTo(page, 'tbody th a', 120);
    await page.keyboard.press('Enter');
    await expect(page.locator('dl.facts')).toBeVisible();
    await expect(page.locator('svg.map')).toBeVisible();
  });

  test('the next page and the first page', async ({ page, url }) => {
    await page.goto(`${url}/collections/places/items?limit=500`);
    await expect(page.locator('.count')).toHaveText('1–500 of 1,493');
    await page.getByRole('link', { name: 'Next page' }).click();
    await expect(page.locator('.count')).toHaveText('501–1,000 of 1,493');
    await page.getByRole('link', { name: 'First page' }).click();
    await expect(page.locator('.count')).toHaveText('1–500 of 1,493');
  });

  test('the language is changed and the filter stays', async ({ page, url }) => {
    await page.goto(`${url}/collections/incidents/items?category=clash&limit=5`);
    await page.getByRole('link', { name: 'Тоҷикӣ' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'tg');
    await expect(page.locator('select[name=category]')).toHaveValue('clash');
    expect(new URL(page.url()).searchParams.get('category')).toBe('clash');
  });
});

test('an error shows what is wrong, and the form as it was', async ({ page, url, watch }) => {
  await page.goto(`${url}/collections/incidents/items?bbox=1,2,3&category=clash`);
  await expect(page.locator('.problem')).toContainText('expected 4 numbers');
  await expect(page.locator('#bbox')).toHaveValue('1,2,3');
  expect((await accessibility(page)).violations).toEqual([]);
  // The console notes the status of the page itself.
  expect(watch.complaints.splice(0)).toEqual([expect.stringContaining('400 (Bad Request)')]);
});

test('the focus is seen', async ({ page, url }) => {
  await page.goto(`${url}/collections/incidents/items`);
  await tabTo(page, '#bbox');
  const outline = await page.locator('#bbox').evaluate((element) => getComputedStyle(element).outlineWidth);
  expect(outline).toBe('3px');
});

test('every control is at least 24 by 24 pixels', async ({ page, url }) => {
  await page.goto(`${url}/collections/incidents/items?category=clash&datetime=2010`);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.button, select, input:not([type=hidden], [type=checkbox]), label.check, summary, .chip, .files a')]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 24 || height < 24;
      })
      .map((element) => element.outerHTML.slice(0, 100)),
  );
  expect(small).toEqual([]);
});
