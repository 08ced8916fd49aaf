// Cities, towns and villages by rank: the mark and the name beside it.

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Language } from '../core/view-state';
import { widths } from './expressions';
import { BESIDE, BOLD, nameIn, REGULAR } from './label-text';
import type { Palette } from './palette';

interface Settlements {
  readonly id: string;
  readonly ranks: readonly number[];
  readonly icon: string;
  readonly minzoom: number;
  readonly font: string[];
  readonly size: [number, number, number, number];
}

export const SETTLEMENTS: readonly Settlements[] = [
  { id: 'places-5', ranks: [5, 6], icon: 'place-village', minzoom: 9.2, font: REGULAR, size: [9, 10.5, 13, 13] },
  { id: 'places-4', ranks: [4], icon: 'place-town', minzoom: 7.6, font: REGULAR, size: [7, 10.5, 12, 14] },
  { id: 'places-3', ranks: [3], icon: 'place-town', minzoom: 6.4, font: REGULAR, size: [6, 11, 11, 15] },
  { id: 'places-2', ranks: [2], icon: 'place-city', minzoom: 5, font: REGULAR, size: [5, 11.5, 10, 16] },
  { id: 'places-1', ranks: [1], icon: 'place-capital', minzoom: 3, font: BOLD, size: [4, 12, 10, 18] },
];

export function settlementNames(settlements: Settlements, palette: Palette, language: Language): LayerSpecification {
  const { id, ranks, icon, minzoom, font, size } = settlements;
  return {
    id,
    type: 'symbol',
    source: 'places',
    minzoom,
    filter: ['all', IS_SETTLEMENT, ['in', ['coalesce', ['get', 'rank'], 5], ['literal', [...ranks]]]],
    layout: {
      'icon-image': icon,
      'icon-allow-overlap': ranks[0] === 1,
      'icon-padding': 1,
      'text-field': nameIn(language),
      'text-font': font,
      'text-size': widths(...size),
      'text-variable-anchor-offset': BESIDE,
      'text-justify': 'auto',
      'text-max-width': 8,
      'text-padding': 3,
      // Where a symbol covers the mark, the name stands alone.
      'icon-optional': true,
      'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'population'], 0]],
    },
    paint: {
      'text-color': (ranks[0] ?? 5) <= 3 ? palette.placeText : palette.minorText,
      'text-halo-color': palette.halo,
      'text-halo-width': 1.4,
    },
  };
}

const IS_SETTLEMENT: ExpressionSpecification = [
  'in',
  ['coalesce', ['get', 'kind'], 'town'],
  ['literal', ['city', 'town', 'village', 'settlement', 'place', 'capital']],
];
