// Free text over titles, places in all their spellings, actors and descriptions.

import { setText } from '../state/actions';
import { messages, view } from '../state/store';

export function Search() {
  const { filters } = messages.value;
  return (
    <search class="search">
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
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </search>
  );
}
