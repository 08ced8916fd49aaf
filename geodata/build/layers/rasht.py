"""The Rasht Valley: a corridor along the Surkhob and Vakhsh, and the Tavildara valley.

No outlines of the districts are to be had, so the area is drawn around axes through
known places, to a distance on each side, smoothed, and cut at the Kyrgyz border.
"""

import shapely
from shapely import LineString, Point, union_all

import names
from geometry import polygons, smooth, snap, to_degrees, to_metres
from layers import area, countries

# Axis -> (half width in metres, ids of places or lon/lat pairs by hand).
AXES = {
    "Surkhob and Vakhsh": (
        12_000,
        ["obigarm", (69.86, 38.79), "darband", (70.12, 38.93), "navobod", "rasht", (70.56, 39.07)]
        + ["tojikobod", "lakhsh", (71.38, 39.26), "x-karamyk"],
    ),
    "Obikhingou": (
        10_000,
        ["darband", "labijar", (70.3, 38.78), "tavildara", (70.75, 38.72), (71.0, 38.75)]
        + ["sangvor-village"],
    ),
    "Kamarob": (7_000, ["navobod", "kamarob-gorge", (70.27, 39.17)]),
    "Sorbogh": (7_000, ["navobod", "sorbogh-gorge"]),
    "Muksu": (7_000, ["lakhsh", "karakenja", "lakhsh-village"]),
}


def polygon():
    """The area as one polygon."""
    corridors = [_axis(stops).buffer(half_width) for half_width, stops in AXES.values()]
    whole = union_all(corridors).buffer(9_000).buffer(-9_000)
    whole = smooth(whole.simplify(1_500)).simplify(120)
    inside = shapely.intersection(to_degrees(whole), countries.today()["TJ"])
    return snap(max(polygons(inside), key=lambda part: part.area))


def _axis(stops):
    points = [area.point(s) if isinstance(s, str) else Point(s) for s in stops]
    return to_metres(LineString(points))


def features():
    """The features of `rasht-valley.geojson`."""
    return [
        area.row(
            "rasht-valley",
            names.by_id()["area-rasht-valley"],
            polygon(),
            "area",
            f"own drawing through known places; cut at the border: {countries.SOURCE_2026}",
            "Approximate, not administrative: 12 km on each side of the Surkhob and Vakhsh from "
            "Obigarm and Roghun to the Kyrgyz border, 10 km on each side of the Obikhingou "
            "(Tavildara) up to Sangvor, 7 km around the gorges of Kamarob and Sorbogh and the "
            "lower Muksu.",
            country="TJ",
        )
    ]
