"""OGC API Tiles Part 1 (20-057), with GDAL as the reader of tiles and PROJ as the judge of matrices.

OGC's own suite (`org.opengis.cite:ets-ogcapi-tiles10`) is not among the packages of Maven Central.
"""

import math
import pathlib
import tempfile

import pyogrio
import pyproj
import shapely
from client import GEOJSON, JSON, get, link
from core import all_pages, first_page, shapes
from outcome import registry

RELATION = "http://www.opengis.net/def/rel/ogc/1.0/"
REGISTER = "http://www.opengis.net/def/tilematrixset/OGC/1.0/"
MVT = "application/vnd.mapbox-vector-tile"
CLASSES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/"
# Deeper ones are tested by the project's own tests.
ZOOMS = range(0, 9)

TESTS, once, for_collections = registry()


def tileset(document, name="WebMercatorQuad"):
    """The whole description of a tileset, from a list of links that has the list of tilesets."""
    listed = get(link(document, RELATION + "tilesets-vector", JSON), JSON).must_be(200, JSON).json()
    for one in listed["tilesets"]:
        if one["tileMatrixSetURI"] == REGISTER + name:
            return get(link(one, "self"), JSON).must_be(200, JSON).json()
    raise AssertionError(f"no tileset of {name}: {listed}")


def tile(found, matrix, row, col, **parameters):
    url = link(found, "item", MVT)
    for name, value in (("tileMatrix", matrix), ("tileRow", row), ("tileCol", col)):
        assert f"{{{name}}}" in url, url
        url = url.replace(f"{{{name}}}", str(value))
    return get(url, MVT, **parameters)


def limits(found, matrix):
    one = next(one for one in found["tileMatrixSetLimits"] if one["tileMatrix"] == str(matrix))
    return [one[name] for name in ("minTileRow", "maxTileRow", "minTileCol", "maxTileCol")]


