// Ties the view and the data to the map: each effect hands over one thing when it changes.

import { effect, signal } from '@preact/signals';
import type { Feature } from 'geojson';
import relief from '../../../geodata/relief.webp?url';
import { isoDay } from '../core/days';
import { radiusOf } from '../core/encoding';
import type { Group } from '../core/groups';
import type { Incident } from '../core/incident';
import { sharedEdges } from '../core/shared-edges';
import { shift } from '../core/steps';
import { AREAS, type Camera } from '../core/view-state';
import { closeGroup, openGroup, select, setCamera } from '../state/actions';
import { mapCommands, pointer } from '../state/commands';
import { byId, groups, selected } from '../state/derived';
import { DETAIL_ZOOM, loadDetail } from '../state/load';
import { foundPlace } from '../state/place-search';
import { whenPainted } from '../state/playback';
import { collections, hovered, incidents, layers, layersSettled, layout, locale, opened, view } from '../state/store';
import type { Mark } from './features';
import type { Listeners } from './interact';
import { type Bounds, IncidentMap } from './map';
import { DARK, LIGHT, type Palette, PRINT } from './palette';

/** The four areas, for as long as the collections have not said where they are. */
const USUAL_OVERVIEW: Bounds = [68.3, 38.2, 73.9, 41.5];
/** After every window that ends: what is in force today. */
const TODAY = '9000-01-01';

/** Throws when the browser has no WebGL 2. */
export async function connectMap(container: HTMLElement): Promise<void> {
  await loadFonts();
  const { map: words } = locale.value.messages;
  const map = new IncidentMap({
    container,
    camera: view.value.camera,
    overview: overview(),
    padding: { top: 20, right: layout.value === 'desktop' ? 200 : 20, bottom: 56, left: 28 },
    language: locale.value.code,
    palette: palette(),
    words: { map: words.label, metres: words.metres, kilometres: words.kilometres },
    listeners: listeners(() => map),
  });
  await map.ready();
  for (const query of [onPaper, inTheDark]) query.addEventListener('change', () => map.setPalette(palette()));
  connectPrinter(map, container);
  whenPainted(() => map.painted.whenPainted());
  connectCommands(map);
  connectBase(map);
  connectIncidents(map);
  connectCamera(map);
  connectRelief(map);
}

const onPaper = matchMedia('print');
const inTheDark = matchMedia('(prefers-color-scheme: dark)');

function palette(): Palette {
  if (onPaper.matches) return PRINT;
  return inTheDark.matches ? DARK : LIGHT;
}

/** A picture of the map stands in for it on paper: the printer would not see what WebGL draws. */
function connectPrinter(map: IncidentMap, container: HTMLElement): void {
  let paper: HTMLCanvasElement | null = null;
  addEventListener('beforeprint', () => {
    paper?.remove();
    paper = map.picture(PRINT);
    paper.className = 'map-paper';
    container.append(paper);
  });
  addEventListener('afterprint', () => {
    paper?.remove();
    paper = null;
    map.setPalette(palette());
  });
}

/** The relief comes last: it is the one thing that the map can be read without. */
function connectRelief(map: IncidentMap): void {
  const there = signal(false);
  effect(() => {
    if (layersSettled.value && !there.peek()) {
      void map.addRelief(relief).then(() => {
        there.value = true;
      });
    }
  });
  effect(() => {
    map.painted.setComplete(layersSettled.value && there.value && incidents.value.status !== 'loading');
  });
}

/** The map draws names from the page's fonts, and only from those that are there already. */
async function loadFonts(): Promise<void> {
  const sample = 'Aa Яя Ққ Ӯӯ Ҷҷ Ңң Өө Üü ʻ Šš';
  const faces = ['400 24px "Noto Sans"', '700 24px "Noto Sans Bold"', 'italic 400 24px "Noto Sans Italic"'];
  await Promise.all(faces.map((face) => document.fonts.load(face, sample).catch(() => [])));
}

function listeners(map: () => IncidentMap): Listeners {
  return {
    resized: () => {
      if (view.peek().camera === null) map().showOverview(false);
      const position = selected.peek()?.position;
      if (position) map().reveal(position);
    },
    moved,
    pointed: (ids, at) => {
      if (ids.join() !== hovered.value.join()) hovered.value = ids;
      pointer.value = at;
    },
    picked: select,
    pickedGroup: openGroup,
    pickedNothing: closeGroup,
  };
}

