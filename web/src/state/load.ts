// Fetches the data: incidents and collections at once, the layers of the map after them.

import type { Feature } from 'geojson';
import { ApiError, fetchCollections, fetchIncidents, fetchLayer } from '../api/client';
import { collections, failedLayers, incidents, type LayerId, layers, layersSettled, view } from './store';

/** Layers that the server also has generalised: a slow line sees a map before it has all of the border's bends. */
const GENERALISED = [
  'countries',
  'lakes',
  'borders',
  'places',
  'ferghana-valley',
  'kyrgyz-tajik-border',
  'rivers',
  'provinces',
  'roads',
] as const;

/** Layers that are seen from close by only. */
const CLOSE: readonly LayerId[] = ['border-changes', 'districts', 'airports'];

/** In the order in which the map wants them. */
const LAYERS: readonly LayerId[] = [...GENERALISED, 'rasht-valley', 'dushanbe'];

/** From this zoom on the map shows what the generalised layers leave out. */
export const DETAIL_ZOOM = 7.5;

let running = new AbortController();

export function load(): void {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  detailed ||= (view.value.camera?.zoom ?? 0) >= DETAIL_ZOOM;
  void loadIncidents(signal);
  void loadCollections(signal);
  void loadLayers(signal);
  // A link with a search finds places by all their names from the start.
  if (view.value.text.trim() !== '') loadPlaces();
}

async function loadIncidents(signal: AbortSignal): Promise<void> {
  if (incidents.value.status === 'error') incidents.value = { status: 'loading' };
  try {
    incidents.value = { status: 'ready', value: await fetchIncidents(signal) };
  } catch (error) {
    if (!signal.aborted) incidents.value = { status: 'error', error: asApiError(error) };
  }
}

async function loadCollections(signal: AbortSignal): Promise<void> {
  try {
    collections.value = await fetchCollections(signal);
  } catch {
    // Titles and licences are missing then; the incidents' own error tells the reader.
  }
}

async function loadLayers(signal: AbortSignal): Promise<void> {
  const wanted = detailed ? [...LAYERS, ...CLOSE] : LAYERS;
  const missing = wanted.filter((id) => layers.value[id] === undefined);
  await settle(signal, missing, async (id) => {
    const features = await fetchFirst(id, signal);
    // The full layer may have come in the meantime, and is the better one.
    if (layers.value[id] === undefined) keep(id, features);
  });
}

/** Whether the full layers are there or on their way. */
let detailed = false;

/** Replaces the generalised layers by the full ones, once. */
export function loadDetail(): void {
  if (detailed) return;
  detailed = true;
  const { signal } = running;
  void settle(signal, [...GENERALISED, ...CLOSE], async (id) => keep(id, await fetchLayer(id, signal)));
}

let placesAsked = false;

/** Every place of the gazetteer, once somebody searches; what is there already is searched in the meantime. */
export function loadPlaces(): void {
  if (detailed || placesAsked) return;
  placesAsked = true;
  const { signal } = running;
  fetchLayer('places', signal).then(
    (features) => keep('places', features),
    // The generalised layer serves on, and the next search asks again.
    () => {
      placesAsked = false;
    },
  );
}

/** The generalised form where the server has one. */
async function fetchFirst(id: LayerId, signal: AbortSignal): Promise<Feature[]> {
  if (detailed || !GENERALISED.some((generalised) => generalised === id)) return fetchLayer(id, signal);
  try {
    return await fetchLayer(`${id}-overview`, signal);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return fetchLayer(id, signal);
    throw error;
  }
}

function keep(id: LayerId, features: readonly Feature[]): void {
  layers.value = { ...layers.value, [id]: features };
}

/** How many rounds of fetching are under way. */
let rounds = 0;

async function settle(
  signal: AbortSignal,
  wanted: readonly LayerId[],
  fetchOne: (id: LayerId) => Promise<void>,
): Promise<void> {
  const failed: LayerId[] = [];
  rounds += 1;
  layersSettled.value = false;
  await Promise.all(wanted.map((id) => fetchOne(id).catch(() => failed.push(id))));
  rounds -= 1;
  if (signal.aborted) return;
  failedLayers.value = failed.filter((id) => layers.value[id] === undefined);
  layersSettled.value = rounds === 0;
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(null, error instanceof Error ? error.message : String(error));
}
