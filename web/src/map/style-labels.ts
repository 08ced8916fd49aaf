// Names on the map, in the language of the page where there is one. Labels are drawn from the page's own fonts.

import type {
  ExpressionSpecification,
  LayerSpecification,
  VariableAnchorOffsetCollectionSpecification,
} from 'maplibre-gl';
import { AREAS, type Language } from '../core/view-state';
import type { Palette } from './palette';
import { widths } from './style-base';

const REGULAR = ['Noto Sans'];
const BOLD = ['Noto Sans Bold'];
const ITALIC = ['Noto Sans Italic'];

/** The language's own name, else English, else the local one. */
export function nameIn(language: Language): ExpressionSpecification {
  return ['coalesce', ['get', `name_${language}`], ['get', 'name_en'], ['get', 'name'], ''];
}

/** Beside the mark, and farther out where an incident's symbol lies over it. */
const BESIDE = [0.6, 1.5, 2.3, 3.1].flatMap((distance): (string | [number, number])[] => [
  'left',
  [distance, 0],
  'right',
  [-distance, 0],
  'top',
  [0, distance],
  'bottom',
  [0, -distance],
]) as VariableAnchorOffsetCollectionSpecification;

/** Where it is, or a little above or below where that is taken. */
const NEARBY = [
  'center',
  [0, 0],
  ...[1.2, 2.4, 3.8].flatMap((distance) => ['top', [0, distance], 'bottom', [0, -distance]]),
  ...[3, 6].flatMap((distance) => ['left', [distance, 0], 'right', [-distance, 0]]),
] as VariableAnchorOffsetCollectionSpecification;

interface Settlements {
  readonly id: string;
  readonly ranks: readonly number[];
  readonly icon: string;
  readonly minzoom: number;
  readonly font: string[];
  readonly size: [number, number, number, number];
}

const SETTLEMENTS: readonly Settlements[] = [
  { id: 'places-5', ranks: [5, 6], icon: 'place-village', minzoom: 9.2, font: REGULAR, size: [9, 10.5, 13, 13] },
  { id: 'places-4', ranks: [4], icon: 'place-town', minzoom: 7.6, font: REGULAR, size: [7, 10.5, 12, 14] },
  { id: 'places-3', ranks: [3], icon: 'place-town', minzoom: 6.4, font: REGULAR, size: [6, 11, 11, 15] },
  { id: 'places-2', ranks: [2], icon: 'place-city', minzoom: 5, font: REGULAR, size: [5, 11.5, 10, 16] },
  { id: 'places-1', ranks: [1], icon: 'place-capital', minzoom: 3, font: BOLD, size: [4, 12, 10, 18] },
];

export function labelLayers(palette: Palette, language: Language): LayerSpecification[] {
  return [
    riverNames(palette, language),
    ...natureNames(palette, language),
    provinceNames(palette, language),
    ...SETTLEMENTS.map((settlements) => settlementNames(settlements, palette, language)),
    areaNames(palette, language),
    countryNames(palette, language),
  ];
}

/** Layers whose text follows the language. */
export function namedLayers(): string[] {
  return [
    'river-names',
    'lake-names',
    'nature-names',
    'range-names',
    'province-names',
    'area-names',
    'country-names',
    ...SETTLEMENTS.map(({ id }) => id),
  ];
}

function settlementNames(settlements: Settlements, palette: Palette, language: Language): LayerSpecification {
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

function riverNames(palette: Palette, language: Language): LayerSpecification {
  return {
    id: 'river-names',
    type: 'symbol',
    source: 'rivers',
    minzoom: 7,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 420,
      'text-field': nameIn(language),
      'text-font': ITALIC,
      'text-size': widths(7, 10, 12, 13),
      'text-letter-spacing': 0.06,
      'text-max-angle': 32,
      'text-offset': [0, -0.55],
      'text-padding': 6,
    },
    paint: { 'text-color': palette.waterText, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
  };
}

function natureNames(palette: Palette, language: Language): LayerSpecification[] {
  const common = { 'text-field': nameIn(language), 'text-font': ITALIC, 'text-max-width': 7, 'text-padding': 4 };
  return [
    {
      id: 'lake-names',
      type: 'symbol',
      source: 'places',
      minzoom: 6.5,
      filter: ['in', ['get', 'kind'], ['literal', ['lake', 'reservoir']]],
      layout: { ...common, 'text-size': widths(6, 10, 11, 13) },
      paint: { 'text-color': palette.waterText, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
    },
    {
      id: 'range-names',
      type: 'symbol',
      source: 'places',
      minzoom: 6.3,
      filter: ['in', ['get', 'kind'], ['literal', ['range', 'valley']]],
      layout: { ...common, 'text-size': widths(6, 10, 10, 14), 'text-letter-spacing': 0.14 },
      paint: { 'text-color': palette.natureText, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
    },
    {
      id: 'nature-names',
      type: 'symbol',
      source: 'places',
      minzoom: 8,
      filter: ['in', ['get', 'kind'], ['literal', ['peak', 'pass', 'border_crossing']]],
      layout: {
        ...common,
        'icon-image': ['match', ['get', 'kind'], 'peak', 'place-peak', 'pass', 'place-pass', 'place-crossing'],
        'text-size': widths(8, 9.5, 12, 12),
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.6,
      },
      paint: { 'text-color': palette.natureText, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
    },
  ];
}

function provinceNames(palette: Palette, language: Language): LayerSpecification {
  return {
    id: 'province-names',
    type: 'symbol',
    source: 'labels',
    minzoom: 6,
    maxzoom: 9.5,
    filter: ['==', ['get', 'label'], 'province'],
    layout: {
      'text-field': nameIn(language),
      'text-font': REGULAR,
      'text-size': widths(6, 10, 9, 13),
      'text-letter-spacing': 0.12,
      'text-max-width': 7,
      'text-padding': 8,
    },
    paint: { 'text-color': palette.provinceText, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
  };
}

function countryNames(palette: Palette, language: Language): LayerSpecification {
  return {
    id: 'country-names',
    type: 'symbol',
    source: 'labels',
    maxzoom: 9,
    filter: ['==', ['get', 'label'], 'country'],
    layout: {
      'text-field': ['upcase', nameIn(language)],
      'text-font': BOLD,
      'text-size': widths(4, 11, 8, 18),
      'text-letter-spacing': 0.22,
      'text-max-width': 9,
      'text-variable-anchor-offset': NEARBY,
      'text-padding': 6,
    },
    paint: { 'text-color': palette.countryText, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
  };
}

function areaNames(palette: Palette, language: Language): LayerSpecification {
  const colours = AREAS.flatMap((area) => [area, palette.areas[area]]);
  return {
    id: 'area-names',
    type: 'symbol',
    source: 'labels',
    minzoom: 5,
    maxzoom: 11,
    filter: ['==', ['get', 'label'], 'area'],
    layout: {
      'text-field': nameIn(language),
      'text-font': BOLD,
      'text-size': widths(5, 11, 9, 16),
      'text-letter-spacing': 0.08,
      'text-max-width': 8,
      'text-variable-anchor-offset': NEARBY,
      'text-padding': 6,
    },
    paint: {
      'text-color': ['match', ['get', 'area'], ...colours, palette.placeText] as unknown as ExpressionSpecification,
      'text-halo-color': palette.halo,
      'text-halo-width': 1.8,
    },
  };
}
