// The search finds places: under old and new names, in both scripts, by keyboard, and the map goes there and marks it.

import type { Page } from '@playwright/test';
import { accessibility } from '../support/axe';
import { difference, picture } from '../support/pixels';
import { expect, openMap, painted, rows, test } from '../support/test';

/** Nothing happened in the data then, so that nothing but the mark lies over the map. */
const QUIET = 't=1970-01-01/1970-12-31&layers=none';
const RASHT = { zoom: 11, lat: 39.029, lon: 70.374 };
/** How far the middle of the outer ring is from the place, in pixels. */
const RING = 24;

const field = (page: Page) => page.getByRole('searchbox');
const places = (page: Page) => page.getByRole('region', { name: 'Places' }).getByRole('button');

/** Where the map is by the address, roughly. */
function at(lat: number, lon: number, zoom = 11): RegExp {
  return new RegExp(`map=${zoom}/${String(lat).replace('.', '\\.')}\\d*/${String(lon).replace('.', '\\.')}`);
}

for (const [query, row, address] of [
  ['Ғарм', /^Rasht \(Ғарм\)\s*town/, at(39.02, 70.37)],
  ['Jirgatol', /Lakhsh\) \(Jirgatol\)\s*town/, at(39.2, 71.1)],
  ['Исфана', /^Razzakov \(Исфана\)\s*city · Batken Region/, at(39.8, 69.5)],
  ['Leninabad', /^Khujand \(Leninabad\)\s*city · Sughd Region/, at(40.2, 69.6)],
  ['Ворух', /^Vorukh \(Ворух\)\s*village · Sughd Region/, at(39.8, 70.5)],
  ['Чорку', /^Chorkuh \(Чорку\)\s*village/, at(39.9, 70.5)],
  ['Таджикистан', /^Tajikistan \(Таджикистан\)\s*country$/, at(38.7, 70.9, 6)],
] as const) {
  test(`${query}: Enter goes to the right place`, async ({ page, url }) => {
    await openMap(page, `${url}/map`);
    await field(page).fill(query);
    await expect(places(page).first()).toHaveText(row);
    expect(await places(page).count()).toBeLessThanOrEqual(6);
    await field(page).press('Enter');
    await expect(page).toHaveURL(address);
    await expect(places(page).first()).toHaveAttribute('aria-current', 'true');
  });
}

test('in Russian: names, kinds and provinces in Russian', async ({ page, url }) => {
  await openMap(page, `${url}/map?lang=ru`);
  await field(page).fill('Isfana');
  const first = page.getByRole('region', { name: 'Места' }).getByRole('button').first();
  await expect(first).toHaveText(/^Раззаков \(Isfana\)\s*город · Баткенская область/);
  await first.click();
  await expect(page).toHaveURL(at(39.8, 69.5));
});

test('the list of incidents is filtered by the same text, and one letter finds no place', async ({ page, url }) => {
  await openMap(page, `${url}/map`);
  const all = await rows(page).count();
  await field(page).fill('v');
  await expect(places(page)).toHaveCount(0);
  await field(page).fill('vorukh');
  await expect(places(page).first()).toBeVisible();
  await expect.poll(() => rows(page).count()).toBeLessThan(all);
  await expect(rows(page)).not.toHaveCount(0);
});

