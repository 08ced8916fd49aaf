// What a reader can do to the view, by name.

import type { Condition } from '../core/filter';
import type { Category } from '../core/incident';
import { ALL_DATES, type Interval } from '../core/interval';
import {
  AREAS,
  type Area,
  type Camera,
  type DeathsFilter,
  type Filter,
  type Language,
  NO_FILTER,
  type Sort,
  type Tab,
} from '../core/view-state';
import { byId, wholeSpan } from './derived';
import { push, replace } from './history';
import { drawerOpen, layout, opened, playing, sheet, view } from './store';

export function setTime(time: Interval, how: 'push' | 'replace' = 'push'): void {
  playing.value = false;
  (how === 'push' ? push : replace)({ time });
}

/** Narrows the time axis to the window with as much again around it; needs a window. */
export function zoomAxis(): void {
  const { time } = view.value;
  const whole = wholeSpan.value;
  if (!whole) return;
  const start = time.start ?? whole.first;
  const end = time.end ?? whole.last;
  const margin = Math.max(Math.round((end - start) * 1.5), 10);
  push({
    axis: { start: Math.max(start - margin, whole.first), end: Math.min(end + margin, Math.max(whole.last, end)) },
  });
}

export function wholeAxis(): void {
  push({ axis: ALL_DATES });
}

export function toggleCategory(category: Category): void {
  push({ categories: toggled(view.value.categories, category) });
}

export function toggleArea(area: Area): void {
  push({ areas: inOrder(toggled(view.value.areas, area)) });
}

export function toggleLayer(area: Area): void {
  push({ layers: inOrder(toggled(view.value.layers, area)) });
}

export function setDeaths(deaths: DeathsFilter): void {
  push({ deaths });
}

export function setText(text: string): void {
  replace({ text });
}

export function setSort(sort: Sort): void {
  push({ sort });
}

export function setTab(tab: Tab): void {
  push({ tab });
}

export function setLanguage(language: Language): void {
  push({ language });
}

export function setCamera(camera: Camera | null): void {
  replace({ camera });
}

const CLEARED: Readonly<Record<Condition, Partial<Filter>>> = {
  time: { time: NO_FILTER.time },
  categories: { categories: NO_FILTER.categories },
  areas: { areas: NO_FILTER.areas },
  deaths: { deaths: NO_FILTER.deaths },
  text: { text: NO_FILTER.text },
};

export function clearCondition(condition: Condition): void {
  playing.value = false;
  push(CLEARED[condition]);
}

export function clearFilters(): void {
  playing.value = false;
  push(NO_FILTER);
}

/** Opens an incident's card, and brings the panel with it into view. */
export function select(id: string): void {
  playing.value = false;
  push({ selected: id });
  revealPanel();
}

export function closeCard(): void {
  push({ selected: null });
}

/** Shows the incidents of one coordinate; the map fans them out. */
export function openGroup(key: string): void {
  opened.value = key;
  push({ selected: null, tab: 'list' });
  revealPanel();
}

export function closeGroup(): void {
  opened.value = null;
}

/** Moves the window to the selected incident's own dates. */
export function showDatesOf(id: string): void {
  const incident = byId.value.get(id);
  if (incident?.start == null || incident.end === null) return;
  push({ ...NO_FILTER, time: { start: incident.start, end: incident.end } });
}

export function revealPanel(): void {
  if (layout.value === 'tablet') drawerOpen.value = true;
  if (layout.value === 'phone' && sheet.value === 'small') sheet.value = 'half';
}

function toggled<T>(values: readonly T[], value: T): T[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

function inOrder(areas: readonly Area[]): Area[] {
  return AREAS.filter((area) => areas.includes(area));
}
