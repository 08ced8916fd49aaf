// Names of places and provinces in the language of the page, from the layers of the map.

import { computed } from '@preact/signals';
import type { Incident } from '../core/incident';
import { layers, locale } from './store';

/** Names by the identifier of a place. */
const places = computed(() => named('places', ({ id }) => (id === undefined ? null : String(id))));

/** Names by ISO 3166-2 code. */
const provinces = computed(() => named('provinces', ({ properties }) => text(properties?.admin1)));

/** Where an incident was, for a line of the list. */
export interface PlaceName {
  readonly name: string;
  /** When it is not the language of the page. */
  readonly lang: 'en' | undefined;
}

/** The place as reported, which is English; in other languages the gazetteer's name of it, where there is one. */
export function placeName({ place, placeId }: Incident): PlaceName {
  const local = locale.value.code === 'en' || placeId === null ? undefined : places.value.get(placeId);
  return local === undefined ? { name: place, lang: 'en' } : { name: local, lang: undefined };
}

export function nameOfPlace(id: string): string | null {
  return places.value.get(id) ?? null;
}

export function nameOfProvince(code: string): string | null {
  return provinces.value.get(code) ?? null;
}

type Feature = NonNullable<(typeof layers.value)['places']>[number];

function named(layer: 'places' | 'provinces', keyOf: (feature: Feature) => string | null): Map<string, string> {
  const names = new Map<string, string>();
  for (const feature of layers.value[layer] ?? []) {
    const key = keyOf(feature);
    const name = text(feature.properties?.[`name_${locale.value.code}`]) ?? text(feature.properties?.name_en);
    if (key !== null && name !== null) names.set(key, name);
  }
  return names;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
