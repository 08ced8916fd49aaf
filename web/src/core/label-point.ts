// Where the name of a polygon stands: the point inside that is farthest from its edge, found on a grid. Good enough
// for a label, and twenty lines instead of a dependency.

import type { Feature, Geometry, Position } from 'geojson';

/** Cells of the grid on a side, and how many corners an edge is thinned to: a name does not need more. */
const USUAL_DETAIL = { grid: 28, corners: 400 };

export type Box = readonly [west: number, south: number, east: number, north: number];

/** `within` keeps the point, and the room around it, inside a part of the map. */
export function labelPoint(
  feature: Feature<Geometry | null>,
  within?: Box,
  { grid, corners: most } = USUAL_DETAIL,
): [number, number] | null {
  const ring = largestRing(feature.geometry);
  if (!ring || ring.length < 4) return null;
  const every = Math.max(1, Math.floor(ring.length / most));
  const corners = ring.filter((_, index) => index % every === 0);
  const [west, south, east, north] = overlap(boundsOf(corners), within);
  let best: { point: [number, number]; room: number } | null = null;
  for (let column = 1; column < grid; column += 1) {
    for (let row = 1; row < grid; row += 1) {
      const point: [number, number] = [west + ((east - west) * column) / grid, south + ((north - south) * row) / grid];
      const room = Math.min(roomAt(point, corners), within ? roomInBox(point, within) : Number.POSITIVE_INFINITY);
      if (room > (best?.room ?? 0)) best = { point, room };
    }
  }
  return best?.point ?? null;
}

function overlap(box: Box, within: Box | undefined): Box {
  if (!within) return box;
  const [west, south, east, north] = within;
  return [Math.max(box[0], west), Math.max(box[1], south), Math.min(box[2], east), Math.min(box[3], north)];
}

/** Squared distance to the nearest side, the upright sides counting less: a name is wider than high. */
function roomInBox([x, y]: readonly [number, number], [west, south, east, north]: Box): number {
  const across = Math.min(x - west, east - x) * 0.4;
  const along = Math.min(y - south, north - y);
  return Math.max(0, Math.min(across, along)) ** 2;
}

function largestRing(geometry: Geometry | null): readonly Position[] | null {
  const polygons =
    geometry?.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates
        : [];
  const rings = polygons.flatMap((polygon) => (polygon[0] ? [polygon[0]] : []));
  return rings.sort((a, b) => extent(b) - extent(a))[0] ?? null;
}

function extent(ring: readonly Position[]): number {
  const [west, south, east, north] = boundsOf(ring);
  return (east - west) * (north - south);
}

function boundsOf(ring: readonly Position[]): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [x = 0, y = 0] of ring) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

/** Distance to the nearest corner when inside, 0 outside. East-west distances are shortened as at 39° N. */
function roomAt([x, y]: readonly [number, number], corners: readonly Position[]): number {
  let inside = false;
  let nearest = Number.POSITIVE_INFINITY;
  let [px = 0, py = 0] = corners[corners.length - 1] ?? [];
  for (const [qx = 0, qy = 0] of corners) {
    if (qy > y !== py > y && x < ((px - qx) * (y - qy)) / (py - qy) + qx) inside = !inside;
    nearest = Math.min(nearest, ((qx - x) * 0.78) ** 2 + (qy - y) ** 2);
    [px, py] = [qx, qy];
  }
  return inside ? nearest : 0;
}
