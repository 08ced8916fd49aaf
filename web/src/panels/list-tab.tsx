// The incidents shown, in the reader's order. The list holds all that the map holds, and what the map cannot.

import { isHollow } from '../core/encoding';
import type { Group } from '../core/groups';
import type { Incident } from '../core/incident';
import { SORTS, type Sort } from '../core/view-state';
import { formatIncidentDates, formatNumber } from '../i18n/format';
import type { Locale } from '../i18n/locale';
import { closeGroup, select, setSort } from '../state/actions';
import { listed } from '../state/derived';
import { load } from '../state/load';
import { placeName } from '../state/place-names';
import { hovered, incidents, locale, messages, view } from '../state/store';
import { EmptyState } from './empty-state';
import { CategorySymbol } from './symbol';

export function ListTab() {
  const state = incidents.value;
  const { states } = messages.value;
  switch (state.status) {
    case 'loading':
      return <p class="state">{states.loading}</p>;
    case 'error':
      return (
        <div class="state" role="alert">
          <p>{states.error}</p>
          <p class="state-detail">
            {state.error.status === null ? '' : `${state.error.status}: `}
            {state.error.message}
          </p>
          <button type="button" class="button" onClick={load}>
            {states.retry}
          </button>
        </div>
      );
    case 'ready':
      return listed.value.length === 0 ? <EmptyState /> : <IncidentList incidents={listed.value} sortable />;
  }
}

/** The incidents of one coordinate, for choosing one. */
export function GroupList({ group }: { readonly group: Group }) {
  const { list } = messages.value;
  const found = group.incidents;
  return (
    <div class="tab-panel">
      <div class="panel-head">
        <button type="button" class="button" onClick={closeGroup}>
          ‹ {list.back}
        </button>
      </div>
      <h2 class="group-title">{list.here(found.length, formatNumber(locale.value, found.length))}</h2>
      <IncidentList incidents={found} sortable={false} />
    </div>
  );
}

function IncidentList({
  incidents: rows,
  sortable,
}: {
  readonly incidents: readonly Incident[];
  readonly sortable: boolean;
}) {
  return (
    <>
      {sortable ? <SortSelect /> : null}
      <ol class="rows" id="list">
        {rows.map((incident) => (
          <li key={incident.id}>
            <Row incident={incident} language={locale.value} pointed={hovered.value.includes(incident.id)} />
          </li>
        ))}
      </ol>
    </>
  );
}

interface RowProps {
  readonly incident: Incident;
  readonly language: Locale;
  readonly pointed: boolean;
}

function Row({ incident, language, pointed }: RowProps) {
  const { titles, category, deaths, id } = incident;
  const place = placeName(incident);
  const own = titles[language.code];
  const point = (ids: readonly string[]) => () => {
    hovered.value = ids;
  };
  return (
    <button
      type="button"
      id={`row-${id}`}
      data-incident={id}
      class={pointed ? 'row row-pointed' : 'row'}
      onClick={() => select(id)}
      onMouseEnter={point([id])}
      onMouseLeave={point([])}
      onFocus={point([id])}
      onBlur={point([])}
    >
      <CategorySymbol category={category} hollow={isHollow(incident.locationPrecision)} />
      <span class="row-text">
        <span class="row-title" lang={own ? undefined : 'en'}>
          {own ?? titles.en}
        </span>
        <span class="row-meta">
          {formatIncidentDates(language, incident)}
          {place.name === '' ? null : <span lang={place.lang}> · {place.name}</span>}
        </span>
        <span class="visually-hidden">{language.messages.categories[category]}</span>
      </span>
      <DeathsFigure best={deaths.best} language={language} />
    </button>
  );
}

function DeathsFigure({ best, language }: { readonly best: number | null; readonly language: Locale }) {
  const { list } = language.messages;
  const written = best === null ? '?' : formatNumber(language, best);
  const spoken = best === null ? list.deadUnknown : list.dead(best, written);
  return (
    <span class={best ? 'row-deaths' : 'row-deaths row-deaths-none'} title={spoken}>
      <span aria-hidden="true">{best === 0 ? '–' : written}</span>
      <span class="visually-hidden">{spoken}</span>
    </span>
  );
}

function SortSelect() {
  const { list } = messages.value;
  const { sort } = view.value;
  const options = SORTS.flatMap((by) => [true, false].map((descending): Sort => ({ by, descending })));
  return (
    <label class="sort">
      <span>{list.sort}</span>
      <select
        value={sortValue(sort)}
        onChange={({ currentTarget }) => {
          const chosen = options.find((option) => sortValue(option) === currentTarget.value);
          if (chosen) setSort(chosen);
        }}
      >
        {options.map((option) => (
          <option key={sortValue(option)} value={sortValue(option)}>
            {list.sorts[option.by][option.descending ? 1 : 0]}
          </option>
        ))}
      </select>
    </label>
  );
}

function sortValue({ by, descending }: Sort): string {
  return `${by}-${descending ? 'down' : 'up'}`;
}
