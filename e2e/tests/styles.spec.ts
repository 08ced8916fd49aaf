// The styles, by the rules of the style specification and in a MapLibre that knows nothing of us.

import { type StyleSpecification, validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { darkestNear, difference, groundAt, picture } from '../support/pixels';
import { showStyle } from '../support/plain-maplibre';
import { expect, test } from '../support/test';

const LAND = [251, 249, 243] as const;
const WATER = [181, 211, 228] as const;

interface Styles {
  readonly styles: readonly { readonly id: string; readonly links: readonly { readonly href: string }[] }[];
}

test('every style is valid by the specification', async ({ url, request }) => {
  const { styles } = (await (await request.get(`${url}/styles`)).json()) as Styles;
  expect(styles.length).toBeGreaterThan(10);
  for (const { id, links } of styles) {
    const style = (await (await request.get(links[0]?.href ?? '')).json()) as StyleSpecification;
    expect(
      validateStyleMin(style).map((error) => error.message),
      id,
    ).toEqual([]);
    expect(style.layers.length, id).toBeGreaterThan(1);
  }
});

test('the style of the whole map shows land, water, borders and incidents', async ({
  page,
  url,
  request,
}) => {
  const camera = { zoom: 6, lat: 39.4, lon: 70 };
  await showStyle(page, url, `${url}/styles/map`, camera);
  const map = await picture(page, camera);
  expect(difference(groundAt(map, 67.2, 40.4, 6), LAND), 'the Hungry Steppe').toBeLessThan(6);
  expect(difference(groundAt(map, 73.45, 39.02, 3), WATER), 'Lake Karakul').toBeLessThan(6);
  const answer = await request.get(`${url}/collections/borders/items/kg-tj-2025?f=json`);
  const line = ((await answer.json()) as GeoJSON.Feature<GeoJSON.MultiLineString>).geometry.coordinates.flat();
  const found = line.flatMap(([lon = 0, lat = 0]) => darkestNear(map, lon, lat, 2) ?? []);
  expect(found.length, 'corners of the line in view').toBeGreaterThan(150);
  const dark = found.filter((value) => value < 190).length / found.length;
  expect(dark, 'share of the line that is drawn').toBeGreaterThan(0.8);
});

interface Rendered {
  readonly count: number;
  readonly place: readonly [number, number];
  readonly isCluster: boolean;
}

test('clusters are drawn where they say, and stand for every incident that has a place', async ({
  page,
  url,
  request,
}) => {
  const camera = { zoom: 3.4, lat: 47, lon: 58 };
  await showStyle(page, url, `${url}/styles/incidents`, camera);
  const rendered = (await page.evaluate(() => {
    // biome-ignore lint/suspicious/noExplicitAny: the page's own map
    const map = (window as any).plainMap;
    const layers = ['incidents.points', 'incidents.clusters'];
    return map.queryRenderedFeatures({ layers }).map((feature: GeoJSON.Feature<GeoJSON.Point>) => ({
      count: feature.properties?.point_count ?? 1,
      place: feature.geometry.coordinates,
      isCluster: feature.properties?.cluster === true,
    }));
  })) as Rendered[];
  const all = (await (await request.get(`${url}/collections/incidents/items?limit=1000`)).json()) as {
    features: { geometry: unknown }[];
  };
  const located = all.features.filter((feature) => feature.geometry !== null).length;
  expect(rendered.reduce((sum, { count }) => sum + count, 0)).toBe(located);
  const largest = rendered.filter(({ isCluster }) => isCluster).sort((a, b) => b.count - a.count)[0];
  expect(largest?.count).toBeGreaterThan(20);
  const [lon, lat] = largest?.place ?? [0, 0];
  const [red, green, blue] = groundAt(await picture(page, camera), lon, lat, 3);
  expect(Math.max(red, green, blue), 'the middle of the largest cluster').toBeLessThan(140);
});
