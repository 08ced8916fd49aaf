// Incidents that share a coordinate. They are shown as one symbol with a count and fan out on click: never jittered,
// since a moved point claims a place that nobody reported.

import type { Incident } from './incident';
import { isMapped } from './incident';

export interface Group {
  /** Same for the same coordinate, whatever the filter. */
  readonly key: string;
  readonly position: readonly [lon: number, lat: number];
  /** The deadliest first. */
  readonly incidents: readonly [Incident, ...Incident[]];
}

export function groupByPosition(incidents: readonly Incident[]): Group[] {
  const groups = new Map<string, { position: readonly [number, number]; incidents: [Incident, ...Incident[]] }>();
  for (const incident of incidents) {
    if (!isMapped(incident) || incident.position === null) continue;
    const key = incident.position.join(',');
    const group = groups.get(key);
    if (group) group.incidents.push(incident);
    else groups.set(key, { position: incident.position, incidents: [incident] });
  }
  for (const group of groups.values()) group.incidents.sort(byDeaths);
  return [...groups].map(([key, group]) => ({ key, ...group }));
}

function byDeaths(a: Incident, b: Incident): number {
  return (b.deaths.best ?? -1) - (a.deaths.best ?? -1) || (b.start ?? 0) - (a.start ?? 0) || (a.id < b.id ? -1 : 1);
}

const GAP = 6;
/** Up to this many stand in a circle; more make a spiral. */
const CIRCLE = 8;

/** Where the members of a fanned-out group stand, in pixels from the true point, so that none touches another. */
export function fanOffsets(radii: readonly number[]): [x: number, y: number][] {
  const widest = Math.max(...radii, 0);
  return radii.length <= CIRCLE ? circleOffsets(radii, widest) : spiralOffsets(radii, widest);
}

function circleOffsets(radii: readonly number[], widest: number): [number, number][] {
  const distances = radii.map((radius, n) => radius + (radii[(n + 1) % radii.length] ?? radius) + GAP);
  const turns = (away: number) => distances.map((room) => 2 * Math.asin(Math.min(1, room / (2 * away))));
  let away = widest + 18;
  while (sum(turns(away)) > 2 * Math.PI) away += 2;
  const needed = turns(away);
  const spare = (2 * Math.PI - sum(needed)) / radii.length;
  let angle = -Math.PI / 2;
  return needed.map((turn) => {
    const here = polar(away, angle);
    angle += turn + spare;
    return here;
  });
}

function spiralOffsets(radii: readonly number[], widest: number): [number, number][] {
  let angle = 0;
  let distance = 30 + widest / 2;
  return radii.map((radius, n) => {
    const next = radii[n + 1] ?? radius;
    const here = polar(distance, angle - Math.PI / 2);
    const turn = (radius + next + GAP) / distance;
    angle += turn;
    distance += (turn / (2 * Math.PI)) * (2 * Math.max(radius, next) + GAP + 6);
    return here;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function polar(distance: number, angle: number): [number, number] {
  return [distance * Math.cos(angle), distance * Math.sin(angle)];
}
