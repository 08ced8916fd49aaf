// Nothing for axe to find, and the whole way by keyboard.

import type { Page } from '@playwright/test';
import { accessibility } from '../support/axe';
import { expect, headline, openMap, painted, test } from '../support/test';

const AMBUSH = '2010-09-19-kamarob-ambush';
const STATES = [
  ['first screen', ''],
  ['filtered', '?t=2010-08-01/2010-09-30&cat=clash,explosion&d=1..&view=filters'],
  ['areas', '?view=layers'],
  ['card', `?t=2010-08-01/2010-09-30&sel=${AMBUSH}`],
  ['nothing found', '?q=zzzz&t=2010-01-01/2010-12-31'],
  ['Russian card', `?sel=${AMBUSH}&lang=ru`],
] as const;

for (const [width, height] of [
  [1440, 900],
  [360, 740],
] as const) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height } });

    for (const [name, query] of STATES) {
      test(`axe finds nothing: ${name}`, async ({ page, url }) => {
        await openMap(page, `${url}/map${query}`);
        if (width < 640) await page.locator('.sheet-stop').nth(2).click();
        const { violations, passes } = await accessibility(page);
        expect(violations).toEqual([]);
        expect(passes).toBeGreaterThan(15);
      });
    }
  });
}

test.describe('dark', () => {
  test.use({ colorScheme: 'dark' });

  test('axe finds nothing in the dark', async ({ page, url }) => {
    await openMap(page, `${url}/map?t=2010-08-01/2010-09-30&sel=${AMBUSH}`);
    expect((await accessibility(page)).violations).toEqual([]);
  });
});

/** Presses Tab until the wanted element has the focus. */
async function tabTo(page: Page, selector: string, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`no way by Tab to ${selector}`);
}

test('by keyboard alone: set the dates, open an incident, follow it, close with Esc', async ({ page, url }) => {
  await openMap(page, `${url}/map`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the time filter' })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, '#date-start');
  await page.keyboard.type('2010-09');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2010-09');
  await page.keyboard.press('Enter');
  await expect(headline(page)).toContainText('1–30 Sep 2010');
  await page.reload();
  await painted(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, `[data-incident="${AMBUSH}"]`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toBeFocused();
  await tabTo(page, '[data-incident="2010-08-22-dushanbe-prison-break"]');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toContainText(/prison/i);
  await page.goBack();
  await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toContainText('Kamarob');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('article')).toBeHidden();
  await expect(page.locator(`#list [data-incident="${AMBUSH}"]`)).toBeFocused();
});

test('tabs turn with the arrow keys, and a slash leads to the search', async ({ page, url }) => {
  await openMap(page, `${url}/map`);
  await page.getByRole('tab', { name: 'Incidents' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Filters' })).toBeFocused();
  await expect(page.getByRole('group', { name: 'Category' })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('/');
  await expect(page.getByRole('searchbox')).toHaveValue('/');
});

test('what is shown is said aloud, once it has settled', async ({ page, url }) => {
  await openMap(page, `${url}/map?t=2010-08-01/2010-09-30`);
  await expect(page.locator('[aria-live="polite"]')).toContainText(/\d+ of \d+ incidents, 1 Aug/);
});

test('every control is at least 24 by 24 pixels', async ({ page, url }) => {
  await openMap(page, `${url}/map?t=2010-08-01/2010-09-30&view=filters`);
  const small = await page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, select, input:not([type=range]):not([type=checkbox]), label.check',
      ),
    ]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 24 || height < 24;
      })
      .map((element) => element.outerHTML.slice(0, 100)),
  );
  expect(small).toEqual([]);
});
