"""Generalised forms of the base map, for the first screen and for slow lines.

One simplification for everything that has edges in common: provinces and neighbours are one
coverage, the countries are unions of provinces, and the borders are the edges that two countries
share. So nothing gapes between layers, at any zoom.
"""

import json

import shapely
from shapely import union_all

import coverage
import geojson
from geojson import feature
from geometry import area_km2, polygons, shared_line
from layers import countries

# Square root of the area that a vertex may be worth, in degrees: less than four pixels at zoom 7.
TOLERANCE = 0.02
# About 100 m: a tenth of a pixel at zoom 7. Rounded alike, common edges stay common.
DECIMALS = 3
RIVER_TOLERANCE = 0.013  # degrees
LAKE_TOLERANCE = 0.008  # degrees
AREA_TOLERANCE = 0.004  # degrees
SMALLEST_LAKE_KM2 = 10.0
MAP_KEYS = (
    "name name_en name_ru name_tg name_ky name_uz kind rank admin1 country "
    "valid_from valid_to status schematic approximate"
).split()
# Names of old are for the search, which fetches the full layer.
PLACE_KEYS = [*MAP_KEYS, "population"]
ROAD_TOLERANCE = 0.01  # degrees
TOWNS = 3  # rank of the last places that the map names before zoom 8

NAMES = "countries borders provinces rivers lakes roads places".split()
AREAS = "ferghana-valley kyrgyz-tajik-border".split()  # the other two are small as they are


def build(out):
    """Write `overview/*.geojson` from the files beside it."""
    full = {name: list(geojson.read(out / f"{name}.geojson")) for name in (*NAMES, *AREAS)}
    provinces, today, old = _polygons(full)
    rows = {
        "countries": [_with(item, _country(item, today, old)) for item in full["countries"]],
        "borders": [_with(item, _border(item, today, old)) for item in full["borders"]],
        "provinces": [_with(item, provinces[item["id"]]) for item in full["provinces"]],
        "rivers": [_with(item, _thin(item, RIVER_TOLERANCE)) for item in full["rivers"]],
        "lakes": [_with(item, _thin(item, LAKE_TOLERANCE)) for item in _lakes(full["lakes"])],
        "roads": [_with(item, _thin(item, ROAD_TOLERANCE)) for item in _trunk(full["roads"])],
        "places": [_with(item, item["geometry"], PLACE_KEYS) for item in _places(out, full)],
    }
    for name in AREAS:
        rows[name] = [_with(item, _in_area(item, today, old)) for item in full[name]]
    (out / "overview").mkdir(exist_ok=True)
    for name in rows:
        # A town moved by 100 m would not stand where its incidents do.
        decimals = geojson.DECIMALS if name == "places" else DECIMALS
        seen = [row for row in rows[name] if not row["geometry"].is_empty]
        geojson.write(out / "overview" / f"{name}.geojson", seen, decimals)
        print(f"overview/{name}: {len(seen)} features", flush=True)


def _polygons(full):
    """The provinces, today's countries and the three of before the treaty, generalised."""
    provinces = {item["id"]: item["geometry"] for item in full["provinces"]}
    states = {item["id"]: item["geometry"] for item in full["countries"]}
    neighbours = {code: shape for code, shape in states.items() if "-" not in code}
    fitted = coverage.simplify(coverage.fit(provinces | neighbours), TOLERANCE)
    today = {code: fitted[code] for code in neighbours}
    for country in countries.CORE:
        today[country] = union_all([fitted[code] for code in provinces if code[:2] == country])
    outline = union_all([today[country] for country in countries.CORE])
    drawn = {country: states[f"{country}-2024"] for country in countries.CORE}
    old = coverage.partition(outline, coverage.simplify(drawn, TOLERANCE))
    return {code: fitted[code] for code in provinces}, today, old


def _country(item, today, old):
    code = item["properties"]["country"]
    return (old if item["properties"]["valid_to"] == countries.OLD_UNTIL else today)[code]


def _border(item, today, old):
    one, other = item["properties"]["country"].split("-")
    shapes = today if item["properties"]["valid_to"] is None else old
    return shared_line(shapes[one], shapes[other])


def _in_area(item, today, old):
    """An exclave is a part of its generalised country, so that its fill fits its border."""
    if item["properties"]["kind"] == "exclave":
        shapes = today if item["properties"]["valid_to"] is None else old
        parts = polygons(shapes[item["properties"]["country"]])
        own = max(parts, key=lambda part: shapely.intersection(part, item["geometry"]).area)
        if own.area < 2 * item["geometry"].area:
            return own
    return _thin(item, AREA_TOLERANCE)


def _thin(item, tolerance):
    thin = shapely.simplify(item["geometry"], tolerance, preserve_topology=True)
    return shapely.set_precision(thin, 10**-DECIMALS)


def _lakes(lakes):
    return [lake for lake in lakes if area_km2(lake["geometry"]) >= SMALLEST_LAKE_KM2]


def _trunk(roads):
    return [road for road in roads if road["properties"]["rank"] == 1]


def _places(out, full):
    """Countries to towns, and every place that an incident names."""
    incidents = json.loads((out / "incidents.geojson").read_text(encoding="utf-8"))["features"]
    named = {incident["properties"]["place_id"] for incident in incidents}
    return [p for p in full["places"] if p["properties"]["rank"] <= TOWNS or p["id"] in named]


def _with(item, geometry, keys=MAP_KEYS):
    kept = {key: value for key, value in item["properties"].items() if key in keys}
    return feature(item["id"], geometry, kept)
