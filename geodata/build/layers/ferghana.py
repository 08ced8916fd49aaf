"""The Ferghana Valley: the lowland up to 1,100 m east of 69.5 E, in one piece, smoothed."""

import numpy as np
from contourpy import FillType, contour_generator
from shapely import MultiPolygon, Point, Polygon, box, make_valid, union_all

import names
from geometry import fill_holes, polygons, smooth, snap, to_degrees, to_metres
from layers import area, exclaves
from sources import elevation

WINDOW = (68.0, 38.5, 75.0, 43.0)
CEILING = 1_100.0  # metres
WEST_END = 69.5  # degrees: the narrows of Khujand
INSIDE = Point(71.6, 40.6)
# Towns on the rim whose place on a grid of 8 km is chance: a soft circle keeps them in.
RIM_TOWNS = ("osh", "batken", "khujand", "jalal-abad", "uzgen", "kyzyl-kiya")
RIM_METRES = 6_000
EXCLAVES = (
    "sokh-exclave",
    "shohimardon-exclave",
    "chong-kara-exclave",
    "jani-ayil-exclave",
    "sarvan-exclave",
    "barak",
)


def polygon():
    """The area as one polygon."""
    lon, lat, metres = elevation.grid(WINDOW)
    lowland = _below(lon, lat, metres).intersection(box(WEST_END, 39.0, 74.0, 42.5))
    valley = next(part for part in polygons(lowland) if part.contains(INSIDE))
    circles = [to_metres(area.point(town)).buffer(RIM_METRES) for town in RIM_TOWNS]
    valley = union_all([to_metres(valley), *circles])
    # Opening and closing take away what is narrower than the grid can know.
    valley = valley.buffer(5_000).buffer(-8_500).buffer(3_500)
    valley = max(polygons(valley), key=lambda part: part.area)
    valley = union_all([valley, *circles]).buffer(10_000).buffer(-16_000).buffer(6_000)
    valley = smooth(fill_holes(valley).simplify(700)).simplify(100)
    return snap(to_degrees(valley))


def _below(lon, lat, metres):
    """Land up to the ceiling, as polygons between the grid points."""
    generator = contour_generator(lon, lat, metres, fill_type=FillType.OuterOffset)
    found = []
    for points, offsets in zip(*generator.filled(-1_000.0, CEILING)):
        rings = [points[a:b] for a, b in zip(offsets[:-1], offsets[1:])]
        found.append(make_valid(Polygon(rings[0], rings[1:])))
    return union_all(MultiPolygon(polygons(union_all(np.array(found)))))


def features():
    """The features of `ferghana-valley.geojson`."""
    return [
        area.row(
            "ferghana-valley",
            names.by_id()["area-ferghana-valley"],
            polygon(),
            "area",
            "own outline from a height grid of five arc minutes (pvlib 0.16.1, Tilezen terrain)",
            "Approximate: the lowland up to about 1,100 m east of 69.5 E, in one piece, smoothed; "
            "Osh, Uzgen, Jalal-Abad, Kyzyl-Kiya, Batken and Khujand on its rim are kept inside. "
            "The edge is good to about 8 km.",
        ),
        *exclaves.features(EXCLAVES),
    ]
