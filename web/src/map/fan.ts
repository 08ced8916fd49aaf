// The incidents of one coordinate, spread around it with a line to the true point. Places are in pixels, so the fan is
// laid out anew whenever the zoom changes.

import type { Feature } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { fanOffsets, type Group } from '../core/groups';
import { point } from './features';
import { type IncidentSymbol, symbolName, symbolOf } from './icons';
import type { Images } from './images';
import { EMPTY } from './sources';

export interface FanMember {
  readonly id: string;
  readonly position: readonly [number, number];
  readonly radius: number;
}

export class Fan {
  members: readonly FanMember[] = [];
  private group: Group | null = null;

  constructor(
    private readonly map: MapLibreMap,
    private readonly images: Images,
  ) {
    map.on('zoom', () => {
      if (this.group) this.layOut();
    });
  }

  open(group: Group | null): void {
    if (group === null && this.group === null) return;
    this.group = group;
    this.layOut();
  }

  positionOf(id: string): readonly [number, number] | null {
    return this.members.find((member) => member.id === id)?.position ?? null;
  }

  private layOut(): void {
    const { group } = this;
    const symbols = group?.incidents.map((incident) => symbolOf(incident, 1)) ?? [];
    this.images.addSymbols(symbols);
    this.members = group ? this.place(group, symbols) : [];
    const spokes = this.members.map(({ position }) => spoke(group?.position ?? position, position));
    const points = this.members.map((member, n) => {
      const symbol = symbols[n];
      return point(member.position, { id: member.id, icon: symbol ? symbolName(symbol) : '', order: -member.radius });
    });
    this.put('fan-lines', spokes);
    this.put('fan', points);
  }

  private place(group: Group, symbols: readonly IncidentSymbol[]): FanMember[] {
    const centre = this.map.project([...group.position]);
    const offsets = fanOffsets(symbols.map(({ radius }) => radius));
    return group.incidents.map(({ id }, n) => {
      const [dx, dy] = offsets[n] ?? [0, 0];
      const { lng, lat } = this.map.unproject([centre.x + dx, centre.y + dy]);
      return { id, position: [lng, lat], radius: symbols[n]?.radius ?? 0 };
    });
  }

  private put(id: 'fan' | 'fan-lines', features: Feature[]): void {
    this.map
      .getSource<GeoJSONSource>(id)
      ?.setData(features.length === 0 ? EMPTY : { type: 'FeatureCollection', features });
  }
}

function spoke(from: readonly [number, number], to: readonly [number, number]): Feature {
  return { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[...from], [...to]] } };
}
