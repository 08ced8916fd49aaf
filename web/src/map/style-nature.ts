// Names of water and mountains, and of the spots that incidents name.

import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { Language } from '../core/view-state';
import { widths } from './expressions';
import { CLOSE_BY, ITALIC, nameIn } from './label-text';
import type { Palette } from './palette';

export function natureNames(palette: Palette, language: Language): LayerSpecification[] {
  return [riverNames, lakeNames, rangeNames, peakNames, intakeNames, spotNames].map((names) =>
    names(palette, language),
  );
}

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

function lakeNames(palette: Palette, language: Language): LayerSpecification {
  return {
    id: 'lake-names',
    type: 'symbol',
    source: 'places',
    filter: [
      'all',
      ['in', ['get', 'kind'], ['literal', ['lake', 'reservoir']]],
      // The great lakes from far off, the others once they are more than dots.
      ['<=', ['get', 'rank'], ['step', ['zoom'], 1, 6, 3, 8, 5]],
    ],
    layout: {
      ...common(language),
      'text-size': widths(5, 9.5, 11, 13),
      // A long name of a small lake stands beside it.
      'text-variable-anchor-offset': CLOSE_BY,
    },
    paint: { 'text-color': palette.waterText, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
  };
}

function rangeNames(palette: Palette, language: Language): LayerSpecification {
  return {
    id: 'range-names',
    type: 'symbol',
    source: 'places',
    minzoom: 6.3,
    filter: ['in', ['get', 'kind'], ['literal', ['range', 'valley']]],
    layout: { ...common(language), 'text-size': widths(6, 10, 10, 14), 'text-letter-spacing': 0.14 },
    paint: { 'text-color': palette.natureText, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
  };
}

function peakNames(palette: Palette, language: Language): LayerSpecification {
  return {
    id: 'nature-names',
    type: 'symbol',
    source: 'places',
    minzoom: 8,
    filter: ['in', ['get', 'kind'], ['literal', ['peak', 'pass', 'border_crossing']]],
    layout: {
      ...common(language),
      'icon-image': ['match', ['get', 'kind'], 'peak', 'place-peak', 'pass', 'place-pass', 'place-crossing'],
      'text-size': widths(8, 9.5, 12, 12),
      'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
      'text-radial-offset': 0.6,
    },
    paint: { 'text-color': palette.natureText, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
  };
}

/** Posts, squares and stretches of land that are no settlement. The four areas have names of their own. */
function spotNames(palette: Palette, language: Language): LayerSpecification {
  const filter: FilterSpecification = ['all', ['==', ['get', 'kind'], 'area'], ['>=', ['get', 'rank'], 3]];
  return marked('spot-names', filter, 'place-village', palette.natureText, palette, language);
}

function intakeNames(palette: Palette, language: Language): LayerSpecification {
  return marked('intake-names', ['==', ['get', 'kind'], 'canal'], 'place-intake', palette.waterText, palette, language);
}

function marked(
  id: string,
  filter: FilterSpecification,
  icon: string,
  colour: string,
  palette: Palette,
  language: Language,
): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'places',
    minzoom: 9.5,
    filter,
    layout: {
      ...common(language),
      'icon-image': icon,
      'text-size': widths(9, 9.5, 12, 12),
      'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
      'text-radial-offset': 0.6,
    },
    paint: { 'text-color': colour, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
  };
}

function common(language: Language) {
  return { 'text-field': nameIn(language), 'text-font': ITALIC, 'text-max-width': 7, 'text-padding': 4 };
}
