// What deaths, precision and distance look like. Numbers only; colours stand in map/palette.ts and shapes in core/shapes.ts.

import type { LocationPrecision } from './incident';

const SMALLEST = 5;
const LARGEST = 26;
const EARTH_CIRCUMFERENCE_PER_PIXEL = 78_271.517;

/** Deaths from which the symbol no longer grows. */
export const DEATHS_CAP = 100;

/** Radius in pixels; the area is in proportion to the dead from 4 to 100. Unknown is as small as none, with a mark. */
export function radiusOf(deaths: number | null): number {
  if (deaths === null) return SMALLEST;
  return Math.min(LARGEST, Math.max(SMALLEST, 2.6 * Math.sqrt(deaths)));
}

/** District or coarser: drawn hollow, since nobody should take the point for the place. */
export function isHollow(precision: LocationPrecision): boolean {
  return precision >= 3;
}

/** Length on screen of a distance on the ground (512-pixel tiles). */
export function pixelsOf(metres: number, latitude: number, zoom: number): number {
  return metres / ((EARTH_CIRCUMFERENCE_PER_PIXEL * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom);
}

const EARTH_RADIUS = 6_371_008.8;

/** A circle of the given radius on the ground, as a closed ring of positions. */
export function groundCircle(center: readonly [number, number], metres: number, corners = 72): [number, number][] {
  const lat = (center[1] * Math.PI) / 180;
  const lon = (center[0] * Math.PI) / 180;
  const angle = metres / EARTH_RADIUS;
  return Array.from({ length: corners + 1 }, (_, corner) => {
    const bearing = (2 * Math.PI * (corner % corners)) / corners;
    const y = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing));
    const x =
      lon +
      Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * Math.sin(y));
    return [(x * 180) / Math.PI, (y * 180) / Math.PI];
  });
}
