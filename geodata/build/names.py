"""The gazetteer by hand, `names.csv`: names in five languages, one row per place."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "ru", "tg", "ky", "uz")
FILE = Path(__file__).parent / "names.csv"


@dataclass(frozen=True)
class Name:
    """One row of the gazetteer."""

    id: str
    kind: str
    country: str
    admin1: str | None
    name: str
    translations: dict
    alt_names: list
    lon: float
    lat: float
    rank: int
    source: str
    confidence: str

    def properties(self):
        """name, name_en … name_uz, alt_names in the order of the code book."""
        return {"name": self.name, **self.translations, "alt_names": self.alt_names}


@cache
def gazetteer():
    """All rows in the order of the file."""
    with FILE.open(newline="", encoding="utf-8") as stream:
        return tuple(_name(row) for row in csv.DictReader(stream))


@cache
def by_id():
    """Row by its id."""
    return {name.id: name for name in gazetteer()}


@cache
def countries():
    """Row of a country by its ISO 3166-1 code."""
    return {name.country: name for name in gazetteer() if name.kind == "country"}


@cache
def provinces():
    """Row of a province by its ISO 3166-2 code."""
    return {name.admin1: name for name in gazetteer() if name.kind == "province"}


def _name(row):
    return Name(
        id=row["id"],
        kind=row["kind"],
        country=row["country"],
        admin1=row["admin1"] or None,
        name=row["name"],
        translations={f"name_{code}": row[f"name_{code}"] or None for code in LANGUAGES},
        alt_names=[alt.strip() for alt in row["alt_names"].split(";") if alt.strip()],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        rank=int(row["rank"]),
        source=row["source"],
        confidence=row["confidence"],
    )
