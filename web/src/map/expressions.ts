// Expressions of the style that are said often.

import type { ExpressionSpecification } from 'maplibre-gl';

/** Grows evenly between two zooms. */
export function widths(zoomA: number, a: number, zoomB: number, b: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], zoomA, a, zoomB, b];
}
