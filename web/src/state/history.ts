// The view and the address, kept the same. Chips, selection and modes make an entry to go back to; panning, typing
// and dragging only rewrite the present one.

import { parseUrl, toUrl } from '../core/url';
import type { ViewState } from '../core/view-state';
import { ignoredKeys, playing, view } from './store';

const REWRITE_DELAY = 250;

let pending: ReturnType<typeof setTimeout> | null = null;

/** Reads the address into the view, now and whenever the reader goes back or forward. */
export function startHistory(): void {
  readAddress();
  ignoredKeys.value = parseUrl(location.search).ignored;
  addEventListener('popstate', () => {
    playing.value = false;
    cancelRewrite();
    readAddress();
  });
}

/** A change that Back undoes. */
export function push(patch: Partial<ViewState>): void {
  flush();
  view.value = { ...view.value, ...patch };
  if (addressOf(view.value) !== present()) history.pushState(null, '', addressOf(view.value));
}

/** A change on the way: the address follows when it has come to rest. */
export function replace(patch: Partial<ViewState>): void {
  view.value = { ...view.value, ...patch };
  cancelRewrite();
  pending = setTimeout(flush, REWRITE_DELAY);
}

/** The address of the present view, for a link to copy. */
export function currentAddress(): string {
  return new URL(addressOf(view.value), location.href).href;
}

function flush(): void {
  cancelRewrite();
  if (addressOf(view.value) !== present()) history.replaceState(null, '', addressOf(view.value));
}

function cancelRewrite(): void {
  if (pending !== null) clearTimeout(pending);
  pending = null;
}

function readAddress(): void {
  view.value = parseUrl(location.search).state;
}

function addressOf(state: ViewState): string {
  return location.pathname + toUrl(state);
}

function present(): string {
  return location.pathname + location.search;
}
