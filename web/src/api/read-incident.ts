// A GeoJSON feature of the collection `incidents` as an Incident.

import { parseDay } from '../core/days';
import { CATEGORIES, type Figures, type Incident, type Relation, type Source } from '../core/incident';
import { isJson, type Json, number, objects, oneOf, text, texts, webAddress } from './read';

const DATE_PRECISIONS = ['day', 'month', 'year'] as const;
const LOCATION_PRECISIONS = [1, 2, 3, 4, 5] as const;
const RELATIONS = ['led_to', 'followed', 'same_actors', 'see_also'] as const;
const TITLE = /^title_([a-z]{2})$/;

/** Null when there is no id or no property to show. */
export function readIncident(feature: Json): Incident | null {
  const id = text(feature.id) ?? (typeof feature.id === 'number' ? String(feature.id) : null);
  const { properties } = feature;
  if (id === null || !isJson(properties)) return null;
  const start = readDay(properties.date_start);
  return {
    id,
    titles: readTitles(properties, id),
    description: text(properties.description) ?? '',
    category: oneOf(CATEGORIES, properties.category, 'other'),
    eventType: text(properties.event_type) ?? '',
    start,
    end: readDay(properties.date_end) ?? start,
    datePrecision: oneOf(DATE_PRECISIONS, properties.date_precision, 'day'),
    ...readPlace(feature.geometry, properties),
    actor1: text(properties.actor1),
    actor2: text(properties.actor2),
    deaths: readDeaths(properties),
    injured: number(properties.injured),
    partOf: text(properties.part_of),
    related: readRelated(properties.related),
    sources: objects(properties.sources).map(readSource),
    updated: text(properties.updated),
  };
}

type Place = Pick<
  Incident,
  'place' | 'placeId' | 'admin1' | 'country' | 'position' | 'locationPrecision' | 'radius' | 'areas' | 'borderDistance'
>;

function readPlace(geometry: unknown, properties: Json): Place {
  return {
    place: text(properties.place) ?? '',
    placeId: text(properties.place_id),
    admin1: text(properties.admin1),
    country: text(properties.country),
    position: readPosition(geometry),
    locationPrecision: oneOf(LOCATION_PRECISIONS, properties.location_precision, 1),
    radius: number(properties.location_radius_m),
    areas: texts(properties.areas),
    borderDistance: number(properties.border_distance_km),
  };
}

function readPosition(geometry: unknown): readonly [number, number] | null {
  if (!isJson(geometry) || geometry.type !== 'Point' || !Array.isArray(geometry.coordinates)) return null;
  const [lon, lat] = geometry.coordinates.map(number);
  return lon == null || lat == null ? null : [lon, lat];
}

function readTitles(properties: Json, id: string): Record<string, string> {
  const titles: Record<string, string> = { en: text(properties.title) ?? id };
  for (const [key, value] of Object.entries(properties)) {
    const language = TITLE.exec(key)?.[1];
    const title = text(value);
    if (language && title) titles[language] = title;
  }
  return titles;
}

function readDeaths(properties: Json): Figures {
  return {
    low: number(properties.deaths_low),
    best: number(properties.deaths_best),
    high: number(properties.deaths_high),
  };
}

function readRelated(value: unknown): { id: string; how: Relation }[] {
  return objects(value).flatMap((relation) => {
    const id = text(relation.id);
    return id === null ? [] : [{ id, how: oneOf(RELATIONS, relation.how, 'see_also') }];
  });
}

function readSource(source: Json): Source {
  return {
    publisher: text(source.publisher) ?? '',
    title: text(source.title),
    date: text(source.date),
    url: webAddress(source.url),
    language: text(source.language),
    deaths: number(source.deaths),
    injured: number(source.injured),
    remark: text(source.remark),
  };
}

function readDay(value: unknown): number | null {
  const date = text(value);
  return date === null ? null : parseDay(date.slice(0, 10));
}
