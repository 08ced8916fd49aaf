// Colours of the base map and the areas: light, dark and on paper. Colours of the data stand in core/colours.ts.

import type { Area } from '../core/view-state';

export interface Palette {
  readonly land: string;
  readonly neighbour: string;
  /** Outside the window of the base map: a neighbour's land as the veil over it leaves it. */
  readonly beyond: string;
  readonly water: string;
  readonly river: string;
  readonly waterText: string;
  readonly province: string;
  readonly road: string;
  readonly roadText: string;
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
  /** How strong the shadows of the mountains are, 0 to 1, and how bright flat land is in their picture. */
  readonly relief: { readonly strength: number; readonly brightness: number };
}

export const LIGHT: Palette = {
  // Also LAND in geodata/build/relief.py, whose picture lies over it.
  land: '#fbf9f3',
  neighbour: '#efece4',
  beyond: '#f2efe8',
  water: '#b5d3e4',
  river: '#8db8d2',
  waterText: '#3f6f8f',
  province: '#c3bbad',
  road: '#dcbf93',
  roadText: '#8a6a3a',
  border: '#746d67',
  borderGlow: '#e4dccf',
  countryText: '#857d74',
  provinceText: '#7f766a',
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
  relief: { strength: 0.55, brightness: 1 },
};

export const DARK: Palette = {
  land: '#2a2c2f',
  neighbour: '#222427',
  beyond: '#242629',
  water: '#1c3a4b',
  river: '#35627c',
  waterText: '#86b7d1',
  province: '#46484b',
  road: '#6b5c43',
  roadText: '#c9ad7c',
  border: '#a39c94',
  borderGlow: '#3a3a3b',
  countryText: '#8d8a85',
  provinceText: '#96928c',
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
  relief: { strength: 0.75, brightness: 0.168 },
};

/** For white paper, also in grey: tints lighter, lines and names darker, shadows faint. */
export const PRINT: Palette = {
  land: '#ffffff',
  neighbour: '#f3f3f3',
  beyond: '#f6f6f6',
  water: '#d5e5ef',
  river: '#7fa9c4',
  waterText: '#2c5a78',
  province: '#9a9a9a',
  road: '#c4b59b',
  roadText: '#5f4a26',
  border: '#333333',
  borderGlow: '#e2e2e2',
  countryText: '#555555',
  provinceText: '#666666',
  placeText: '#000000',
  minorText: '#222222',
  natureText: '#4d4330',
  halo: '#ffffff',
  dot: '#000000',
  areas: LIGHT.areas,
  areaFill: 0.05,
  relief: { strength: 0.3, brightness: 1 },
};
