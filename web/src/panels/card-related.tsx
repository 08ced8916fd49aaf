// What led to an incident, what followed, what it was part of: each one click away.

import type { Incident } from '../core/incident';
import { formatIncidentDates } from '../i18n/format';
import { select } from '../state/actions';
import { byId, partsOfIncident } from '../state/derived';
import { locale, messages } from '../state/store';
import { CategorySymbol } from './symbol';

const RELATIONS = ['followed', 'led_to', 'same_actors', 'see_also'] as const;

export function CardRelated({ incident }: { readonly incident: Incident }) {
  const { card } = messages.value;
  const known = (ids: readonly string[]) => ids.flatMap((id) => byId.value.get(id) ?? []);
  const sections: readonly [string, readonly Incident[]][] = [
    [card.partOf, known(incident.partOf === null ? [] : [incident.partOf])],
    [card.parts, partsOfIncident(incident.id)],
    ...RELATIONS.map((how): [string, readonly Incident[]] => [
      card.relations[how],
      known(incident.related.filter((relation) => relation.how === how).map(({ id }) => id)),
    ]),
  ];
  const filled = sections.filter(([, found]) => found.length > 0);
  if (filled.length === 0) return null;
  return (
    <section class="card-section">
      <h3>{card.related}</h3>
      {filled.map(([title, found]) => (
        <div key={title} class="related">
          <h4>{title}</h4>
          <ul>
            {[...found].sort(byDate).map((other) => (
              <li key={other.id}>
                <RelatedIncident incident={other} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function RelatedIncident({ incident }: { readonly incident: Incident }) {
  const own = incident.titles[locale.value.code];
  return (
    <button type="button" class="related-incident" data-incident={incident.id} onClick={() => select(incident.id)}>
      <CategorySymbol category={incident.category} radius={5} />
      <span>
        <span class="related-date">{formatIncidentDates(locale.value, incident)}</span>
        <span lang={own ? undefined : 'en'}>{own ?? incident.titles.en}</span>
      </span>
    </button>
  );
}

function byDate(a: Incident, b: Incident): number {
  return (a.start ?? 0) - (b.start ?? 0);
}
