"""Border lines: the common edges of the country polygons, each pair drawn once.

Three pairs have versions. Kyrgyzstan-Tajikistan: until the treaty of 13 March 2025
about 300 of 970 km were not described, and OpenStreetMap drew one version of the line,
so the whole old line is `undelimited`. Kyrgyzstan-Uzbekistan: 85 per cent were agreed
on 5 September 2017, the rest on 3 November 2022.
"""

from itertools import combinations

import names
from geojson import feature
from geometry import shared_line
from layers import countries

# The line follows the polygons of its day, so the three have a version before and one after the
# Kyrgyz-Tajik treaty, which moved the ends of the other two lines as well. Each version: the end
# of its name, the status, first and last day.
TREATY = ("2024", "agreed", None, countries.OLD_UNTIL), ("2025", "agreed", countries.NEW_FROM, None)
VERSIONS = {
    ("KG", "TJ"): (("2024", "undelimited", None, countries.OLD_UNTIL), TREATY[1]),
    ("KG", "UZ"): (
        ("2022", "undelimited", None, "2022-11-02"),
        ("2024", "agreed", "2022-11-03", countries.OLD_UNTIL),
        TREATY[1],
    ),
    ("TJ", "UZ"): TREATY,
}
# Lines of control and lines through land that a third country claims.
DE_FACTO = {("CN", "IN"), ("CN", "PK"), ("IN", "PK")}


def line(one, other, day):
    """The border of two countries on an ISO day."""
    polygons = countries.at(day)
    return shared_line(polygons[one], polygons[other])


def features():
    """The features of `borders.geojson`."""
    today, old = countries.today(), countries.before_treaty()
    rows = []
    for pair in combinations(sorted(today), 2):
        if shared_line(today[pair[0]], today[pair[1]]).is_empty:
            continue
        unchanged = ("", "de_facto" if pair in DE_FACTO else "agreed", None, None)
        for version, status, since, until in VERSIONS.get(pair, (unchanged,)):
            polygons, source = today, countries.SOURCE_2026
            if until is not None:
                polygons, source = old, countries.SOURCE_2024
            edge = shared_line(polygons[pair[0]], polygons[pair[1]])
            identifier = "-".join(part for part in (*pair, version) if part).lower()
            rows.append(_row(identifier, pair, edge, status, (since, until), source))
    return rows


def _row(identifier, pair, geometry, status, dates, source):
    ends = [names.countries()[code] for code in pair]
    texts = {"name": " – ".join(end.name for end in ends)}
    for key in ends[0].translations:
        texts[key] = " – ".join(end.translations[key] for end in ends)
    return feature(
        identifier,
        geometry,
        {
            **texts,
            "kind": "border",
            "country": "-".join(pair),
            "valid_from": dates[0],
            "valid_to": dates[1],
            "status": status,
            "source": source,
            "approximate": status != "agreed",
        },
    )
