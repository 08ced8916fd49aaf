// What follows from the view and the data. Pure functions of core/, wired to signals.

import { computed } from '@preact/signals';
import { type Bins, binsOf, histogram, type Span } from '../core/bins';
import { failures, passesAllBut, relief } from '../core/filter';
import { fold, wordsOf } from '../core/fold';
import { groupByPosition } from '../core/groups';
import { CATEGORIES, type Incident, isMapped } from '../core/incident';
import { sortIncidents } from '../core/sort';
import { sumDeaths } from '../core/sums';
import { AREAS } from '../core/view-state';
import { sortKey } from '../i18n/alphabet';
import { placeName } from './place-names';
import { incidents, layers, layout, locale, view } from './store';

const NO_INCIDENTS: readonly Incident[] = [];
const MOST_BINS = { desktop: 120, tablet: 80, phone: 40 } as const;

export const all = computed(() => (incidents.value.status === 'ready' ? incidents.value.value : NO_INCIDENTS));
export const byId = computed(() => new Map(all.value.map((incident) => [incident.id, incident])));

/** Every spelling of a place, so that Исфара finds what is reported from Isfara. */
const placeNames = computed(() => {
  const names = new Map<string, string>();
  for (const { id, properties } of layers.value.places ?? []) {
    if (id === undefined || properties === null) continue;
    const spellings = Object.entries(properties).filter(([key]) => key.startsWith('name') || key === 'alt_names');
    names.set(String(id), spellings.flatMap(([, value]) => value ?? []).join(' '));
  }
  return names;
});

const folded = computed(() =>
  all.value.map((incident) => {
    const { titles, place, placeId, actor1, actor2, description, id } = incident;
    const names = placeId === null ? '' : (placeNames.value.get(placeId) ?? '');
    return fold([...Object.values(titles), place, names, actor1, actor2, description, id].filter(Boolean).join(' '));
  }),
);

const failed = computed(() => {
  const filter = view.value;
  const words = wordsOf(filter.text);
  return all.value.map((incident, index) => failures(filter, words, incident, folded.value[index] ?? ''));
});

const failedAt = (index: number) => failed.value[index] ?? 0;

export const shown = computed(() => all.value.filter((_, index) => failedAt(index) === 0));
/** Places stand in the alphabet of the language in which the list names them. */
export const listed = computed(() => {
  const language = locale.value.code;
  return sortIncidents(shown.value, view.value.sort, (incident) => sortKey(language, placeName(incident).name));
});
export const sums = computed(() => sumDeaths(shown.value));
export const notMapped = computed(() => shown.value.filter((incident) => !isMapped(incident)).length);
export const undated = computed(() => shown.value.filter(({ start }) => start === null).length);
export const groups = computed(() => groupByPosition(shown.value));

export const categoryCounts = computed(() =>
  CATEGORIES.map((category) => ({
    category,
    count: all.value.filter((i, n) => i.category === category && passesAllBut('categories', failedAt(n))).length,
    present: all.value.some((incident) => incident.category === category),
  })).filter(({ present }) => present),
);

export const areaCounts = computed(() =>
  AREAS.map((area) => ({
    area,
    count: all.value.filter((i, n) => i.areas.includes(area) && passesAllBut('areas', failedAt(n))).length,
  })),
);

export const reliefs = computed(() => relief(view.value, failed.value));

/** First and last day of all data. */
export const wholeSpan = computed<Span | null>(() => {
  const dated = all.value.filter(({ start, end }) => start !== null && end !== null);
  if (dated.length === 0) return null;
  return {
    first: Math.min(...dated.map(({ start }) => start ?? 0)),
    last: Math.max(...dated.map(({ end }) => end ?? 0)),
  };
});

/** What the time axis shows. */
export const axisSpan = computed<Span | null>(() => {
  const whole = wholeSpan.value;
  const { axis } = view.value;
  return whole && { first: axis.start ?? whole.first, last: axis.end ?? whole.last };
});

export const bins = computed<Bins | null>(() => axisSpan.value && binsOf(axisSpan.value, MOST_BINS[layout.value]));

export const bars = computed(() => {
  if (bins.value === null) return [];
  const withoutTime = (index: number) => passesAllBut('time', failedAt(index));
  return histogram(bins.value, all.value, withoutTime, (index) => failedAt(index) === 0);
});

export const selected = computed(() => {
  const id = view.value.selected;
  return id === null ? null : (byId.value.get(id) ?? null);
});

/** Whether the selected incident is among the ones shown. */
export const selectedIsShown = computed(() => selected.value === null || shown.value.includes(selected.value));

export function partsOfIncident(id: string): readonly Incident[] {
  return all.value.filter(({ partOf }) => partOf === id);
}
