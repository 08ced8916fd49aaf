"""The abstract tests of OGC API Features, run: `abstract_tests.py BINARY FOLDER`.

OGC's own executable suites (`org.opengis.cite:ets-ogcapi-features10` and `-tiles10`) are not among
the packages of Maven Central, so they cannot be installed here. These are their abstract tests, of
Annex A in Features Part 1 (17-069r4) and Part 2 (18-058r1) and in Tiles Part 1 (20-057), written
anew from the standards, each under its name there. They share no code with the server. It is no
certificate: for that, run OGC's suites.

Every test is run for every collection. A test that cannot be run says why, and that must stand in
`skips.txt`; what stands there must occur.
"""

import collections
import pathlib
import sys
import traceback

import core
import crs
import tiles
from client import GEOJSON, JSON, get, link
from outcome import Skip
from server import serving


class Api:
    """What the tests start from."""

    def __init__(self, root):
        self.root = root
        self.landing = get(f"{root}/", JSON).json()
        self.classes = get(link(self.landing, "conformance"), JSON).json()["conformsTo"]
        self.definition = get(link(self.landing, "service-desc"), core.OPENAPI).json()
        self.collections = get(link(self.landing, "data"), JSON).json()["collections"]

    def items(self, collection):
        return link(collection, "items", GEOJSON)


def run(api):
    """Yields the name of each test, what it was run for, its outcome and why."""
    for test in core.TESTS + crs.TESTS + tiles.TESTS:
        for collection in api.collections if test.of_collections else [None]:
            subject = collection["id"] if collection else "server"
            try:
                test.function(api, collection) if collection else test.function(api)
                yield test.name, subject, "passed", ""
            except Skip as skip:
                yield test.name, subject, "skipped", str(skip)
            except Exception:  # whatever goes wrong, the other tests are run
                yield test.name, subject, "failed", traceback.format_exc(limit=-2)


def expected_skips():
    """`name: reason` a line; what begins with # explains."""
    lines = pathlib.Path(__file__).with_name("skips.txt").read_text(encoding="utf-8").splitlines()
    named = (line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return {name: reason for name, reason in named}


def main():
    binary, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    counts = collections.Counter()
    skips = {}
    with serving(binary, folder / "abstract-tests-server.log") as root:
        for name, subject, outcome, why in run(Api(root)):
            counts[outcome] += 1
            if outcome == "failed":
                print(f"FAILED {name} ({subject})\n{why}")
            if outcome == "skipped":
                skips.setdefault(name, set()).add(why)
    for name, reasons in skips.items():
        print(f"skipped {name}: {'; '.join(sorted(reasons))}")
    found = {(name, reason) for name, reasons in skips.items() for reason in reasons}
    expected = set(expected_skips().items())
    for name, reason in sorted(found - expected):
        print(f"NOT EXPECTED TO BE SKIPPED {name}: {reason}")
    for name, reason in sorted(expected - found):
        print(f"NO LONGER SKIPPED, take it out of skips.txt: {name}: {reason}")
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    if counts["failed"] or not counts["passed"] or found != expected:
        raise SystemExit(1)


main()
