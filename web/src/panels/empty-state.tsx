// Nothing matches: which condition keeps most away, and one click to drop it.

import { formatNumber } from '../i18n/format';
import { clearCondition, clearFilters } from '../state/actions';
import { reliefs } from '../state/derived';
import { locale, messages } from '../state/store';

export function EmptyState() {
  const { states, filters } = messages.value;
  const useful = reliefs.value.filter(({ count }) => count > 0);
  return (
    <div class="state">
      <p>{states.empty}</p>
      <div class="state-actions">
        {useful.map(({ condition, count }) => (
          <button key={condition} type="button" class="button" onClick={() => clearCondition(condition)}>
            {states.removing(filters.conditions[condition], formatNumber(locale.value, count))}
          </button>
        ))}
        <button type="button" class="button" onClick={clearFilters}>
          {filters.clearAll}
        </button>
      </div>
    </div>
  );
}
