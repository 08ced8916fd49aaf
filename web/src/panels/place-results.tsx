// The places of the gazetteer that a search finds, each a button that takes the map there.

import type { Place } from '../core/place';
import type { PlaceMatch } from '../core/place-search';
import { formatNumber } from '../i18n/format';
import { nameOfProvince } from '../state/place-names';
import { foundPlace, goToPlace, placeMatches } from '../state/place-search';
import { locale, messages } from '../state/store';

export function PlaceResults() {
  const { places } = messages.value;
  const matches = placeMatches.value;
  return (
    <>
      {matches.length > 0 ? (
        <section class="places" aria-labelledby="places-title">
          <h2 id="places-title">{places.title}</h2>
          <ul>
            {matches.map((match) => (
              <li key={match.place.id}>
                <PlaceButton match={match} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Announcement matches={matches} />
    </>
  );
}

function PlaceButton({ match: { place, label, spelling } }: { readonly match: PlaceMatch }) {
  return (
    <button
      type="button"
      class="place"
      data-place={place.id}
      aria-current={foundPlace.value?.id === place.id ? 'true' : undefined}
      onClick={() => goToPlace(place)}
    >
      <span class="place-name">
        {label}
        {spelling === null ? null : <span class="place-spelling"> ({spelling})</span>}
      </span>
      <span class="place-meta">{describe(place)}</span>
    </button>
  );
}

/** What it is and where: `village · Sughd Region`. */
function describe({ kind, admin1, country }: Place): string {
  const { places, countries } = messages.value;
  const where =
    kind === 'country' ? null : ((admin1 && nameOfProvince(admin1)) ?? (country && countries[country]) ?? null);
  return [kind && places.kinds[kind], where].filter(Boolean).join(' · ');
}

/** What a reader who does not see the list hears: how many there are, or which one the map shows now. */
function Announcement({ matches }: { readonly matches: readonly PlaceMatch[] }) {
  const { places } = messages.value;
  const count = matches.length;
  const marked = matches.find(({ place }) => place.id === foundPlace.value?.id);
  const news = marked ? places.shown(marked.label) : places.found(count, formatNumber(locale.value, count));
  return (
    <p class="visually-hidden" role="status">
      {count > 0 ? news : ''}
    </p>
  );
}