def some_tiles(found):
    """Of each matrix the corners and the middle of the limits."""
    for matrix in ZOOMS:
        first_row, last_row, first_col, last_col = limits(found, matrix)
        middle = ((first_row + last_row) // 2, (first_col + last_col) // 2)
        for row, col in {(first_row, first_col), middle, (last_row, last_col)}:
            yield matrix, row, col


def bounds(matrix, row, col):
    """Of a tile of WebMercatorQuad, in metres."""
    half = 20037508.342789244
    side = 2 * half / 2**matrix
    return shapely.box(
        -half + col * side, half - (row + 1) * side, -half + (col + 1) * side, half - row * side
    )


def read(answer, matrix, row, col):
    """The geometries of each layer of a tile, in metres."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "tile.pbf"
        path.write_bytes(answer.body)
        options = {"X": str(col), "Y": str(row), "Z": str(matrix), "CLIP": "NO"}
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        return {
            name: shapely.from_wkb(pyogrio.raw.read(path, layer=name, **options)[2])
            for name in layers
        }


def must_lie_about(layers, matrix, row, col):
    """Inside the tile or its buffer of a 64th."""
    around = bounds(matrix, row, col)
    around = around.buffer(math.sqrt(around.area) / 64 + 1, join_style="mitre")
    for name, geometries in layers.items():
        assert all(around.intersects(one) for one in geometries), (name, matrix, row, col)


def definition_parameter(api, path, name):
    for one in api.definition["paths"][path]["get"]["parameters"]:
        if "$ref" in one:
            one = api.definition["components"]["parameters"][one["$ref"].rsplit("/", 1)[1]]
        if one["name"] == name:
            return one
    raise AssertionError(f"{path} has no parameter {name}")


TILE = "/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"
TILE_PATHS = ["/tiles" + TILE, "/collections/{collectionId}/tiles" + TILE]


def must_be_in_path(api, name, kind):
    for path in TILE_PATHS:
        one = definition_parameter(api, path, name)
        assert one["in"] == "path" and one["required"] is True, one
        assert one["schema"]["type"] == kind, one


@once("/conf/core/conformance-success")
def conformance(api):
    for name in ("core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets",
                 "collections-selection", "datetime", "mvt", "oas30"):
        assert CLASSES + name in api.classes, name


@once("/conf/core/tc-tilematrix-definition")
def tile_matrix_definition(api):
    must_be_in_path(api, "tileMatrix", "string")


@once("/conf/core/tc-tilerow-definition")
def tile_row_definition(api):
    must_be_in_path(api, "tileRow", "integer")


@once("/conf/core/tc-tilecol-definition")
def tile_col_definition(api):
    must_be_in_path(api, "tileCol", "integer")


@for_collections("/conf/core/tc-op")
def tile_operation(api, collection):
    found = tileset(collection)
    first_row, _, first_col, _ = limits(found, 0)
    tile(found, 0, first_row, first_col).must_be(200, MVT)


@for_collections("/conf/core/tc-success")
def tile_content(api, collection):
    found = tileset(collection)
    for matrix, row, col in some_tiles(found):
        answer = tile(found, matrix, row, col)
        if answer.status == 200:
            layers = read(answer.must_be(200, MVT), matrix, row, col)
            assert set(layers) == {collection["id"]}, layers.keys()
            must_lie_about(layers, matrix, row, col)


@for_collections("/conf/core/tc-error")
def tile_errors(api, collection):
    for name in ("WebMercatorQuad", "WorldCRS84Quad"):
        found = tileset(collection, name)
        for matrix in ZOOMS:
            first_row, last_row, first_col, last_col = limits(found, matrix)
            outside = [(first_row - 1, first_col), (last_row + 1, first_col),
                       (first_row, first_col - 1), (first_row, last_col + 1)]
            for row, col in outside:
                assert tile(found, matrix, row, col).status in (400, 404), (name, matrix, row, col)
            for row, col in ((first_row, last_col), (last_row, first_col)):
                answer = tile(found, matrix, row, col)
                assert answer.status in (200, 204), (name, matrix, row, col)
                assert (answer.status == 204) == (not answer.body), (name, matrix, row, col)
        for matrix in (25, -1, "x"):
            assert tile(found, matrix, 0, 0).status in (400, 404), matrix


def must_be_described(found, name):
    assert found["dataType"] == "vector" and found["tileMatrixSetURI"] == REGISTER + name, found
    assert found["crs"].startswith("http://www.opengis.net/def/crs/"), found
    scheme = get(link(found, RELATION + "tiling-scheme", JSON), JSON).must_be(200, JSON).json()
    assert scheme["id"] == name and scheme["uri"] == REGISTER + name, scheme
    items = [one for one in found["links"] if one["rel"] == "item"]
    assert items and all(one["templated"] is True and one["type"] == MVT for one in items), items
    assert all(f"{{{part}}}" in items[0]["href"] for part in ("tileMatrix", "tileRow", "tileCol"))


@for_collections("/conf/tileset/description")
def tileset_description(api, collection):
    for name in ("WebMercatorQuad", "WorldCRS84Quad"):
        must_be_described(tileset(collection, name), name)
        must_be_described(tileset(api.landing, name), name)


@for_collections("/conf/tilesets-list/tileset-links")
def tilesets_list(api, collection):
    for above in (collection, api.landing):
        url = link(above, RELATION + "tilesets-vector", JSON)
        assert url == link(above, "self").rstrip("/") + "/tiles", url
        for one in get(url, JSON).must_be(200, JSON).json()["tilesets"]:
            assert one["dataType"] and one["crs"], one
            name = one["tileMatrixSetURI"].removeprefix(REGISTER)
            link(one, RELATION + "tiling-scheme")
            assert link(one, "self") == f"{url}/{name}", one


@once("/conf/dataset-tilesets/landingpage")
def dataset_tilesets(api):
    get(link(api.landing, RELATION + "tilesets-vector", JSON), JSON).must_be(200, JSON)


@once("/conf/dataset-tilesets/operation")
def dataset_tiles(api):
    get(f"{api.root}/tiles", JSON).must_be(200, JSON)
    found = tileset(api.landing)
    for matrix, row, col in some_tiles(found):
        answer = tile(found, matrix, row, col)
        if answer.status == 200:
            must_lie_about(read(answer, matrix, row, col), matrix, row, col)


@for_collections("/conf/geodata-tilesets/desc-links")
def collection_links(api, collection):
    get(link(collection, RELATION + "tilesets-vector", JSON), JSON).must_be(200, JSON)


@for_collections("/conf/geodata-tilesets/operation")
def collection_tilesets(api, collection):
    get(f"{link(collection, 'self')}/tiles", JSON).must_be(200, JSON)


@once("/conf/collections-selection/query-collections")
def collections_parameter(api):
    one = definition_parameter(api, TILE_PATHS[0], "collections")
    assert one["in"] == "query" and one["required"] is False and one["schema"]["type"] == "array"
    assert one["style"] == "form" and one["explode"] is False


@once("/conf/collections-selection/collections-response")
def collections_selected(api):
    names = [one["id"] for one in api.collections][:3]
    for chosen in (names[:1], names, names[::-1]):
        url = f"{api.root}/tiles/WebMercatorQuad"
        found = get(url, JSON, collections=",".join(chosen)).must_be(200, JSON).json()
        assert [one["id"] for one in found["layers"]] == chosen, found["layers"]
        layers = read(tile(found, 0, 0, 0).must_be(200, MVT), 0, 0, 0)
        assert list(layers) == chosen, layers.keys()
    get(f"{api.root}/tiles/WebMercatorQuad/0/0/0", MVT, collections="nothing").must_be(400)


@once("/conf/datetime/definition")
def datetime_definition(api):
    for path in TILE_PATHS:
        one = definition_parameter(api, path, "datetime")
        assert one["in"] == "query" and one["schema"]["type"] == "string", one


@for_collections("/conf/datetime/response")
def datetime_response(api, collection):
    found = tileset(collection)
    for span in ("2010", "2022-09-14/2022-09-17", "../1999-12-31", "2025-03-13/.."):
        page = all_pages(first_page(api, collection, datetime=span))
        answer = tile(found, 0, 0, 0, datetime=span)
        count = int(answer.headers["OGC-NumberMatched"])
        # What is smaller than a unit of the tile is not in it, but points are.
        points = all(one.geom_type == "Point" for one in shapes(page))
        assert count == len(shapes(page)) if points else count <= len(shapes(page)), (span, count)


@for_collections("/conf/mvt/content")
def mvt_content(api, collection):
    found = tileset(collection)
    answer = tile(found, 0, 0, 0).must_be(200, MVT)
    geometries = read(answer, 0, 0, 0)[collection["id"]]
    assert len(geometries) == int(answer.headers["OGC-NumberReturned"])
    # The tile is where PROJ puts the extent of the collection.
    project = pyproj.Transformer.from_crs("OGC:CRS84", "EPSG:3857", always_xy=True)
    west, south, east, north = collection["extent"]["spatial"]["bbox"][0]
    extent = shapely.box(*project.transform(west, south), *project.transform(east, north))
    unit = 2 * 20037508.342789244 / 4096
    assert extent.buffer(2 * unit).covers(shapely.union_all(shapely.envelope(geometries)))


@once("/conf/oas30/completeness")
def definition_is_complete(api):
    for path in TILE_PATHS:
        for part in range(2, 6):
            above = "/".join(path.split("/")[: part + (2 if "collections" in path else 0)])
            if above.endswith(("tiles", "{tileMatrixSetId}", "{tileCol}")):
                assert above in api.definition["paths"], above


@once("/conf/oas30/operation-id")
def operation_identifiers(api):
    found = [item["get"]["operationId"] for item in api.definition["paths"].values() if "get" in item]
    for kind in ("collection", "dataset"):
        for name in ("getTileSetsList", "getTileSet", "getTile"):
            suffix = f".{kind}.vector.{name}"
            assert any(one.endswith(suffix) for one in found), suffix


@once("/conf/tms/tilematrixset")
def matrix_sets(api):
    """2D Tile Matrix Set 2.0: cell sizes, origins and scales agree with each other and with PROJ."""
    listed = get(link(api.landing, RELATION + "tiling-schemes", JSON), JSON).must_be(200, JSON).json()
    assert len(listed["tileMatrixSets"]) == 2
    for one in listed["tileMatrixSets"]:
        whole = get(link(one, "self"), JSON).must_be(200, JSON).json()
        assert whole["uri"] == one["uri"] == REGISTER + one["id"]
        authority, code = whole["crs"].rsplit("/", 3)[1], whole["crs"].rsplit("/", 1)[1]
        crs = pyproj.CRS(f"{authority}:{code}")
        metres = 1 if crs.is_projected else math.pi * 6378137 / 180
        for matrix in whole["tileMatrices"]:
            scale = matrix["cellSize"] * metres / 0.00028
            assert math.isclose(scale, matrix["scaleDenominator"], rel_tol=1e-9), matrix
            width = matrix["cellSize"] * matrix["tileWidth"] * matrix["matrixWidth"]
            assert math.isclose(width, -2 * matrix["pointOfOrigin"][0], rel_tol=1e-9), matrix
            assert matrix["cornerOfOrigin"] == "topLeft", matrix
