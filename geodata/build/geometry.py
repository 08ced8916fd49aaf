"""Small geometric helpers that several layers share."""

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely import MultiLineString, Polygon, get_parts, line_merge, union_all

GRID = 1e-5  # degrees: every coordinate of the project has at most five decimals
GEOD = Geod(ellps="WGS84")
# One metric plane for the whole region: equal-distance enough for buffers of 10 to 20 km.
_TO_METRES = Transformer.from_crs("OGC:CRS84", "EPSG:32642", always_xy=True)


def to_metres(geometry):
    """Longitude and latitude to UTM zone 42 north."""
    return shapely.transform(geometry, lambda xy: _apply(_TO_METRES.transform, xy))


def to_degrees(geometry):
    """UTM zone 42 north to longitude and latitude."""

    def inverse(x, y):
        return _TO_METRES.transform(x, y, direction="INVERSE")

    return shapely.transform(geometry, lambda xy: _apply(inverse, xy))


def _apply(transform, xy):
    return np.column_stack(transform(xy[:, 0], xy[:, 1]))


def area_km2(geometry):
    """Geodesic area."""
    return abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))[0]) / 1e6


def length_km(geometry):
    """Geodesic length."""
    return GEOD.geometry_length(geometry) / 1e3


def polygons(geometry):
    """The polygons of any geometry, as a list."""
    return [
        part
        for part in get_parts(get_parts(geometry))
        if part.geom_type == "Polygon" and part.area > 0
    ]


def lines(geometry):
    """The lines of any geometry, joined where they meet, in a fixed order."""
    parts = [part for part in get_parts(get_parts(geometry)) if part.geom_type == "LineString"]
    if not parts:
        return []
    merged = line_merge(MultiLineString(parts))
    return sorted(get_parts(merged), key=lambda line: tuple(sorted(line.coords)[0]))


def segments(geometry):
    """The set of undirected segments of a polygon's boundary."""
    found = set()
    for part in polygons(geometry):
        for ring in (part.exterior, *part.interiors):
            points = [tuple(point) for point in ring.coords]
            found.update(tuple(sorted(pair)) for pair in zip(points, points[1:]))
    return found


def shared_line(one, other):
    """The boundary that two polygons of one coverage have in common, vertex by vertex."""
    common = segments(one) & segments(other)
    return MultiLineString(lines(MultiLineString([list(pair) for pair in sorted(common)])))


def fill_holes(geometry, smaller_than_km2=float("inf")):
    """Without the holes below a size."""
    return union_all(
        [
            Polygon(
                part.exterior,
                [ring for ring in part.interiors if area_km2(Polygon(ring)) >= smaller_than_km2],
            )
            for part in polygons(geometry)
        ]
    )


def smooth(geometry, rounds=3):
    """Corner cutting after Chaikin: soft edges for areas that have no sharp ones."""
    for _ in range(rounds):
        geometry = shapely.union_all([_chaikin_polygon(part) for part in polygons(geometry)])
    return geometry


def _chaikin_polygon(polygon):
    return shapely.make_valid(
        Polygon(_chaikin(polygon.exterior), [_chaikin(ring) for ring in polygon.interiors])
    )


def _chaikin(ring):
    points = np.asarray(ring.coords)[:-1]
    following = np.roll(points, -1, axis=0)
    cut = np.empty((2 * len(points), 2))
    cut[0::2] = 0.75 * points + 0.25 * following
    cut[1::2] = 0.25 * points + 0.75 * following
    return cut


def snap(geometry):
    """On the grid of five decimals, valid, without repeated points."""
    return shapely.set_precision(geometry, GRID)
