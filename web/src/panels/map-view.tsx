// The map's place on the page, with what lies over it. The engine is fetched when the page is already usable.

import { useEffect, useRef } from 'preact/hooks';
import { mapCommands } from '../state/commands';
import { type MapStatus, mapStatus, messages } from '../state/store';
import { Credits } from './credits';
import { Legend } from './legend';
import { Tooltip } from './tooltip';

export function MapView() {
  const canvas = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (canvas.current) void start(canvas.current);
  }, []);
  const { regions } = messages.value;
  return (
    <section id="map" class="map" aria-label={regions.map} tabIndex={-1}>
      <div class="map-canvas" id="map-canvas" ref={canvas} />
      <MapMessage status={mapStatus.value} />
      {mapStatus.value === 'ready' ? <MapButtons /> : null}
      <Tooltip />
      <div class="map-foot">
        <Legend />
        <Credits />
      </div>
    </section>
  );
}

async function start(container: HTMLElement): Promise<void> {
  if (!hasWebgl2()) {
    mapStatus.value = 'no-webgl';
    return;
  }
  try {
    const { connectMap } = await import('../map/connect');
    await connectMap(container);
    mapStatus.value = 'ready';
  } catch {
    mapStatus.value = 'failed';
  }
}

function hasWebgl2(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

function MapMessage({ status }: { readonly status: MapStatus }) {
  const { map } = messages.value;
  switch (status) {
    case 'ready':
      return null;
    case 'loading':
      return <p class="map-message">{map.loading}</p>;
    case 'no-webgl':
      return (
        <p class="map-message" role="alert">
          {map.noWebgl}
        </p>
      );
    case 'failed':
      return (
        <p class="map-message" role="alert">
          {map.failed}
        </p>
      );
  }
}

function MapButtons() {
  const { map } = messages.value;
  const commands = mapCommands.value;
  return (
    <div class="map-buttons">
      <button type="button" aria-label={map.zoomIn} title={map.zoomIn} onClick={() => commands?.zoomBy(1)}>
        +
      </button>
      <button type="button" aria-label={map.zoomOut} title={map.zoomOut} onClick={() => commands?.zoomBy(-1)}>
        −
      </button>
      <button type="button" aria-label={map.overview} title={map.overview} onClick={() => commands?.overview()}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" fill="none" stroke="currentColor" stroke-width="1.8" />
        </svg>
      </button>
    </div>
  );
}
