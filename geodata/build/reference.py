"""The Kyrgyz-Tajik line as the packages hold it, for a test to compare ours with.

Taken by a second and simpler way than the layers: the common boundary of the two polygons of
a package, neither fitted, cut nor thinned. Written to `tests/fixtures/`.
"""

import shapely
from shapely import MultiLineString

import geojson
from geojson import feature
from geometry import GRID, lines, snap
from layers import countries
from sources import geotz, timezonefinder

# The polygons of geo-tz are cut into tiles and mended, which moves their edges by this much.
SEAM = 3e-5  # degrees


def write(folder):
    """Write one file for each vintage."""
    for year, polygons, source in (
        ("2024", timezonefinder.countries(), countries.SOURCE_2024),
        ("2026", geotz.countries(countries.WINDOW), countries.SOURCE_2026),
    ):
        line = _common(polygons["KG"], polygons["TJ"])
        row = feature(f"kg-tj-{year}", line, {"source": source, "licence": "ODbL-1.0"})
        geojson.write(folder / f"kyrgyz-tajik-line-{year}.geojson", [row])
        print(f"reference {year}: {shapely.get_num_coordinates(line)} vertices", flush=True)


def _common(one, other):
    edge = shapely.boundary(snap(one))
    near = shapely.buffer(shapely.boundary(snap(other)), SEAM, quad_segs=2)
    found = lines(shapely.intersection(edge, near))
    return shapely.set_precision(MultiLineString(found), GRID, mode="pointwise")
