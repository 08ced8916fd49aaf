"""Districts of Uzbekistan out of crate uzgeocoder: outlines, register numbers, names.

The crate keeps outlines as variable-length integers (version, count, per district its length
and box, then per district polygons, rings and points as differences in millionths of a
degree) and names in generated Rust, in the same order.
"""

import re
from dataclasses import dataclass

import shapely
from shapely import Polygon

from geometry import polygons
from packages import UZGEOCODER, read

SCALE = 1e6
FORMAT_VERSION = 2
# Variant of the enum Region in the crate -> ISO 3166-2.
REGIONS = {
    "ToshkentShahri": "UZ-TK",
    "ToshkentViloyati": "UZ-TO",
    "Sirdaryo": "UZ-SI",
    "Jizzax": "UZ-JI",
    "Samarqand": "UZ-SA",
    "Fargona": "UZ-FA",
    "Namangan": "UZ-NG",
    "Andijon": "UZ-AN",
    "Qashqadaryo": "UZ-QA",
    "Surxondaryo": "UZ-SU",
    "Buxoro": "UZ-BU",
    "Navoiy": "UZ-NW",
    "Xorazm": "UZ-XO",
    "Qoraqalpogiston": "UZ-QR",
}
ROW = re.compile(
    r'\(\["([^"]+)", "([^"]+)", "([^"]+)", "([^"]+)"\], Region::(\w+), (\d+), "[^"]*"\)'
)


@dataclass(frozen=True)
class District:
    """A district (tuman) or a city of its rank (shahar)."""

    soato: str
    admin1: str
    name_uz: str
    name_uz_cyrillic: str
    name_ru: str
    name_en: str
    outline: shapely.Geometry


def districts():
    """All of them, in the order of the register."""
    rows = ROW.findall(read(UZGEOCODER, "src/generated.rs").decode())
    outlines = list(_outlines(read(UZGEOCODER, "data/districts.bin")))
    if len(rows) != len(outlines):
        raise ValueError(f"uzgeocoder: {len(rows)} names, {len(outlines)} outlines")
    found = [
        District(soato, REGIONS[region], letters(uz), letters(cyrillic), ru, en, outline)
        for (uz, cyrillic, ru, en, region, soato), outline in zip(rows, outlines)
    ]
    return sorted(found, key=lambda district: district.soato)


def letters(text):
    """The letters o and g with the mark that belongs to them (U+02BB), else U+02BC."""
    text = re.sub(r"(?<=[OoGg])[‘’']", "ʻ", text)
    return re.sub(r"[‘’']", "ʼ", text)


def _outlines(data):
    reader = _Reader(data)
    if (version := reader.unsigned()) != FORMAT_VERSION:
        raise ValueError(f"districts.bin: version {version}, expected {FORMAT_VERSION}")
    count = reader.unsigned()
    for _ in range(count):  # lengths and boxes, for those who want one district only
        reader.unsigned()
        for _ in range(4):
            reader.signed()
    for _ in range(count):
        yield _outline(reader)


def _outline(reader):
    parts = []
    for _ in range(reader.unsigned()):
        rings = [_ring(reader) for _ in range(reader.unsigned())]
        parts += polygons(shapely.make_valid(Polygon(rings[0], rings[1:])))
    return shapely.union_all(parts)


def _ring(reader):
    points, x, y = [], 0, 0
    for _ in range(reader.unsigned()):
        x += reader.signed()
        y += reader.signed()
        points.append((x / SCALE, y / SCALE))
    return points


class _Reader:
    """Integers of seven bits a byte, the lowest first."""

    def __init__(self, data):
        self.data = data
        self.position = 0

    def unsigned(self):
        value, shift = 0, 0
        while True:
            byte = self.data[self.position]
            self.position += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def signed(self):
        value = self.unsigned()
        return (value >> 1) ^ -(value & 1)
