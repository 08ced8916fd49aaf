"""Airports with an IATA code, with the name of their town in five languages."""

from shapely import Point

import names
from geojson import feature
from geometry import GEOD
from sources import airports

WINDOW = (64.0, 36.0, 79.0, 44.0)
# A town serves an airport from no farther than this.
TOWN_KM = 40
SOURCE = "airportsdata 20260905"
PATTERNS = {
    "name_ru": "Аэропорт {}",
    "name_tg": "Фурудгоҳи {}",
    "name_ky": "{} аэропорту",
    "name_uz": "{} aeroporti",
}
LOCAL = {"TJ": "name_tg", "KG": "name_ky", "UZ": "name_uz"}
# Towns that the source spells as nobody else does.
TOWNS = {"LBD": "khujand", "UND": "kunduz"}
# Airports that the three countries call international; the map names them first.
RANKS = {"DYU": 2, "FRU": 2, "BSZ": 2, "TAS": 2, "OSS": 3, "LBD": 3, "SKD": 3}


def features():
    """The features of `airports.geojson`, by IATA code."""
    return [_row(airport) for airport in airports.airports(WINDOW)]


def _row(airport):
    town = _town(airport)
    texts = {"name_en": airport.name}
    for key, pattern in PATTERNS.items():
        name = town and town.translations[key]
        texts[key] = pattern.format(name) if name else None
    return feature(
        f"airport-{airport.iata.lower()}",
        Point(airport.lon, airport.lat),
        {
            "name": texts.get(LOCAL.get(airport.country)) or airport.name,
            **texts,
            "alt_names": [],
            "kind": "airport",
            "rank": RANKS.get(airport.iata, 4),
            "country": airport.country,
            "iata": airport.iata,
            "icao": airport.icao,
            "elevation_m": airport.elevation_m,
            "source": SOURCE,
            "approximate": False,
        },
    )


def _town(airport):
    """The place of the gazetteer that the airport is named after."""
    if airport.iata in TOWNS:
        return names.by_id()[TOWNS[airport.iata]]
    wanted = airport.city.casefold()
    best = None
    for name in names.gazetteer():
        if name.kind not in ("city", "town") or name.country != airport.country:
            continue
        spellings = (name.name, *name.translations.values(), *name.alt_names)
        km = GEOD.inv(name.lon, name.lat, airport.lon, airport.lat)[2] / 1000
        if km <= TOWN_KM and wanted in {text.casefold() for text in spellings if text}:
            if best is None or km < best[0]:
                best = (km, name)
    return best and best[1]
