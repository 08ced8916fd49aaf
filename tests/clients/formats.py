"""Reads files that marz has written, with pyogrio, geopandas and pyarrow, and compares every
feature and every property with the source: `formats.py FOLDER SOURCE...`.

The names of columns and the types are worked out here once more from docs/formats.md, not from
marz.
"""

import csv
import json
import pathlib
import sys
import xml.etree.ElementTree as xml

import geopandas
import pandas
import pyarrow.parquet
import pyogrio.raw
import shapely

OWN = {
    "fgb": ["id"],
    "gpkg": ["fid", "geom", "id"],
    "parquet": ["id", "geometry", "bbox"],
}
KML = "{http://www.opengis.net/kml/2.2}"
FORMULA = tuple("=+-@\t\r\n")
csv.field_size_limit(2**30)


def column_names(names, own):
    """The rule for names that occur twice, without regard to case."""
    taken, found = {name.lower() for name in own}, {}
    for name in names:
        plain = "".join("_" if ord(letter) < 32 else letter for letter in name) or "_"
        column, number = plain, 2
        while column.lower() in taken:
            column, number = f"{plain}_{number}", number + 1
        taken.add(column.lower())
        found[name] = column
    return found


def source(path):
    """The features by identifier, and the names of their properties in order."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    names = list(dict.fromkeys(name for one in features for name in one["properties"]))
    return {str(one["id"]): one for one in features}, names


def same(expected, found):
    """Is a value as it was read the value of the source?"""
    if expected is None or found is None:
        return expected is None and found is None
    if isinstance(found, str) and isinstance(expected, (list, dict)):
        return json.loads(found) == expected
    if isinstance(found, list):
        return found == expected
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected == found
    if isinstance(expected, (int, float)) and not isinstance(found, str):
        return float(expected) == found if isinstance(found, float) else expected == found
    if isinstance(expected, str) and not isinstance(found, str):
        return pandas.Timestamp(expected).tz_localize(None) == pandas.Timestamp(found).tz_localize(None)
    # A column in which values of several types meet holds JSON, scalars too.
    return found == expected or found == json.dumps(expected, ensure_ascii=False)


def coordinates(geometry):
    """A geometry as plain lists, from GeoJSON or from shapely."""
    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        geometry = shapely.geometry.mapping(geometry)
    if geometry["type"] == "GeometryCollection":
        return [geometry["type"], [coordinates(part) for part in geometry["geometries"]]]
    return [geometry["type"], lists(geometry["coordinates"])]


def lists(value):
    return [lists(one) for one in value] if isinstance(value, (list, tuple)) else float(value)


def flat(value):
    """Without heights."""
    if value and isinstance(value[0], float):
        return value[:2]
    return [flat(one) if isinstance(one, list) else one for one in value]


def is_empty(geometry):
    return geometry is None or shapely.geometry.shape(geometry).is_empty


def same_place(expected, found, extension):
    if is_empty(expected):
        # FlatGeobuf has no empty geometries.
        return found is None or (found.is_empty and extension != "fgb")
    expected, found = coordinates(expected), coordinates(found)
    if found is None:
        return False
    if found[0] == "Multi" + expected[0]:
        expected = [found[0], [expected[1]]]
    # FlatGeobuf has heights in all geometries or in none.
    return found == expected or (extension == "fgb" and found == flat(expected))


def compare(path, features, rows, columns, geometry):
    extension = path.suffix[1:]
    assert len(rows) == len(features), f"{path}: {len(rows)} features, not {len(features)}"
    for row in rows:
        identifier = str(row["id"] if "id" in row else row["fid"])
        feature = features[identifier]
        for name, column in columns.items():
            expected, found = feature["properties"].get(name), row[column]
            assert same(expected, found), f"{path} {identifier} {column}: {found!r}, not {expected!r}"
        found, expected = row[geometry], feature["geometry"]
        assert same_place(expected, found, extension), f"{path} {identifier}: {found}, not {expected}"


def check_geopackage(path, features, names):
    """By GDAL as Arrow: integers and nulls come as they are."""
    columns = column_names(names, OWN["gpkg"])
    meta, table = pyogrio.read_arrow(path, return_fids=True)
    assert meta["crs"] == "EPSG:4326", meta["crs"]
    rows = table.to_pylist()
    for row in rows:
        row.setdefault("id", row.get("fid"))
        row["geometry_"] = row["geom"] and shapely.from_wkb(row["geom"])
    compare(path, features, rows, columns, "geometry_")


def check_flatgeobuf(path, features, names):
    """By GDAL row by row: its Arrow reader (3.12) fails on a feature without geometry, in files of
    its own too."""
    columns = column_names(names, OWN["fgb"])
    meta, _, shapes, data = pyogrio.raw.read(path)
    assert meta["crs"] == "EPSG:4326", meta["crs"]
    frame = pandas.DataFrame(dict(zip(meta["fields"], data, strict=True)))
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    for row, shape in zip(rows, shapes, strict=True):
        row["geometry_"] = shape and shapely.from_wkb(shape)
    compare(path, features, rows, columns, "geometry_")
    assert len(geopandas.read_file(path)) == len(features)


def check_parquet(path, features, names):
    columns = column_names(names, OWN["parquet"])
    table = pyarrow.parquet.read_table(path)
    rows = table.to_pylist()
    for row in rows:
        geometry = row["geometry_"] = row["geometry"] and shapely.from_wkb(row["geometry"])
        box = row["bbox"] and tuple(row["bbox"][name] for name in ("xmin", "ymin", "xmax", "ymax"))
        bounds = None if geometry is None or geometry.is_empty else geometry.bounds
        assert box == bounds, f"{path} {row['id']}: {box}, not {bounds}"
    compare(path, features, rows, columns, "geometry_")
    frame = geopandas.read_parquet(path)
    assert frame.crs == "OGC:CRS84", frame.crs
    drawn = [one for one in features.values() if not is_empty(one["geometry"])]
    assert (~(frame.geometry.isna() | frame.geometry.is_empty)).sum() == len(drawn)
    west, south = 68, 38
    inside = geopandas.read_parquet(path, bbox=(west, south, 70, 39))
    box = shapely.box(west, south, 70, 39)
    expected = [one for one in drawn if box.intersects(shapely.box(*shapely.geometry.shape(one["geometry"]).bounds))]
    assert len(inside) == len(expected), f"{path}: {len(inside)} in the box, not {len(expected)}"


def check_json(path, features, names):
    """JSON-FG and text sequences, by their own words and by GDAL."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".geojsons":
        parts = text.split("\x1e")
        assert parts[0] == "" and all(part.endswith("\n") for part in parts[1:])
        found = [json.loads(part) for part in parts[1:]]
    else:
        document = json.loads(text)
        assert "http://www.opengis.net/spec/json-fg-1/1.0/conf/core" in document["conformsTo"]
        found = document["features"]
        assert all(one["place"] is None and "time" in one for one in found)
    assert len(found) == len(features)
    for one in found:
        expected = features[str(one["id"])]
        assert one["properties"] == expected["properties"], one["id"]
        assert coordinates(one["geometry"]) == coordinates(expected["geometry"]), one["id"]
    assert pyogrio.read_info(path)["features"] == len(features)