/** Where the map is by its own account, so that it is not told what it just said. */
let shownCamera: Camera | null = null;

function moved(camera: Camera): void {
  if (camera.zoom >= DETAIL_ZOOM) loadDetail();
  shownCamera = camera;
  setCamera(camera);
}

function connectCommands(map: IncidentMap): void {
  mapCommands.value = {
    zoomBy: (steps) => map.zoomBy(steps),
    overview: () => {
      setCamera(null);
      map.showOverview();
    },
    fit: (bounds) => map.fit(bounds),
    zoomTo: (position) => map.zoomTo(position),
    goTo: (camera) => {
      // Told at the start: the map is silent about a flight during which it gets another size.
      moved(camera);
      // By the next frame the panel has made room. A flight ends beside its goal when that happens on the way.
      requestAnimationFrame(() => map.goTo(camera));
    },
  };
}

const GIVEN_AS_THEY_ARE = [
  'countries',
  'districts',
  'lakes',
  'rivers',
  'roads',
  'airports',
  'borders',
  'border-changes',
  'places',
  ...AREAS,
] as const;

function connectBase(map: IncidentMap): void {
  for (const id of GIVEN_AS_THEY_ARE) {
    effect(() => map.setLayer(id, layers.value[id] ?? []));
  }
  effect(() => {
    const country = ({ properties }: Feature) => String(properties?.country ?? '');
    map.setLayer('provinces', [sharedEdges(layers.value.provinces ?? [], country)]);
  });
  effect(() => map.setNames(layers.value));
  effect(() => map.setAreas(view.value.layers));
  effect(() => map.setLanguage(locale.value.code));
  effect(() => {
    const { end } = view.value.time;
    map.setBordersOn(end === null ? TODAY : isoDay(end));
  });
}

function connectIncidents(map: IncidentMap): void {
  effect(() => map.setGroups(groups.value, isFaded()));
  effect(() => map.setOpened(opened.value));
  effect(() => {
    // The fan decides where its members stand, so marks follow it.
    void opened.value;
    void groups.value;
    map.setMarks(marks(), foundPlace.value?.position ?? null);
  });
}

function connectCamera(map: IncidentMap): void {
  let first = true;
  effect(() => {
    const { camera } = view.value;
    // Known before the map is told: it answers at once with where it is, and that is the last word.
    const known = shownCamera;
    shownCamera = camera;
    if (!first && camera && camera !== known) map.setCamera(camera);
    if (!first && camera === null && known !== null) map.showOverview();
    first = false;
  });
  effect(() => {
    map.setOverview(overview());
    if (view.peek().camera === null) map.showOverview(false);
  });
  effect(() => {
    const position = selected.value?.position;
    if (position) map.reveal(position);
  });
}

/** In a growing window everything but the last step is pale. */
function isFaded(): (group: Group) => boolean {
  const { mode, step, time } = view.value;
  if (mode !== 'cumulative' || time.end === null) return () => false;
  const lastStep = shift(step, time.end, 0);
  return ({ incidents }) => incidents.every(({ end }) => end !== null && end < lastStep);
}

function marks(): Mark[] {
  const pointed = hovered.value.length === 1 ? byId.value.get(hovered.value[0] ?? '') : undefined;
  return [
    ...(pointed && pointed !== selected.value ? mark(pointed, false) : []),
    ...(selected.value ? mark(selected.value, true) : []),
  ];
}

function mark(incident: Incident, strong: boolean): Mark[] {
  const { position, deaths, locationPrecision } = incident;
  if (position === null || locationPrecision === 5) return [];
  return [{ incident, position, radius: Math.round(radiusOf(deaths.best)), strong }];
}

function overview(): Bounds {
  const boxes = collections.value.flatMap(({ id, bbox }) => (bbox && AREAS.some((area) => area === id) ? [bbox] : []));
  if (boxes.length === 0) return USUAL_OVERVIEW;
  return [
    Math.min(...boxes.map(([west]) => west)),
    Math.min(...boxes.map(([, south]) => south)),
    Math.max(...boxes.map(([, , east]) => east)),
    Math.max(...boxes.map(([, , , north]) => north)),
  ];
}
