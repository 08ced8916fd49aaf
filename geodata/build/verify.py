"""Checks what was built: counts, geometry, exclaves, places, areas; compares with a reference.

    python geodata/build/verify.py [REFERENCE_FOLDER]
"""

import gzip
import json
import sys
from pathlib import Path

import shapely
from shapely import Point

import geojson
import names
import overview
from geometry import area_km2, length_km, lines, polygons, to_metres

FILES = (
    "incidents rasht-valley dushanbe ferghana-valley kyrgyz-tajik-border "
    "countries provinces districts borders border-changes rivers lakes roads airports places"
).split()
# What the map fetches for its first screen: the overviews, the two areas that have none because
# they are small, and the relief. The server packs less tightly and adds links to each: 150 kB
# are allowed on the wire.
FIRST_SCREEN_BYTES = 142_000
# Exclave -> whose part it is before the treaty and after it (None: no exclave then).
EXCLAVES = {
    "vorukh-exclave": ("TJ", "TJ"),
    "western-qalacha": ("TJ", None),
    "sarvan-exclave": ("TJ", "TJ"),
    "sokh-exclave": ("UZ", "UZ"),
    "shohimardon-exclave": ("UZ", "UZ"),
    "chong-kara-exclave": ("UZ", "UZ"),
    "jani-ayil-exclave": ("UZ", "UZ"),
    "barak": ("KG", None),
    "hoja-alo-exclave": (None, "TJ"),
}
# Area -> the places that it must hold, and those that it must not.
AREAS = {
    "rasht-valley": (
        "rasht navobod darband roghun-city obigarm tojikobod lakhsh karakenja tavildara labijar "
        "sangvor-village kamarob samsoliq safedkhok",
        "fayzobod romit qalaikhumb saghirdasht karamyk daroot-korgon mehron dushanbe",
    ),
    "dushanbe": (
        "dushanbe vahdat-city hisor-city somoniyon-rudaki",
        "tursunzoda-city norak obigarm fayzobod takob romit",
    ),
    "ferghana-valley": (
        "fergana kokand margilan andijan namangan osh jalal-abad batken khujand isfara-city "
        "konibodom-city kara-suu uzgen kosonsoy khanabad kyzyl-kiya",
        "tashkent angren suluktu gulcha dushanbe daroot-korgon kara-kulja bekobod",
    ),
    "kyrgyz-tajik-border": (
        "batken isfara-city vorukh khujand karamyk kok-tash suluktu razzakov",
        "osh kokand rasht tojikobod sary-tash aydarken dushanbe",
    ),
}


def run(out, reference=None):
    """Print the findings; exit with an error when one of them is wrong."""
    wrong = []
    layers = {name: list(geojson.read(out / f"{name}.geojson")) for name in FILES}
    for name, features in layers.items():
        vertices = sum(int(shapely.get_num_coordinates(f["geometry"])) for f in features)
        print(f"{name}: {len(features)} features, {vertices} vertices")
        wrong += _geometry(name, features, out)
    wrong += _coverages(layers) + _overviews(out)
    wrong += _places(layers["places"]) + _exclaves(layers["countries"]) + _areas(layers)
    if reference:
        _compare(layers["borders"], reference)
    if wrong:
        raise SystemExit("\n".join([*wrong, f"{len(wrong)} checks failed"]))
    print("all checks passed")


