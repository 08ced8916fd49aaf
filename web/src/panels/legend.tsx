// What the signs mean. Open on wide screens, closed where it would cover the map.

import { useState } from 'preact/hooks';
import { DEATHS_CAP, radiusOf } from '../core/encoding';
import { formatDay } from '../i18n/format';
import { categoryCounts } from '../state/derived';
import { layout, locale, messages, view } from '../state/store';
import { CategorySymbol } from './symbol';

const SIZES = [3, 10, 25, 50, DEATHS_CAP] as const;

export function Legend() {
  const { legend, regions } = messages.value;
  const [open, setOpen] = useState(layout.value === 'desktop');
  return (
    <details
      class="legend"
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      aria-label={regions.legend}
    >
      <summary>{legend.title}</summary>
      <div class="legend-body">
        <Categories />
        <Sizes />
        <Precision />
        <Lines />
      </div>
    </details>
  );
}

function Categories() {
  const { categories } = messages.value;
  return (
    <ul>
      {categoryCounts.value.map(({ category }) => (
        <li key={category}>
          <CategorySymbol category={category} radius={5.5} />
          <span>{categories[category]}</span>
        </li>
      ))}
    </ul>
  );
}

/** Where the number of each nested circle stands: spread, since the small circles lie close together. */
function Sizes() {
  const { legend } = messages.value;
  const largest = radiusOf(SIZES[SIZES.length - 1] ?? 0);
  const height = 13 * SIZES.length;
  return (
    <div class="legend-group">
      <h3>{legend.deaths}</h3>
      <svg class="legend-sizes" width="132" height={height} viewBox={`0 0 132 ${height}`} aria-hidden="true">
        {SIZES.map((deaths, n) => {
          const radius = radiusOf(deaths);
          const y = height - 3 - radius;
          const textY = 13 * (SIZES.length - 1 - n) + 10;
          return (
            <g key={deaths}>
              <circle cx={largest + 2} cy={y} r={radius} class="legend-circle" />
              <polyline
                points={`${largest + 2},${y - radius} 64,${y - radius} 76,${textY - 3.5} 82,${textY - 3.5}`}
                class="legend-leader"
              />
              <text x={86} y={textY} class="legend-number">
                {deaths === DEATHS_CAP ? `${DEATHS_CAP}+` : deaths === 3 ? '0–3' : deaths}
              </text>
            </g>
          );
        })}
      </svg>
      <p>{legend.cap}</p>
    </div>
  );
}

function Precision() {
  const { legend } = messages.value;
  return (
    <ul class="legend-group">
      <li>
        <CategorySymbol category="clash" radius={5.5} unknown />
        <span>{legend.unknown}</span>
      </li>
      <li>
        <CategorySymbol category="clash" radius={5.5} hollow />
        <span>{legend.hollow}</span>
      </li>
      <li>
        <svg class="legend-ring" width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
          <circle r="7.5" />
        </svg>
        <span>{legend.ring}</span>
      </li>
      <li>
        <span class="legend-badge" aria-hidden="true">
          3
        </span>
        <span>{legend.group}</span>
      </li>
      {view.value.mode === 'cumulative' ? (
        <li>
          <span class="legend-faded" aria-hidden="true">
            <CategorySymbol category="clash" radius={5.5} />
          </span>
          <span>{legend.faded}</span>
        </li>
      ) : null}
    </ul>
  );
}

function Lines() {
  const { legend } = messages.value;
  const { end } = view.value.time;
  const lines = [
    ['legend-line', legend.agreed],
    ['legend-line legend-line-dashed', legend.notAgreed],
    ['legend-line legend-line-province', legend.province],
    ['legend-line legend-line-road', legend.road],
  ] as const;
  return (
    <div class="legend-group">
      <h3>{end === null ? legend.bordersToday : legend.bordersAsOf(formatDay(locale.value, end))}</h3>
      <ul>
        {lines.map(([name, text]) => (
          <li key={text}>
            <svg class={name} width="26" height="6" viewBox="0 0 26 6" aria-hidden="true">
              <line x1="0" y1="3" x2="26" y2="3" />
            </svg>
            <span>{text}</span>
          </li>
        ))}
        <li>
          <span class="legend-hatch" aria-hidden="true" />
          <span>{legend.changed}</span>
        </li>
      </ul>
    </div>
  );
}
