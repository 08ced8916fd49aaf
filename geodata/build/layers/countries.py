"""Country polygons: Tajikistan, Kyrgyzstan and Uzbekistan in two vintages, their neighbours in one.

The outer outline of the three is that of 2026 in both vintages; what changed at the
treaty of 13 March 2025, and the little that was redrawn elsewhere between the three,
differs. Outlines are thinned to about 100 m, the Kyrgyz-Tajik line to about 50 m.
"""

from functools import cache

from shapely import Point, union_all

import coverage
import names
from geojson import feature
from geometry import shared_line
from sources import geotz, timezonefinder

WINDOW = (55.0, 34.0, 85.0, 48.0)
CORE = ("TJ", "KG", "UZ")
OLD_UNTIL, NEW_FROM = "2025-03-12", "2025-03-13"
NEIGHBOUR_TOLERANCE = 0.005  # degrees, between two neighbours
TOLERANCE = 0.001  # square root of the area that a vertex may be worth, in degrees
FINE_TOLERANCE = 0.0005  # the same for the Kyrgyz-Tajik line
# A strip 30 m wide and 200 m long between Khojai A'lo and the main part of Tajikistan,
# where two roads cross, belongs to neither country in the source. It is counted to
# Kyrgyzstan, so that the exclave stays the separate part that the source draws.
KHOJAI_ALO_STRIP = (Point(70.5149, 39.9562), "KG")

SOURCE_2024 = "OpenStreetMap, October 2024 (timezonefinder 6.5.4)"
SOURCE_2026 = "OpenStreetMap, 2026 (geo-tz 8.1.9)"


@cache
def today():
    """ISO code -> polygon in the borders of today, neighbours included."""
    full = coverage.fit(geotz.countries(WINDOW), gap_owners=[KHOJAI_ALO_STRIP])
    neighbours = set(full) - set(CORE)
    return _thin(coverage.simplify_edges(full, neighbours, NEIGHBOUR_TOLERANCE))


@cache
def before_treaty():
    """ISO code -> polygon of the three countries as drawn before the treaty."""
    old = coverage.fit(timezonefinder.countries())
    outline = union_all([today()[code] for code in CORE])
    return coverage.partition(outline, _thin(old))


def _thin(full):
    """Thin all edges, and the Kyrgyz-Tajik line less than the others."""
    fine_line = shared_line(*(coverage.simplify(full, FINE_TOLERANCE)[c] for c in ("KG", "TJ")))
    return coverage.replace_edge(coverage.simplify(full, TOLERANCE), "KG", "TJ", fine_line)


def at(day):
    """The three countries in the borders in force on an ISO day."""
    return before_treaty() if day <= OLD_UNTIL else {code: today()[code] for code in CORE}


def features():
    """The features of `countries.geojson`."""
    rows = []
    for code in CORE:
        rows.append(_row(f"{code}-2024", code, before_treaty()[code], None, OLD_UNTIL, SOURCE_2024))
        rows.append(_row(f"{code}-2025", code, today()[code], NEW_FROM, None, SOURCE_2026))
    for code in sorted(set(today()) - set(CORE)):
        rows.append(_row(code, code, today()[code], None, None, SOURCE_2026))
    return rows


def _row(identifier, code, geometry, valid_from, valid_to, source):
    return feature(
        identifier,
        geometry,
        {
            **names.countries()[code].properties(),
            "kind": "country",
            "country": code,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "source": source,
            "approximate": valid_to is not None,
        },
    )
