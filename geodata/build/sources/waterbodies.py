"""Inland water out of npm @geo-maps/earth-waterbodies-10m (OpenStreetMap, ODbL)."""

import json

import shapely

from geometry import polygons
from packages import WATERBODIES, read


def water(window):
    """Water polygons inside the window: lakes, reservoirs and wide rivers, without names."""
    collection = json.loads(read(WATERBODIES, "map.geo.json"))
    shapes = collection.get("geometries") or [f["geometry"] for f in collection["features"]]
    west, south, east, north = window
    found = []
    for shape in shapes:
        many = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for rings in many:
            x, y = rings[0][0]
            if west <= x <= east and south <= y <= north:
                found += polygons(shapely.make_valid(shapely.Polygon(rings[0], rings[1:])))
    return sorted(found, key=lambda polygon: polygon.bounds)
