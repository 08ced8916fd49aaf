// The order of the list. What has no value comes last, whichever way the order runs.

import type { Incident } from './incident';
import type { Sort } from './view-state';

export function sortIncidents(incidents: readonly Incident[], sort: Sort): Incident[] {
  const direction = sort.descending ? -1 : 1;
  return [...incidents].sort((a, b) => {
    const order = compare(keyOf(a, sort.by), keyOf(b, sort.by), direction);
    return order !== 0 ? order : compare(a.start, b.start, -1) || (a.id < b.id ? -1 : 1);
  });
}

function keyOf(incident: Incident, by: Sort['by']): number | string | null {
  switch (by) {
    case 'date':
      return incident.start;
    case 'deaths':
      return incident.deaths.best;
    case 'place':
      return incident.place.toLowerCase() || null;
    case 'border':
      return incident.borderDistance;
  }
}

function compare(a: number | string | null, b: number | string | null, direction: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -direction : direction;
}
