// The histogram: which bins, and what stands in them.

import type { Day } from './days';
import type { Incident } from './incident';
import { edges, STEPS, type Step } from './steps';

export interface Span {
  readonly first: Day;
  readonly last: Day;
}

export interface Bins {
  readonly step: Step;
  /** First day of each bin, then the first day after the last bin. */
  readonly edges: readonly Day[];
}

export interface Bin {
  /** Incidents that pass all filters but time. */
  total: number;
  /** Of these, the ones inside the window. */
  inside: number;
  /** Of these, the ones dated more coarsely than the bin. */
  coarse: number;
}

const APPROXIMATE_DAYS: Record<Step, number> = { day: 1, week: 7, month: 28, quarter: 90, year: 365 };
const PRECISION_RANK = { day: 1, month: 28, year: 365 } as const;

/** The finest bins of which no more than `most` are needed. */
export function binsOf(span: Span, most: number): Bins {
  for (const step of STEPS) {
    if ((span.last - span.first) / APPROXIMATE_DAYS[step] > most * 2) continue;
    const found = edges(step, span.first, span.last);
    if (found.length - 1 <= most) return { step, edges: found };
  }
  return { step: 'year', edges: edges('year', span.first, span.last) };
}

export function binCount(bins: Bins): number {
  return bins.edges.length - 1;
}

/** The bin that holds the day; days outside fall into the nearest bin. */
function binAt(bins: Bins, day: Day): number {
  let low = 0;
  let high = binCount(bins) - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bins.edges[middle] ?? Number.POSITIVE_INFINITY) <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Counts each incident once, in the bin of its first day (or the first bin, when it began earlier and reaches in),
 * so that the bars add up to the number of dated incidents.
 */
export function histogram(
  bins: Bins,
  incidents: readonly Incident[],
  passes: (index: number) => boolean,
  inside: (index: number) => boolean,
): Bin[] {
  const result: Bin[] = Array.from({ length: binCount(bins) }, () => ({ total: 0, inside: 0, coarse: 0 }));
  const first = bins.edges[0] ?? 0;
  const after = bins.edges[bins.edges.length - 1] ?? 0;
  incidents.forEach((incident, index) => {
    if (incident.start === null || incident.end === null || !passes(index)) return;
    if (incident.end < first || incident.start >= after) return;
    const bin = result[binAt(bins, incident.start)];
    if (!bin) return;
    bin.total += 1;
    if (inside(index)) bin.inside += 1;
    if (PRECISION_RANK[incident.datePrecision] > APPROXIMATE_DAYS[bins.step]) bin.coarse += 1;
  });
  return result;
}
