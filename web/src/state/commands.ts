// What the panels can ask of the map once it is there, and where the pointer is over it.

import { signal } from '@preact/signals';
import type { Camera } from '../core/view-state';

export interface MapCommands {
  readonly zoomBy: (steps: number) => void;
  /** Shows all four areas. */
  readonly overview: () => void;
  readonly fit: (bounds: readonly [west: number, south: number, east: number, north: number]) => void;
  readonly zoomTo: (position: readonly [lon: number, lat: number]) => void;
  readonly goTo: (camera: Camera) => void;
}

export const mapCommands = signal<MapCommands | null>(null);

/** In the map's own pixels, while it points at something. */
export const pointer = signal<{ readonly x: number; readonly y: number } | null>(null);
