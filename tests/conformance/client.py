"""HTTP as the abstract tests need it: an answer is an answer, also when it is a 404."""

import json
import urllib.error
import urllib.parse
import urllib.request

JSON = "application/json"
GEOJSON = "application/geo+json"


class Answer:
    def __init__(self, url, status, headers, body):
        self.url, self.status, self.headers, self.body = url, status, headers, body

    @property
    def media_type(self):
        return self.headers.get("Content-Type", "")

    def json(self):
        return json.loads(self.body)

    def must_be(self, status, media_type=None):
        found = (self.status, self.media_type)
        assert self.status == status, f"{self.url}: expected {status}, found {found}: {self.body[:300]}"
        if media_type:
            assert self.media_type == media_type, f"{self.url}: expected {media_type}, found {found}"
        return self


def get(url, accept, **parameters):
    """GET with these query parameters; `_` in a name stands for `-`."""
    if parameters:
        named = {name.replace("_", "-"): value for name, value in parameters.items()}
        url += ("&" if "?" in url else "?") + urllib.parse.urlencode(named)
    request = urllib.request.Request(url, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request) as answer:
            return Answer(url, answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as answer:
        return Answer(url, answer.status, answer.headers, answer.read())


def link(document, rel, media_type=None):
    """The address of the link with this relation, and this type if one is given."""
    for one in document["links"]:
        if one["rel"] == rel and media_type in (None, one.get("type")):
            return one["href"]
    raise AssertionError(f"no link {rel} of {media_type}: {document['links']}")
