"""Border lines: the common edges of the country polygons, each pair drawn once.

Two pairs have two vintages. Kyrgyzstan-Tajikistan: until the treaty of 13 March 2025
about 300 of 970 km were not described, and OpenStreetMap drew one version of the line,
so the whole old line is `undelimited`. Kyrgyzstan-Uzbekistan: 85 per cent were agreed
on 5 September 2017, the rest on 3 November 2022.
"""

from itertools import combinations

import names
from geojson import feature
from geometry import shared_line
from layers import countries

TWO_VINTAGES = {
    ("KG", "TJ"): ("2025-03-12", "2025-03-13"),
    ("KG", "UZ"): ("2022-11-02", "2022-11-03"),
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
        geometry = shared_line(today[pair[0]], today[pair[1]])
        if geometry.is_empty:
            continue
        status = "de_facto" if pair in DE_FACTO else "agreed"
        key = "-".join(pair).lower()
        if pair in TWO_VINTAGES:
            until, since = TWO_VINTAGES[pair]
            former = shared_line(old[pair[0]], old[pair[1]])
            dates = (None, until)
            rows.append(
                _row(f"{key}-2024", pair, former, "undelimited", dates, countries.SOURCE_2024)
            )
            rows.append(
                _row(f"{key}-2025", pair, geometry, status, (since, None), countries.SOURCE_2026)
            )
        else:
            rows.append(_row(key, pair, geometry, status, (None, None), countries.SOURCE_2026))
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
