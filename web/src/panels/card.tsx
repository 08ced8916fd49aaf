// Everything that is known of one incident, and how well.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Incident } from '../core/incident';
import { formatIncidentDates, formatSourceDate } from '../i18n/format';
import { clearFilters, closeCard, showDatesOf } from '../state/actions';
import { byId, selectedIsShown } from '../state/derived';
import { incidents, locale, messages } from '../state/store';
import { CardFacts } from './card-facts';
import { CardFigures } from './card-figures';
import { CardRelated } from './card-related';
import { CardSources } from './card-sources';
import { CopyLink } from './copy-link';
import { CategorySymbol } from './symbol';

export function Card({ id }: { readonly id: string }) {
  const incident = byId.value.get(id);
  const { card, states } = messages.value;
  if (incident) return <IncidentCard key={id} incident={incident} />;
  return (
    <CardFrame title={id}>
      <p class="state">{incidents.value.status === 'loading' ? states.loading : card.notFound(id)}</p>
    </CardFrame>
  );
}

function IncidentCard({ incident }: { readonly incident: Incident }) {
  const { card, categories, eventTypes } = messages.value;
  const { code } = locale.value;
  const title = incident.titles[code];
  const event = eventTypes[incident.eventType];
  return (
    <CardFrame title={title ?? incident.titles.en ?? incident.id} titleLanguage={title ? undefined : 'en'}>
      <p class="card-when">{formatIncidentDates(locale.value, incident)}</p>
      <p class="card-category">
        <CategorySymbol category={incident.category} />
        <span>{categories[incident.category]}</span>
        {event ? <span class="card-event"> · {event}</span> : null}
      </p>
      {selectedIsShown.value ? null : <OutsideFilter incident={incident} />}
      <CardFigures incident={incident} />
      {incident.description === '' ? null : (
        <p class="card-description" lang="en">
          {incident.description}
        </p>
      )}
      <CardFacts incident={incident} />
      <CardRelated incident={incident} />
      <CardSources sources={incident.sources} />
      <footer class="card-foot">
        <p>
          {card.id}: <code>{incident.id}</code>
        </p>
        {incident.updated ? <p>{card.updated(formatSourceDate(locale.value, incident.updated))}</p> : null}
        <CopyLink />
      </footer>
    </CardFrame>
  );
}

interface CardFrameProps {
  readonly title: string;
  readonly titleLanguage?: string | undefined;
  readonly children: ComponentChildren;
}

function CardFrame({ title, titleLanguage, children }: CardFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  const { card, list } = messages.value;
  return (
    <article class="card" aria-labelledby="card-title">
      <div class="panel-head">
        <button type="button" class="button" onClick={closeCard}>
          ‹ {list.back}
        </button>
        <button type="button" class="button icon-button" aria-label={card.close} onClick={closeCard}>
          ×
        </button>
      </div>
      <div class="card-body">
        <h2 id="card-title" class="card-title" lang={titleLanguage} tabIndex={-1} ref={heading}>
          {title}
        </h2>
        {children}
      </div>
    </article>
  );
}

/** A link may lead to an incident that the filter hides: say so, and offer the way. */
function OutsideFilter({ incident }: { readonly incident: Incident }) {
  const { card } = messages.value;
  return (
    <div class="card-outside">
      <p>{card.outside}</p>
      {incident.start === null ? null : (
        <button type="button" class="button" onClick={() => showDatesOf(incident.id)}>
          {card.moveWindow}
        </button>
      )}
      <button type="button" class="button" onClick={clearFilters}>
        {card.clearFilters}
      </button>
    </div>
  );
}
