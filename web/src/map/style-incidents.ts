// The incidents above everything else: rings of uncertainty, symbols, the fan of a shared coordinate, highlights.

import type { LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import { OUTLINE } from '../core/colours';

/** Layers whose features are incidents or groups of them, the top-most first. */
export const HIT_LAYERS = ['fan', 'incidents'] as const;

/** Weight of incidents that a growing window showed before its last step. */
const FADED = 0.6;

const symbolLayout = {
  'icon-image': ['get', 'icon'],
  'icon-allow-overlap': true,
  // Names keep clear of the symbols.
  'icon-ignore-placement': false,
  'icon-padding': 0,
  // Small symbols lie on large ones.
  'symbol-sort-key': ['get', 'order'],
} satisfies SymbolLayerSpecification['layout'];

export function incidentLayers(): LayerSpecification[] {
  return [
    {
      id: 'ring-fill',
      type: 'fill',
      source: 'rings',
      paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.05 },
    },
    {
      id: 'ring-line',
      type: 'line',
      source: 'rings',
      paint: { 'line-color': OUTLINE, 'line-width': 1.5, 'line-dasharray': [3, 3] },
    },
    {
      id: 'incidents',
      type: 'symbol',
      source: 'incidents',
      layout: symbolLayout,
      paint: { 'icon-opacity': ['case', ['get', 'faded'], FADED, 1] },
    },
    {
      id: 'fan-lines',
      type: 'line',
      source: 'fan-lines',
      paint: { 'line-color': OUTLINE, 'line-width': 1, 'line-opacity': 0.7 },
    },
    {
      id: 'fan',
      type: 'symbol',
      source: 'fan',
      layout: symbolLayout,
    },
    {
      id: 'highlights',
      type: 'symbol',
      source: 'highlights',
      layout: symbolLayout,
    },
  ];
}
