// Conditions in force, each with a button that removes it.

import { CONDITIONS, type Condition, isActive } from '../core/filter';
import type { ViewState } from '../core/view-state';
import { formatWindow } from '../i18n/format';
import type { Locale } from '../i18n/locale';
import { clearCondition, clearFilters } from '../state/actions';
import { locale, messages, view } from '../state/store';

export function ActiveFilters() {
  const { filters } = messages.value;
  const active = CONDITIONS.filter((condition) => isActive(view.value, condition));
  if (active.length === 0) return null;
  return (
    <ul class="active-filters" aria-label={filters.active}>
      {active.map((condition) => {
        const text = conditionText(locale.value, view.value, condition);
        return (
          <li key={condition}>
            <button
              type="button"
              class="chip chip-active"
              aria-label={filters.remove(text)}
              onClick={() => clearCondition(condition)}
            >
              <span>{text}</span>
              <span aria-hidden="true">×</span>
            </button>
          </li>
        );
      })}
      <li>
        <button type="button" class="link-button" onClick={clearFilters}>
          {filters.clearAll}
        </button>
      </li>
    </ul>
  );
}

function conditionText(language: Locale, state: ViewState, condition: Condition): string {
  const { filters, categories, areas } = language.messages;
  switch (condition) {
    case 'time':
      return formatWindow(language, state.time);
    case 'categories':
      return state.categories.map((category) => categories[category]).join(' + ');
    case 'areas':
      return state.areas.map((area) => areas[area]).join(' + ');
    case 'deaths': {
      const { min, max, unknown } = state.deaths;
      const range = filters.deathsRange(min === null ? null : String(min), max === null ? null : String(max));
      return unknown ? `${range} ${filters.withUnknown}` : range;
    }
    case 'text':
      return `“${state.text.trim()}”`;
  }
}
