// What colour the map has at a place on earth.

import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';

export interface Camera {
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
}

export type Colour = readonly [red: number, green: number, blue: number];

export interface Picture {
  readonly png: PNG;
  /** Where a place lies in the picture; null outside. */
  readonly at: (lon: number, lat: number) => { x: number; y: number } | null;
  /** The colour at a place, a few pixels beside it on request. */
  readonly colour: (lon: number, lat: number, dx?: number, dy?: number) => Colour;
}

export const mapParameter = ({ zoom, lat, lon }: Camera) => `map=${zoom}/${lat}/${lon}`;

/** A picture of the map alone, with its legend and buttons out of the way. */
export async function picture(page: Page, camera: Camera): Promise<Picture> {
  await showOverlays(page, false);
  const png = await screenshot(page, '#map-canvas canvas');
  await showOverlays(page, true);
  const at = (lon: number, lat: number) => {
    const [x, y] = mercator(lon, lat, camera.zoom);
    const [centreX, centreY] = mercator(camera.lon, camera.lat, camera.zoom);
    const place = { x: Math.round(x - centreX + png.width / 2), y: Math.round(y - centreY + png.height / 2) };
    return place.x < 0 || place.y < 0 || place.x >= png.width || place.y >= png.height ? null : place;
  };
  const colour = (lon: number, lat: number, dx = 0, dy = 0): Colour => {
    const place = at(lon, lat);
    if (!place) throw new Error(`${lon}, ${lat} is outside the picture`);
    return pixel(png, place.x + dx, place.y + dy);
  };
  return { png, at, colour };
}

/** The commonest colour around a place: names and thin lines do not matter. */
export function groundAt({ png, at }: Picture, lon: number, lat: number, reach = 12): Colour {
  const place = at(lon, lat);
  if (!place) throw new Error(`${lon}, ${lat} is outside the picture`);
  const counts = new Map<string, number>();
  for (let x = Math.max(0, place.x - reach); x <= Math.min(png.width - 1, place.x + reach); x += 1) {
    for (let y = Math.max(0, place.y - reach); y <= Math.min(png.height - 1, place.y + reach); y += 1) {
      const key = pixel(png, x, y).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const [commonest = ''] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const [red = 0, green = 0, blue = 0] = commonest.split(',').map(Number);
  return [red, green, blue];
}

/** `caret: initial`, since Playwright would hide the caret by a style that our security policy forbids. */
export async function screenshot(page: Page, selector: string): Promise<PNG> {
  return PNG.sync.read(await page.locator(selector).screenshot({ caret: 'initial' }));
}

async function showOverlays(page: Page, shown: boolean): Promise<void> {
  await page.evaluate(
    (visibility) => {
      const overlays = document.querySelectorAll<HTMLElement>('.map-foot, .map-buttons, .maplibregl-ctrl');
      for (const overlay of overlays) overlay.style.visibility = visibility;
    },
    shown ? '' : 'hidden',
  );
}

export function pixel(png: PNG, x: number, y: number): Colour {
  const offset = (png.width * y + x) * 4;
  return [png.data[offset] ?? 0, png.data[offset + 1] ?? 0, png.data[offset + 2] ?? 0];
}

/** Greatest difference of a channel. */
export function difference(a: Colour, b: Colour): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}

/** The darkest pixel within a few of a place: lines are thin and may lie a pixel aside. */
export function darkestNear(picture: Picture, lon: number, lat: number, reach = 2): number | null {
  const place = picture.at(lon, lat);
  if (!place || place.x < reach || place.y < reach) return null;
  if (place.x >= picture.png.width - reach || place.y >= picture.png.height - reach) return null;
  let darkest = 255;
  for (let x = place.x - reach; x <= place.x + reach; x += 1) {
    for (let y = place.y - reach; y <= place.y + reach; y += 1) {
      darkest = Math.min(darkest, Math.max(...pixel(picture.png, x, y)));
    }
  }
  return darkest;
}

/** Share of pixels that differ by more than a trace. */
export function shareOfDifferentPixels(a: PNG, b: PNG): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let different = 0;
  for (let offset = 0; offset < a.data.length; offset += 4) {
    const distance = [0, 1, 2].map((channel) =>
      Math.abs((a.data[offset + channel] ?? 0) - (b.data[offset + channel] ?? 0)),
    );
    if (Math.max(...distance) > 24) different += 1;
  }
  return different / (a.width * a.height);
}

/** Pixels from the world's upper left corner, on 512-pixel tiles. */
function mercator(lon: number, lat: number, zoom: number): [number, number] {
  const size = 512 * 2 ** zoom;
  const angle = (lat * Math.PI) / 180;
  return [((lon + 180) / 360) * size, ((1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2) * size];
}
