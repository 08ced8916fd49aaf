// Places by any of their names, old or new, in either script. The best come first: the whole name, then the beginning
// of a name, then of a word in it, then anything inside; of equals the more important.

import { fold } from './fold';
import { labelOf, type Place } from './place';
import { skeleton } from './skeleton';
import type { Language } from './view-state';

export interface PlaceMatch {
  readonly place: Place;
  /** The name in the reader's language. */
  readonly label: string;
  /** The name that was found, when it is another one. */
  readonly spelling: string | null;
}

export interface PlaceIndex {
  readonly folded: Lexicon;
  /** Made when it is first needed. */
  readonly skeletons: () => Lexicon;
}

type Lexicon = readonly { readonly place: Place; readonly names: readonly Name[] }[];

interface Name {
  readonly written: string;
  readonly key: string;
}

type KeyOf = (name: string) => string;

const SHORTEST_QUERY = 2;
const MOST = 6;
/** These have the name of a town or village, also its old one, and that is what people look for. */
const NAMED_AFTER_A_TOWN: ReadonlySet<Place['kind']> = new Set(['district', 'exclave'] as const);
const BEHIND_VILLAGES = 2.5;
const NOT_IN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;

export function indexPlaces(places: readonly Place[]): PlaceIndex {
  let skeletons: Lexicon | undefined;
  return {
    folded: lexicon(places, foldedWords),
    skeletons: () => {
      skeletons ??= lexicon(places, skeletonWords);
      return skeletons;
    },
  };
}

/** No more than `most`, the best first. Letters are only transliterated when nobody spells a place like that. */
export function findPlaces(index: PlaceIndex, query: string, language: Language, most = MOST): PlaceMatch[] {
  const wanted = query.trim().toLowerCase();
  const found = search(index.folded, foldedWords(query), wanted, language);
  const best = found.length > 0 ? found : search(index.skeletons(), skeletonWords(query), wanted, language);
  return best.slice(0, most).map(({ place, label, written }) => ({
    place,
    label,
    spelling: written === label ? null : written,
  }));
}

interface Found {
  readonly place: Place;
  readonly label: string;
  readonly written: string;
  readonly closeness: number;
}

function search(lexicon: Lexicon, key: string, wanted: string, language: Language): Found[] {
  if (key.length < SHORTEST_QUERY) return [];
  const found = lexicon.flatMap(({ place, names }): Found[] => {
    const label = labelOf(place, language);
    const name = closest(names, key, (written) => (written === label ? 2 : written.toLowerCase() === wanted ? 1 : 0));
    return name ? [{ place, label, ...name }] : [];
  });
  return found.sort(
    (a, b) =>
      a.closeness - b.closeness ||
      weight(a.place) - weight(b.place) ||
      (b.place.population ?? 0) - (a.place.population ?? 0) ||
      (a.place.id < b.place.id ? -1 : 1),
  );
}

function weight({ kind, rank }: Place): number {
  return NAMED_AFTER_A_TOWN.has(kind) ? rank + BEHIND_VILLAGES : rank;
}

/** Of equally close names the one that is preferred most. */
function closest(
  names: readonly Name[],
  key: string,
  preference: (written: string) => number,
): { written: string; closeness: number } | null {
  let best: { written: string; closeness: number } | null = null;
  for (const { written, key: name } of names) {
    const closeness = closenessOf(name, key);
    if (closeness === null || (best !== null && closeness > best.closeness)) continue;
    if (best === null || closeness < best.closeness || preference(written) > preference(best.written))
      best = { written, closeness };
  }
  return best;
}

/** 0 for the whole name, 3 for something inside. */
function closenessOf(name: string, key: string): number | null {
  const start = name.indexOf(key);
  if (start < 0) return null;
  if (start === 0) return name.length === key.length ? 0 : 1;
  return name.includes(` ${key}`) ? 2 : 3;
}

function lexicon(places: readonly Place[], keyOf: KeyOf): Lexicon {
  return places.map((place) => {
    const spellings = new Set([...Object.values(place.names), ...place.alternatives]);
    return { place, names: [...spellings].map((written) => ({ written, key: keyOf(written) })) };
  });
}

function foldedWords(text: string): string {
  return words(fold(text));
}

function skeletonWords(text: string): string {
  return words(skeleton(text));
}

function words(text: string): string {
  return text.replace(NOT_IN_WORDS, ' ').trim();
}
