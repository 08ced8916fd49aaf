// The search for places, mostly on the bundled gazetteer: people look for what they read somewhere, in the spelling
// in which they read it.

import type { Feature } from 'geojson';
import { describe, expect, test } from 'vitest';
import incidents from '../../geodata/incidents.geojson?raw';
import gazetteer from '../../geodata/places.geojson?raw';
import { readPlace } from '../src/api/read-place';
import { labelOf, type Place, zoomOf } from '../src/core/place';
import { findPlaces, indexPlaces } from '../src/core/place-search';
import { skeleton } from '../src/core/skeleton';
import { LANGUAGES, type Language } from '../src/core/view-state';

const featuresOf = (file: string) => (JSON.parse(file) as { features: Feature[] }).features;
const places = featuresOf(gazetteer).flatMap((feature) => readPlace(feature) ?? []);
const bundled = indexPlaces(places);
const found = (query: string, language: Language = 'en') => findPlaces(bundled, query, language);
const ids = (query: string) => found(query).map(({ place }) => place.id);

const PLAIN: Place = {
  id: 'plain',
  names: { en: 'Plain' },
  alternatives: [],
  kind: 'village',
  rank: 5,
  admin1: null,
  country: null,
  population: null,
  position: [70, 39],
};

function order(query: string, ...named: (Partial<Place> & { readonly id: string })[]): string[] {
  const index = indexPlaces(named.map((place) => ({ ...PLAIN, names: { en: place.id }, ...place })));
  return findPlaces(index, query, 'en').map(({ place }) => place.id);
}

describe('the gazetteer', () => {
  test('is read completely', () => {
    expect(places.length).toBe(featuresOf(gazetteer).length);
    expect(places.filter(({ kind }) => kind === null)).toEqual([]);
  });

  test.each([
    ['Garm', 'rasht'],
    ['Ғарм', 'rasht'],
    ['Гарм', 'rasht'],
    ['Gʻarm', 'rasht'],
    ["g'arm", 'rasht'],
    ['Jirgatol', 'lakhsh'],
    ['Ҷиргатол', 'lakhsh'],
    ['Джиргаталь', 'lakhsh'],
    ['Isfana', 'razzakov'],
    ['Исфана', 'razzakov'],
    ['Leninabad', 'khujand'],
    ['Ленинабад', 'khujand'],
    ['Xo‘jand', 'khujand'],
    ['Xo’jand', 'khujand'],
    ['хучанд', 'khujand'],
    ['Vorukh', 'vorukh'],
    ['ВОРУХ', 'vorukh'],
    ['Chorku', 'chorkuh'],
    ['Чорку', 'chorkuh'],
    ['Chorkuh', 'chorkuh'],
    ['Чоркӯҳ', 'chorkuh'],
  ])('%s is %s, in every language of the page', (query, id) => {
    for (const language of LANGUAGES) expect(found(query, language)[0]?.place.id).toBe(id);
  });

  test('the place of every incident is found by each of its names', () => {
    const wanted = new Set(featuresOf(incidents).flatMap(({ properties }) => properties?.place_id ?? []));
    expect(wanted.size).toBeGreaterThan(50);
    const missed: string[] = [];
    for (const { id, names, alternatives } of places.filter((place) => wanted.has(place.id)))
      for (const name of [...Object.values(names), ...alternatives])
        if (!ids(name).includes(id)) missed.push(`${name}: ${id}`);
    expect(missed).toEqual([]);
  });

  test('a place is found by the beginning of its English name, or six others are', () => {
    // Every tenth is enough, and not slow on a busy machine.
    for (const place of places.filter((_, n) => n % 10 === 0)) {
      const beginning = labelOf(place, 'en').slice(0, 5);
      const found = ids(beginning);
      expect(found.includes(place.id) || found.length === 6, `${beginning} for ${place.id}`).toBe(true);
    }
  });
});

describe('the name that was found', () => {
  const [rasht] = found('Garm');

  test('is told where it is not the name in the language of the page', () => {
    expect([rasht?.label, rasht?.spelling]).toEqual(['Rasht', 'Garm']);
    expect(found('Ғарм')[0]?.spelling).toBe('Ғарм');
    expect(found('гарм', 'ru')[0]).toMatchObject({ label: 'Рашт', spelling: 'Гарм' });
    expect(found('Rasht')[0]?.spelling).toBeNull();
    expect(found('рашт', 'tg')[0]?.spelling).toBeNull();
  });

  test('is the whole one, also when only its beginning was typed', () => {
    expect(found('lenina').find(({ place }) => place.id === 'khujand')?.spelling).toBe('Leninabad');
  });
});

