"""What OWSLib sees of the server: `read_with_owslib.py URL`, as one JSON object."""

import json
import sys

from owslib.ogcapi.features import Features

server = Features(sys.argv[1])
page = server.collection_items(
    "incidents", bbox=[68, 38, 72, 40], datetime_="2010-08/2010-09", limit=5, category="clash"
)
first = page["features"][0]["id"]
seen = {
    "landing": [link["rel"] for link in server.links],
    "api": server.api()["openapi"],
    "conformance": server.conformance()["conformsTo"],
    "collections": [one["id"] for one in server.collections()["collections"]],
    "feature_collections": server.feature_collections(),
    "title": server.collection("incidents")["title"],
    "matched": page["numberMatched"],
    "page": [one["id"] for one in page["features"]],
    "item": server.collection_item("incidents", first)["id"],
}
# Only what is declared may be asked for: a server of Part 1 alone has none.
if any("/conf/queryables" in one for one in seen["conformance"]):
    seen["queryables"] = list(server.collection_queryables("incidents")["properties"])
print(json.dumps(seen))
