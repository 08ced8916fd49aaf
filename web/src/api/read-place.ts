// A GeoJSON feature of the collection `places` as a Place.

import type { Feature } from 'geojson';
import { PLACE_KINDS, type Place } from '../core/place';
import { number, text, texts } from './read';

const NAME = /^name(?:_([a-z]{2}))?$/;
const LEAST_RANK = 9;

/** Null when there is no id, no name or no point to go to. */
export function readPlace({ id, geometry, properties }: Feature): Place | null {
  const names = readNames(properties ?? {});
  if (id === undefined || geometry.type !== 'Point' || Object.keys(names).length === 0) return null;
  const [lon, lat] = geometry.coordinates;
  if (lon === undefined || lat === undefined) return null;
  return {
    id: String(id),
    names,
    alternatives: texts(properties?.alt_names),
    kind: PLACE_KINDS.find((kind) => kind === properties?.kind) ?? null,
    rank: number(properties?.rank) ?? LEAST_RANK,
    admin1: text(properties?.admin1),
    country: text(properties?.country),
    population: number(properties?.population),
    position: [lon, lat],
  };
}

function readNames(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [key, value] of Object.entries(properties)) {
    const found = NAME.exec(key);
    const name = text(value);
    if (found && name) names[found[1] ?? 'local'] = name;
  }
  return names;
}
