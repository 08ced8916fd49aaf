"""Districts of Uzbekistan, fitted to the country polygon of today.

Outlines of the districts of Tajikistan and Kyrgyzstan were not to be had under an open licence;
their centres and names are points of `places.geojson`.
"""

from functools import cache

import coverage
import names
from geojson import feature
from layers import countries
from sources import uzgeocoder

# The source has a point every few metres. About 10 m is enough to fit the outlines together,
# and then they are thinned as the country polygons are.
SOURCE_GRID = 1e-4  # degrees
RANK = 3
SOURCE = "Uzbek districts of 2025 (uzgeocoder 0.6.0), outer edges: OpenStreetMap, 2026 (geo-tz 8.1.9)"


@cache
def polygons():
    """Number in the register (SOATO) -> polygon."""
    outlines = {district.soato: district.outline for district in _register()}
    thin = coverage.simplify(coverage.fit(outlines, SOURCE_GRID), countries.TOLERANCE)
    return coverage.partition(countries.today()["UZ"], thin)


def by_province():
    """ISO 3166-2 code -> the polygons of its districts."""
    found = {}
    for district in _register():
        found.setdefault(district.admin1, []).append(polygons()[district.soato])
    return found


def features():
    """The features of `districts.geojson`, in the order of the register."""
    by_hand = {
        (name.admin1, spelling): name
        for name in names.gazetteer()
        if name.kind == "district"
        for spelling in (*name.alt_names, name.name)
    }
    return [_row(d, by_hand.get((d.admin1, d.name_uz))) for d in _register()]


@cache
def _register():
    return uzgeocoder.districts()


def _row(district, by_hand):
    if by_hand:
        texts = by_hand.properties()
    else:
        texts = {
            "name": district.name_uz,
            "name_en": district.name_en,
            "name_ru": district.name_ru,
            "name_tg": None,
            "name_ky": None,
            "name_uz": district.name_uz,
            "alt_names": [],
        }
    others = [
        text
        for text in (district.name_uz_cyrillic, district.name_ru, district.name_en)
        if text not in (*texts.values(), *texts["alt_names"])
    ]
    return feature(
        f"UZ-{district.soato}",
        polygons()[district.soato],
        {
            **texts,
            "alt_names": [*texts["alt_names"], *others],
            "kind": "district",
            "rank": RANK,
            "admin1": district.admin1,
            "country": "UZ",
            "source": SOURCE,
            "approximate": False,
        },
    )
