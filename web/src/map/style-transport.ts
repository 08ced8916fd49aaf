// Trunk roads, their numbers, and airports.

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Language } from '../core/view-state';
import { widths } from './expressions';
import { nameIn, REGULAR } from './label-text';
import type { Palette } from './palette';

/** Main roads first. Close by, broken lines say that they are drawn from place to place. */
export function roadLayers(palette: Palette): LayerSpecification[] {
  const layout = { 'line-join': 'round', 'line-cap': 'butt' } as const;
  const isMain: ExpressionSpecification = ['==', ['get', 'rank'], 1];
  const shown: ExpressionSpecification = ['any', isMain, ['>=', ['zoom'], 7]];
  const width = [
    'interpolate',
    ['linear'],
    ['zoom'],
    5.5,
    0.7,
    9,
    ['case', isMain, 1.7, 1.2],
    12,
    ['case', isMain, 2.6, 2],
  ];
  const paint = { 'line-color': palette.road, 'line-width': width as ExpressionSpecification };
  return [
    { id: 'roads', type: 'line', source: 'roads', minzoom: 5.5, maxzoom: 8.5, filter: shown, layout, paint },
    {
      id: 'roads-close',
      type: 'line',
      source: 'roads',
      minzoom: 8.5,
      layout,
      paint: { ...paint, 'line-dasharray': [5, 1.4] },
    },
  ];
}

export function roadNumbers(palette: Palette): LayerSpecification {
  return {
    id: 'road-numbers',
    type: 'symbol',
    source: 'roads',
    minzoom: 7.5,
    filter: ['has', 'ref'],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 380,
      'text-field': ['coalesce', ['get', 'ref'], ''],
      'text-font': REGULAR,
      'text-size': widths(7.5, 8.5, 11, 10.5),
      'text-rotation-alignment': 'viewport',
      'text-padding': 10,
    },
    paint: { 'text-color': palette.roadText, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
  };
}

export function airports(palette: Palette, language: Language): LayerSpecification {
  return {
    id: 'airports',
    type: 'symbol',
    source: 'airports',
    minzoom: 8,
    filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 3, 9, 5]],
    layout: {
      'icon-image': 'place-airport',
      'icon-padding': 1,
      'text-field': ['step', ['zoom'], '', 10.5, nameIn(language)],
      'text-font': REGULAR,
      'text-size': 10.5,
      'text-max-width': 8,
      'text-optional': true,
      'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
      'text-radial-offset': 0.9,
    },
    paint: { 'text-color': palette.minorText, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
  };
}