describe('the order', () => {
  test('the whole name, the beginning of a name, the beginning of a word, something inside', () => {
    expect(order('osh', { id: 'Poshkent' }, { id: 'Kara-Osh' }, { id: 'Oshoba' }, { id: 'Osh' })).toEqual([
      'Osh',
      'Oshoba',
      'Kara-Osh',
      'Poshkent',
    ]);
  });

  test('a whole old name comes before a longer new one', () => {
    expect(order('garm', { id: 'Garmchashma', rank: 1 }, { id: 'Rasht', alternatives: ['Garm'] })[0]).toBe('Rasht');
  });

  test('of equals the more important and then the larger', () => {
    const names = { en: 'Kirov' };
    expect(
      order(
        'kirov',
        { id: 'hamlet', names },
        { id: 'village', names, population: 900 },
        { id: 'larger', names, population: 5000 },
        { id: 'town', names, rank: 4 },
      ),
    ).toEqual(['town', 'larger', 'village', 'hamlet']);
  });

  test('the town comes before the district that is named after it', () => {
    const alternatives = ['Garm'];
    expect(
      order('garm', { id: 'District', kind: 'district', rank: 3, alternatives }, { id: 'Town', rank: 4, alternatives }),
    ).toEqual(['Town', 'District']);
  });

  test('no more than six, and places of exactly that name are among them', () => {
    const longer = Array.from({ length: 9 }, (_, n) => ({ id: `Kirovabad ${n}`, rank: 1 }));
    const result = order('kirov', ...longer, { id: 'Kirov' }, { id: 'other', names: { en: 'Kirov' } });
    expect(result).toHaveLength(6);
    expect(result.slice(0, 2)).toEqual(['Kirov', 'other']);
  });
});

describe('what finds nothing', () => {
  test.each(['', ' ', 'o', "'", '--', '((', 'qqqqqq'])('“%s”', (query) => expect(ids(query)).toEqual([]));
});

describe('the other script', () => {
  test.each([
    ['Chorkuh', 'Чоркӯҳ', 'Чоркух'],
    ['Jirgatal', 'Джиргаталь', 'Ҷиргатал', 'Dzhirgatal', 'Djirgatal'],
    ['Khorugh', 'Хоруғ', 'Xorugʻ', 'Horug'],
    ['Tsentralny', 'Центральный', 'Centralniy'],
    ['Yevgenievka', 'Евгеньевка', 'Evgenyevka'],
    ['Jangy-Jer', 'Жаңы-Жер', 'Жангы-Жер', 'Zhany-Zher'],
    ['Shchuchye', 'Щучье', 'Shuche'],
    ['Yaipan', 'Яйпан'],
    ['Qizilqum', 'Қизилқум', 'Кызылкум'],
  ])('%s, %s and so on are one', (...spellings) => {
    expect(new Set(spellings.map(skeleton)).size).toBe(1);
  });

  test('is looked at when a name is written in one only', () => {
    expect(order('Чоркух', { id: 'Chorkuh' })).toEqual(['Chorkuh']);
    expect(order('Tsentr', { id: 'x', names: { ru: 'Центральный' } })).toEqual(['x']);
    expect(order('Джангыжер', { id: 'Jangyjer' })).toEqual(['Jangyjer']);
  });

  test('is not looked at when the spelling itself is found', () => {
    expect(order('Xo', { id: 'Xonobod' }, { id: 'Hozratishoh' })).toEqual(['Xonobod']);
  });
});

test('a country is looked at from farther away than a province, and that than a village', () => {
  const zoom = (id: string) => zoomOf(places.find((place) => place.id === id) ?? PLAIN);
  expect([zoom('tajikistan'), zoom('rasht'), zoom('vorukh')]).toEqual([6, 11, 11]);
  expect(zoomOf({ ...PLAIN, kind: 'province', rank: 2 })).toBe(8);
  expect(zoomOf({ ...PLAIN, kind: 'range', rank: 1 })).toBe(7);
  expect(zoomOf({ ...PLAIN, kind: 'valley', rank: 5 })).toBe(11);
});
