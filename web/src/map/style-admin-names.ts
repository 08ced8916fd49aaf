// Names of countries, provinces, districts, exclaves and the four areas.

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { AREAS, type Language } from '../core/view-state';
import { widths } from './expressions';
import { BOLD, CLOSE_BY, NEARBY, nameIn, REGULAR } from './label-text';
import type { Palette } from './palette';

/** Where there is an outline the name stands inside; elsewhere beside the district's centre. */
export function districtNames(palette: Palette, language: Language): LayerSpecification[] {
  const layout = {
    'text-field': nameIn(language),
    'text-font': REGULAR,
    'text-size': widths(8.5, 9.5, 11, 12),
    'text-letter-spacing': 0.1,
    'text-max-width': 7,
    'text-padding': 6,
  };
  const paint = { 'text-color': palette.provinceText, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 };
  const zooms = { minzoom: 8.6, maxzoom: 11.5 };
  return [
    {
      id: 'district-names',
      type: 'symbol',
      source: 'labels',
      ...zooms,
      filter: ['==', ['get', 'label'], 'district'],
      layout,
      paint,
    },
    {
      id: 'district-centre-names',
      type: 'symbol',
      source: 'places',
      ...zooms,
      // Cities of district rank have the name of their city already, and a rank below the districts'.
      filter: ['all', ['==', ['get', 'kind'], 'district'], ['!=', ['get', 'country'], 'UZ'], ['<', ['get', 'rank'], 5]],
      layout: { ...layout, 'text-variable-anchor-offset': NEARBY },
      paint,
    },
  ];
}

export const IS_EXCLAVE: ExpressionSpecification = ['==', ['get', 'label'], 'exclave'];

export function exclaveNames(palette: Palette, language: Language): LayerSpecification {
  return {
    id: 'exclave-names',
    type: 'symbol',
    source: 'labels',
    minzoom: 8.3,
    filter: IS_EXCLAVE,
    layout: {
      'text-field': nameIn(language),
      'text-font': BOLD,
      'text-size': widths(8, 9.5, 12, 13),
      'text-letter-spacing': 0.08,
      'text-max-width': 6,
      'text-variable-anchor-offset': NEARBY,
      'text-padding': 4,
    },
    paint: { 'text-color': palette.minorText, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
  };
}

export function provinceNames(palette: Palette, language: Language): LayerSpecification {
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

export function countryNames(palette: Palette, language: Language): LayerSpecification {
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
      'text-variable-anchor-offset': CLOSE_BY,
      'text-padding': 6,
    },
    paint: { 'text-color': palette.countryText, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
  };
}

/** A layer for each: a colour that depends on the feature would not change at once with the palette. */
export function areaNames(palette: Palette, language: Language): LayerSpecification[] {
  return AREAS.map((area) => ({
    id: `area-name-${area}`,
    type: 'symbol',
    source: 'labels',
    minzoom: 5,
    maxzoom: 11,
    filter: ['==', ['get', 'area'], area],
    layout: {
      'text-field': nameIn(language),
      'text-font': BOLD,
      'text-size': widths(5, 11, 9, 16),
      'text-letter-spacing': 0.08,
      'text-max-width': 8,
      'text-variable-anchor-offset': NEARBY,
      'text-padding': 6,
    },
    paint: { 'text-color': palette.areas[area], 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
  }));
}
