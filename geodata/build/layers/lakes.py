"""Lakes and reservoirs of 3 km² and more (farther off, of 400 km²), softened, the main ones named.

The source also holds pieces of wide rivers; what lies along a river and is not
compact is left out.
"""

import math

import shapely
from shapely import Point, box, union_all

import names
from geojson import feature
from geometry import area_km2, fill_holes, length_km, polygons, smooth, snap
from layers import countries
from sources import gshhg, waterbodies

WINDOW = (64.0, 36.0, 79.0, 44.0)
SMALLEST_KM2, SMALLEST_FAR_OFF_KM2 = 3.0, 400.0
BESIDE_RIVER = 0.03  # degrees
# Lakes that the source breaks into pieces: everything within the box is one lake.
PIECES = {
    "sarez": box(72.52, 38.1, 73.1, 38.33),
    "toktogul-reservoir": box(72.6, 41.68, 73.4, 41.87),
    "norak-reservoir": box(69.15, 38.25, 69.5, 38.48),
    "zorkul": box(73.55, 37.38, 74.0, 37.5),
}
RANKS = ((1_000, 1), (150, 2), (25, 3), (8, 4), (0, 5))
SOURCE = "OpenStreetMap (earth-waterbodies-10m 0.6.0)"


def features():
    """The features of `lakes.geojson`, largest first."""
    water = union_all(waterbodies.water(countries.WINDOW))
    rivers = union_all([line for _, line in gshhg.rivers(WINDOW)])
    shapely.prepare(rivers)
    parts = [part for part in polygons(water) if part.within(box(*countries.WINDOW))]
    lakes = [name for name in names.gazetteer() if name.kind in ("lake", "reservoir")]
    named, taken = {}, set()
    for name in lakes:
        spot = PIECES.get(name.id) or Point(name.lon, name.lat).buffer(0.03)
        own = [i for i, part in enumerate(parts) if part.intersects(spot) and area_km2(part) > 0.5]
        if name.id not in PIECES and own:
            own = [max(own, key=lambda i: parts[i].area)]
        if own and not taken & set(own):
            taken.update(own)
            named[name.id] = union_all([parts[i] for i in own])
    rows = [(names.by_id()[key], geometry) for key, geometry in named.items()]
    for i, part in enumerate(parts):
        smallest = SMALLEST_KM2 if part.intersects(box(*WINDOW)) else SMALLEST_FAR_OFF_KM2
        if i not in taken and area_km2(part) >= smallest and _is_lake(part, rivers):
            rows.append((None, part))
    rows.sort(key=lambda row: -area_km2(row[1]))
    return [_row(name, _soften(geometry), area_km2(geometry)) for name, geometry in rows]


def _is_lake(part, rivers):
    if area_km2(part) >= SMALLEST_FAR_OFF_KM2:
        return True  # no river is so wide, and Balkhash is as long as one
    perimeter = length_km(shapely.boundary(part))
    compact = 4 * math.pi * area_km2(part) / perimeter**2
    beside_river = rivers.distance(part) < BESIDE_RIVER
    return compact >= 0.24 and (not beside_river or area_km2(part) > 35)


def _soften(geometry):
    return snap(smooth(fill_holes(geometry, 1.0), 2).simplify(0.0004))


def _row(name, geometry, size):
    middle = geometry.representative_point()
    none = {key: None for key in ("name", *(f"name_{code}" for code in names.LANGUAGES))}
    rank = next(rank for least, rank in RANKS if size >= least)
    return feature(
        name.id if name else f"lake-{middle.x:.2f}-{middle.y:.2f}",
        geometry,
        {
            **(name.properties() if name else {**none, "alt_names": []}),
            "kind": name.kind if name else "lake",
            "rank": min(rank, name.rank) if name else rank,
            "source": SOURCE,
            "approximate": True,
        },
    )
