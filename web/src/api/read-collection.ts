// What a collection says of itself: title, licence and attribution, extent.

import { isJson, type Json, number, objects, text, webAddress } from './read';

export interface Collection {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly attribution: string | null;
  readonly licence: { readonly title: string; readonly url: string | null } | null;
  readonly bbox: readonly [west: number, south: number, east: number, north: number] | null;
}

export function readCollection(collection: Json): Collection | null {
  const id = text(collection.id);
  if (id === null) return null;
  return {
    id,
    title: text(collection.title) ?? id,
    description: text(collection.description) ?? '',
    attribution: text(collection.attribution),
    licence: readLicence(collection),
    bbox: readBbox(collection.extent),
  };
}

function readLicence(collection: Json): Collection['licence'] {
  const link = objects(collection.links).find(({ rel }) => rel === 'license');
  const title = text(collection.license) ?? text(link?.title);
  const url = webAddress(link?.href);
  return title === null && url === null ? null : { title: title ?? url ?? '', url };
}

function readBbox(extent: unknown): Collection['bbox'] {
  if (!isJson(extent) || !isJson(extent.spatial) || !Array.isArray(extent.spatial.bbox)) return null;
  const first: unknown = extent.spatial.bbox[0];
  const [west, south, east, north] = Array.isArray(first) ? first.map(number) : [];
  if (west == null || south == null || east == null || north == null) return null;
  return [west, south, east, north];
}