def _geometry(name, features, out):
    wrong = []
    raw = json.loads((out / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    for item, written in zip(features, raw):
        geometry = item["geometry"]
        if geometry is None:
            continue
        if geometry.is_empty or not geometry.is_valid:
            wrong.append(f"{name}: {item['id']}: {shapely.is_valid_reason(geometry)}")
        for part in polygons(geometry):
            if not part.exterior.is_ccw or any(ring.is_ccw for ring in part.interiors):
                wrong.append(f"{name}: {item['id']}: a ring runs the wrong way")
        for line in _chains(written["geometry"]):
            if any(a == b for a, b in zip(line, line[1:])):
                wrong.append(f"{name}: {item['id']}: a point twice in a row")
    return wrong


def _coverages(layers):
    """Neighbours must share their edges vertex by vertex."""
    countries = {item["id"]: item["geometry"] for item in layers["countries"]}
    sets = {
        "countries before the treaty": [g for k, g in countries.items() if k.endswith("-2024")],
        "countries today": [g for k, g in countries.items() if not k.endswith("-2024")],
        "provinces": [item["geometry"] for item in layers["provinces"]],
        "districts": [item["geometry"] for item in layers.get("districts", [])],
    }
    return [
        f"{name}: edges do not fit together"
        for name, polygons_ in sets.items()
        if not shapely.coverage_is_valid(polygons_)
    ]


def _overviews(out):
    """They fit together as the full layers do, and a slow line can carry them."""
    wrong, size = [], 0
    layers = {}
    for name in (*overview.NAMES, *overview.AREAS):
        path = out / "overview" / f"{name}.geojson"
        size += len(gzip.compress(path.read_bytes(), 9, mtime=0))
        layers[name] = list(geojson.read(path))
        wrong += _geometry(f"overview/{name}", layers[name], out)
    wrong += [f"overview: {text}" for text in _coverages(layers)]
    for name in ("rasht-valley.geojson", "dushanbe.geojson", "relief.webp"):
        size += len(gzip.compress((out / name).read_bytes(), 9, mtime=0))
    print(f"first screen: {size:,} bytes with gzip")
    if size > FIRST_SCREEN_BYTES:
        wrong.append(f"first screen: {size:,} bytes, expected at most {FIRST_SCREEN_BYTES:,}")
    return wrong


def _chains(written):
    """All lists of positions of a written geometry."""
    found, waiting = [], [written["coordinates"]]
    while waiting:
        value = waiting.pop()
        if isinstance(value[0], list) and isinstance(value[0][0], (int, float)):
            found.append(value)
        elif isinstance(value[0], list):
            waiting += value
    return found


def _places(features):
    there = {item["id"] for item in features}
    return [f"places: {name.id} is missing" for name in names.gazetteer() if name.id not in there]


def _exclaves(countries):
    wrong = []
    polygon = {item["id"]: item["geometry"] for item in countries}
    for place, owners in EXCLAVES.items():
        spot = _point(place)
        found = []
        for vintage, owner in zip(("2024", "2025"), owners):
            part = None
            for code in ("TJ", "KG", "UZ"):
                parts = sorted(polygons(polygon[f"{code}-{vintage}"]), key=lambda p: p.area)
                if any(p.contains(spot) for p in parts[:-1]):
                    part = code, next(p for p in parts if p.contains(spot))
            found.append(f"{vintage} {part[0]} {area_km2(part[1]):.2f} km²" if part else "-")
            if (part[0] if part else None) != owner:
                wrong.append(f"{place}: {found[-1]} in {vintage}, expected {owner}")
        print(f"  exclave {place}: {' | '.join(found)}")
    return wrong


def _areas(layers):
    wrong = []
    for name, (inside, outside) in AREAS.items():
        area = next(f["geometry"] for f in layers[name] if f["properties"]["kind"] == "area")
        print(f"  area {name}: {area_km2(area):.0f} km²")
        for place in inside.split():
            if not area.contains(_point(place)):
                wrong.append(f"{name}: {place} lies outside")
        for place in outside.split():
            if area.contains(_point(place)):
                wrong.append(f"{name}: {place} lies inside")
    return wrong


def _point(place):
    name = names.by_id()[place]
    return Point(name.lon, name.lat)


def _compare(borders, folder):
    for ours, file in (("kg-tj-2024", "2024"), ("kg-tj-2025", "2026")):
        line = next(item["geometry"] for item in borders if item["id"] == ours)
        collection = json.loads((folder / f"border_kg_tj_{file}.geojson").read_text())
        shapes = [json.dumps(item["geometry"]) for item in collection["features"]]
        other = shapely.union_all(shapely.from_geojson(shapes))
        flat, flat_other = to_metres(line), to_metres(other)
        there = _farthest(flat_other, flat)
        back = _farthest(flat, flat_other)
        print(
            f"  {ours}: {length_km(line):.1f} km in {len(lines(line))} lines, "
            f"reference {length_km(other):.1f} km in {len(lines(other))}; "
            f"farthest reference vertex from ours {there:.0f} m, ours from reference {back:.0f} m"
        )


def _farthest(one, other):
    """One-sided Hausdorff distance over the vertices of the first line."""
    points = shapely.points(shapely.get_coordinates(one))
    shapely.prepare(other)
    return float(shapely.distance(points, other).max())


if __name__ == "__main__":
    run(Path(__file__).parent.parent, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
