"""The form that the features of the four areas share."""

from shapely import Point

import names
from geojson import feature
from geometry import polygons


def row(identifier, name, geometry, kind, source, description, **more):
    """One feature of an area collection; `name` is a row of the gazetteer."""
    return feature(
        identifier,
        geometry,
        {
            **name.properties(),
            "kind": kind,
            "country": more.get("country"),
            "valid_from": more.get("valid_from"),
            "valid_to": more.get("valid_to"),
            "status": more.get("status"),
            "source": source,
            "approximate": more.get("approximate", True),
            "description": description,
        },
    )


def point(place):
    """The point of a place of the gazetteer."""
    name = names.by_id()[place]
    return Point(name.lon, name.lat)


def separate_part(country, place):
    """The part of a country around a place, if it is not the main part."""
    parts = sorted(polygons(country), key=lambda part: part.area)
    return next((part for part in parts[:-1] if part.contains(point(place))), None)
