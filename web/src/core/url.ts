// The view as an address and back. Keys stand in a fixed order, defaults are left out, and a value that cannot be
// used is named instead of being dropped in silence.

import { CATEGORIES } from './incident';
import { formatInterval, isAllDates, parseInterval } from './interval';
import { STEPS, type Step } from './steps';
import {
  AREAS,
  type Camera,
  type DeathsFilter,
  INITIAL,
  LANGUAGES,
  NO_DEATHS_FILTER,
  SORTS,
  type Sort,
  TABS,
  type ViewState,
} from './view-state';

export interface Parsed {
  readonly state: ViewState;
  /** Keys, or key=value pairs, that could not be used. */
  readonly ignored: readonly string[];
}

type Patch = Partial<ViewState>;
/** What a value says, or null when it says nothing we know. */
type Reader = (value: string, soFar: ViewState) => Patch | null;
type Writer = (state: ViewState) => string | null;

const STEP_CODES: Record<Step, string> = { day: '1d', week: '1w', month: '1mo', quarter: '3mo', year: '1y' };
const SORT_CODES: Record<Sort['by'], string> = { date: 'date', deaths: 'd', place: 'place', border: 'border' };
const NONE = 'none';
const SLOWEST = 0.25;
const FASTEST = 20;

const KEYS: readonly { key: string; read: Reader; write: Writer }[] = [
  { key: 'map', read: readCamera, write: ({ camera }) => camera && writeCamera(camera) },
  {
    key: 't',
    read: (value) => patch('time', parseInterval(value)),
    write: ({ time }) => (isAllDates(time) ? null : formatInterval(time)),
  },
  {
    key: 'tm',
    read: (value) => patch('mode', oneOf(['window', 'cumulative'] as const, value)),
    write: ({ mode }) => unless(mode, INITIAL.mode),
  },
  {
    key: 'step',
    read: (value) => patch('step', STEPS.find((step) => STEP_CODES[step] === value) ?? null),
    write: ({ step }) => unless(STEP_CODES[step], STEP_CODES[INITIAL.step]),
  },
  { key: 'speed', read: readSpeed, write: ({ speed }) => unless(String(speed), String(INITIAL.speed)) },
  {
    key: 'axis',
    read: (value) => patch('axis', parseInterval(value)),
    write: ({ axis }) => (isAllDates(axis) ? null : formatInterval(axis)),
  },
  {
    key: 'cat',
    read: (value) => patch('categories', someOf(CATEGORIES, value)),
    write: ({ categories }) => categories.join(',') || null,
  },
  {
    key: 'area',
    read: (value) => patch('areas', someOf(AREAS, value)),
    write: ({ areas }) => areas.join(',') || null,
  },
  { key: 'd', read: readDeaths, write: ({ deaths }) => writeDeaths(deaths) },
  {
    key: 'dp',
    read: (value, { deaths }) => (value === 'unknown' ? { deaths: { ...deaths, unknown: true } } : null),
    write: ({ deaths }) => (deaths.unknown ? 'unknown' : null),
  },
  { key: 'q', read: (value) => ({ text: value }), write: ({ text }) => text.trim() || null },
  { key: 'sel', read: (value) => ({ selected: value }), write: ({ selected }) => selected },
  {
    key: 'view',
    read: (value) => patch('tab', oneOf(TABS, value)),
    write: ({ tab }) => unless(tab, INITIAL.tab),
  },
  { key: 'sort', read: readSort, write: ({ sort }) => unless(writeSort(sort), writeSort(INITIAL.sort)) },
  {
    key: 'layers',
    read: (value) => (value === NONE ? { layers: [] } : patch('layers', someOf(AREAS, value))),
    write: ({ layers }) => (layers.length === AREAS.length ? null : layers.join(',') || NONE),
  },
  {
    key: 'lang',
    read: (value) => patch('language', oneOf(LANGUAGES, value)),
    write: ({ language }) => language,
  },
];

export function parseUrl(search: string): Parsed {
  const parameters = new URLSearchParams(search);
  const ignored = [...new Set(parameters.keys())].filter((name) => !KEYS.some(({ key }) => key === name));
  let state = INITIAL;
  for (const { key, read } of KEYS) {
    const value = parameters.get(key);
    if (value === null || value === '') continue;
    const found = read(value, state);
    if (found) state = { ...state, ...found };
    else ignored.push(`${key}=${value}`);
  }
  return { state, ignored };
}

/** The query string with its question mark, or nothing for the initial view. */
export function toUrl(state: ViewState): string {
  const parts = KEYS.flatMap(({ key, write }) => {
    const value = write(state);
    return value ? [`${key}=${encode(value)}`] : [];
  });
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** Slashes, commas and colons are legal in a query and easier to read than their codes. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%20/g, '+');
}

function patch<K extends keyof ViewState>(key: K, value: ViewState[K] | null): Patch | null {
  return value === null ? null : ({ [key]: value } as Pick<ViewState, K>);
}

function unless(value: string, usual: string): string | null {
  return value === usual ? null : value;
}

function oneOf<T extends string>(known: readonly T[], value: string): T | null {
  return known.find((candidate) => candidate === value) ?? null;
}

/** Known names in their own order; null when one is unknown, so that it gets named. */
function someOf<T extends string>(known: readonly T[], value: string): T[] | null {
  const asked = value.split(',');
  const found = known.filter((candidate) => asked.includes(candidate));
  return found.length > 0 && asked.every((name) => oneOf(known, name) !== null) ? found : null;
}

function readCamera(value: string): Patch | null {
  const numbers = value.split('/').map(Number);
  const [zoom, lat, lon] = numbers;
  if (numbers.length !== 3 || zoom === undefined || lat === undefined || lon === undefined) return null;
  const possible = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return possible ? { camera: { zoom, lat, lon } } : null;
}

function writeCamera({ zoom, lat, lon }: Camera): string {
  return `${Number(zoom.toFixed(2))}/${Number(lat.toFixed(4))}/${Number(lon.toFixed(4))}`;
}

function readSpeed(value: string): Patch | null {
  const speed = Number(value);
  return speed >= SLOWEST && speed <= FASTEST ? { speed } : null;
}

function readDeaths(value: string, { deaths }: ViewState): Patch | null {
  const match = /^(\d*)\.\.(\d*)$/.exec(value);
  if (!match) return null;
  const [min, max] = [match[1], match[2]].map((text) => (text ? Number(text) : null));
  if (min === undefined || max === undefined || (min === null && max === null)) return null;
  return { deaths: { ...deaths, min, max } };
}

function writeDeaths({ min, max }: DeathsFilter): string | null {
  return min === NO_DEATHS_FILTER.min && max === NO_DEATHS_FILTER.max ? null : `${min ?? ''}..${max ?? ''}`;
}

function readSort(value: string): Patch | null {
  const descending = value.startsWith('-');
  const by = SORTS.find((sort) => SORT_CODES[sort] === value.replace(/^-/, ''));
  return by ? { sort: { by, descending } } : null;
}

function writeSort({ by, descending }: Sort): string {
  return `${descending ? '-' : ''}${SORT_CODES[by]}`;
}
