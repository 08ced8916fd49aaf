"""Country outlines of October 2024 out of PyPI timezonefinder (OpenStreetMap, ODbL).

In Tajikistan, Kyrgyzstan and Uzbekistan the edges of the time zones are the
national borders as OpenStreetMap drew them, at full detail.
"""

import json

import numpy as np
from shapely import Polygon, make_valid, union_all

from packages import TIMEZONEFINDER, read

ZONES = {
    "TJ": ["Asia/Dushanbe"],
    "KG": ["Asia/Bishkek"],
    "UZ": ["Asia/Tashkent", "Asia/Samarkand"],
}
SCALE = 1e-7  # the file stores ten-millionths of a degree


def countries():
    """ISO code -> (multi)polygon."""
    names = json.loads(_file("timezone_names.json"))
    zone_of_polygon = np.frombuffer(_file("poly_zone_ids.bin"), "<u2")
    outers = _rings("poly")
    holes = _rings("hole")
    hole_registry = {
        int(polygon): range(first, first + amount)
        for polygon, (amount, first) in json.loads(_file("hole_registry.json")).items()
    }
    wanted = {names.index(zone): code for code, zones in ZONES.items() for zone in zones}
    parts = {code: [] for code in ZONES}
    for number, zone in enumerate(zone_of_polygon):
        code = wanted.get(int(zone))
        if code is None:
            continue
        inner = [holes(hole) for hole in hole_registry.get(number, ())]
        parts[code].append(make_valid(Polygon(outers(number), inner)))
    return {code: union_all(polygons) for code, polygons in parts.items()}


def _rings(kind):
    """A reader of ring number n: pairs of lon, lat in degrees."""
    data = _file(f"{kind}_data.bin")
    offsets = np.frombuffer(_file(f"{kind}_adr2data.bin"), "<u4")
    amounts = np.frombuffer(_file(f"{kind}_coord_amount.bin"), f"<u{4 if kind == 'poly' else 2}")

    def ring(number):
        start, amount = int(offsets[number]), int(amounts[number])
        values = np.frombuffer(data, "<i4", count=2 * amount, offset=start)
        return np.column_stack([values[:amount], values[amount:]]) * SCALE

    return ring


def _file(name):
    return read(TIMEZONEFINDER, f"timezonefinder/{name}")
