// What the map knows of an incident. The words are those of the collection's schema.

import type { Day } from './days';

export const CATEGORIES = ['clash', 'explosion', 'civilians', 'unrest', 'operation', 'political', 'other'] as const;
export type Category = (typeof CATEGORIES)[number];

export type DatePrecision = 'day' | 'month' | 'year';
export type LocationPrecision = 1 | 2 | 3 | 4 | 5;
export type Relation = 'led_to' | 'followed' | 'same_actors' | 'see_also';

/** Unknown is null, never 0. */
export interface Figures {
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
}

export interface Source {
  readonly publisher: string;
  readonly title: string | null;
  readonly date: string | null;
  /** Only http and https addresses get here. */
  readonly url: string | null;
  readonly language: string | null;
  readonly deaths: number | null;
  readonly injured: number | null;
  readonly remark: string | null;
}

export interface Incident {
  readonly id: string;
  /** By language; `en` is always there. */
  readonly titles: Readonly<Record<string, string>>;
  readonly description: string;
  readonly category: Category;
  readonly eventType: string;
  readonly start: Day | null;
  readonly end: Day | null;
  readonly datePrecision: DatePrecision;
  readonly place: string;
  readonly placeId: string | null;
  readonly admin1: string | null;
  readonly country: string | null;
  readonly position: readonly [lon: number, lat: number] | null;
  readonly locationPrecision: LocationPrecision;
  /** Radius of the uncertainty ring in metres. */
  readonly radius: number | null;
  readonly areas: readonly string[];
  readonly borderDistance: number | null;
  readonly actor1: string | null;
  readonly actor2: string | null;
  readonly deaths: Figures;
  readonly injured: number | null;
  readonly partOf: string | null;
  readonly related: readonly { readonly id: string; readonly how: Relation }[];
  readonly sources: readonly Source[];
  readonly updated: string | null;
}

/** Whether the incident has a point of its own: a country is not a place. */
export function isMapped(incident: Incident): boolean {
  return incident.position !== null && incident.locationPrecision < 5;
}
