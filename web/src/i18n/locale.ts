// What a language file holds. Adding a language is one file of this shape, a line in LANGUAGES, two in i18n/index.ts
// and an alphabet in i18n/alphabet.ts; a missing word does not compile.

import type { DayParts } from '../core/days';
import type { Condition } from '../core/filter';
import type { Category, DatePrecision, LocationPrecision, Relation } from '../core/incident';
import type { PlaceKind } from '../core/place';
import type { Step } from '../core/steps';
import type { Area, Language, Sort, Tab, TimeMode } from '../core/view-state';

export type PluralForm = 'one' | 'few' | 'many' | 'other';

/** How a language puts a date together. `from` lies before `to`. */
export interface DatePatterns {
  /** `19 September 2010` */
  readonly day: (day: DayParts) => string;
  /** `19 Sep 2010` */
  readonly shortDay: (day: DayParts) => string;
  /** `14–17 Sep 2022`, within a month. */
  readonly daysOfMonth: (from: DayParts, to: DayParts) => string;
  /** `1 Aug – 30 Sep 2010`, within a year. */
  readonly daysOfYear: (from: DayParts, to: DayParts) => string;
  /** `December 1997` */
  readonly month: (day: DayParts) => string;
  /** `Aug – Oct 1999`, within a year. */
  readonly monthsOfYear: (from: DayParts, to: DayParts) => string;
  /** `19 Sep` where the year is plain, as on the time axis. */
  readonly axisDay: (day: DayParts) => string;
  /** `Sep 2010`, as short as it can be. */
  readonly axisMonth: (day: DayParts) => string;
}

/** Own tables: browsers have no Tajik and no Kyrgyz, and write Uzbek dates wrongly. */
export interface Tables {
  readonly dates: DatePatterns;
  readonly decimal: string;
  readonly thousands: string;
  readonly plural: (n: number) => PluralForm;
}

type Counted = (n: number, written: string) => string;

interface Messages {
  readonly title: string;
  readonly tagline: string;
  readonly language: string;
  readonly skip: { readonly list: string; readonly map: string; readonly time: string };
  readonly regions: { readonly panel: string; readonly map: string; readonly time: string; readonly legend: string };
  readonly panel: {
    readonly open: string;
    readonly close: string;
    readonly half: string;
    readonly full: string;
    readonly small: string;
  };
  readonly tabs: Readonly<Record<Tab, string>>;

  readonly count: {
    /** `41 of 232 incidents` */
    readonly ofAll: (shown: number, shownText: string, allText: string) => string;
    readonly incidents: Counted;
    readonly dead: (lowText: string, bestText: string) => string;
    readonly noDead: string;
    readonly unknownDead: Counted;
    readonly notMapped: Counted;
    readonly undated: Counted;
  };
  readonly dates: {
    readonly all: string;
    readonly from: (date: string) => string;
    readonly until: (date: string) => string;
    readonly precision: Readonly<Record<DatePrecision, string>>;
    readonly badge: Readonly<Record<Exclude<DatePrecision, 'day'>, string>>;
    readonly unknown: string;
  };
  readonly time: {
    readonly start: string;
    readonly end: string;
    readonly startHandle: string;
    readonly endHandle: string;
    readonly allDates: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly play: string;
    readonly pause: string;
    readonly previous: string;
    readonly next: string;
    readonly step: string;
    readonly steps: Readonly<Record<Step, string>>;
    readonly mode: string;
    readonly modes: Readonly<Record<TimeMode, string>>;
    readonly speed: string;
    readonly format: string;
    readonly badDate: string;
    readonly endBeforeStart: string;
    readonly histogram: (bins: string, first: string, last: string) => string;
    readonly caption: (bins: string) => string;
    readonly perBin: Readonly<Record<Step, string>>;
  };

  readonly filters: {
    readonly search: string;
    readonly searchHint: string;
    readonly category: string;
    readonly area: string;
    readonly deaths: string;
    readonly atLeast: string;
    readonly atMost: string;
    readonly includeUnknown: string;
    readonly active: string;
    readonly clearAll: string;
    readonly remove: (what: string) => string;
    readonly conditions: Readonly<Record<Condition, string>>;
    readonly deathsRange: (min: string | null, max: string | null) => string;
    readonly withUnknown: string;
    readonly badNumber: string;
  };
  readonly places: {
    readonly title: string;
    readonly kinds: Readonly<Record<PlaceKind, string>>;
    readonly found: Counted;
    readonly shown: (place: string) => string;
  };
  readonly list: {
    readonly sort: string;
    readonly sorts: Readonly<Record<Sort['by'], readonly [ascending: string, descending: string]>>;
    readonly dead: Counted;
    readonly deadUnknown: string;
    readonly here: Counted;
    readonly back: string;
  };
  readonly layers: {
    readonly title: string;
    readonly show: string;
    readonly zoom: (area: string) => string;
    readonly zoomShort: string;
    readonly approximate: string;
  };

  readonly card: {
    readonly close: string;
    readonly date: string;
    readonly place: string;
    readonly coordinates: string;
    readonly noPoint: string;
    readonly approximate: string;
    readonly actors: string;
    readonly deaths: string;
    readonly low: string;
    readonly best: string;
    readonly high: string;
    readonly injured: string;
    readonly unknown: string;
    readonly sources: string;
    readonly source: string;
    readonly related: string;
    readonly partOf: string;
    readonly parts: string;
    readonly border: string;
    readonly borderDistance: (km: string) => string;
    readonly areas: string;
    readonly id: string;
    readonly copyLink: string;
    readonly copied: string;
    readonly updated: (date: string) => string;
    readonly outside: string;
    readonly moveWindow: string;
    readonly clearFilters: string;
    readonly notFound: (id: string) => string;
    readonly locationPrecision: Readonly<Record<LocationPrecision, string>>;
    readonly within: (km: string) => string;
    readonly relations: Readonly<Record<Relation, string>>;
    readonly zoomTo: string;
  };
  readonly categories: Readonly<Record<Category, string>>;
  readonly eventTypes: Readonly<Record<string, string>>;
  readonly areas: Readonly<Record<Area, string>>;
  readonly countries: Readonly<Record<string, string>>;
  readonly languages: Readonly<Record<string, string>>;

  readonly legend: {
    readonly title: string;
    readonly deaths: string;
    readonly cap: string;
    readonly unknown: string;
    readonly hollow: string;
    readonly group: string;
    readonly faded: string;
    readonly ring: string;
    readonly agreed: string;
    readonly notAgreed: string;
    readonly province: string;
    readonly road: string;
    readonly changed: string;
    readonly bordersAsOf: (date: string) => string;
    readonly bordersToday: string;
  };
  readonly map: {
    readonly label: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly overview: string;
    readonly disclaimer: string;
    readonly credits: string;
    readonly licence: string;
    readonly metres: string;
    readonly kilometres: string;
    readonly group: Counted;
    readonly noWebgl: string;
    readonly failed: string;
    readonly loading: string;
  };
  readonly states: {
    readonly loading: string;
    readonly empty: string;
    readonly removing: (condition: string, count: string) => string;
    readonly error: string;
    readonly retry: string;
    readonly baseMapFailed: string;
    readonly ignored: (keys: string) => string;
    readonly dismiss: string;
  };
}

export interface Locale {
  readonly code: Language;
  /** Says that no native speaker has read these words yet; null once one has. */
  readonly unreviewed: string | null;
  readonly tables: Tables;
  readonly messages: Messages;
}
