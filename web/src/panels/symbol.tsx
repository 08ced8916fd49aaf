// A category's symbol as on the map, for list, card and legend.

import { CATEGORY_COLOURS } from '../core/colours';
import type { Category } from '../core/incident';
import { circle, shapeOf } from '../core/shapes';

interface SymbolProps {
  readonly category: Category;
  readonly radius?: number;
  readonly hollow?: boolean;
  readonly unknown?: boolean;
}

export function CategorySymbol({ category, radius = 6.5, hollow = false, unknown = false }: SymbolProps) {
  const half = radius * 1.5 + 3;
  const colour = CATEGORY_COLOURS[category];
  const outline = shapeOf(category, radius);
  const ring = category === 'political';
  return (
    <svg
      class="symbol"
      width={half * 2}
      height={half * 2}
      viewBox={`${-half} ${-half} ${half * 2} ${half * 2}`}
      aria-hidden="true"
    >
      <path d={outline} fill={hollow || ring ? '#fff' : colour} stroke="#1a1a1a" stroke-width="1.5" />
      {hollow || ring ? (
        <path
          d={shapeOf(category, radius - (ring && !hollow ? 2.6 : 2))}
          fill="none"
          stroke={colour}
          stroke-width={ring && !hollow ? 3.6 : 2.4}
        />
      ) : null}
      {hollow && ring ? <path d={circle(1.6)} fill={colour} /> : null}
      {unknown ? (
        <text x={-half + 3} y={-half + 8} class="symbol-unknown">
          ?
        </text>
      ) : null}
    </svg>
  );
}
