// The order of the list. What has no value comes last, whichever way the order runs.

import type { Incident } from './incident';
import type { Sort } from './view-state';

type Key = number | string | null;

/** `placeKey` says where an incident's place stands in the reader's alphabet. */
export function sortIncidents(
  incidents: readonly Incident[],
  sort: Sort,
  placeKey: (incident: Incident) => string,
): Incident[] {
  const direction = sort.descending ? -1 : 1;
  const keyOf = keys(sort.by, placeKey);
  return incidents
    .map((incident) => ({ incident, key: keyOf(incident) }))
    .sort((a, b) => compare(a.key, b.key, direction) || byDate(a.incident, b.incident))
    .map(({ incident }) => incident);
}

function keys(by: Sort['by'], placeKey: (incident: Incident) => string): (incident: Incident) => Key {
  switch (by) {
    case 'date':
      return ({ start }) => start;
    case 'deaths':
      return ({ deaths }) => deaths.best;
    case 'place':
      return (incident) => placeKey(incident) || null;
    case 'border':
      return ({ borderDistance }) => borderDistance;
  }
}

/** The newest first, and always the same order. */
function byDate(a: Incident, b: Incident): number {
  return compare(a.start, b.start, -1) || (a.id < b.id ? -1 : 1);
}

function compare(a: Key, b: Key, direction: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -direction : direction;
}
