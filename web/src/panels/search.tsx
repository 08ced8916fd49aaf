// Free text over titles, places in all their spellings, actors and descriptions; and the places of that name.
//
// The places are a plain list of buttons and not the pop-up of a combobox: they stay where they are while one after
// the other is looked at, Tab and screen readers reach them as they reach everything else, and no state has to be
// told twice. The arrow keys only save some presses of Tab.

import { useRef } from 'preact/hooks';
import { loadPlaces } from '../state/load';
import { closePlaces, goToPlace, placeMatches, typeSearch } from '../state/place-search';
import { messages, view } from '../state/store';
import { PlaceResults } from './place-results';

export function Search() {
  const { filters } = messages.value;
  const whole = useRef<HTMLElement>(null);
  return (
    <search class="search" ref={whole} onKeyDown={(event) => whole.current && pressKey(event, whole.current)}>
      <label class="visually-hidden" for="search">
        {filters.search}
      </label>
      <input
        id="search"
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={filters.searchHint}
        value={view.value.text}
        onFocus={loadPlaces}
        onInput={(event) => typeSearch(event.currentTarget.value)}
      />
      <PlaceResults />
    </search>
  );
}

function pressKey(event: KeyboardEvent, whole: HTMLElement): void {
  const [best] = placeMatches.value;
  if (!best || event.isComposing) return;
  const field = whole.querySelector('input');
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      moveFocus(whole, event.key === 'ArrowDown' ? 1 : -1);
      break;
    case 'Enter':
      // On a button, Enter is its click.
      if (event.target !== field) return;
      goToPlace(best.place);
      break;
    case 'Escape':
      field?.focus();
      closePlaces();
      break;
    default:
      return;
  }
  event.preventDefault();
}

/** Between the field and the places below it. */
function moveFocus(whole: HTMLElement, step: 1 | -1): void {
  const stops = [...whole.querySelectorAll<HTMLElement>('input, button')];
  const here = stops.findIndex((stop) => stop.matches(':focus'));
  stops[here + step]?.focus();
}
