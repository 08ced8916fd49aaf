"""Part 1: landing page, API, conformance, collections, items, one item."""

import datetime
import urllib.parse

import shapely
from client import GEOJSON, JSON, get, link
from outcome import Skip, registry

CLASSES = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
HTML = "text/html; charset=utf-8"

TESTS, once, for_collections = registry()


def must_link(document, media_types):
    """Self and alternates, all with relation and type; every type of the document is there."""
    links = [one for one in document["links"] if one["rel"] in ("self", "alternate")]
    assert all(one.get("type") and one["href"] for one in links), links
    assert [one["rel"] for one in links].count("self") == 1, links
    types = {one["type"] for one in links}
    assert types >= set(media_types), f"{types}, expected {media_types}"


def first_page(api, collection, **parameters):
    return get(api.items(collection), GEOJSON, **parameters).must_be(200, GEOJSON).json()


def all_pages(page):
    """The features of a page and of all that follow it."""
    features = list(page["features"])
    while following := [one["href"] for one in page["links"] if one["rel"] == "next"]:
        page = get(following[0], GEOJSON).must_be(200, GEOJSON).json()
        assert page["features"], f"{following[0]} is empty"
        features += page["features"]
    return features


def shapes(features):
    found = [feature["geometry"] for feature in features if feature["geometry"]]
    return [shapely.geometry.shape(one) for one in found]


def must_be_in_degrees(features):
    world = shapely.box(-180, -90, 180, 90)
    assert all(world.covers(shape) for shape in shapes(features))


def must_be_a_collection(page):
    """/conf/core/fc-response, with all that it refers to but the time stamp."""
    assert page["type"] == "FeatureCollection"
    assert page["numberReturned"] == len(page["features"])
    must_link(page, [GEOJSON, "text/html"])
    must_be_in_degrees(page["features"])


def parameter(api, collection, name):
    """A parameter of the collection's items, as the API describes it."""
    path = urllib.parse.urlparse(api.items(collection)).path
    for one in api.definition["paths"][path]["get"]["parameters"]:
        if "$ref" in one:
            one = api.definition["components"]["parameters"][one["$ref"].rsplit("/", 1)[1]]
        if one["name"] == name:
            return one
    raise AssertionError(f"{path} has no parameter {name}")


def must_be_optional_form(one):
    assert one["in"] == "query" and not one.get("required", False), one
    assert one["style"] == "form" and one["explode"] is False, one


@once("/conf/core/root-op")
def landing_page(api):
    get(f"{api.root}/", JSON).must_be(200, JSON)


@once("/conf/core/root-success")
def landing_page_content(api):
    for rel in ("service-desc", "service-doc", "conformance", "data"):
        link(api.landing, rel)
    must_link(api.landing, [JSON, "text/html"])


@once("/conf/core/api-definition-op")
def api_definition(api):
    get(link(api.landing, "service-desc", OPENAPI), OPENAPI).must_be(200, OPENAPI)
    get(link(api.landing, "service-doc"), "text/html").must_be(200, HTML)


@once("/conf/core/api-definition-success")
def api_definition_content(api):
    assert api.definition["openapi"].startswith("3.0."), api.definition["openapi"]
    assert api.definition["info"]["title"] and api.definition["info"]["version"]
    for path, item in api.definition["paths"].items():
        operation = item.get("get") or item["post"]
        answer = operation["responses"]["200"]
        if "$ref" in answer:
            answer = api.definition["components"]["responses"][answer["$ref"].rsplit("/")[-1]]
        assert path.startswith("/") and answer["description"], path


@once("/conf/core/conformance-op")
def conformance(api):
    get(link(api.landing, "conformance"), JSON).must_be(200, JSON)


@once("/conf/core/conformance-success")
def conformance_content(api):
    for name in ("core", "geojson", "html", "oas30"):
        assert CLASSES + name in api.classes, name


@once("/conf/core/fc-md-op")
def collections(api):
    get(link(api.landing, "data"), JSON).must_be(200, JSON)


@once("/conf/core/fc-md-links")
def collections_links(api):
    must_link(get(link(api.landing, "data"), JSON).json(), [JSON, "text/html"])


@for_collections("/conf/core/fc-md-items")
def collections_items(api, collection):
    links = [one for one in collection["links"] if one["rel"] == "items"]
    assert {one["type"] for one in links} >= {GEOJSON, "text/html"}, links
    west, south, east, north = collection["extent"]["spatial"]["bbox"][0]
    extent = shapely.box(west, south, east, north).buffer(1e-9)
    assert all(extent.covers(shape) for shape in shapes(all_pages(first_page(api, collection))))


@for_collections("/conf/core/sfc-md-op")
def collection_document(api, collection):
    get(link(collection, "self"), JSON).must_be(200, JSON)


@for_collections("/conf/core/sfc-md-success")
def collection_is_the_same(api, collection):
    document = get(link(collection, "self"), JSON).json()
    for name in ("id", "title", "description", "extent", "itemType", "crs"):
        assert document.get(name) == collection.get(name), name
    must_link(document, [JSON, "text/html"])


@for_collections("/conf/core/fc-op")
def items(api, collection):
    must_be_a_collection(first_page(api, collection))


@for_collections("/conf/core/fc-numberMatched")
def items_number_matched(api, collection):
    page = first_page(api, collection)
    features = all_pages(page)
    assert page["numberMatched"] == len({one["id"] for one in features}) == len(features)


@for_collections("/conf/core/fc-timeStamp")
def items_time_stamp(api, collection):
    if "timeStamp" not in first_page(api, collection):
        raise Skip("pages have no timeStamp")


