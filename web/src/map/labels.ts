// Where names of countries, provinces and areas stand.

import type { Feature } from 'geojson';
import { type Box, labelPoint } from '../core/label-point';
import { AREAS, type Area } from '../core/view-state';
import { point } from './features';

export type NamedLayers = Readonly<Partial<Record<Area | 'countries' | 'provinces', readonly Feature[]>>>;

/** Each name once. A country's name stands in the part of it that is in view. */
export function labelFeatures(layers: NamedLayers, view: Box): Feature[] {
  const today = (layers.countries ?? []).filter(({ properties }) => properties?.valid_to == null);
  return [
    ...today.flatMap((country) => labelled(country, { label: 'country' }, view)),
    ...(layers.provinces ?? []).flatMap((province) => labelled(province, { label: 'province' })),
    ...AREAS.flatMap((area) => itself(layers[area] ?? []).flatMap((it) => labelled(it, { label: 'area', area }))),
  ];
}

function labelled(feature: Feature, extra: Record<string, string>, within?: Box): Feature[] {
  const position = labelPoint(feature, within) ?? labelPoint(feature);
  return position ? [point(position, { ...feature.properties, ...extra })] : [];
}

/** The first feature that is the area itself, not an exclave or a line of it. */
function itself(features: readonly Feature[]): Feature[] {
  const area = features.find(({ properties }) => properties?.kind === 'area');
  return area ? [area] : [];
}
