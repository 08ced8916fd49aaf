// Everything that a link restores. One immutable object; the address is its only other form.

import type { Category } from './incident';
import { ALL_DATES, type Interval } from './interval';
import type { Step } from './steps';

export const AREAS = ['rasht-valley', 'dushanbe', 'ferghana-valley', 'kyrgyz-tajik-border'] as const;
export type Area = (typeof AREAS)[number];

export const SORTS = ['date', 'deaths', 'place', 'border'] as const;
export interface Sort {
  readonly by: (typeof SORTS)[number];
  readonly descending: boolean;
}

export const TABS = ['list', 'filters', 'layers'] as const;
export type Tab = (typeof TABS)[number];

export const LANGUAGES = ['en', 'ru', 'tg', 'ky', 'uz'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Camera {
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
}

export type TimeMode = 'window' | 'cumulative';

export interface DeathsFilter {
  readonly min: number | null;
  readonly max: number | null;
  /** Whether incidents without a figure pass a limit. */
  readonly unknown: boolean;
}

export interface Filter {
  readonly time: Interval;
  readonly categories: readonly Category[];
  readonly areas: readonly Area[];
  readonly deaths: DeathsFilter;
  readonly text: string;
}

export interface ViewState extends Filter {
  /** Null: the map shows all four areas, whatever the size of the window. */
  readonly camera: Camera | null;
  readonly mode: TimeMode;
  readonly step: Step;
  /** Steps per second. */
  readonly speed: number;
  /** What the time axis shows; null is the whole period. */
  readonly axis: Interval;
  readonly selected: string | null;
  readonly sort: Sort;
  readonly tab: Tab;
  /** Areas that are drawn. */
  readonly layers: readonly Area[];
  /** Null: the reader's browser decides. */
  readonly language: Language | null;
}

export const NO_DEATHS_FILTER: DeathsFilter = { min: null, max: null, unknown: false };

export const NO_FILTER: Filter = {
  time: ALL_DATES,
  categories: [],
  areas: [],
  deaths: NO_DEATHS_FILTER,
  text: '',
};

export const INITIAL: ViewState = {
  ...NO_FILTER,
  camera: null,
  mode: 'window',
  step: 'month',
  speed: 2,
  axis: ALL_DATES,
  selected: null,
  sort: { by: 'date', descending: true },
  tab: 'list',
  layers: AREAS,
  language: null,
};
