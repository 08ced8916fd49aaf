"""Incidents: the editorial files, checked, with what geometry adds to them.

Geometry adds the areas that a point lies in, the distance to the Kyrgyz-Tajik border in
the vintage in force at `date_end`, and the default radius of each class of precision.
A mistake stops the build with file, id, field, what was found and what was expected.
"""

import json
from dataclasses import dataclass, field
from functools import cache

import shapely
from pyproj import Transformer
from shapely import Point

import geojson
import names
from geojson import feature
from layers import borders, countries, dushanbe, ferghana, kyrgyz_tajik_border, provinces, rasht

RADIUS = {1: 500, 2: 5_000, 3: 20_000, 4: 60_000, 5: None}  # metres
TITLES = ("title_ru", "title_tg", "title_ky", "title_uz")
# Outlines are thinned to about 100 m, so a point may lie that far beyond them.
TOLERANCE_KM = 0.15
# The city of Osh has no outline of its own in the source of the provinces.
INSIDE = {"KG-GO": "KG-O"}
AREAS = ("rasht-valley", "dushanbe", "ferghana-valley", "kyrgyz-tajik-border")
REQUIRED = (
    "id title title_ru description category event_type date_start date_end date_precision "
    "place place_id admin1 country lon lat location_precision location_radius_m areas "
    "actor1 actor2 deaths_low deaths_best deaths_high injured part_of related sources updated"
).split()


@dataclass
class Notes:
    """What the build wants a person to know; it goes into SOURCES.md."""

    areas: list = field(default_factory=list)
    provinces: list = field(default_factory=list)
    unchecked: list = field(default_factory=list)


def build(out):
    """Write `incidents.geojson` and return the notes."""
    entries = list(_read(out / "editorial"))
    _check(entries)
    notes = Notes()
    ordered = sorted(entries, key=lambda pair: (pair[1]["date_start"], pair[1]["id"]))
    features = [_feature(entry, notes) for _, entry in ordered]
    geojson.write_uneven(out / "incidents.geojson", features)
    print(f"incidents: {len(features)} features", flush=True)
    return notes


def _read(folder):
    for path in sorted(folder.glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            yield path.name, entry


def _check(entries):
    ids = {entry.get("id") for _, entry in entries}
    seen, problems = set(), []
    for file, entry in entries:

        def problem(name, found, expected, file=file, entry=entry):
            problems.append(
                f"{file}: {entry.get('id')}: {name}: found {found!r}, expected {expected}"
            )

        missing = [key for key in REQUIRED if key not in entry]
        if missing:
            problem("keys", f"no {', '.join(missing)}", "every key of the format")
            continue
        if entry["id"] in seen:
            problem("id", entry["id"], "an id that occurs once")
        seen.add(entry["id"])
        if entry["date_end"] < entry["date_start"]:
            problem("date_end", entry["date_end"], f"{entry['date_start']} or later")
        if entry["place_id"] is not None and entry["place_id"] not in names.by_id():
            problem("place_id", entry["place_id"], "an id of the places collection")
        if entry["part_of"] is not None and entry["part_of"] not in ids:
            problem("part_of", entry["part_of"], "the id of an incident")
        for link in entry["related"]:
            if link["id"] not in ids:
                problem("related", link["id"], "the id of an incident")
        unknown = set(entry["areas"]) - set(AREAS)
        if unknown:
            problem("areas", sorted(unknown), f"some of {', '.join(AREAS)}")
        if (entry["lon"] is None) != (entry["lat"] is None):
            problem("lat", entry["lat"], "both lon and lat, or neither")
        elif (distance := _outside_km(entry)) > TOLERANCE_KM:
            expected = f"a point in {entry['country']} on {entry['date_end']}"
            problem("lon, lat", (entry["lon"], entry["lat"]), f"{expected} ({distance:.1f} km off)")
    if problems:
        raise SystemExit("\n".join([*problems, f"{len(problems)} problems in the incidents"]))


def _outside_km(entry):
    """How far the point lies outside its country on the last day; 0 where that is unknown."""
    polygon = _country_at(entry["country"], entry["date_end"])
    if entry["lon"] is None or polygon is None:
        return 0.0
    return _distance_km(entry["lon"], entry["lat"], polygon)


def _country_at(code, day):
    if code in countries.CORE:
        return countries.at(day)[code]
    return countries.today().get(code)


def _feature(entry, notes):
    has_point = entry["lon"] is not None
    point = Point(entry["lon"], entry["lat"]) if has_point else None
    by_geometry = [area for area in AREAS if has_point and _area(area).covers(point)]
    if has_point:
        _note(entry, point, by_geometry, notes)
    texts = {key: entry[key] for key in TITLES if key in entry}
    precision = entry["location_precision"]
    radius = entry["location_radius_m"]
    return feature(
        entry["id"],
        point,
        {
            "kind": "incident",
            "title": entry["title"],
            **texts,
            "unreviewed": list(texts),
            **_pick(entry, "description category event_type date_start date_end date_precision"),
            **_pick(entry, "place place_id admin1 country location_precision"),
            "location_radius_m": RADIUS[precision] if radius is None else radius,
            "areas": [area for area in AREAS if area in {*entry["areas"], *by_geometry}],
            "border_distance_km": _border_distance(entry) if has_point else None,
            **_pick(entry, "actor1 actor2 deaths_low deaths_best deaths_high injured"),
            **_pick(entry, "part_of related sources"),
            "source_count": len(entry["sources"]),
            "updated": entry["updated"],
        },
    )


def _pick(entry, keys):
    return {key: entry[key] for key in keys.split()}


def _note(entry, point, by_geometry, notes):
    if sorted(by_geometry) != sorted(entry["areas"]):
        notes.areas.append((entry["id"], entry["areas"], by_geometry))
    if _country_at(entry["country"], entry["date_end"]) is None:
        notes.unchecked.append((entry["id"], entry["country"]))
    stated = INSIDE.get(entry["admin1"], entry["admin1"])
    polygon = provinces.polygons().get(stated)
    if polygon is not None and not polygon.covers(point):
        found = [code for code, p in provinces.polygons().items() if p.covers(point)]
        distance = _distance_km(point.x, point.y, polygon)
        notes.provinces.append((entry["id"], entry["admin1"], found, distance))


@cache
def _area(code):
    polygon = {
        "rasht-valley": rasht.polygon,
        "dushanbe": dushanbe.polygon,
        "ferghana-valley": ferghana.polygon,
        "kyrgyz-tajik-border": kyrgyz_tajik_border.zone,
    }[code]()
    shapely.prepare(polygon)
    return polygon


def _border_distance(entry):
    line = _border(entry["date_end"] <= countries.OLD_UNTIL)
    return round(_distance_km(entry["lon"], entry["lat"], line), 1)


@cache
def _border(old):
    return borders.line("KG", "TJ", countries.OLD_UNTIL if old else countries.NEW_FROM)


def _distance_km(lon, lat, geometry):
    """Geodesic distance: in the equidistant projection around the point, radii are true."""
    plane = Transformer.from_crs(
        "OGC:CRS84", f"+proj=aeqd +lat_0={lat} +lon_0={lon} +ellps=WGS84", always_xy=True
    )
    flat = shapely.transform(geometry, plane.transform, interleaved=False)
    return shapely.distance(flat, Point(0, 0)) / 1000
