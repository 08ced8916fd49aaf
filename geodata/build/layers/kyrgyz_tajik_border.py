"""The Kyrgyz-Tajik border: the line in two vintages, the exclaves on it, a zone of 20 km."""

from shapely import intersection, union_all

import names
from geometry import snap, to_degrees, to_metres
from layers import area, borders, countries, exclaves

ZONE_METRES = 20_000
EXCLAVES = ("vorukh-exclave", "hoja-alo-exclave", "western-qalacha")


def zone():
    """All land up to 20 km from the line, in whichever vintage."""
    lines = [borders.line("KG", "TJ", day) for day in (countries.OLD_UNTIL, countries.NEW_FROM)]
    whole = to_degrees(union_all([to_metres(line).buffer(ZONE_METRES, 32) for line in lines]))
    outline = union_all([countries.today()[code] for code in countries.CORE])
    return snap(intersection(whole.simplify(0.0003), outline))


def features():
    """The features of `kyrgyz-tajik-border.geojson`."""
    name = names.by_id()["area-kg-tj-border"]
    old, new = (borders.line("KG", "TJ", d) for d in (countries.OLD_UNTIL, countries.NEW_FROM))
    return [
        area.row(
            "border-2024",
            name,
            old,
            "border",
            countries.SOURCE_2024,
            "The line as OpenStreetMap drew it before the treaty signed on 13 March 2025. About "
            "300 of 970 km were not described then, so the whole line counts as undelimited.",
            country="KG-TJ",
            valid_to=countries.OLD_UNTIL,
            status="undelimited",
        ),
        area.row(
            "border-2025",
            name,
            new,
            "border",
            countries.SOURCE_2026,
            "The line after the treaty signed on 13 March 2025, as OpenStreetMap draws it. Valid "
            "from the day of signature; no official list of coordinates was used.",
            country="KG-TJ",
            valid_from=countries.NEW_FROM,
            status="agreed",
            approximate=False,
        ),
        area.row(
            "border-zone",
            name,
            zone(),
            "area",
            f"{countries.SOURCE_2024}; {countries.SOURCE_2026}",
            "All land within 20 km of the line, in whichever of its two versions, on both sides "
            "and in Uzbekistan (not in China). A distance, not an official border zone.",
        ),
        *exclaves.features(EXCLAVES),
    ]
