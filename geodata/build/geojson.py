"""Writing GeoJSON: one feature per line, five decimals, right-hand rings, the same keys in each."""

import json

import shapely
from shapely import MultiLineString, MultiPolygon, Polygon

from geometry import polygons

DECIMALS = 5


def feature(identifier, geometry, properties):
    """One feature with a string id."""
    return {"id": identifier, "geometry": geometry, "properties": properties}


def write(path, features, decimals=DECIMALS):
    """Write a FeatureCollection; refuse doubled ids and uneven keys."""
    seen, keys = set(), None
    for item in features:
        if item["id"] in seen:
            raise ValueError(f"{path.name}: id {item['id']!r} twice")
        seen.add(item["id"])
        keys = keys or list(item["properties"])
        if list(item["properties"]) != keys:
            raise ValueError(f"{path.name}: {item['id']}: keys differ from those of the first")
    write_uneven(path, features, decimals)


def write_uneven(path, features, decimals=DECIMALS):
    """Write a FeatureCollection whose features may lack some keys."""
    features = list(features)
    multi = any(_is_multi(item["geometry"]) for item in features)
    rows = ",\n".join(_row(item, multi, decimals) for item in features)
    path.write_text(
        '{"type":"FeatureCollection","features":[\n' + rows + "\n]}\n", encoding="utf-8"
    )


def read(path):
    """Features as written: dictionaries with id, shapely geometry (or None) and properties."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    for item in collection["features"]:
        shape = item["geometry"]
        yield feature(
            item["id"],
            shapely.from_geojson(json.dumps(shape)) if shape else None,
            item["properties"],
        )


def _is_multi(geometry):
    return geometry is not None and geometry.geom_type.startswith("Multi")


def _row(item, multi, decimals):
    return json.dumps(
        {
            "type": "Feature",
            "id": item["id"],
            "properties": item["properties"],
            "geometry": mapping(item["geometry"], multi, decimals),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def mapping(geometry, multi=False, decimals=DECIMALS):
    """The GeoJSON object of a shapely geometry, canonical in order and orientation.

    With `multi` a single part is written as a Multi-geometry too: one type for a layer is what
    GIS tools expect.
    """
    if geometry is None:
        return None
    if geometry.geom_type == "Point":
        return {"type": "Point", "coordinates": _position((geometry.x, geometry.y), decimals)}
    if isinstance(geometry, (Polygon, MultiPolygon)):
        parts = [_rings(part, decimals) for part in sorted(polygons(geometry), key=lambda p: -p.area)]
        kinds = ("Polygon", "MultiPolygon")
    else:
        if not isinstance(geometry, MultiLineString):
            geometry = MultiLineString([geometry])
        parts = [_positions(line.coords, decimals) for line in geometry.geoms]
        kinds = ("LineString", "MultiLineString")
    if len(parts) == 1 and not multi:
        return {"type": kinds[0], "coordinates": parts[0]}
    return {"type": kinds[1], "coordinates": parts}


def _rings(polygon, decimals):
    polygon = shapely.normalize(polygon)
    polygon = shapely.orient_polygons(polygon)
    return [_positions(ring.coords, decimals) for ring in (polygon.exterior, *polygon.interiors)]


def _positions(coords, decimals):
    found = []
    for point in coords:
        position = _position(point, decimals)
        if not found or found[-1] != position:
            found.append(position)
    return found


def _position(point, decimals):
    return [_number(point[0], decimals), _number(point[1], decimals)]


def _number(value, decimals):
    value = round(float(value), decimals)
    return int(value) if value.is_integer() else value
