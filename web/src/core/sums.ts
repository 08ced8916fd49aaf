// Sums of the dead. A part is skipped when the incident that contains it is in the same result.

import type { Figures, Incident } from './incident';

export interface Sums {
  readonly low: number;
  readonly best: number;
  readonly high: number;
  /** Incidents in the sum that have no figure at all. */
  readonly unknown: number;
}

export function sumDeaths(incidents: readonly Incident[]): Sums {
  const present = new Set(incidents.map((incident) => incident.id));
  const sums = { low: 0, best: 0, high: 0, unknown: 0 };
  for (const { partOf, deaths } of incidents) {
    if (partOf !== null && present.has(partOf)) continue;
    if (hasNoFigure(deaths)) sums.unknown += 1;
    // Where only a lower figure is known, the others are at least that: the sums stay in order.
    const low = deaths.low ?? 0;
    const best = deaths.best ?? low;
    sums.low += low;
    sums.best += best;
    sums.high += deaths.high ?? best;
  }
  return sums;
}

function hasNoFigure(deaths: Figures): boolean {
  return deaths.low === null && deaths.best === null && deaths.high === null;
}
