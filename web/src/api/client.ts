// The server's API as the map uses it. Every address is relative to the page; every wait can be cancelled.

import type { Feature } from 'geojson';
import type { Incident } from '../core/incident';
import { isJson, type Json, objects, text } from './read';
import { type Collection, readCollection } from './read-collection';
import { readIncident } from './read-incident';

const INCIDENTS_PER_PAGE = 1000;
const FEATURES_PER_PAGE = 10_000;

/** What went wrong, in the server's words where it has any. */
export class ApiError extends Error {
  readonly status: number | null;

  constructor(status: number | null, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

export async function fetchCollections(signal: AbortSignal): Promise<Collection[]> {
  const answer = await fetchJson('collections?f=json', signal);
  return objects(answer.collections).flatMap((collection) => readCollection(collection) ?? []);
}

export async function fetchIncidents(signal: AbortSignal): Promise<Incident[]> {
  const features = await fetchFeatures('incidents', INCIDENTS_PER_PAGE, signal);
  return features.flatMap((feature) => readIncident(feature) ?? []);
}

export async function fetchLayer(id: string, signal: AbortSignal): Promise<Feature[]> {
  const found: unknown[] = await fetchFeatures(id, FEATURES_PER_PAGE, signal);
  return found.filter(isFeature);
}

/** All pages, by following the links of the server. */
async function fetchFeatures(collection: string, limit: number, signal: AbortSignal): Promise<Json[]> {
  const features: Json[] = [];
  let address: string | null = `collections/${collection}/items?f=json&limit=${limit}`;
  while (address !== null) {
    const page: Json = await fetchJson(address, signal);
    features.push(...objects(page.features));
    address = nextPage(page);
  }
  return features;
}

/** Only the query is taken from the link: the rest may name the server by an address that this browser cannot reach. */
function nextPage(page: Json): string | null {
  const next = objects(page.links).find((link) => link.rel === 'next');
  const href = text(next?.href);
  if (href === null) return null;
  const { pathname, search } = new URL(href, document.baseURI);
  const collection = /collections\/[^/]+\/items$/.exec(pathname)?.[0];
  return collection ? `${collection}${search}` : null;
}

async function fetchJson(address: string, signal: AbortSignal): Promise<Json> {
  const response = await fetch(address, {
    signal,
    headers: { Accept: 'application/geo+json, application/json' },
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new ApiError(null, error instanceof Error ? error.message : String(error));
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, problemDetail(body) ?? response.statusText);
  if (!isJson(body)) throw new ApiError(response.status, `no JSON at ${address}`);
  return body;
}

function problemDetail(body: unknown): string | null {
  return isJson(body) ? (text(body.detail) ?? text(body.title)) : null;
}

function isFeature(value: unknown): value is Feature {
  return isJson(value) && value.type === 'Feature' && isJson(value.geometry);
}