test('by keyboard: to the third place and back, Esc closes the list, takes the mark, empties the field', async ({
  page,
  url,
}) => {
  // So near that all places have come: the list does not change under the fingers.
  await openMap(page, `${url}/map?map=8/39.5/70.5&${QUIET}`);
  await page.keyboard.press('/');
  await page.keyboard.type('naryn');
  await expect(places(page).nth(2)).toBeVisible();
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('ArrowDown');
  await expect(places(page).nth(2)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(places(page).nth(2)).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('status').filter({ hasText: 'The map shows' })).toBeAttached();
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('ArrowUp');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(places(page).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(places(page).first()).toHaveAttribute('aria-current', 'true');

  await page.keyboard.press('Escape');
  await expect(places(page)).toHaveCount(0);
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveValue('naryn');
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveValue('');
  await page.keyboard.type('osh');
  await expect(places(page).first()).toHaveText(/^Osh\s*city/);
});

/** Whether there is a dark line with a bright rim where the outer ring should be. */
async function isMarked(page: Page): Promise<boolean> {
  await painted(page);
  const map = await picture(page, RASHT);
  return [
    [RING, 0],
    [-RING, 0],
    [0, RING],
    [0, -RING],
  ].every(([dx, dy]) => {
    const along = Array.from({ length: 13 }, (_, n) => 1 + (n - 6) / RING).map((out) =>
      map.colour(RASHT.lon, RASHT.lat, Math.round((dx ?? 0) * out), Math.round((dy ?? 0) * out)),
    );
    return (
      along.some((colour) => difference(colour, [26, 26, 26]) < 20) &&
      along.some((colour) => difference(colour, [255, 255, 255]) < 20)
    );
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the place is marked until Esc, and until the search is emptied', async ({ page, url }) => {
      await openMap(page, `${url}/map?${QUIET}`);
      await field(page).fill('Garm');
      await expect(places(page).first()).toHaveText(/^Rasht \(/);
      await field(page).press('Enter');
      await expect(page).toHaveURL(at(39.02, 70.37));
      await expect.poll(() => isMarked(page)).toBe(true);
      await page.locator('canvas').focus();
      await page.keyboard.press('Escape');
      await expect.poll(() => isMarked(page)).toBe(false);

      await places(page).first().click();
      await expect.poll(() => isMarked(page)).toBe(true);
      await field(page).fill('');
      await expect.poll(() => isMarked(page)).toBe(false);
      await field(page).fill('Osh');
      await expect.poll(() => isMarked(page)).toBe(false);
    });

    test('axe finds nothing with the list open and a place chosen', async ({ page, url }) => {
      await openMap(page, `${url}/map?q=garm`);
      await places(page).first().click();
      await places(page).nth(1).focus();
      expect((await accessibility(page)).violations).toEqual([]);
    });
  });
}

test('the whole gazetteer is fetched when somebody searches, once', async ({ page, url, watch }) => {
  const asked = () => watch.own.filter((address) => address.includes('/collections/places/items')).length;
  await openMap(page, `${url}/map`);
  expect(asked()).toBe(0);
  expect(watch.own.filter((address) => address.includes('/collections/places-overview/items'))).toHaveLength(1);
  await field(page).focus();
  await expect.poll(asked).toBe(1);
  await page.getByRole('tab', { name: 'Incidents' }).focus();
  await field(page).focus();
  await field(page).fill('Chorkuh');
  await expect(places(page).first()).toHaveText(/^Chorkuh/);
  expect(asked()).toBe(1);
});

test('what came with the first screen is searched while the whole gazetteer is on its way', async ({ page, url }) => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route('**/collections/places/items*', async (route) => {
    await arrived;
    await route.fallback();
  });
  await openMap(page, `${url}/map`);
  await field(page).fill('Худжанд');
  await expect(places(page).first()).toHaveText(/^Khujand/);
  await field(page).fill('Karakenja');
  await expect(places(page)).toHaveCount(0);
  arrive();
  await expect(places(page).first()).toHaveText(/^Karakenja/);
});

test.describe('phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  for (const reducedMotion of ['reduce', 'no-preference'] as const) {
    test.describe(`motion: ${reducedMotion}`, () => {
      test.use({ contextOptions: { reducedMotion } });

      test('the sheet gives the map room, and the map arrives', async ({ page, url }) => {
        await openMap(page, `${url}/map?${QUIET}`);
        await page.getByRole('button', { name: 'Full height' }).click();
        await field(page).fill('Ғарм');
        await expect(places(page).first()).toHaveText(/^Rasht \(/);
        await places(page).first().click();
        await expect(page.locator('#map')).toBeFocused();
        expect((await page.locator('#panel').boundingBox())?.height).toBeCloseTo(88, -1);
        await expect(page).toHaveURL(at(39.02, 70.37));
        await expect.poll(() => isMarked(page)).toBe(true);
        await page.keyboard.press('Escape');
        await expect.poll(() => isMarked(page)).toBe(false);
      });
    });
  }

  test('axe finds nothing, and nothing is wider than the screen', async ({ page, url }) => {
    await openMap(page, `${url}/map?q=garm`);
    for (const height of ['Half height', 'Full height']) {
      await page.getByRole('button', { name: height }).click();
      await expect(places(page).first()).toBeVisible();
      expect((await accessibility(page)).violations).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });
});
