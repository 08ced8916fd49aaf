"""Land that lies in another country since the Kyrgyz-Tajik treaty: the difference of the two lines.

Both lines are what volunteers drew, so a piece is a difference between two drawings. Slivers
along the line, where the same border was only drawn better, are left out.
"""

import shapely


import names
from geojson import feature
from geometry import GEOD, area_km2, polygons, snap, to_degrees, to_metres
from layers import countries

PAIR = ("KG", "TJ")
# A piece has to be this wide somewhere, and this large, to be more than a better drawing.
WIDTH_METRES = 150
SMALLEST_KM2 = 0.1
SETTLEMENTS = ("city", "town", "village")
SOURCE = f"difference of {countries.SOURCE_2024} and {countries.SOURCE_2026}"


def features():
    """The features of `border-changes.geojson`, largest first."""
    rows = []
    for before, after in (PAIR, PAIR[::-1]):
        both = shapely.intersection(countries.before_treaty()[before], countries.today()[after])
        rows += [_row(before, after, piece) for piece in _pieces(both)]
    return sorted(rows, key=lambda row: -row["properties"]["area_km2"])


def _pieces(difference):
    """The parts that are left when what is narrow has been rubbed off."""
    flat = to_metres(difference)
    core = flat.buffer(-WIDTH_METRES / 2).buffer(WIDTH_METRES / 2, quad_segs=4)
    kept = snap(to_degrees(shapely.intersection(flat, core)).simplify(0.00005))
    return [part for part in polygons(kept) if area_km2(part) >= SMALLEST_KM2]


def _row(before, after, piece):
    middle = piece.representative_point()
    near = _nearest(middle)
    size = round(area_km2(piece), 2)
    return feature(
        f"change-{middle.x:.3f}-{middle.y:.3f}",
        piece,
        {
            **near.properties(),
            "alt_names": [],
            "kind": "border_change",
            "country": after,
            "from_country": before,
            "to_country": after,
            "area_km2": size,
            "valid_from": countries.NEW_FROM,
            "valid_to": None,
            "status": "agreed",
            "source": SOURCE,
            "approximate": True,
            "description": f"About {size:.1f} km² near {near.translations['name_en']} that "
            f"OpenStreetMap drew in {_name(before)} in October 2024 and draws in {_name(after)} "
            "since the treaty of 13 March 2025. A difference between two drawings, not the list "
            "of what was handed over.",
        },
    )


def _nearest(point):
    """The settlement of the gazetteer that is nearest."""
    settlements = [name for name in names.gazetteer() if name.kind in SETTLEMENTS]
    return min(settlements, key=lambda name: GEOD.inv(name.lon, name.lat, point.x, point.y)[2])


def _name(code):
    return names.countries()[code].translations["name_en"]
