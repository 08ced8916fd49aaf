// Countries share their edges on every tile: no crack between two of them, at any zoom, in either vintage. The same
// tiler as in the map engine, with the map's own settings.

import { GeoJSONVT } from '@maplibre/geojson-vt';
import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSourceSpecification } from 'maplibre-gl';
import { expect, test } from 'vitest';
import countries from '../../geodata/countries.geojson?raw';
import overview from '../../geodata/overview/countries.geojson?raw';
import { sources } from '../src/map/sources';

const EXTENT = 8192;
/** Tile units of a pixel, by which the engine multiplies tolerance and buffer. */
const UNITS = EXTENT / 512;
/** Batken with the exclaves; the Ferghana lowland; the corner of three countries. */
const PLACES = [
  [70.6, 39.95],
  [72.2, 40.6],
  [69.3, 40.1],
] as const;

function tilesOf(features: Feature[]): GeoJSONVT {
  const { tolerance, maxzoom, buffer } = sources().countries as GeoJSONSourceSpecification;
  const data: FeatureCollection = { type: 'FeatureCollection', features };
  return new GeoJSONVT(data, {
    extent: EXTENT,
    tolerance: (tolerance ?? 0.375) * UNITS,
    buffer: (buffer ?? 128) * UNITS,
    maxZoom: maxzoom ?? 18,
  });
}

type Position = readonly [number, number];

/** In tiles from the upper left corner of the world. */
function mercator([lon, lat]: Position, zoom: number): Position {
  const size = 2 ** zoom;
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return [((lon + 180) / 360) * size, y * size];
}

/** Edges inside the tile of a place that are drawn once only, whichever way they run, and how many there are in all. */
function edgesOf(tiles: GeoJSONVT, zoom: number, place: Position): { all: number; lonely: string[] } {
  const [x, y] = mercator(place, zoom).map(Math.floor) as [number, number];
  const rim = rimOf(zoom, x, y);
  const times = new Map<string, number>();
  for (const { geometry } of tiles.getTile(zoom, x, y)?.features ?? []) {
    for (const ring of geometry as [number, number][][]) {
      for (let n = 1; n < ring.length; n += 1) {
        const ends = [ring[n - 1], ring[n]].filter((end) => end !== undefined && isInside(end) && !rim(end));
        const [from, to] = ends.map((end) => String(end)).sort();
        if (from !== undefined && to !== undefined && from !== to) {
          times.set(`${from} ${to}`, (times.get(`${from} ${to}`) ?? 0) + 1);
        }
      }
    }
  }
  return { all: times.size, lonely: [...times].filter(([, count]) => count % 2 === 1).map(([edge]) => edge) };
}

const isInside = ([x, y]: Position) => x > 0 && y > 0 && x < EXTENT && y < EXTENT;

/** Whether a point of a tile lies on the edge of the base map, where there is no neighbour. */
function rimOf(zoom: number, x: number, y: number): (point: Position) => boolean {
  const [west, north] = mercator([55, 48], zoom);
  const [east, south] = mercator([85, 34], zoom);
  const near = (value: number, side: number) => Math.abs(value - side * EXTENT) < 2;
  return (point) =>
    near(point[0], west - x) || near(point[0], east - x) || near(point[1], north - y) || near(point[1], south - y);
}

const read = (text: string) => (JSON.parse(text) as FeatureCollection).features;
const today = (text: string) => read(text).filter(({ properties }) => properties?.valid_to == null);
const before = (text: string) => read(text).filter(({ properties }) => properties?.valid_from == null);

for (const { what, features, zooms } of [
  { what: 'the countries of today, generalised', features: today(overview), zooms: [4, 5, 6, 7] },
  { what: 'the countries before the treaty, generalised', features: before(overview), zooms: [4, 5, 6, 7] },
  { what: 'the countries of today', features: today(countries), zooms: [7, 8, 9, 10, 11, 12] },
  { what: 'the countries before the treaty', features: before(countries), zooms: [7, 8, 9, 10, 11, 12] },
]) {
  test(`${what} share every edge at every zoom`, () => {
    const tiles = tilesOf(features);
    for (const zoom of zooms) {
      const found = PLACES.map((place) => edgesOf(tiles, zoom, place));
      expect(found.reduce((sum, { all }) => sum + all, 0)).toBeGreaterThan(2);
      expect(
        found.flatMap(({ lonely }) => lonely),
        `zoom ${zoom}`,
      ).toEqual([]);
    }
  });
}
