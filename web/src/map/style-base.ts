// The ground: land, water, areas, boundaries. Fills first, then water, then lines, each boundary drawn once.

import type { ExpressionSpecification, LayerSpecification, LineLayerSpecification } from 'maplibre-gl';
import { AREAS, type Area } from '../core/view-state';
import { widths } from './expressions';
import type { Palette } from './palette';
import { IS_EXCLAVE } from './style-admin-names';
import { roadLayers } from './style-transport';

const ABROAD: ExpressionSpecification = ['!', ['in', ['get', 'country'], ['literal', ['TJ', 'KG', 'UZ']]]];
const IS_POLYGON: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];

const AGREED: ExpressionSpecification = ['==', ['coalesce', ['get', 'status'], 'agreed'], 'agreed'];
const NOT_AGREED: ExpressionSpecification = ['!=', ['coalesce', ['get', 'status'], 'agreed'], 'agreed'];

/** Layers that show what was in force on one day, each with what else it asks of a feature. */
export const DATED_LAYERS: readonly [id: string, also: readonly ExpressionSpecification[]][] = [
  ['land', []],
  ['neighbours', [ABROAD]],
  ['border-glow', []],
  ['border-agreed', [AGREED]],
  ['border-open', [NOT_AGREED]],
  ['exclave-names', [IS_EXCLAVE]],
  ...AREAS.flatMap((area): [string, ExpressionSpecification[]][] => [
    [`area-fill-${area}`, [IS_POLYGON]],
    [`area-line-${area}`, [IS_POLYGON]],
  ]),
];

/** Valid on the day; an open end is always valid. ISO dates compare as text. */
export function validOn(day: string): ExpressionSpecification {
  return [
    'all',
    ['<=', ['coalesce', ['get', 'valid_from'], '0000'], day],
    ['>=', ['coalesce', ['get', 'valid_to'], '9999'], day],
  ];
}

export function baseLayers(palette: Palette): LayerSpecification[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': palette.beyond } },
    {
      id: 'land',
      type: 'fill',
      source: 'countries',
      paint: { 'fill-color': palette.land, 'fill-antialias': false },
    },
    {
      id: 'neighbours',
      type: 'fill',
      source: 'countries',
      filter: ABROAD,
      // A veil, so that the relief goes on behind the border, more faintly.
      paint: { 'fill-color': palette.neighbour, 'fill-opacity': 0.75, 'fill-antialias': false },
    },
    {
      id: 'border-changes',
      type: 'fill',
      source: 'border-changes',
      minzoom: 8,
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 8, 0, 9, 1] },
    },
    ...AREAS.map((area) => areaFill(area, palette)),
    ...waterLayers(palette),
    {
      id: 'district-lines',
      type: 'line',
      source: 'districts',
      minzoom: 8.2,
      paint: {
        'line-color': palette.province,
        'line-width': widths(8, 0.5, 12, 1.2),
        'line-dasharray': [2, 2],
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 8.2, 0.3, 9.5, 0.9],
      },
    },
    {
      id: 'province-lines',
      type: 'line',
      source: 'provinces',
      minzoom: 5.5,
      paint: {
        'line-color': palette.province,
        'line-width': widths(5, 0.6, 10, 1.4),
        'line-dasharray': [5, 2, 1.5, 2],
      },
    },
    ...roadLayers(palette),
    ...AREAS.map((area) => areaLine(area, palette)),
    ...borderLayers(palette),
  ];
}

const IS_SMALL: ExpressionSpecification = ['>', ['coalesce', ['get', 'rank'], 4], 2];
const IS_SCHEMATIC: ExpressionSpecification = ['==', ['get', 'schematic'], true];

function waterLayers(palette: Palette): LayerSpecification[] {
  const small: LineLayerSpecification['paint'] = {
    'line-color': palette.river,
    'line-width': widths(6.5, 0.3, 11, 1.6),
    'line-opacity': ['interpolate', ['linear'], ['zoom'], 6.5, 0.4, 8.5, 0.9],
  };
  return [
    { id: 'lakes', type: 'fill', source: 'lakes', paint: { 'fill-color': palette.water } },
    { id: 'lake-shores', type: 'line', source: 'lakes', paint: { 'line-color': palette.river, 'line-width': 0.6 } },
    {
      id: 'rivers-main',
      type: 'line',
      source: 'rivers',
      filter: ['<=', ['coalesce', ['get', 'rank'], 4], 2],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': palette.river, 'line-width': widths(5, 0.7, 11, 3) },
    },
    {
      id: 'rivers-small',
      type: 'line',
      source: 'rivers',
      minzoom: 6.5,
      filter: ['all', IS_SMALL, ['any', ['!', IS_SCHEMATIC], ['<', ['zoom'], 9]]],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: small,
    },
    {
      // Close by, broken lines say that they are drawn through known points only.
      id: 'rivers-schematic',
      type: 'line',
      source: 'rivers',
      minzoom: 9,
      filter: ['all', IS_SMALL, IS_SCHEMATIC],
      layout: { 'line-join': 'round', 'line-cap': 'butt' },
      paint: { ...small, 'line-dasharray': [6, 2] },
    },
  ];
}

function borderLayers(palette: Palette): LayerSpecification[] {
  const layout = { 'line-join': 'round', 'line-cap': 'butt' } as const;
  return [
    {
      id: 'border-glow',
      type: 'line',
      source: 'borders',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': palette.borderGlow, 'line-width': widths(4, 2.5, 10, 7), 'line-opacity': 0.8 },
    },
    {
      id: 'border-agreed',
      type: 'line',
      source: 'borders',
      layout,
      paint: { 'line-color': palette.border, 'line-width': widths(4, 0.8, 10, 1.8) },
    },
    {
      id: 'border-open',
      type: 'line',
      source: 'borders',
      layout,
      paint: { 'line-color': palette.border, 'line-width': widths(4, 0.9, 10, 1.9), 'line-dasharray': [3.2, 2.2] },
    },
  ];
}

function areaFill(area: Area, palette: Palette): LayerSpecification {
  return {
    id: `area-fill-${area}`,
    type: 'fill',
    source: area,
    filter: IS_POLYGON,
    paint: {
      'fill-color': palette.areas[area],
      'fill-opacity': ['match', ['get', 'kind'], 'exclave', palette.areaFill * 2, palette.areaFill],
    },
  };
}

/** Outlines of areas; the boundary line itself belongs to the layer `borders`. */
function areaLine(area: Area, palette: Palette): LayerSpecification {
  return {
    id: `area-line-${area}`,
    type: 'line',
    source: area,
    filter: IS_POLYGON,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': palette.areas[area],
      'line-width': widths(5, 1, 10, 2),
      'line-opacity': 0.75,
    },
  };
}
