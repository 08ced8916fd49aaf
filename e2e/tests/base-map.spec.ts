// The ground is where it should be. `idle` alone proves nothing: pixels do.

import { darkestNear, difference, groundAt, mapParameter, picture } from '../support/pixels';
import { expect, openMap, test } from '../support/test';

const LAND = [251, 249, 243] as const;
const NEIGHBOUR = [239, 236, 228] as const;
const WATER = [181, 211, 228] as const;
/** Nothing happened in the data then, so only the ground is drawn. */
const QUIET = 't=1970-01-01/1970-12-31&layers=none';

test('land, neighbours and water have their colours', async ({ page, url }) => {
  const camera = { zoom: 6, lat: 39.4, lon: 72 };
  await openMap(page, `${url}/map?${mapParameter(camera)}&${QUIET}`);
  const map = await picture(page, camera);
  expect(difference(groundAt(map, 72.2, 40.6), LAND), 'the Ferghana lowland').toBeLessThan(6);
  expect(difference(groundAt(map, 73.2, 38.3), LAND), 'the Pamirs').toBeLessThan(6);
  expect(difference(groundAt(map, 75.2, 38.2), NEIGHBOUR), 'China').toBeLessThan(6);
  expect(difference(groundAt(map, 73.45, 39.02, 3), WATER), 'Lake Karakul').toBeLessThan(6);
});

async function borderLine(
  url: string,
  request: { get: (address: string) => Promise<{ json: () => Promise<unknown> }> },
  id: string,
) {
  const answer = await request.get(`${url}/collections/borders/items/${id}?f=json`);
  const { geometry } = (await answer.json()) as { geometry: { type: string; coordinates: number[][][] | number[][] } };
  const lines =
    geometry.type === 'LineString' ? [geometry.coordinates as number[][]] : (geometry.coordinates as number[][][]);
  return lines.flat() as [number, number][];
}

const SCENE = { zoom: 9, lat: 39.47, lon: 71.6 };

for (const { window, id, what, least, most } of [
  { window: '2025-04-01/2025-06-01', id: 'kg-tj-2025', what: 'solid once it is agreed', least: 0.97, most: 1 },
  { window: '2021-04-01/2021-05-01', id: 'kg-tj-2024', what: 'dashed while it is not', least: 0.45, most: 0.93 },
]) {
  test(`the Kyrgyz-Tajik border is drawn, ${what}`, async ({ page, url, request }) => {
    await openMap(page, `${url}/map?${mapParameter(SCENE)}&t=${window}&layers=none&q=nothing-matches-this`);
    const map = await picture(page, SCENE);
    const found = (await borderLine(url, request, id)).flatMap(([lon, lat]) => darkestNear(map, lon, lat, 1) ?? []);
    expect(found.length, 'corners of the line in view').toBeGreaterThan(150);
    const dark = found.filter((value) => value < 190).length / found.length;
    expect(dark).toBeGreaterThanOrEqual(least);
    expect(dark).toBeLessThanOrEqual(most);
  });
}

test('an area is drawn when its layer is on, and not when it is off', async ({ page, url }) => {
  const camera = { zoom: 8, lat: 38.95, lon: 70.3 };
  await openMap(page, `${url}/map?${mapParameter(camera)}&t=1970-01-01/1970-12-31&view=layers`);
  const on = groundAt(await picture(page, camera), 70.1, 38.99);
  await page.getByRole('checkbox', { name: 'Rasht Valley' }).uncheck();
  await expect(page).toHaveURL(/layers=dushanbe,ferghana-valley,kyrgyz-tajik-border/);
  await openMap(page, page.url());
  const off = groundAt(await picture(page, camera), 70.1, 38.99);
  expect(difference(off, LAND)).toBeLessThan(6);
  expect(difference(on, off)).toBeGreaterThan(5);
});

test('an area can be zoomed to, and the address says where the map is', async ({ page, url }) => {
  await openMap(page, `${url}/map?view=layers`);
  await page.getByRole('button', { name: 'Zoom to Dushanbe' }).click();
  await expect(page).toHaveURL(/map=1[0-2](\.\d+)?\/38\.\d+\/68\.\d+/);
});
