"""Country outlines of 2026 out of npm geo-tz (OpenStreetMap, ODbL).

The package cuts the time zones of the world into a quadtree: a leaf is either a
slice of clipped pieces or the list of the zones that cover its whole cell.
"""

import json
from functools import cache

from shapely import box, intersection, make_valid, union_all
from shapely.geometry import box as rectangle

from packages import GEO_TZ, read
from sources.geobuf import features

ZONES = {
    "TJ": ["Asia/Dushanbe"],
    "KG": ["Asia/Bishkek"],
    "UZ": ["Asia/Tashkent", "Asia/Samarkand"],
    "AF": ["Asia/Kabul"],
    "CN": ["Asia/Shanghai", "Asia/Urumqi"],
    "KZ": [
        "Asia/Almaty",
        "Asia/Qyzylorda",
        "Asia/Qostanay",
        "Asia/Aqtobe",
        "Asia/Aqtau",
        "Asia/Atyrau",
        "Asia/Oral",
    ],
    "TM": ["Asia/Ashgabat"],
    "PK": ["Asia/Karachi"],
    "IR": ["Asia/Tehran"],
    "IN": ["Asia/Kolkata"],
}
WORLD = (-180.0, -90.0, 180.0, 90.0)
# Between the tiles of one zone the package leaves slits of up to 5.5 m, hundreds of kilometres
# long. None touches these three, whose borders are left exactly as they are.
WITHOUT_SLITS = ("TJ", "KG", "UZ")
SLIT = 4e-5  # degrees, more than half its width


@cache
def countries(window):
    """ISO code -> (multi)polygon inside the window (west, south, east, north)."""
    index = json.loads(read(GEO_TZ, "data/timezones.geojson.index.json"))
    data = read(GEO_TZ, "data/timezones.geojson.geo.dat")
    code_of = {zone: code for code, zones in ZONES.items() for zone in zones}
    parts = {code: [] for code in ZONES}
    for cell, leaf in _leaves(index["lookup"], WORLD, window):
        if isinstance(leaf, list):
            for number in leaf:
                code = code_of.get(index["timezones"][number])
                if code:
                    parts[code].append(rectangle(*cell))
            continue
        for properties, geometry in features(data[leaf["pos"] : leaf["pos"] + leaf["len"]]):
            code = code_of.get(properties["tzid"])
            if code:
                parts[code].append(make_valid(geometry))
    area = box(*window)
    whole = {code: intersection(union_all(pieces), area) for code, pieces in parts.items()}
    return {
        code: shape if code in WITHOUT_SLITS else intersection(_closed(shape), area)
        for code, shape in whole.items()
    }


def _closed(shape):
    wider = shape.buffer(SLIT, quad_segs=1, join_style="mitre")
    return wider.buffer(-SLIT, quad_segs=1, join_style="mitre")


def _leaves(node, cell, window):
    west, south, east, north = cell
    if east <= window[0] or west >= window[2] or north <= window[1] or south >= window[3]:
        return
    if isinstance(node, list) or "pos" in node:
        yield cell, node
        return
    x, y = (west + east) / 2, (south + north) / 2
    quarters = {
        "a": (x, y, east, north),
        "b": (west, y, x, north),
        "c": (west, south, x, y),
        "d": (x, south, east, y),
    }
    for key, quarter in quarters.items():
        if key in node:
            yield from _leaves(node[key], quarter, window)
