"""Part 2: other reference systems, compared with what PROJ makes of the coordinates."""

import urllib.parse

import pyproj
import shapely
from client import GEOJSON, get
from core import all_pages, first_page
from outcome import Skip, registry

CLASS = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
UNKNOWN = "http://www.opengis.net/def/crs/EPSG/0/999999"

TESTS, once, for_collections = registry()


def must_be_declared(api):
    if CLASS not in api.classes:
        raise Skip("the server does not declare Part 2")


def transformer(uri):
    """From CRS84, with axes in the order of the authority."""
    authority, code = uri.rsplit("/", 3)[1], uri.rsplit("/", 1)[1]
    return pyproj.Transformer.from_crs("OGC:CRS84", f"{authority}:{code}")


def item_url(api, collection, feature):
    return f"{api.items(collection)}/{urllib.parse.quote(str(feature['id']))}"


@for_collections("/conf/crs/crs-uri")
def uris(api, collection):
    must_be_declared(api)
    for uri in collection["crs"]:
        assert uri == CRS84 or uri.startswith("http://www.opengis.net/def/crs/EPSG/0/"), uri


@for_collections("/conf/crs/fc-md-crs-list")
def default_comes_first(api, collection):
    must_be_declared(api)
    assert collection["crs"][0] == CRS84, collection["crs"]
    assert len(set(collection["crs"])) == len(collection["crs"]) > 1, collection["crs"]


@for_collections("/conf/crs/fc-md-storageCrs-valid-value")
def storage(api, collection):
    must_be_declared(api)
    assert collection["storageCrs"] in collection["crs"]


@for_collections("/conf/crs/crs-parameter-default")
def without_parameter(api, collection):
    must_be_declared(api)
    page = get(api.items(collection), GEOJSON).must_be(200)
    assert page.headers["Content-Crs"] == f"<{CRS84}>", page.headers
    item = get(item_url(api, collection, page.json()["features"][0]), GEOJSON).must_be(200)
    assert item.headers["Content-Crs"] == f"<{CRS84}>", item.headers


@for_collections("/conf/crs/crs-parameter-invalid")
def unknown_system(api, collection):
    must_be_declared(api)
    feature = first_page(api, collection, limit=1)["features"][0]
    for url in (api.items(collection), item_url(api, collection, feature)):
        get(url, GEOJSON, crs=UNKNOWN).must_be(400)


@for_collections("/conf/crs/crs-parameter")
def every_system(api, collection):
    must_be_declared(api)
    feature = first_page(api, collection, limit=1)["features"][0]
    for uri in collection["crs"]:
        for url in (api.items(collection), item_url(api, collection, feature)):
            answer = get(url, GEOJSON, crs=uri).must_be(200, GEOJSON)
            assert answer.headers["Content-Crs"] == f"<{uri}>", answer.headers


@for_collections("/conf/crs/crs-parameter-transform")
def transformed(api, collection):
    must_be_declared(api)
    own = first_page(api, collection)["features"]
    for uri in collection["crs"]:
        there = transformer(uri)
        # A tenth of a metre, or about as much in degrees.
        tolerance = 1e-6 if pyproj.CRS(there.target_crs).is_geographic else 0.1
        for before, after in zip(own, first_page(api, collection, crs=uri)["features"], strict=True):
            assert before["id"] == after["id"]
            before, after = ([] if one["geometry"] is None else coordinates(one) for one in (before, after))
            for (x, y), found in zip(before, after, strict=True):
                expected = there.transform(x, y)
                away = max(abs(a - b) for a, b in zip(expected, found, strict=True))
                assert away <= tolerance, (uri, expected, found)


def coordinates(feature):
    return shapely.get_coordinates(shapely.geometry.shape(feature["geometry"])).tolist()


@for_collections("/conf/crs/bbox-crs-parameter")
def box_in_every_system(api, collection):
    must_be_declared(api)
    with_place = [one for one in first_page(api, collection)["features"] if one["geometry"]]
    x, y = coordinates(with_place[0])[0]
    # So small that it is the same box in every system, but for its slant.
    box = [x - 1e-4, y - 1e-4, x + 1e-4, y + 1e-4]
    expected = ids(all_pages(first_page(api, collection, bbox=",".join(map(str, box)))))
    assert with_place[0]["id"] in expected
    for uri in collection["crs"]:
        there = ",".join(map(str, transformer(uri).transform_bounds(*box)))
        assert ids(all_pages(first_page(api, collection, bbox=there, bbox_crs=uri))) == expected, uri


def ids(features):
    return [one["id"] for one in features]


@for_collections("/conf/crs/bbox-crs-parameter-default")
def box_without_a_system(api, collection):
    must_be_declared(api)
    box = ",".join(map(str, collection["extent"]["spatial"]["bbox"][0]))
    own = first_page(api, collection, bbox=box)
    assert ids(first_page(api, collection, bbox=box, bbox_crs=CRS84)["features"]) == ids(own["features"])


@for_collections("/conf/crs/bbox-crs-parameter-invalid")
def box_in_an_unknown_system(api, collection):
    must_be_declared(api)
    get(api.items(collection), GEOJSON, bbox="0,0,1,1", bbox_crs=UNKNOWN).must_be(400)