def check_csv(path, features, names):
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    header, rows = [unguarded(name) for name in rows[0]], rows[1:]
    numbers = "lon" in header[:2]
    columns = column_names(names, ["id", "lon", "lat"] if header[1:3] == ["lon", "lat"] and path.stem != "nasty" else ["id", "geom"])
    assert len(rows) == len(features) and len(set(map(str.lower, header))) == len(header)
    for cells in rows:
        row = dict(zip(header, cells, strict=True))
        feature = features[unguarded(row["id"])]
        for name, column in columns.items():
            expected, found = feature["properties"].get(name), row[column]
            if isinstance(expected, str):
                assert not found.startswith(FORMULA), f"{path}: {found!r} is a formula"
                assert unguarded(found) == expected, f"{path} {row['id']} {column}: {found!r}"
            else:
                wanted = expected if found else None
                assert (json.loads(found) if found else None) == expected, f"{path} {column}: {found!r}, not {wanted!r}"
        geometry = feature["geometry"]
        if "geom" in columns.values() or "geom" not in header:
            if header[1:3] == ["lon", "lat"]:
                point = geometry["coordinates"][:2] if geometry else [None, None]
                assert [float(cell) if cell else None for cell in cells[1:3]] == point
        else:
            found = shapely.from_wkt(row["geom"]) if row["geom"] else None
            assert (found is None) == (geometry is None)
            assert found is None or coordinates(found) == coordinates(geometry) or (found.is_empty and is_empty(geometry)), f"{path}: {found}"


