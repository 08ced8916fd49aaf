// Colours of the data: Okabe and Ito's set, told apart by readers who do not see red and green. Shape says the same
// thing again (core/shapes.ts). No colour stands for a country or a side.

import type { Category } from './incident';

export const CATEGORY_COLOURS: Readonly<Record<Category, string>> = {
  clash: '#d55e00',
  explosion: '#e69f00',
  civilians: '#cc79a7',
  unrest: '#0072b2',
  operation: '#009e73',
  political: '#56b4e9',
  other: '#8a8a8a',
};

export const OUTLINE = '#1a1a1a';
export const HALO = '#ffffff';