@for_collections("/conf/core/fc-bbox-definition")
def bbox_definition(api, collection):
    one = parameter(api, collection, "bbox")
    must_be_optional_form(one)
    assert one["schema"]["type"] == "array" and one["schema"]["items"]["type"] == "number", one
    sizes = [(size["minItems"], size["maxItems"]) for size in one["schema"]["oneOf"]]
    assert sizes == [(4, 4), (6, 6)], one


@for_collections("/conf/core/fc-bbox-response")
def bbox_response(api, collection):
    extent = collection["extent"]["spatial"]["bbox"][0]
    meridian, equator = [-1.5, 50, 1.5, 53], [-80, -5, -70, 5]
    poles = [[-180, 85, 180, 90], [-180, -90, 180, -85]]
    without_place = sum(one["geometry"] is None for one in all_pages(first_page(api, collection)))
    for west, south, east, north in [extent, meridian, equator, [177, 65, -177, 70], *poles]:
        page = first_page(api, collection, bbox=f"{west},{south},{east},{north}")
        must_be_a_collection(page)
        halves = [(west, east)] if west <= east else [(west, 180), (-180, east)]
        box = shapely.union_all([shapely.box(w, south, e, north) for w, e in halves])
        features = all_pages(page)
        assert all(box.intersects(shape) for shape in shapes(features))
        if [west, south, east, north] == extent:
            assert len(shapes(features)) == collection["itemCount"] - without_place


@for_collections("/conf/core/fc-limit-definition")
def limit_definition(api, collection):
    one = parameter(api, collection, "limit")
    must_be_optional_form(one)
    schema = one["schema"]
    assert schema["type"] == "integer", one
    assert 0 <= schema["minimum"] <= schema["default"] <= schema["maximum"], one


@for_collections("/conf/core/fc-limit-response")
def limit_response(api, collection):
    schema = parameter(api, collection, "limit")["schema"]
    for limit in (schema["minimum"], 100, schema["maximum"], schema["maximum"] + 1):
        page = first_page(api, collection, limit=limit)
        must_be_a_collection(page)
        expected = min(limit, schema["maximum"], collection["itemCount"])
        assert len(page["features"]) == expected, limit


@for_collections("/conf/core/fc-time-definition")
def time_definition(api, collection):
    one = parameter(api, collection, "datetime")
    must_be_optional_form(one)
    assert one["schema"]["type"] == "string", one


@for_collections("/conf/core/fc-time-response")
def time_response(api, collection):
    interval = collection["extent"].get("temporal", {}).get("interval", [[None, None]])[0]
    open_ends = ["1989-06-03T00:00:00+00:00", "2026-01-01T00:00:00+00:00"]
    ends = (own or other for own, other in zip(interval, open_ends, strict=True))
    begin, end = (datetime.datetime.fromisoformat(one) for one in ends)
    instants = [begin + (end - begin) / 4 * number for number in range(5)]
    text = [one.strftime("%Y-%m-%dT%H:%M:%SZ") for one in instants]
    everything = all_pages(first_page(api, collection))
    spans = [(one, one, one) for one in text]
    intervals = [(text[1], text[2]), (text[1], ".."), ("..", text[1])]
    spans += [(f"{one}/{other}", one, other) for one, other in intervals]
    # The grammar of /req/core/fc-time-response has no durations, but OGC's own suite sends one.
    day = instants[1].date()
    spans.append((f"{day}/P2D", str(day), str(day + datetime.timedelta(days=2))))
    for value, first, last in spans:
        page = first_page(api, collection, datetime=value)
        must_be_a_collection(page)
        first, last = (one.strip(".")[:10] for one in (first, last))
        expected = [one["id"] for one in everything if shares_a_day(one, first, last)]
        assert [one["id"] for one in all_pages(page)] == expected, value


def shares_a_day(feature, first, last):
    """Whether a feature lies in this span, whose ends belong to it; without time it does."""
    properties = feature["properties"]
    started = properties.get("date_start") or properties.get("valid_from")
    ended = properties.get("date_end") or properties.get("valid_to")
    return not (started and last and started > last) and not (ended and first and ended < first)


@for_collections("/conf/core/query-param-invalid")
def invalid_parameter(api, collection):
    get(api.items(collection), GEOJSON, limit="unlimited").must_be(400)
    get(api.items(collection), GEOJSON, bbox="1,2,3").must_be(400)
    get(api.items(collection), GEOJSON, datetime="yesterday").must_be(400)


@for_collections("/conf/core/query-param-unknown")
def unknown_parameter(api, collection):
    get(api.items(collection), GEOJSON, unknownQueryParameter12345=1).must_be(400)


@for_collections("/conf/core/f-op")
def item(api, collection):
    for feature in first_page(api, collection, limit=10)["features"]:
        url = f"{api.items(collection)}/{urllib.parse.quote(str(feature['id']))}"
        one = get(url, GEOJSON).must_be(200, GEOJSON).json()
        assert one["type"] == "Feature" and one["id"] == feature["id"]
        assert one["properties"] == feature["properties"]
        must_link(one, [GEOJSON, "text/html"])
        link(one, "collection")
        must_be_in_degrees([one])


@for_collections("/conf/html/content")
def pages(api, collection):
    one = first_page(api, collection, limit=1)["features"][0]
    item = f"{api.items(collection)}/{urllib.parse.quote(str(one['id']))}"
    for url in (f"{api.root}/", link(collection, "self"), api.items(collection), item):
        get(url, "text/html").must_be(200, HTML)
