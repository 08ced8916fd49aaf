"""Trunk roads, schematic: drawn from known place to known place, as `roads.csv` lists them.

No package holds roads of the region. The lines say which places a road joins, not where it
runs. Along the Panj a road follows the river, which is the border.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from shapely import LineString
from shapely.ops import substring

import names
from geojson import feature
from geometry import GRID, shared_line
from layers import countries

TABLE = Path(__file__).parent.parent / "roads.csv"
SOURCE = "own drawing from place to place ({}), unchecked"
# A leg between two places that both lie this near to the Panj runs along it.
BESIDE_PANJ = 0.06  # degrees
BANK = 0.008  # degrees from the river
POINTS_A_LEG = 6
MAIN = ("M34", "M41", "A373", "EM-02", "EM-11", "A372", "A376", "M39")


def features():
    """The features of `roads.geojson`, in the order of the table."""
    legs = {}
    with TABLE.open(newline="", encoding="utf-8") as stream:
        return [_row(row, legs) for row in csv.DictReader(stream)]


def _row(row, legs):
    stops = [_stop(row["id"], place) for place in row["via"].split(";")]
    parts = [_leg(stops, n, legs) for n in range(len(stops) - 1)]
    points = [parts[0][0], *(point for part in parts for point in part[1:])]
    line = shapely.set_precision(LineString(points).simplify(0.0003), GRID, mode="pointwise")
    ends = (stops[0], stops[-1])
    texts = {"name": " – ".join(end.name for end in ends)}
    for key in ends[0].translations:
        spoken = [end.translations[key] for end in ends]
        texts[key] = " – ".join(spoken) if all(spoken) else None
    texts |= {"name_en": row["name_en"], "name_ru": row["name_ru"]}
    return feature(
        row["id"],
        line,
        {
            **texts,
            "alt_names": [],
            "kind": "road",
            "ref": row["ref"] or None,
            "rank": 1 if any(ref in MAIN for ref in row["ref"].split(" / ")) else 2,
            "country": "-".join(row["country"].split(";")),
            "schematic": True,
            "source": SOURCE.format(row["source"]),
            "approximate": True,
        },
    )


def _stop(road, place):
    if place not in names.by_id():
        raise ValueError(f"roads.csv: {road}: {place} is not in the gazetteer")
    return names.by_id()[place]


def _leg(stops, n, legs):
    """Points from stop n to the next; a leg that two roads share is drawn once."""
    one, other = stops[n], stops[n + 1]
    known = legs.get((one.id, other.id)) or legs.get((other.id, one.id), [])[::-1]
    if known:
        return known
    a, b = (one.lon, one.lat), (other.lon, other.lat)
    points = _along_panj(a, b)
    if points is None:
        before = (stops[n - 1].lon, stops[n - 1].lat) if n > 0 else None
        after = (stops[n + 2].lon, stops[n + 2].lat) if n + 2 < len(stops) else None
        points = _curve(before, a, b, after)
    legs[one.id, other.id] = points
    return points


def _along_panj(a, b):
    """The bank of the Panj between two places on it, else None."""
    ends = [shapely.Point(p) for p in (a, b)]
    if any(_panj().distance(end) > BESIDE_PANJ for end in ends):
        return None
    part = substring(_panj(), *(_panj().project(end) for end in ends))
    if part.length < 0.05:
        return None
    home = countries.today()["TJ"]
    banks = [part.offset_curve(side * BANK) for side in (1, -1)]
    bank = max(banks, key=lambda line: shapely.intersection(line, home).length)
    points = [tuple(point) for piece in shapely.get_parts(bank) for point in piece.coords]
    return [a, *points, b]


@cache
def _panj():
    border = shared_line(countries.today()["AF"], countries.today()["TJ"])
    return max(shapely.get_parts(border), key=lambda line: line.length).simplify(0.004)


def _curve(before, a, b, after):
    """A soft curve through the two places (centripetal Catmull-Rom), straight at the ends."""
    a, b = np.array(a), np.array(b)
    before = np.array(before) if before else 2 * a - b
    after = np.array(after) if after else 2 * b - a
    knots = [0.0]
    for p, q in ((before, a), (a, b), (b, after)):
        knots.append(knots[-1] + max(np.hypot(*(q - p)), 1e-9) ** 0.5)
    t0, t1, t2, t3 = knots
    found = []
    for t in np.linspace(t1, t2, POINTS_A_LEG + 1):
        a1 = (t1 - t) / (t1 - t0) * before + (t - t0) / (t1 - t0) * a
        a2 = (t2 - t) / (t2 - t1) * a + (t - t1) / (t2 - t1) * b
        a3 = (t3 - t) / (t3 - t2) * b + (t - t2) / (t3 - t2) * after
        b1 = (t2 - t) / (t2 - t0) * a1 + (t - t0) / (t2 - t0) * a2
        b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
        found.append(tuple((t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2))
    found[0], found[-1] = tuple(a), tuple(b)
    return found
