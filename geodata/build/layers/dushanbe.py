"""Dushanbe with its surroundings: the Hisor basin from Hisor to Vahdat around the city."""

from shapely import LineString, union_all

import names
from geometry import smooth, snap, to_degrees, to_metres
from layers import area, provinces

AROUND_CITY = 9_000  # metres
AROUND_AXIS = 8_000
AXIS = ("hisor-city", "dushanbe", "vahdat-city")


def polygon():
    """The area as one polygon."""
    city = to_metres(provinces.polygons()["TJ-DU"]).buffer(AROUND_CITY)
    axis = to_metres(LineString([area.point(place) for place in AXIS])).buffer(AROUND_AXIS)
    whole = union_all([city, axis]).buffer(8_000).buffer(-8_000)
    return snap(to_degrees(smooth(whole.simplify(800)).simplify(60)))


def features():
    """The features of `dushanbe.geojson`."""
    return [
        area.row(
            "dushanbe",
            names.by_id()["area-dushanbe"],
            polygon(),
            "area",
            "own drawing around the city outline of Natural Earth 1:10m",
            "Approximate, not administrative: 9 km around the outline of the city (as Natural "
            "Earth has it, before the last enlargements) and 8 km on each side of the line from "
            "Hisor through the city to Vahdat.",
            country="TJ",
        )
    ]
