"""Exclaves: the separate parts of the country polygons, per vintage where they changed."""

import names
from geometry import area_km2
from layers import area, countries

ABOUT = {
    "vorukh-exclave": "Part of Tajikistan surrounded by Kyrgyzstan, larger since the treaty.",
    "western-qalacha": "Part of Tajikistan surrounded by Kyrgyzstan until the treaty; "
    "the land lies in Kyrgyzstan in the borders of today.",
    "hoja-alo-exclave": "Part of Tajikistan beside Khojai Aʼlo, cut off by a road strip about "
    "30 m wide. The source counts the strip to neither country; it is drawn as Kyrgyz.",
    "sarvan-exclave": "Part of Tajikistan surrounded by Uzbekistan.",
    "sokh-exclave": "Part of Uzbekistan surrounded by Kyrgyzstan.",
    "shohimardon-exclave": "Part of Uzbekistan surrounded by Kyrgyzstan.",
    "chong-kara-exclave": "Part of Uzbekistan surrounded by Kyrgyzstan.",
    "jani-ayil-exclave": "Part of Uzbekistan surrounded by Kyrgyzstan.",
    "barak": "Kyrgyz land surrounded by Uzbekistan until it was handed over in April 2024; "
    "the source of October 2024 still draws it.",
}
# Whose part it was in the first vintage, where the gazetteer names the owner of today.
OWNER_BEFORE = {"barak": "KG"}


def features(places):
    """One feature per exclave, or one per vintage where its outline changed."""
    rows = []
    for place in places:
        name = names.by_id()[place]
        owner = OWNER_BEFORE.get(place, name.country)
        old = area.separate_part(countries.before_treaty()[owner], place)
        new = area.separate_part(countries.today()[owner], place)
        if old is not None and new is not None and _same(old, new):
            rows.append(_row(place, name, owner, new, None, None, countries.SOURCE_2026))
            continue
        if old is not None:
            until = countries.OLD_UNTIL
            rows.append(_row(f"{place}-2024", name, owner, old, None, until, countries.SOURCE_2024))
        if new is not None:
            since = countries.NEW_FROM
            rows.append(_row(f"{place}-2025", name, owner, new, since, None, countries.SOURCE_2026))
    return rows


def _same(old, new):
    """True when the difference is no more than the two drawings of one outline."""
    return old.symmetric_difference(new).area < 0.01 * new.area


def _row(identifier, name, owner, part, valid_from, valid_to, source):
    description = f"{ABOUT[name.id]} About {area_km2(part):.1f} km²."
    return area.row(
        identifier,
        name,
        part,
        "exclave",
        source,
        description,
        country=owner,
        valid_from=valid_from,
        valid_to=valid_to,
        approximate=valid_to is not None,
    )