def unguarded(cell):
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def check_kml(path, features, names):
    columns = column_names(names, ["id"])
    marks = list(xml.parse(path).getroot().iter(f"{KML}Placemark"))
    assert len(marks) == len(features)
    shapes = {f"{KML}{name}" for name in ("Point", "LineString", "Polygon", "MultiGeometry")}
    for mark in marks:
        data = {one.get("name"): one.text or "" for one in mark.iter(f"{KML}SimpleData")}
        feature = features[data["id"]]
        for name, column in columns.items():
            expected, found = feature["properties"].get(name), data.get(column)
            if isinstance(expected, str):
                assert found == printable(expected), f"{path} {data['id']} {column}: {found!r}"
            else:
                read = None if found is None else json.loads(found)
                assert read == expected, f"{path} {column}: {found!r}"
        drawn = [child for child in mark if child.tag in shapes]
        assert len(drawn) == (feature["geometry"] is not None), data["id"]
        found = [part.split(",") for one in drawn for leaf in one.iter(f"{KML}coordinates") for part in leaf.text.split()]
        assert [[float(number) for number in at] for at in found] == positions(feature["geometry"])


def printable(text):
    return "".join(letter for letter in text if letter in "\t\n\r" or (ord(letter) >= 32 and letter not in "\ufffe\uffff"))


def positions(geometry):
    def walk(value):
        if value and isinstance(value[0], (int, float)):
            return [[float(number) for number in value]]
        return [at for part in value for at in walk(part)]

    if geometry is None:
        return []
    if geometry["type"] == "GeometryCollection":
        return [at for part in geometry["geometries"] for at in positions(part)]
    return walk(geometry["coordinates"])


CHECKS = {
    "fgb": check_flatgeobuf,
    "gpkg": check_geopackage,
    "parquet": check_parquet,
    "json": check_json,
    "geojsons": check_json,
    "csv": check_csv,
    "kml": check_kml,
}


def check_projected(folder, features):
    """In other reference systems a point lies where it lay."""
    for code in (4326, 3857, 32641, 32642, 32643):
        for extension in ("fgb", "gpkg", "parquet", "json"):
            path = folder / f"numbers-{code}.{extension}"
            read = geopandas.read_parquet if extension == "parquet" else geopandas.read_file
            numbered = extension in ("gpkg", "json")  # there GDAL takes the identifier for its own
            frame = read(path, fid_as_index=True) if numbered else read(path)
            assert frame.crs.to_epsg() == code, f"{path}: {frame.crs}"
            frame = frame.to_crs("OGC:CRS84")
            identifiers = frame.index if numbered else frame["id"]
            for identifier, point in zip(identifiers, frame.geometry, strict=True):
                expected = features[str(identifier)]["geometry"]["coordinates"]
                for found, wanted in zip((point.x, point.y), expected):
                    assert abs(found - wanted) < 1e-7, f"{path} {identifier}: {point}, not {expected}"


def main(folder, sources):
    wrong = []
    folder = pathlib.Path(folder)
    for path in map(pathlib.Path, sources):
        features, names = source(path)
        for extension, check in CHECKS.items():
            file = folder / f"{path.stem}.{extension}"
            try:
                check(file, features, names)
            except Exception as error:  # every file is looked at, whatever the one before was like
                wrong.append(f"{file.name}: {type(error).__name__}: {error}")
        if path.stem == "numbers":
            check_projected(folder, features)
    print("\n".join(wrong) or f"{len(sources)} sources, {len(CHECKS)} formats: all the same")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
