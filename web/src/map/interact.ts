// Pointer and camera of the map, turned into calls that speak of incidents.

import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { radiusOf } from '../core/encoding';
import type { Group } from '../core/groups';
import type { Camera } from '../core/view-state';
import type { FanMember } from './fan';
import { HIT_LAYERS } from './style-incidents';

interface Drawn {
  readonly groups: readonly Group[];
  readonly fan: readonly FanMember[];
}

type Hit = { readonly incident: string } | { readonly group: Group };

export interface Listeners {
  readonly moved: (camera: Camera) => void;
  /** The map has another size now. */
  readonly resized: () => void;
  /** Groups or incidents under the pointer, with its place in the map's own pixels. */
  readonly pointed: (ids: readonly string[], at: { x: number; y: number } | null) => void;
  readonly picked: (id: string) => void;
  readonly pickedGroup: (key: string) => void;
  readonly pickedNothing: () => void;
}

/** How far from a symbol's edge a pointer still means it, in pixels. */
const REACH = 4;
const TOUCH_REACH = 12;

export function listen(map: MapLibreMap, listeners: Listeners, drawn: () => Drawn): void {
  map.on('mousemove', (event) => {
    const hit = hitAt(map, event, drawn(), REACH);
    map.getCanvas().style.cursor = hit ? 'pointer' : '';
    listeners.pointed(idsOf(hit), hit && { x: event.point.x, y: event.point.y });
  });
  map.on('mouseout', () => listeners.pointed([], null));
  map.on('click', (event) => {
    const coarse = matchMedia('(pointer: coarse)').matches;
    const hit = hitAt(map, event, drawn(), coarse ? TOUCH_REACH : REACH);
    listeners.pointed([], null);
    if (hit === null) listeners.pickedNothing();
    else if ('incident' in hit) listeners.picked(hit.incident);
    else if (hit.group.incidents.length > 1) listeners.pickedGroup(hit.group.key);
    else listeners.picked(hit.group.incidents[0].id);
  });
  listenToCamera(map, listeners);
}

function listenToCamera(map: MapLibreMap, listeners: Listeners): void {
  let resizing = false;
  map.on('resize', () => {
    resizing = true;
    // The engine is still in the middle of it.
    queueMicrotask(listeners.resized);
  });
  map.on('moveend', (event) => {
    const own = resizing || 'overview' in event;
    resizing = false;
    if (own) return;
    const { lng, lat } = map.getCenter();
    listeners.moved({ zoom: map.getZoom(), lat, lon: lng });
  });
}

/** The symbol nearest to the pointer among those it touches: its edge counts, not the corners of its image. */
function hitAt(map: MapLibreMap, { point }: MapMouseEvent, { groups, fan }: Drawn, reach: number): Hit | null {
  const [x, y] = [point.x, point.y];
  const box: [[number, number], [number, number]] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ];
  const layers = HIT_LAYERS.filter((id) => map.getLayer(id));
  let best: { hit: Hit; distance: number } | null = null;
  for (const { properties, layer } of map.queryRenderedFeatures(box, { layers })) {
    const found = layer.id === 'fan' ? memberHit(fan, properties.id) : groupHit(groups, properties.key);
    if (!found) continue;
    const centre = map.project([...found.position]);
    const distance = Math.hypot(centre.x - x, centre.y - y) - found.radius;
    if (distance <= reach && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { hit: found.hit, distance };
  }
  return best?.hit ?? null;
}

interface Found {
  readonly hit: Hit;
  readonly position: readonly [number, number];
  readonly radius: number;
}

function memberHit(fan: readonly FanMember[], id: unknown): Found | null {
  const member = fan.find((candidate) => candidate.id === id);
  return member ? { hit: { incident: member.id }, position: member.position, radius: member.radius } : null;
}

function groupHit(groups: readonly Group[], key: unknown): Found | null {
  const group = groups.find((candidate) => candidate.key === key);
  if (!group) return null;
  return { hit: { group }, position: group.position, radius: radiusOf(group.incidents[0].deaths.best) };
}

function idsOf(hit: Hit | null): readonly string[] {
  if (hit === null) return [];
  return 'incident' in hit ? [hit.incident] : hit.group.incidents.map(({ id }) => id);
}
