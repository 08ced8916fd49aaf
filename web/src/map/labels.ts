// Where names of countries, provinces and areas stand.

import type { Feature } from 'geojson';
import { type Box, labelPoint } from '../core/label-point';
import { AREAS, type Area } from '../core/view-state';
import { point } from './features';

export type NamedLayers = Readonly<Partial<Record<Area | 'countries' | 'provinces' | 'districts', readonly Feature[]>>>;

/** Corners of a district that its name needs: there are hundreds of them, and they are small. */
const DISTRICT_DETAIL = { grid: 10, corners: 80 };

/** Each name once. A country's name stands in the part of it that is in view. */
export function labelFeatures(layers: NamedLayers, view: Box): Feature[] {
  const today = (layers.countries ?? []).filter(({ properties }) => properties?.valid_to == null);
  return [
    ...today.flatMap((country) => labelled(country, { label: 'country' }, view)),
    ...(layers.provinces ?? []).flatMap((province) => labelled(province, { label: 'province' })),
    ...(layers.districts ?? []).flatMap((district) => districtName(district)),
    ...AREAS.flatMap((area) => exclaves(layers[area] ?? []).flatMap((one) => labelled(one, { label: 'exclave' }))),
    ...AREAS.flatMap((area) => itself(layers[area] ?? []).flatMap((it) => labelled(it, { label: 'area', area }))),
  ];
}

function labelled(feature: Feature, extra: Record<string, string>, within?: Box): Feature[] {
  const position = (within && labelPoint(feature, within)) ?? once(feature, () => labelPoint(feature));
  return position ? [point(position, { ...feature.properties, ...extra })] : [];
}

function districtName(district: Feature): Feature[] {
  const position = once(district, () => labelPoint(district, undefined, DISTRICT_DETAIL));
  return position ? [point(position, { ...district.properties, label: 'district' })] : [];
}

/** Where a name stands that does not depend on the view: found when it is first asked for. */
const found = new WeakMap<Feature, [number, number] | null>();

function once(feature: Feature, find: () => [number, number] | null): [number, number] | null {
  const known = found.get(feature);
  if (known !== undefined) return known;
  const position = find();
  found.set(feature, position);
  return position;
}

/** With the days on which they hold: an exclave has its name for as long as it is one. */
function exclaves(features: readonly Feature[]): Feature[] {
  return features.filter(({ properties }) => properties?.kind === 'exclave');
}

/** The first feature that is the area itself, not an exclave or a line of it. */
function itself(features: readonly Feature[]): Feature[] {
  const area = features.find(({ properties }) => properties?.kind === 'area');
  return area ? [area] : [];
}
