// Places that the text of the search finds, and the one that was gone to, which the map marks until the next search.

import { computed, signal } from '@preact/signals';
import { readPlace } from '../api/read-place';
import { type Place, zoomOf } from '../core/place';
import { findPlaces, indexPlaces } from '../core/place-search';
import { setCamera, setText } from './actions';
import { mapCommands } from './commands';
import { drawerOpen, layers, layout, locale, sheet, view } from './store';

const index = computed(() => indexPlaces((layers.value.places ?? []).flatMap((feature) => readPlace(feature) ?? [])));

/** Closed by the reader, until the text changes. */
const closed = signal(false);
const gone = signal<Place | null>(null);

const matches = computed(() => {
  const { text } = view.value;
  return text.trim() === '' ? [] : findPlaces(index.value, text, locale.value.code);
});

/** Empty also when the reader has closed the list. */
export const placeMatches = computed(() => (closed.value ? [] : matches.value));

/** The place to mark. It ends with the search, however that was emptied. */
export const foundPlace = computed(() => (view.value.text.trim() === '' ? null : gone.value));

export function typeSearch(text: string): void {
  // A new search begins without the mark of the last one.
  if (view.value.text.trim() === '') gone.value = null;
  closed.value = false;
  setText(text);
}

export function closePlaces(): void {
  closed.value = true;
}

/** Takes the map to a place and marks it there; where the panel is in the way, it makes room. */
export function goToPlace(place: Place): void {
  gone.value = place;
  makeRoom();
  const [lon, lat] = place.position;
  // Without a map, or before there is one, the address still says where to look.
  (mapCommands.value?.goTo ?? setCamera)({ zoom: zoomOf(place), lat, lon });
  addEventListener('keydown', forgetOnEscape);
}

function makeRoom(): void {
  if (layout.value === 'desktop') return;
  if (layout.value === 'tablet') drawerOpen.value = false;
  if (layout.value === 'phone') sheet.value = 'small';
  // What had the focus is going away.
  document.getElementById('map')?.focus();
}

/** Whatever lies on top closes first: this listener is behind the one for the whole page (state/keys.ts). */
function forgetOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  removeEventListener('keydown', forgetOnEscape);
  if (foundPlace.value === null) return;
  gone.value = null;
  // In the field Esc would also delete the text.
  event.preventDefault();
}
