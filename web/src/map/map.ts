// The one place that drives MapLibre. It is given plain values and skips what has not changed; nothing here reads the
// view or decides what is shown.

import maplibreWorker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import './engine.css';
import type { Feature } from 'geojson';
import { type GeoJSONSource, type LngLatBoundsLike, Map as MapLibreMap, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import type { Group } from '../core/groups';
import { AREAS, type Area, type Camera, type Language } from '../core/view-state';
import { Fan } from './fan';
import { groupFeatures, highlightFeatures, highlightName, type Mark, point, ringFeatures } from './features';
import { symbolOf } from './icons';
import { Images } from './images';
import { type Listeners, listen } from './interact';
import { labelFeatures, type NamedLayers } from './labels';
import { Painted } from './painted';
import type { Palette } from './palette';
import { EMPTY, type SourceId, sources } from './sources';
import { baseLayers, DATED_LAYERS, validOn } from './style-base';
import { incidentLayers } from './style-incidents';
import { labelLayers } from './style-labels';
import { RELIEF_BELOW, reliefLayer, reliefSource } from './style-relief';

export type Bounds = readonly [west: number, south: number, east: number, north: number];

export interface MapOptions {
  readonly container: HTMLElement;
  readonly camera: Camera | null;
  readonly overview: Bounds;
  /** Pixels to keep free around the overview, more where something lies over the map. */
  readonly padding: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  readonly language: Language;
  readonly palette: Palette;
  readonly words: { readonly map: string; readonly metres: string; readonly kilometres: string };
  readonly listeners: Listeners;
}

/** Nothing to see beyond the window of the base map. */
const LIMITS: LngLatBoundsLike = [54, 33, 86, 49];

/** Two rings, so that the place is not taken for a selected incident, with room for an incident's symbol and badge. */
const FOUND_RINGS = [18, 26];

setWorkerUrl(maplibreWorker);

export class IncidentMap {
  readonly painted: Painted;
  private readonly map: MapLibreMap;
  private readonly fan: Fan;
  private readonly images: Images;
  private groups: readonly Group[] = [];
  private opened: string | null = null;
  private vintage = '';
  private named: NamedLayers = {};

  /** Throws when the browser has no WebGL 2. */
  constructor(private options: MapOptions) {
    const { container, camera, overview, palette, language, words } = options;
    this.map = new MapLibreMap({
      container,
      style: {
        version: 8,
        // Colours change at once: a page about to be printed has no time for a transition.
        transition: { duration: 0, delay: 0 },
        sources: sources(),
        layers: [...baseLayers(palette), ...labelLayers(palette, language), ...incidentLayers()],
      },
      ...(camera ? { center: [camera.lon, camera.lat], zoom: camera.zoom } : { bounds: [...overview] }),
      fitBoundsOptions: { padding: options.padding },
      maxBounds: LIMITS,
      minZoom: 4,
      maxZoom: 15,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      locale: {
        'Map.Title': words.map,
        'ScaleControl.Meters': words.metres,
        'ScaleControl.Kilometers': words.kilometres,
      },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new ScaleControl({ maxWidth: 110 }), 'top-left');
    this.images = new Images(this.map);
    void this.map.once('style.load', () => this.images.setPlaceIcons(palette));
    this.painted = new Painted(this.map, container);
    this.fan = new Fan(this.map, this.images);
    this.map.on('moveend', () => this.putNames());
    listen(this.map, options.listeners, () => ({ groups: this.groups, fan: this.fan.members }));
  }

  async ready(): Promise<void> {
    if (!this.map.isStyleLoaded()) await this.map.once('load');
  }

  setLayer(id: SourceId, features: readonly Feature[]): void {
    this.put(id, features);
  }

  /** Names of countries, provinces and areas at a point of their own, so that each stands once. */
  setNames(layers: NamedLayers): void {
    this.named = layers;
    this.putNames();
  }

  /** Draws countries and borders as they were on the day. */
  setBordersOn(day: string): void {
    if (day === this.vintage) return;
    this.vintage = day;
    const valid = validOn(day);
    for (const [id, also] of DATED_LAYERS) this.map.setFilter(id, ['all', valid, ...also]);
    this.painted.changed();
  }

  setAreas(visible: readonly Area[]): void {
    for (const area of AREAS) {
      const visibility = visible.includes(area) ? 'visible' : 'none';
      this.map.setLayoutProperty(`area-fill-${area}`, 'visibility', visibility);
      this.map.setLayoutProperty(`area-line-${area}`, 'visibility', visibility);
      this.map.setLayoutProperty(`area-name-${area}`, 'visibility', visibility);
    }
    this.painted.changed();
  }

  setLanguage(language: Language): void {
    this.options = { ...this.options, language };
    for (const layer of labelLayers(this.options.palette, language)) {
      if (layer.type !== 'symbol' || layer.id === 'road-numbers') continue;
      this.map.setLayoutProperty(layer.id, 'text-field', layer.layout?.['text-field']);
    }
    this.painted.changed();
  }

  setPalette(palette: Palette): void {
    this.options = { ...this.options, palette };
    const drawn = [...baseLayers(palette), reliefLayer(palette), ...labelLayers(palette, this.options.language)];
    for (const { id, paint } of drawn) {
      if (!this.map.getLayer(id)) continue;
      const values = { ...paint } as Record<string, never>;
      for (const [property, value] of Object.entries(values)) {
        this.map.setPaintProperty(id, property as 'fill-color', value);
      }
    }
    this.images.setPlaceIcons(palette);
    this.painted.changed();
  }

  /** The map in these colours, drawn at once: a page that is about to be printed does not wait. */
  picture(palette: Palette): HTMLCanvasElement {
    const copy = document.createElement('canvas');
    this.setPalette(palette);
    // What WebGL has drawn can be read in the same task only.
    this.map.once('render', () => {
      const drawn = this.map.getCanvas();
      copy.width = drawn.width;
      copy.height = drawn.height;
      copy.getContext('2d')?.drawImage(drawn, 0, 0);
    });
    this.map.redraw();
    return copy;
  }

  /** Lays the shadows of the mountains over the land; resolves when they are there, or cannot be had. */
  async addRelief(url: string): Promise<void> {
    if (this.map.getSource('relief')) return;
    const { palette } = this.options;
    const settled = new Promise<void>((resolve) => {
      const watches = [
        this.map.on('sourcedata', ({ sourceId, isSourceLoaded }) => {
          if (sourceId === 'relief' && isSourceLoaded) end();
        }),
        // A map without shadows is still a map.
        this.map.on('error', ({ error }) => {
          console.error(error);
          end();
        }),
      ];
      const end = () => {
        for (const watch of watches) watch.unsubscribe();
        resolve();
      };
    });
    this.map.addSource('relief', reliefSource(url));
    this.map.addLayer(reliefLayer(palette), RELIEF_BELOW);
    await settled;
  }

  /** The incidents shown, one group for each coordinate; `isFaded` marks what a growing window left behind. */
  setGroups(groups: readonly Group[], isFaded: (group: Group) => boolean): void {
    this.groups = groups;
    this.putGroups(isFaded);
    this.painted.drawn(groups.reduce((sum, { incidents }) => sum + incidents.length, 0));
    this.setOpened(this.opened);
  }

  /** Fans out the incidents of one coordinate. */
  setOpened(key: string | null): void {
    this.opened = key;
    const group = this.groups.find((candidate) => candidate.key === key && candidate.incidents.length > 1);
    this.fan.open(group ?? null);
    this.map.setFilter('incidents', group ? ['!=', ['get', 'key'], group.key] : null);
    this.painted.changed();
  }

  /** Incidents to point out, and a place that was looked for. */
  setMarks(marks: readonly Mark[], found: readonly [number, number] | null): void {
    const placed = marks.map((mark) => ({ ...mark, position: this.fan.positionOf(mark.incident.id) ?? mark.position }));
    this.images.addSymbols(placed.map(({ incident }) => symbolOf(incident, 1)));
    for (const mark of placed) this.images.addHighlight(highlightName(mark), mark.radius, mark.strong);
    this.put('rings', ringFeatures(marks));
    for (const radius of FOUND_RINGS) this.images.addHighlight(`found-${radius}`, radius, true);
    const rings =
      found === null ? [] : FOUND_RINGS.map((radius) => point(found, { icon: `found-${radius}`, order: -1 }));
    this.put('highlights', [...rings, ...highlightFeatures(placed)]);
  }

  setCamera(camera: Camera): void {
    this.map.jumpTo({ center: [camera.lon, camera.lat], zoom: camera.zoom });
  }

  showOverview(animate = true): void {
    const { overview, padding } = this.options;
    this.map.fitBounds([...overview], { padding, animate }, { overview: true });
  }

  setOverview(overview: Bounds): void {
    this.options = { ...this.options, overview };
  }

  fit(bounds: Bounds): void {
    this.map.fitBounds([...bounds], { padding: 48, maxZoom: 12 });
  }

  /** Brings a point into view, without moving the map when it is there already. */
  reveal(position: readonly [number, number]): void {
    const { x, y } = this.map.project([...position]);
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { left, right, top, bottom } = this.options.padding;
    if (x > left && x < clientWidth - right && y > top && y < clientHeight - bottom) return;
    this.map.easeTo({ center: [...position] });
  }

  zoomTo(position: readonly [number, number]): void {
    this.map.flyTo({ center: [...position], zoom: Math.max(this.map.getZoom(), 10) });
  }

  goTo({ lon, lat, zoom }: Camera): void {
    this.map.resize();
    this.map.flyTo({ center: [lon, lat], zoom });
  }

  zoomBy(steps: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + steps });
  }

  resize(): void {
    this.map.resize();
  }

  private putGroups(isFaded: (group: Group) => boolean): void {
    const { features, symbols } = groupFeatures(this.groups, isFaded);
    this.images.addSymbols(symbols);
    this.put('incidents', features);
  }

  private putNames(): void {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { padding } = this.options;
    const { lng: west, lat: north } = this.map.unproject([padding.left, padding.top]);
    const { lng: east, lat: south } = this.map.unproject([clientWidth - padding.right, clientHeight - padding.bottom]);
    const view = [west, south, east, north] as const;
    this.put('labels', labelFeatures(this.named, view));
  }

  private put(id: SourceId, features: readonly Feature[]): void {
    const source = this.map.getSource<GeoJSONSource>(id);
    source?.setData(features.length === 0 ? EMPTY : { type: 'FeatureCollection', features: [...features] });
    this.painted.changed();
  }
}
