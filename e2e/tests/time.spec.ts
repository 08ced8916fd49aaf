// Time: the same window must hold for points, list, header and API.

import type { Page } from '@playwright/test';
import { difference, mapParameter, picture } from '../support/pixels';
import { drawn, expect, headline, listedIds, openMap, painted, rows, test } from '../support/test';

const KAMAROB = { lon: 70.18, lat: 39.05 };
const CLASH = [213, 94, 0] as const;

async function typeDates(page: Page, start: string, end: string): Promise<void> {
  // The end first when it moves on, so that no window on the way is upside down.
  await page.getByLabel('From', { exact: true }).fill('');
  await page.getByLabel('From', { exact: true }).press('Enter');
  await page.getByLabel('To', { exact: true }).fill(end);
  await page.getByLabel('To', { exact: true }).press('Enter');
  await page.getByLabel('From', { exact: true }).fill(start);
  await page.getByLabel('From', { exact: true }).press('Enter');
}

async function matched(page: Page, url: string, datetime: string): Promise<number> {
  const answer = await page.request.get(`${url}/collections/incidents/items?f=json&limit=1&datetime=${datetime}`);
  return ((await answer.json()) as { numberMatched: number }).numberMatched;
}

const words = async (page: Page) => (await headline(page).innerText()).replace(/[\s\u2009\u00a0]+/g, ' ');

for (const [start, end] of [
  ['2010-08-01', '2010-09-30'],
  ['2021-04-28', '2021-05-01'],
  ['1999-02-16', '1999-02-16'],
  ['2022-09-14', '2022-12-31'],
] as const) {
  test(`${start} to ${end}: header, list, map and API agree`, async ({ page, url }) => {
    await openMap(page, `${url}/map`);
    await typeDates(page, start, end);
    const expected = await matched(page, url, `${start}/${end}`);
    expect(expected).toBeGreaterThan(0);
    await expect(headline(page)).toContainText(new RegExp(`^${expected} of \\d+ incidents`));
    await expect(rows(page)).toHaveCount(expected);
    await expect(page).toHaveURL(new RegExp(`t=${start}/${end}`));
    const notMapped = Number(/(\d+) not mapped/.exec(await words(page))?.[1] ?? 0);
    expect(await drawn(page)).toBe(expected - notMapped);
  });
}

test('the window decides which points are drawn', async ({ page, url }) => {
  const camera = { zoom: 9, lat: 39, lon: 70.3 };
  await openMap(page, `${url}/map?${mapParameter(camera)}&t=2010-09-19/2010-09-19&layers=none`);
  const before = (await picture(page, camera)).colour(KAMAROB.lon, KAMAROB.lat, 6, 4);
  expect(difference(before, CLASH), 'the ambush is drawn').toBeLessThan(40);
  await typeDates(page, '2010-09-20', '2010-09-20');
  await expect(headline(page)).toContainText('20 Sep 2010');
  await painted(page);
  const after = (await picture(page, camera)).colour(KAMAROB.lon, KAMAROB.lat, 6, 4);
  expect(difference(after, CLASH), 'it is gone the day after').toBeGreaterThan(100);
});

test('a click on a bar takes its time, a handle moves by one bar, and All dates takes everything back', async ({
  page,
  url,
}) => {
  await openMap(page, `${url}/map?axis=2010-01-01/2010-12-31`);
  const chart = page.locator('.bars');
  const box = await chart.boundingBox();
  if (!box) throw new Error('no histogram');
  await chart.click({ position: { x: box.width / 2, y: box.height / 2 } });
  await expect(page).toHaveURL(/t=2010-0[67]-\d\d\/2010-0[67]-\d\d/);
  const end = page.getByRole('slider', { name: 'Last day shown' });
  const before = await end.getAttribute('aria-valuetext');
  await end.press('ArrowRight');
  await expect(end).not.toHaveAttribute('aria-valuetext', before ?? '');
  await end.press('PageUp');
  await end.press('End');
  await expect(end).toHaveAttribute('aria-valuetext', /^\d+ (December 2010|January 2011)$/);
  await page.getByRole('button', { name: 'All dates' }).click();
  await expect(headline(page)).toContainText('all dates');
});

test('the handles of a window of one bar do not cover each other', async ({ page, url }) => {
  await openMap(page, `${url}/map?t=2010-01-01/2010-12-31`);
  const edges = await page.evaluate(() => {
    const place = (id: string) => {
      const input = document.getElementById(id) as HTMLInputElement;
      const { left, width } = input.getBoundingClientRect();
      return left + 12 + (Number(input.value) / Number(input.max)) * (width - 24);
    };
    return [place('handle-start'), place('handle-end')];
  });
  expect((edges[1] ?? 0) - (edges[0] ?? 0)).toBeGreaterThanOrEqual(24);
});

test('a date that is none stays in its field with a message beside it', async ({ page, url }) => {
  await openMap(page, `${url}/map`);
  const from = page.getByLabel('From', { exact: true });
  await from.fill('yesterday');
  await from.press('Enter');
  await expect(page.getByRole('alert')).toContainText('2010-09-19');
  await expect(from).toHaveValue('yesterday');
  await expect(from).toHaveAttribute('aria-invalid', 'true');
  await expect(headline(page)).toContainText('all dates');
});

test('playback by year ends with the last record, and map, list and header show the same last frame', async ({
  page,
  url,
}) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openMap(page, `${url}/map?step=1y&speed=20&axis=2019-01-01/2022-12-31`);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible({ timeout: 40_000 });
  await expect(headline(page)).toContainText('1 Jan – 31 Dec 2022'.replace(' – ', '\u2009–\u2009'));
  const expected = await matched(page, url, '2022-01-01/2022-12-31');
  await expect(rows(page)).toHaveCount(expected);
  expect(await drawn(page)).toBeGreaterThan(expected - 5);
  await expect(page).toHaveURL(/t=2022-01-01\/2022-12-31/);
});

test('playing never starts by itself, and typing stops it', async ({ page, url }) => {
  await openMap(page, `${url}/map?t=1999-01-01/1999-01-31&speed=0.25`);
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByLabel('To', { exact: true }).fill('1999-06-30');
  await page.getByLabel('To', { exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(page).toHaveURL(/t=1999-01-01\/1999-06-30/);
});

for (const timezoneId of ['America/New_York', 'Asia/Dushanbe', 'Pacific/Kiritimati']) {
  test.describe(timezoneId, () => {
    test.use({ timezoneId });

    test('a day is the same day everywhere', async ({ page, url }) => {
      await openMap(page, `${url}/map?t=2010-09-19/2010-09-19&sel=2010-09-19-kamarob-ambush`);
      await expect(headline(page)).toContainText('19 Sep 2010');
      await expect(page.getByLabel('From', { exact: true })).toHaveValue('2010-09-19');
      await expect(page.locator('.card-when')).toHaveText('19 Sep 2010');
      await page.getByRole('button', { name: 'Close the incident' }).click();
      expect(await listedIds(page)).toContain('2010-09-19-kamarob-ambush');
    });
  });
}
