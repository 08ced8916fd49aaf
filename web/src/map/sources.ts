// Names and settings of the map's GeoJSON sources. All begin empty and are filled as data arrive.

import type { FeatureCollection } from 'geojson';
import type { SourceSpecification } from 'maplibre-gl';
import { AREAS } from '../core/view-state';

export const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** What has edges or ends in common with others: thinned one by one, neighbours would gape. */
const COVERAGE = ['countries', 'provinces', 'districts', 'borders', 'border-changes'] as const;
const BASE = ['lakes', 'rivers', 'roads', 'airports', 'places', 'labels'] as const;
const OVER = ['rings', 'incidents', 'fan-lines', 'fan', 'highlights'] as const;
export type SourceId =
  | (typeof COVERAGE)[number]
  | (typeof BASE)[number]
  | (typeof AREAS)[number]
  | (typeof OVER)[number];

export function sources(): Record<string, SourceSpecification> {
  const entries: [string, SourceSpecification][] = [
    ...COVERAGE.map((id): [string, SourceSpecification] => [
      id,
      { type: 'geojson', data: EMPTY, tolerance: 0, maxzoom: 12, buffer: 64 },
    ]),
    ...[...BASE, ...AREAS].map((id): [string, SourceSpecification] => [
      id,
      { type: 'geojson', data: EMPTY, tolerance: 0.5, maxzoom: 12, buffer: 64 },
    ]),
    ...OVER.map((id): [string, SourceSpecification] => [id, { type: 'geojson', data: EMPTY, tolerance: 0.1 }]),
  ];
  return Object.fromEntries(entries);
}
