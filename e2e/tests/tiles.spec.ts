// The tiles of every collection, as the reader that MapLibre is made with reads them.

import { VectorTile } from '@mapbox/vector-tile';
import type { APIRequestContext } from '@playwright/test';
import { PbfReader } from 'pbf';
import { expect, test } from '../support/test';

const ZOOMS = Array.from({ length: 15 }, (_, zoom) => zoom);

interface Collection {
  readonly id: string;
}

/** A place on the first feature that has one. */
async function somewhere(request: APIRequestContext, url: string, id: string): Promise<[number, number]> {
  const answer = await request.get(`${url}/collections/${id}/items?limit=50&f=json`);
  const { features } = (await answer.json()) as { features: { geometry: { coordinates: unknown } | null }[] };
  let place: unknown = features.find(({ geometry }) => geometry !== null)?.geometry?.coordinates;
  while (Array.isArray(place) && Array.isArray(place[0])) place = place[0];
  return place as [number, number];
}

/** Column and row of the tile in which a place is. */
function tileAt(zoom: number, [lon, lat]: [number, number]): [number, number] {
  const angle = (lat * Math.PI) / 180;
  const x = (lon + 180) / 360;
  const y = (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2;
  return [Math.floor(x * 2 ** zoom), Math.floor(y * 2 ** zoom)];
}

/** Every feature can be read to the last coordinate, lies about the tile, and has a number. */
function readThrough(bytes: Buffer, name: string, zoom: number, [column, row]: [number, number]): number {
  const layer = new VectorTile(new PbfReader(bytes)).layers[name];
  if (!layer) return 0;
  expect([layer.version, layer.extent], name).toEqual([2, 4096]);
  for (let index = 0; index < layer.length; index += 1) {
    const feature = layer.feature(index);
    expect(feature.id, name).toBeGreaterThan(0);
    expect(feature.type, name).toBeGreaterThan(0);
    const points = feature.loadGeometry().flat();
    expect(points.length, name).toBeGreaterThan(0);
    expect(
      points.every(({ x, y }) => x >= -64 && y >= -64 && x <= 4160 && y <= 4160),
      name,
    ).toBe(true);
    const { geometry } = feature.toGeoJSON(column, row, zoom);
    expect(geometry.type, name).toMatch(/Point|LineString|Polygon/);
  }
  return layer.length;
}

test('every collection can be read at every zoom', async ({ url, request }) => {
  test.setTimeout(180_000);
  const list = (await (await request.get(`${url}/collections`)).json()) as { collections: Collection[] };
  expect(list.collections.length).toBeGreaterThan(10);
  for (const { id } of list.collections) {
    const place = await somewhere(request, url, id);
    for (const zoom of ZOOMS) {
      const [column, row] = tileAt(zoom, place);
      const address = `${url}/collections/${id}/tiles/WebMercatorQuad/${zoom}/${row}/${column}?cluster=true`;
      const answer = await request.get(address);
      expect(answer.status(), address).toBe(200);
      const count = readThrough(await answer.body(), id, zoom, [column, row]);
      expect(count, address).toBe(Number(answer.headers()['ogc-numberreturned']));
    }
  }
});
