// The outline of each category's symbol, as SVG path text: the legend, the list and the map's images draw the same one.

import type { Category } from './incident';

/** Path of the symbol around 0,0; all shapes of one radius cover about the same area as the circle. */
export function shapeOf(category: Category, radius: number): string {
  switch (category) {
    case 'clash':
    case 'political':
      return circle(radius);
    case 'explosion':
      return polygon(3, radius * 1.42, -90, radius * 0.18);
    case 'civilians':
      return polygon(4, radius * 1.25, -90);
    case 'unrest':
      return polygon(4, radius * 1.25, -45);
    case 'operation':
      return polygon(6, radius * 1.1, -90);
    case 'other':
      return polygon(5, radius * 1.15, -90);
  }
}

export function circle(radius: number): string {
  const r = round(radius);
  return `M${-r},0A${r},${r} 0 1 1 ${r},0A${r},${r} 0 1 1 ${-r},0Z`;
}

function polygon(corners: number, radius: number, firstDegrees: number, drop = 0): string {
  const points = Array.from({ length: corners }, (_, corner) => {
    const angle = ((firstDegrees + (360 * corner) / corners) * Math.PI) / 180;
    return `${round(radius * Math.cos(angle))},${round(radius * Math.sin(angle) + drop)}`;
  });
  return `M${points.join('L')}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
