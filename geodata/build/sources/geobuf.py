"""A small decoder of Geobuf, the protocol-buffers form of GeoJSON that geo-tz packs.

It reads polygons and their `tzid` only, and applies the precision that the file states.
"""

from shapely import MultiPolygon, Polygon

POLYGON, MULTIPOLYGON = 4, 5


def features(data):
    """Yield (properties, polygon or multipolygon) of one Geobuf message."""
    keys, precision, collection = [], 6, b""
    for field, value in _fields(data):
        if field == 1:
            keys.append(value.decode())
        elif field == 3:
            precision = value
        elif field in (4, 5):
            collection = value if field == 4 else b"\x0a" + _length(value) + value
    for field, value in _fields(collection):
        if field == 1:
            yield _feature(value, keys, 10.0**precision)


def _feature(data, keys, scale):
    geometry, values, pairs = None, [], []
    for field, value in _fields(data):
        if field == 1:
            geometry = _geometry(value, scale)
        elif field == 13:
            values.append(dict(_fields(value)).get(1, b"").decode())
        elif field == 14:
            pairs = _packed(value)
    properties = {keys[k]: values[v] for k, v in zip(pairs[::2], pairs[1::2])}
    return properties, geometry


def _geometry(data, scale):
    kind, lengths, coords = 0, [], []
    for field, value in _fields(data):
        if field == 1:
            kind = value
        elif field == 2:
            lengths = _packed(value)
        elif field == 3:
            coords = [(n >> 1) ^ -(n & 1) for n in _packed(value)]
    points = _Points(coords, scale)
    if kind == POLYGON:
        sizes = lengths or [len(coords) // 2]
        return _polygon(points, sizes)
    if kind == MULTIPOLYGON:
        if not lengths:
            return _polygon(points, [len(coords) // 2])
        polygons, at = [], 1
        for _ in range(lengths[0]):
            rings = lengths[at]
            polygons.append(_polygon(points, lengths[at + 1 : at + 1 + rings]))
            at += 1 + rings
        return MultiPolygon(polygons)
    raise ValueError(f"geobuf: geometry type {kind} where a polygon was expected")


class _Points:
    """Delta-coded coordinates, taken ring by ring."""

    def __init__(self, coords, scale):
        self.coords, self.scale, self.at = coords, scale, 0

    def ring(self, size):
        x = y = 0
        points = []
        for i in range(self.at, self.at + 2 * size, 2):
            x += self.coords[i]
            y += self.coords[i + 1]
            points.append((x / self.scale, y / self.scale))
        self.at += 2 * size
        return points


def _polygon(points, sizes):
    outer, *inner = [points.ring(size) for size in sizes]
    return Polygon(outer, inner)


def _fields(data):
    """Yield (field number, integer or bytes) of a protocol-buffers message."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        if tag & 7 == 0:
            value, at = _varint(data, at)
        elif tag & 7 == 1:
            value, at = data[at : at + 8], at + 8
        elif tag & 7 == 2:
            size, at = _varint(data, at)
            value, at = data[at : at + size], at + size
        else:
            raise ValueError(f"geobuf: wire type {tag & 7}")
        yield tag >> 3, value


def _packed(data):
    values, at = [], 0
    while at < len(data):
        value, at = _varint(data, at)
        values.append(value)
    return values


def _varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _length(data):
    value, out = len(data), bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
