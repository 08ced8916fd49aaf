// Fetches the data: incidents and collections at once, the layers of the map after them.

import { ApiError, fetchCollections, fetchIncidents, fetchLayer } from '../api/client';
import { collections, failedLayers, incidents, type LayerId, layers, layersSettled } from './store';

/** In the order in which the map wants them. */
const LAYERS: readonly LayerId[] = [
  'countries',
  'lakes',
  'borders',
  'places',
  'rasht-valley',
  'dushanbe',
  'ferghana-valley',
  'kyrgyz-tajik-border',
  'rivers',
  'provinces',
];

let running = new AbortController();

export function load(): void {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  void loadIncidents(signal);
  void loadCollections(signal);
  void loadLayers(signal);
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
  const wanted = LAYERS.filter((id) => layers.value[id] === undefined);
  const failed: LayerId[] = [];
  await Promise.all(
    wanted.map(async (id) => {
      try {
        const features = await fetchLayer(id, signal);
        layers.value = { ...layers.value, [id]: features };
      } catch {
        failed.push(id);
      }
    }),
  );
  if (signal.aborted) return;
  failedLayers.value = failed;
  layersSettled.value = true;
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(null, error instanceof Error ? error.message : String(error));
}
