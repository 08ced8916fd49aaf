// What the page knows: the view, and the data as they arrive. Everything else is derived (state/derived.ts).

import { computed, signal } from '@preact/signals';
import type { Feature } from 'geojson';
import type { ApiError } from '../api/client';
import type { Collection } from '../api/read-collection';
import type { Incident } from '../core/incident';
import { INITIAL, type Language, type ViewState } from '../core/view-state';
import { preferredLanguage } from '../i18n';
import { en } from '../i18n/en';
import type { Locale } from '../i18n/locale';

export type Loading<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'error'; readonly error: ApiError };

export type LayerId =
  | 'countries'
  | 'borders'
  | 'border-changes'
  | 'provinces'
  | 'districts'
  | 'rivers'
  | 'lakes'
  | 'roads'
  | 'airports'
  | 'places'
  | 'rasht-valley'
  | 'dushanbe'
  | 'ferghana-valley'
  | 'kyrgyz-tajik-border';

export const view = signal<ViewState>(INITIAL);
export const incidents = signal<Loading<readonly Incident[]>>({ status: 'loading' });
export const collections = signal<readonly Collection[]>([]);
export const layers = signal<Readonly<Partial<Record<LayerId, readonly Feature[]>>>>({});
/** Whether every layer has come or failed. */
export const layersSettled = signal(false);
export const failedLayers = signal<readonly LayerId[]>([]);

/** Parts of the link that were left out; shown once. */
export const ignoredKeys = signal<readonly string[]>([]);
export const playing = signal(false);
/** Ids under the pointer or the focus. */
export const hovered = signal<readonly string[]>([]);
/** Coordinate whose incidents are fanned out and listed. */
export const opened = signal<string | null>(null);

export type MapStatus = 'loading' | 'ready' | 'no-webgl' | 'failed';
export const mapStatus = signal<MapStatus>('loading');

export type Layout = 'desktop' | 'tablet' | 'phone';
export const layout = signal<Layout>('desktop');
export type SheetStop = 'small' | 'half' | 'full';
export const sheet = signal<SheetStop>('small');
export const drawerOpen = signal(false);

/** What the page is to be in. */
export const language = computed<Language>(() => view.value.language ?? preferredLanguage(navigator.languages));
/** What it is in: the words follow when they have come (state/language.ts). */
export const locale = signal<Locale>(en);
export const messages = computed(() => locale.value.messages);
