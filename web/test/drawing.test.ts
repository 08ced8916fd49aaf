import type { Feature } from 'geojson';
import { describe, expect, test } from 'vitest';
import { readIncident } from '../src/api/read-incident';
import { groundCircle, isHollow, pixelsOf, radiusOf } from '../src/core/encoding';
import { labelPoint } from '../src/core/label-point';
import { sharedEdges } from '../src/core/shared-edges';

describe('size by deaths', () => {
  test.each([
    [0, 5],
    [1, 5],
    [4, 5.2],
    [25, 13],
    [100, 26],
    [400, 26],
    [null, 5],
  ])('%s dead give a radius of %d pixels', (deaths, radius) => {
    expect(radiusOf(deaths)).toBeCloseTo(radius, 5);
  });

  test('the area is in proportion from 4 to 100 dead', () => {
    expect(radiusOf(80) ** 2 / radiusOf(20) ** 2).toBeCloseTo(4, 5);
  });
});

test('10 km at 40° N and zoom 8 are 42.7 pixels', () => {
  expect(pixelsOf(10_000, 40, 8)).toBeCloseTo(42.7, 1);
});

test('district and coarser are hollow', () => {
  expect(([1, 2, 3, 4, 5] as const).map(isHollow)).toEqual([false, false, true, true, true]);
});

test('a ring on the ground is as wide as its radius says', () => {
  const ring = groundCircle([70, 40], 20_000, 8);
  const degrees = 20_000 / 111_195;
  expect(ring[0]?.[1]).toBeCloseTo(40 + degrees, 3);
  expect(ring[2]?.[0]).toBeCloseTo(70 + degrees / Math.cos((40 * Math.PI) / 180), 2);
  expect(ring.at(0)).toEqual(ring.at(-1));
});

const polygon = (id: string, country: string, ring: number[][]): Feature => ({
  type: 'Feature',
  id,
  properties: { country },
  geometry: { type: 'Polygon', coordinates: [ring] },
});

test('only lines between provinces of one country are province lines', () => {
  const west = polygon('w', 'TJ', [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]); // biome-ignore format: a square
  const east = polygon('e', 'TJ', [[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]); // biome-ignore format: a square
  const abroad = polygon('a', 'KG', [[2, 0], [3, 0], [3, 1], [2, 1], [2, 0]]); // biome-ignore format: a square
  const { geometry } = sharedEdges([west, east, abroad], ({ properties }) => String(properties?.country));
  expect(geometry).toEqual({ type: 'MultiLineString', coordinates: [[[1, 1], [1, 0]]] }); // biome-ignore format: one line
});

test('a name stands inside its polygon, and inside the view where they meet', () => {
  const ring = [[60, 30], [80, 30], [80, 32], [62, 32], [62, 50], [60, 50], [60, 30]]; // biome-ignore format: a hook
  const hook = polygon('h', 'TJ', ring);
  const [x, y] = labelPoint(hook) ?? [0, 0];
  expect(x > 60 && x < 80 && y > 30 && y < 50 && (x < 62 || y < 32)).toBe(true);
  const [inX, inY] = labelPoint(hook, [55, 40, 70, 48]) ?? [0, 0];
  expect(inX > 60 && inX < 62 && inY > 40 && inY < 48).toBe(true);
  expect(labelPoint(hook, [70, 40, 80, 48])).toBeNull();
});

describe('reading an incident', () => {
  const feature = (properties: object, geometry: unknown = { type: 'Point', coordinates: [70.18, 39.05] }) => ({
    type: 'Feature',
    id: 'x',
    geometry,
    properties: { title: 'T', ...properties },
  });

  test('an address that is not http or https is no link', () => {
    const sources = ['https://example.org/a', 'javascript:alert(1)', 'data:text/html,x', 'not an address', null].map(
      (url) => ({ publisher: 'P', url }),
    );
    const read = readIncident(feature({ sources }));
    expect(read?.sources.map(({ url }) => url)).toEqual(['https://example.org/a', null, null, null, null]);
  });

  test('unknown stays unknown, and what cannot be read is as good as absent', () => {
    const read = readIncident(
      feature({ deaths_low: null, deaths_best: '7', category: 'war', date_start: '2010-02-30' }, null),
    );
    expect(read).toMatchObject({
      deaths: { low: null, best: null, high: null },
      category: 'other',
      start: null,
      end: null,
      position: null,
    });
    expect(readIncident({ type: 'Feature', properties: {} })).toBeNull();
  });
});
