// When, where and who, each with how well it is known.

import type { ComponentChildren } from 'preact';
import { type Incident, isMapped } from '../core/incident';
import { AREAS } from '../core/view-state';
import { formatIncidentDates, formatKilometres, formatPosition } from '../i18n/format';
import { mapCommands } from '../state/commands';
import { nameOfPlace, nameOfProvince } from '../state/place-names';
import { locale, messages } from '../state/store';

export function CardFacts({ incident }: { readonly incident: Incident }) {
  const { card, dates, areas } = messages.value;
  const { datePrecision, actor1, actor2, borderDistance } = incident;
  const own = AREAS.filter((area) => incident.areas.includes(area));
  return (
    <dl class="facts">
      <Fact term={card.date}>
        {formatIncidentDates(locale.value, incident)}
        <small>{incident.start === null ? '' : dates.precision[datePrecision]}</small>
      </Fact>
      <PlaceFact incident={incident} />
      <PositionFact incident={incident} />
      {actor1 || actor2 ? (
        <Fact term={card.actors}>
          <span lang="en">{[actor1, actor2].filter(Boolean).join(' – ')}</span>
        </Fact>
      ) : null}
      {borderDistance === null ? null : (
        <Fact term={card.border}>{card.borderDistance(formatKilometres(locale.value, borderDistance))}</Fact>
      )}
      {own.length > 0 ? <Fact term={card.areas}>{own.map((area) => areas[area]).join(', ')}</Fact> : null}
    </dl>
  );
}

function PlaceFact({ incident }: { readonly incident: Incident }) {
  const { card, countries } = messages.value;
  const { place, placeId, admin1, country, locationPrecision, radius } = incident;
  const region = [
    admin1 === null ? null : nameOfProvince(admin1),
    country === null ? null : (countries[country] ?? country),
  ].filter(Boolean);
  const local = placeId === null ? null : nameOfPlace(placeId);
  const precision = card.locationPrecision[locationPrecision];
  const within =
    radius === null || locationPrecision === 1 ? '' : `, ${card.within(formatKilometres(locale.value, radius / 1000))}`;
  return (
    <Fact term={card.place}>
      <span lang="en">{place}</span>
      {local && local !== place ? ` (${local})` : null}
      {region.length > 0 ? <span class="facts-line">{region.join(', ')}</span> : null}
      <small>
        {precision}
        {within}
      </small>
    </Fact>
  );
}

function PositionFact({ incident }: { readonly incident: Incident }) {
  const { card } = messages.value;
  const { position, locationPrecision } = incident;
  if (position === null || !isMapped(incident)) return <Fact term={card.coordinates}>{card.noPoint}</Fact>;
  return (
    <Fact term={card.coordinates}>
      {formatPosition(position, locationPrecision)}
      {locationPrecision === 1 ? null : <small>{card.approximate}</small>}
      {mapCommands.value === null ? null : (
        <button type="button" class="link-button" onClick={() => mapCommands.value?.zoomTo(position)}>
          {card.zoomTo}
        </button>
      )}
    </Fact>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
