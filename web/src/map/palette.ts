// Colours of the base map and the areas, light and dark. Colours of the data stand in core/colours.ts.

import type { Area } from '../core/view-state';

export interface Palette {
  readonly land: string;
  readonly neighbour: string;
  readonly water: string;
  readonly river: string;
  readonly waterText: string;
  readonly province: string;
  readonly border: string;
  readonly borderGlow: string;
  readonly countryText: string;
  readonly provinceText: string;
  readonly placeText: string;
  readonly minorText: string;
  readonly natureText: string;
  readonly halo: string;
  readonly dot: string;
  /** Muted, so that the incidents stay in front; the same as in styles/tokens.css. */
  readonly areas: Readonly<Record<Area, string>>;
  readonly areaFill: number;
}

export const LIGHT: Palette = {
  land: '#fbf9f3',
  neighbour: '#efece4',
  water: '#b5d3e4',
  river: '#8db8d2',
  waterText: '#3f6f8f',
  province: '#c3bbad',
  border: '#746d67',
  borderGlow: '#e4dccf',
  countryText: '#857d74',
  provinceText: '#958c80',
  placeText: '#2d2a27',
  minorText: '#5a544e',
  natureText: '#7a6a52',
  halo: '#fdfcf8',
  dot: '#3b3733',
  areas: {
    'rasht-valley': '#6d5d9c',
    dushanbe: '#8c4f6b',
    'ferghana-valley': '#6f7f35',
    'kyrgyz-tajik-border': '#a0703c',
  },
  areaFill: 0.09,
};

export const DARK: Palette = {
  land: '#2a2c2f',
  neighbour: '#222427',
  water: '#1c3a4b',
  river: '#35627c',
  waterText: '#86b7d1',
  province: '#46484b',
  border: '#a39c94',
  borderGlow: '#3a3a3b',
  countryText: '#8d8a85',
  provinceText: '#7d7a76',
  placeText: '#e9e6e1',
  minorText: '#bdb9b3',
  natureText: '#b3a58d',
  halo: '#232527',
  dot: '#d8d4ce',
  areas: {
    'rasht-valley': '#a797d8',
    dushanbe: '#cb8aa8',
    'ferghana-valley': '#a9bb66',
    'kyrgyz-tajik-border': '#d6a06a',
  },
  areaFill: 0.11,
};
