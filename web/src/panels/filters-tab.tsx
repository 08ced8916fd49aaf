// Category, area and deaths. Each value shows how many incidents it would give under the other filters.

import type { DeathsFilter } from '../core/view-state';
import { formatNumber } from '../i18n/format';
import { setDeaths, toggleArea, toggleCategory } from '../state/actions';
import { areaCounts, categoryCounts } from '../state/derived';
import { locale, messages, view } from '../state/store';
import { NumberField } from './number-field';
import { CategorySymbol } from './symbol';

export function FiltersTab() {
  return (
    <div class="filters">
      <CategoryFilter />
      <AreaFilter />
      <DeathsFilterFields />
    </div>
  );
}

function CategoryFilter() {
  const { filters, categories } = messages.value;
  return (
    <fieldset class="filter">
      <legend>{filters.category}</legend>
      {categoryCounts.value.map(({ category, count }) => (
        <button
          key={category}
          type="button"
          class="choice"
          data-category={category}
          aria-pressed={view.value.categories.includes(category)}
          onClick={() => toggleCategory(category)}
        >
          <CategorySymbol category={category} />
          <span class="choice-name">{categories[category]}</span>
          <span class="choice-count">{formatNumber(locale.value, count)}</span>
        </button>
      ))}
    </fieldset>
  );
}

function AreaFilter() {
  const { filters, areas } = messages.value;
  return (
    <fieldset class="filter">
      <legend>{filters.area}</legend>
      {areaCounts.value.map(({ area, count }) => (
        <button
          key={area}
          type="button"
          class="choice"
          data-area={area}
          aria-pressed={view.value.areas.includes(area)}
          onClick={() => toggleArea(area)}
        >
          <span class={`swatch swatch-${area}`} aria-hidden="true" />
          <span class="choice-name">{areas[area]}</span>
          <span class="choice-count">{formatNumber(locale.value, count)}</span>
        </button>
      ))}
    </fieldset>
  );
}

function DeathsFilterFields() {
  const { filters } = messages.value;
  const { deaths } = view.value;
  const change = (patch: Partial<DeathsFilter>) => setDeaths({ ...deaths, ...patch });
  const limited = deaths.min !== null || deaths.max !== null;
  return (
    <fieldset class="filter">
      <legend>{filters.deaths}</legend>
      <div class="deaths-fields">
        <NumberField id="deaths-min" label={filters.atLeast} value={deaths.min} onChange={(min) => change({ min })} />
        <NumberField id="deaths-max" label={filters.atMost} value={deaths.max} onChange={(max) => change({ max })} />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={deaths.unknown || !limited}
          disabled={!limited}
          onChange={({ currentTarget }) => change({ unknown: currentTarget.checked })}
        />
        <span>{filters.includeUnknown}</span>
      </label>
    </fieldset>
  );
}
