// What the map knows of a place of the gazetteer, and from how near one looks at it.

import { NAME_ORDER } from './name-order';
import type { Language } from './view-state';

export const PLACE_KINDS = [
  'city',
  'town',
  'village',
  'country',
  'province',
  'district',
  'area',
  'exclave',
  'valley',
  'range',
  'peak',
  'pass',
  'river',
  'canal',
  'lake',
  'reservoir',
  'border_crossing',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export interface Place {
  readonly id: string;
  /** By language; `local` is the official form of today. */
  readonly names: Readonly<Record<string, string>>;
  /** Older names and other spellings. */
  readonly alternatives: readonly string[];
  /** Null when it is none that the map has a word for. */
  readonly kind: PlaceKind | null;
  /** 1 is the most important. */
  readonly rank: number;
  readonly admin1: string | null;
  readonly country: string | null;
  readonly population: number | null;
  readonly position: readonly [lon: number, lat: number];
}

/** The name that the map shows too. */
export function labelOf({ names, id }: Place, language: Language): string {
  const known = NAME_ORDER[language].find((code) => names[code] !== undefined);
  return (known === undefined ? names.local : names[known]) ?? id;
}

const NEAR = 11;
const WHOLE_COUNTRY = 6;
const SPREAD_OUT: ReadonlySet<PlaceKind | null> = new Set<PlaceKind>([
  'province',
  'district',
  'area',
  'exclave',
  'valley',
  'range',
  'river',
  'canal',
  'lake',
]);

/** What is spread out is looked at from farther away, the more so the more important it is. */
export function zoomOf({ kind, rank }: Place): number {
  if (kind === 'country') return WHOLE_COUNTRY;
  return SPREAD_OUT.has(kind) ? Math.min(NEAR, WHOLE_COUNTRY + rank) : NEAR;
}
