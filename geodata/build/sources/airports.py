"""Airports out of PyPI airportsdata (MIT)."""

import csv
import io
from dataclasses import dataclass

from packages import AIRPORTS, read

METRES_A_FOOT = 0.3048


@dataclass(frozen=True)
class Airport:
    """One airport."""

    iata: str
    icao: str
    name: str
    city: str
    country: str
    elevation_m: int
    lon: float
    lat: float


def airports(window):
    """Those of the window that have an IATA code, in its order."""
    west, south, east, north = window
    text = read(AIRPORTS, "airportsdata/airports.csv").decode("utf-8")
    found = []
    for row in csv.DictReader(io.StringIO(text)):
        lon, lat = float(row["lon"]), float(row["lat"])
        if row["iata"] and west <= lon <= east and south <= lat <= north:
            metres = round(float(row["elevation"]) * METRES_A_FOOT)
            found.append(
                Airport(row["iata"], row["icao"], row["name"], row["city"], row["country"],
                        metres, round(lon, 5), round(lat, 5))
            )
    return sorted(found, key=lambda airport: airport.iata)
