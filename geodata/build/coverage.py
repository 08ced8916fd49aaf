"""Polygons that fit together: no gaps, no overlaps, shared edges identical vertex by vertex."""

import numpy as np
import shapely
from shapely import STRtree, get_parts, polygonize, union_all

from geometry import GRID, area_km2, lines, polygons, shared_line

# No country of the region has a separate part this small (Jani-Ayil has 0.65 km2):
# smaller ones are differences between neighbours in the source.
CRUMB_KM2 = 0.3
# A gap larger than this is land of somebody else, not a false hole.
GAP_KM2 = 200.0


def fit(pieces, grid=GRID, gap_owners=()):
    """Label -> polygon, made into a coverage on the grid.

    Crumbs and enclosed gaps go to the neighbour with the longest common edge,
    unless `gap_owners` (pairs of point and label) names the owner of a gap.
    """
    boundaries = [shapely.boundary(geometry) for geometry in pieces.values()]
    faces = _faces(boundaries, grid)
    labels = _owners(faces, pieces)
    for point, label in gap_owners:
        for i, face in enumerate(faces):
            if labels[i] is None and shapely.contains(face, point):
                labels[i] = label
    return _dissolve(faces, labels, list(pieces))


def partition(outer, pieces, grid=GRID):
    """Cut exactly `outer` into labelled parts along the inner edges of `pieces`.

    Only the edges between two pieces count: outside them `outer` rules, and what
    no piece covers goes to the nearest.
    """
    clipped = {
        label: union_all(polygons(shapely.intersection(piece, outer)))
        for label, piece in pieces.items()
    }
    gap = shapely.difference(outer, union_all(list(clipped.values())))
    for label, share in _share_out(gap, clipped).items():
        clipped[label] = union_all([clipped[label], *polygons(share)])
    rough = fit(clipped, grid)
    inner = _inner_edges(rough)
    faces = _faces([shapely.boundary(outer), *inner], grid)
    faces = [face for face in faces if shapely.contains(outer, face.representative_point())]
    labels = _owners(faces, rough)
    tree = STRtree(list(rough.values()))
    names = list(rough)
    for i, label in enumerate(labels):
        if label is None:
            labels[i] = names[int(tree.nearest(faces[i].representative_point()))]
    return {
        label: union_all([f for f, owner in zip(faces, labels) if owner == label])
        for label in pieces
    }


def simplify(coverage, tolerance):
    """Fewer vertices, shared edges still shared (tolerance in degrees)."""
    keys = list(coverage)
    values = shapely.coverage_simplify([coverage[key] for key in keys], tolerance)
    return dict(zip(keys, values))


def simplify_edges(coverage, coarse_labels, tolerance):
    """Simplify only the edges that have a coarse label on every side."""
    kept = union_all([shapely.boundary(g) for k, g in coverage.items() if k not in coarse_labels])
    everything = union_all([shapely.boundary(g) for g in coverage.values()])
    coarse = lines(shapely.difference(everything, kept))
    coarse = [line.simplify(tolerance) for line in coarse]
    faces = _faces([kept, *coarse], GRID)
    labels = _owners(faces, coverage)
    return _dissolve(faces, labels, list(coverage))


def _faces(boundaries, grid):
    noded = union_all([line for line in boundaries if not line.is_empty], grid_size=grid)
    return sorted(polygons(polygonize([*get_parts(noded)])), key=lambda face: face.bounds)


def _owners(faces, pieces):
    names = list(pieces)
    tree = STRtree(list(pieces.values()))
    labels = []
    for face in faces:
        hits = sorted(tree.query(face.representative_point(), predicate="within"))
        labels.append(names[hits[0]] if hits else None)
    return labels


def _dissolve(faces, labels, order):
    parts = []
    for label in [*order, None]:
        own = [face for face, owner in zip(faces, labels) if owner == label]
        parts += [(label, part) for part in polygons(union_all(own))]
    limit = {None: GAP_KM2}
    big = [(k, p) for k, p in parts if area_km2(p) >= limit.get(k, CRUMB_KM2)]
    small = sorted(
        [(k, p) for k, p in parts if area_km2(p) < limit.get(k, CRUMB_KM2)],
        key=lambda item: -item[1].area,
    )
    groups = {label: [p for k, p in big if k == label] for label in order}
    tree = STRtree([part for _, part in big])
    for _, part in small:
        near = [int(i) for i in tree.query(part, predicate="intersects") if big[i][0] is not None]
        if near:
            best = max(near, key=lambda i: _common_length(part, big[i][1]))
            groups[big[best][0]].append(part)
    return {label: union_all(group) for label, group in groups.items()}


def _common_length(one, other):
    return shapely.intersection(shapely.boundary(one), shapely.boundary(other)).length


def _inner_edges(coverage):
    """The edges that lie between two parts of a coverage."""
    outline = shapely.boundary(union_all(list(coverage.values())))
    everything = union_all([shapely.boundary(g) for g in coverage.values()])
    return lines(shapely.difference(everything, outline))


def _share_out(gap, pieces, spacing=0.01):
    """Split uncovered land among the pieces, each point to the nearest piece."""
    if shapely.is_empty(gap):
        return {}
    reach = shapely.buffer(gap, 0.05)
    points, owners = [], []
    for label, piece in pieces.items():
        edge = shapely.segmentize(shapely.boundary(piece), spacing)
        for x, y in np.unique(shapely.get_coordinates(edge), axis=0):
            points.append((x, y))
            owners.append(label)
    sites = shapely.points(points)
    near = [i for i in STRtree(sites).query(reach, predicate="intersects")]
    sites = [sites[i] for i in sorted(near)]
    owners = [owners[i] for i in sorted(near)]
    if not sites:
        return {}
    diagram = shapely.voronoi_polygons(shapely.multipoints(sites), extend_to=gap)
    cells = get_parts(diagram)
    shares = {label: [] for label in pieces}
    lookup = STRtree(cells)
    for site, owner in zip(sites, owners):
        for i in lookup.query(site, predicate="intersects"):
            shares[owner].append(shapely.intersection(cells[i], gap))
    return {label: union_all(cells) for label, cells in shares.items()}


def replace_edge(coverage, one, other, line):
    """The coverage with another line between two of its parts (same end points)."""
    old = shared_line(coverage[one], coverage[other])
    everything = union_all([shapely.boundary(g) for g in coverage.values()])
    faces = _faces([shapely.difference(everything, old), line], GRID)
    return _dissolve(faces, _owners(faces, coverage), list(coverage))
