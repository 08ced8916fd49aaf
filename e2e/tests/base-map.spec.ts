// The ground is where it should be. `idle` alone proves nothing: pixels do.

import { darkestNear, difference, groundAt, mapParameter, type Picture, picture } from '../support/pixels';
import { expect, openMap, test } from '../support/test';

const LAND = [251, 249, 243] as const;
const NEIGHBOUR = [239, 236, 228] as const;
const WATER = [181, 211, 228] as const;
/** Nothing happened in the data then, so only the ground is drawn. */
const QUIET = 't=1970-01-01/1970-12-31&layers=none';

test('land, neighbours and water have their colours', async ({ page, url }) => {
  const camera = { zoom: 6, lat: 39.4, lon: 70 };
  await openMap(page, `${url}/map?${mapParameter(camera)}&${QUIET}`);
  const map = await picture(page, camera);
  expect(difference(groundAt(map, 71.6, 40.75), LAND), 'the Ferghana lowland').toBeLessThan(6);
  expect(difference(groundAt(map, 67.2, 40.4), LAND), 'the Hungry Steppe').toBeLessThan(6);
  expect(difference(groundAt(map, 67.4, 36.95), NEIGHBOUR), 'Afghanistan').toBeLessThan(8);
  expect(difference(groundAt(map, 73.45, 39.02, 3), WATER), 'Lake Karakul').toBeLessThan(6);
});

/** How much the ground around a place varies: half of its pixels, so that names and lines are left out. */
function contrast(map: Picture, lon: number, lat: number): number {
  const greens: number[] = [];
  for (let dx = -30; dx <= 30; dx += 2) {
    for (let dy = -30; dy <= 30; dy += 2) greens.push(map.colour(lon, lat, dx, dy)[1]);
  }
  greens.sort((a, b) => a - b);
  return (greens[Math.floor(greens.length * 0.75)] ?? 0) - (greens[Math.floor(greens.length * 0.25)] ?? 0);
}

test('mountains have shadows from afar, plains have none, and close by there are none at all', async ({ page, url }) => {
  const far = { zoom: 6, lat: 39.4, lon: 70 };
  await openMap(page, `${url}/map?${mapParameter(far)}&${QUIET}`);
  const map = await picture(page, far);
  expect(contrast(map, 72.6, 38.6), 'the Pamirs').toBeGreaterThan(12);
  expect(contrast(map, 65.6, 38.6), 'the steppe of Qarshi').toBeLessThan(6);
  const near = { zoom: 9.5, lat: 38.6, lon: 72.6 };
  await openMap(page, `${url}/map?${mapParameter(near)}&${QUIET}`);
  expect(contrast(await picture(page, near), 72.6, 38.6)).toBeLessThan(6);
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
  const camera = { zoom: 9.2, lat: 38.95, lon: 70.3 };
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

test('land that changed hands is hatched, and says so in the legend', async ({ page, url }) => {
  const camera = { zoom: 10, lat: 39.82, lon: 70.577 };
  await openMap(page, `${url}/map?${mapParameter(camera)}&${QUIET}`);
  const map = await picture(page, camera);
  expect(contrast(map, 70.577, 39.825), 'south of Vorukh').toBeGreaterThan(8);
  expect(contrast(map, 70.75, 39.77), 'Kyrgyz land in both vintages').toBeLessThan(4);
  await expect(page.getByText('in the other country since the 2025 treaty')).toBeVisible();
});

test('on paper the map has the colours of paper, also when the screen is dark', async ({ page, url }) => {
  const camera = { zoom: 9.5, lat: 40.75, lon: 71.6 };
  await page.emulateMedia({ colorScheme: 'dark' });
  await openMap(page, `${url}/map?${mapParameter(camera)}&${QUIET}`);
  expect(difference(groundAt(await picture(page, camera), 71.6, 40.75), [42, 44, 47]), 'on the screen').toBeLessThan(6);
  // What the browser does before it prints; the picture is there at once.
  const paper = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    const picture = document.querySelector<HTMLCanvasElement>('.map-paper');
    const context = picture?.getContext('2d');
    if (!picture || !context) return null;
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const white = Array.from({ length: data.length / 4 }, (_, n) => Math.min(...data.slice(4 * n, 4 * n + 3)) > 250);
    return white.filter(Boolean).length / white.length;
  });
  expect(paper, 'share of white').toBeGreaterThan(0.6);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.locator('.map-paper')).toHaveCount(0);
  expect(difference(groundAt(await picture(page, camera), 71.6, 40.75), [42, 44, 47]), 'afterwards').toBeLessThan(6);
});
