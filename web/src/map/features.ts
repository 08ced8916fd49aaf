// Incidents, rings and highlights as GeoJSON for the map.

import type { Feature } from 'geojson';
import { CATEGORY_COLOURS } from '../core/colours';
import { groundCircle } from '../core/encoding';
import type { Group } from '../core/groups';
import type { Incident } from '../core/incident';
import { type IncidentSymbol, symbolName, symbolOf } from './icons';

/** An incident to point out. */
export interface Mark {
  readonly incident: Incident;
  readonly position: readonly [number, number];
  readonly radius: number;
  /** Selected, as opposed to pointed at. */
  readonly strong: boolean;
}

export function groupFeatures(
  groups: readonly Group[],
  isFaded: (group: Group) => boolean,
): { features: Feature[]; symbols: IncidentSymbol[] } {
  const symbols: IncidentSymbol[] = [];
  const features = groups.map((group) => {
    const symbol = symbolOf(group.incidents[0], group.incidents.length);
    symbols.push(symbol);
    return point(group.position, {
      key: group.key,
      icon: symbolName(symbol),
      order: -symbol.radius,
      faded: isFaded(group),
    });
  });
  return { features, symbols };
}

/** The circle on the ground inside which each marked incident lies. */
export function ringFeatures(marks: readonly Mark[]): Feature[] {
  return marks.flatMap(({ incident }): Feature[] => {
    const { position, radius, locationPrecision, category } = incident;
    if (position === null || radius === null || locationPrecision === 1) return [];
    const geometry = { type: 'Polygon' as const, coordinates: [groundCircle(position, radius)] };
    return [{ type: 'Feature', properties: { colour: CATEGORY_COLOURS[category] }, geometry }];
  });
}

/** The marked symbols once more, above whatever lies over them, each with a ring around it. */
export function highlightFeatures(marks: readonly Mark[]): Feature[] {
  return marks.flatMap((mark, n) => [
    point(mark.position, { icon: symbolName(symbolOf(mark.incident, 1)), order: 2 * n }),
    point(mark.position, { icon: highlightName(mark), order: 2 * n + 1 }),
  ]);
}

export function highlightName({ radius, strong }: Mark): string {
  return `highlight-${radius}${strong ? '-strong' : ''}`;
}

export function point(position: readonly [number, number], properties: Record<string, unknown>): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...position] } };
}
