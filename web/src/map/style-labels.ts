// All names on the map, the least important first: what comes later is placed before what comes earlier.

import type { LayerSpecification } from 'maplibre-gl';
import type { Language } from '../core/view-state';
import type { Palette } from './palette';
import { areaNames, countryNames, districtNames, exclaveNames, provinceNames } from './style-admin-names';
import { natureNames } from './style-nature';
import { SETTLEMENTS, settlementNames } from './style-settlements';
import { airports, roadNumbers } from './style-transport';

export function labelLayers(palette: Palette, language: Language): LayerSpecification[] {
  return [
    roadNumbers(palette),
    ...natureNames(palette, language),
    airports(palette, language),
    ...districtNames(palette, language),
    provinceNames(palette, language),
    exclaveNames(palette, language),
    ...SETTLEMENTS.map((settlements) => settlementNames(settlements, palette, language)),
    ...areaNames(palette, language),
    countryNames(palette, language),
  ];
}
