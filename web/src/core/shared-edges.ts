// The lines between provinces of one country, without the outer ones: the national border is drawn once, from its own
// collection, with its status.

import type { Feature, Position } from 'geojson';

export function sharedEdges(polygons: readonly Feature[], groupOf: (feature: Feature) => string): Feature {
  const seen = new Map<string, string>();
  const lines: Position[][] = [];
  for (const feature of polygons) {
    const group = groupOf(feature);
    for (const ring of ringsOf(feature)) addShared(ring, group, seen, lines);
  }
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates: lines } };
}

/** Collects the runs of a ring that an earlier ring of the same group already had. */
function addShared(ring: readonly Position[], group: string, seen: Map<string, string>, lines: Position[][]): void {
  let run: Position[] = [];
  const close = () => {
    if (run.length > 1) lines.push(run);
    run = [];
  };
  for (let n = 1; n < ring.length; n += 1) {
    const [a, b] = [ring[n - 1], ring[n]];
    if (!a || !b) continue;
    const key = edgeKey(a, b);
    if (seen.get(key) === group) {
      if (run.length === 0) run.push(a);
      run.push(b);
    } else {
      seen.set(key, group);
      close();
    }
  }
  close();
}

function edgeKey(a: Position, b: Position): string {
  const [first, second] = [`${a[0]},${a[1]}`, `${b[0]},${b[1]}`];
  return first < second ? `${first};${second}` : `${second};${first}`;
}

function ringsOf({ geometry }: Feature): readonly Position[][] {
  if (geometry?.type === 'Polygon') return geometry.coordinates;
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
}
