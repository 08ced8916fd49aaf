// From a point on the map to what is known of it, and along the chain of what it led to.

import { mapParameter } from '../support/pixels';
import { drawn, expect, openMap, painted, rows, test } from '../support/test';

const AMBUSH = '2010-09-19-kamarob-ambush';
const CAMERA = { zoom: 9, lat: 39.05, lon: 70.18 };

test('a click on the ambush opens its card with the range of deaths and each source with its figure', async ({
  page,
  url,
}) => {
  await openMap(page, `${url}/map?${mapParameter(CAMERA)}&t=2010-09-19/2010-09-19`);
  const box = await page.locator('#map-canvas').boundingBox();
  if (!box) throw new Error('no map');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.getByRole('tooltip')).toContainText('19 Sep 2010 · Army convoy ambushed');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page).toHaveURL(new RegExp(`sel=${AMBUSH}`));
  const card = page.getByRole('article');
  await expect(card.getByRole('heading', { level: 2 })).toContainText('Kamarob');
  await expect(card.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(card.getByRole('row', { name: 'Deaths 23 28 40' })).toBeVisible();
  const upi = card.getByRole('row').filter({ hasText: 'UPI' });
  await expect(upi.getByRole('cell').nth(1)).toHaveText('25');
  await expect(upi.getByRole('cell').nth(2)).toHaveText('20');
  for (const link of await card.locator('.sources a').all()) {
    expect(await link.getAttribute('href')).toMatch(/^https?:\/\//);
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
  }
});

test('related incidents lead to the prison break and on, and Back leads home', async ({ page, url }) => {
  await openMap(page, `${url}/map?t=2010-08-01/2010-10-31&sel=${AMBUSH}`);
  const title = page.getByRole('article').getByRole('heading', { level: 2 });
  await expect(title).toContainText('Kamarob');
  await page.getByRole('article').locator('[data-incident="2010-08-22-dushanbe-prison-break"]').click();
  await expect(title).toContainText(/prison/i);
  await expect(title).toBeFocused();
  await page.getByRole('article').locator(`[data-incident="${AMBUSH}"]`).click();
  await page.getByRole('article').locator('[data-incident="2010-09-20-border-closed"]').click();
  await expect(title).toContainText(/closes its border/i);
  await page.goBack();
  await expect(title).toContainText('Kamarob');
  await page.goBack();
  await expect(title).toContainText(/prison/i);
});

test('an incident outside the window says so and offers its own dates', async ({ page, url }) => {
  await openMap(page, `${url}/map?t=2021-04-28/2021-05-01&sel=${AMBUSH}`);
  await expect(page.getByText('outside the present filter')).toBeVisible();
  await page.getByRole('button', { name: 'Show its dates' }).click();
  await expect(page).toHaveURL(/t=2010-09-19\/2010-09-19/);
  await expect(page.getByText('outside the present filter')).toBeHidden();
});

test('a link to an incident that does not exist says so', async ({ page, url }) => {
  await openMap(page, `${url}/map?sel=1900-01-01-nothing`);
  await expect(page.getByRole('article')).toContainText('There is no incident “1900-01-01-nothing”');
});

test('several incidents on one coordinate fan out on click and are listed', async ({ page, url }) => {
  const answer = await page.request.get(`${url}/collections/incidents/items?f=json&limit=1000&area=rasht-valley`);
  const { features } = (await answer.json()) as { features: { geometry: { coordinates: number[] } | null }[] };
  const counts = new Map<string, number>();
  for (const { geometry } of features) {
    const key = geometry?.coordinates.join();
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [key, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  expect(count).toBeGreaterThan(2);
  const [lon = 0, lat = 0] = key.split(',').map(Number);
  await openMap(page, `${url}/map?${mapParameter({ zoom: 11, lat, lon })}&area=rasht-valley`);
  const total = await drawn(page);
  const box = await page.locator('#map-canvas').boundingBox();
  if (!box) throw new Error('no map');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.getByRole('heading', { name: `${count} incidents at this point` })).toBeVisible();
  await expect(rows(page)).toHaveCount(count);
  await painted(page);
  expect(await drawn(page), 'nothing is lost or made up by fanning out').toBe(total);
  await page.mouse.move(box.x + box.width / 2 + 200, box.y + 20);
  await rows(page).first().click();
  await expect(page.getByRole('article')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: `${count} incidents at this point` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tab', { name: 'Incidents' })).toBeVisible();
});
