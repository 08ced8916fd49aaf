//! Are two geometries within so many metres of each other, on the ellipsoid?
//!
//! Two geometries that do not meet are nearest at a corner of one of them. For each corner the
//! nearest place on each edge of the other is found in a plane around it, and the distance to
//! that place on the ellipsoid: where two lines are nearest, a small slip along them changes
//! their distance by next to nothing.

use geo::{
    Coord, CoordsIter as _, Distance as _, Geodesic, Geometry, Intersects as _, Line, Point, Rect,
};

use super::shapes::Placed;

/// Metres of a degree of latitude, at its least.
const DEGREE: f64 = 110_500.0;

pub(super) fn are_near(a: Placed<&Geometry<f64>>, b: Placed<&Geometry<f64>>, metres: f64) -> bool {
    let Some((around_a, around_b)) = a.bounds.zip(b.bounds) else {
        return false;
    };
    if !may_be_near(around_a, around_b, metres) {
        return false;
    }
    a.geometry.intersects(b.geometry)
        || corner_is_near(a.geometry, b.geometry, around_b, metres)
        || corner_is_near(b.geometry, a.geometry, around_a, metres)
}

/// Can anything in the one box be near to anything in the other? Never says no where it is so.
fn may_be_near(a: Rect<f64>, b: Rect<f64>, metres: f64) -> bool {
    let gap = |from: f64, to: f64| (from - to).max(0.0);
    let south_north = gap(a.min().y, b.max().y) + gap(b.min().y, a.max().y);
    let east_west = gap(a.min().x, b.max().x) + gap(b.min().x, a.max().x);
    let north = [a.min().y, a.max().y, b.min().y, b.max().y]
        .into_iter()
        .fold(0.0_f64, |most, latitude| most.max(latitude.abs()));
    // A path may lead nearer to the pole than either box.
    let shrunk = (north + metres / DEGREE).min(90.0).to_radians().cos();
    south_north * DEGREE <= metres && east_west * DEGREE * shrunk <= metres
}

fn corner_is_near(
    corners: &Geometry<f64>,
    edges: &Geometry<f64>,
    around_edges: Rect<f64>,
    metres: f64,
) -> bool {
    corners.coords_iter().any(|corner| {
        may_be_near(Rect::new(corner, corner), around_edges, metres)
            && any_edge(edges, &mut |edge| {
                may_be_near(
                    Rect::new(corner, corner),
                    Rect::new(edge.start, edge.end),
                    metres,
                ) && {
                    let nearest = nearest(corner, edge);
                    Geodesic.distance(Point(corner), Point(nearest)) <= metres
                }
            })
    })
}

/// The place on an edge that is nearest to a corner, in a plane around the corner.
fn nearest(corner: Coord<f64>, edge: Line<f64>) -> Coord<f64> {
    let middle = f64::midpoint(corner.y, f64::midpoint(edge.start.y, edge.end.y));
    let flat = |at: Coord<f64>| Coord {
        x: (at.x - corner.x) * middle.to_radians().cos(),
        y: at.y - corner.y,
    };
    let (start, end) = (flat(edge.start), flat(edge.end));
    let along = end - start;
    let length = along.x * along.x + along.y * along.y;
    let share = if length > 0.0 {
        (-(start.x * along.x + start.y * along.y) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    edge.start + (edge.end - edge.start) * share
}

/// Is it true of any edge? A point is an edge without length.
fn any_edge(geometry: &Geometry<f64>, is_true: &mut impl FnMut(Line<f64>) -> bool) -> bool {
    let point = |at: &Point<f64>| Line::new(at.0, at.0);
    match geometry {
        Geometry::Point(at) => is_true(point(at)),
        Geometry::MultiPoint(points) => points.iter().any(|at| is_true(point(at))),
        Geometry::Line(line) => is_true(*line),
        Geometry::LineString(line) => line.lines().any(is_true),
        Geometry::MultiLineString(lines) => {
            lines.iter().any(|line| line.lines().any(&mut *is_true))
        }
        Geometry::Polygon(polygon) => rings(polygon, is_true),
        Geometry::MultiPolygon(polygons) => polygons.iter().any(|polygon| rings(polygon, is_true)),
        Geometry::Rect(rect) => rings(&rect.to_polygon(), is_true),
        Geometry::Triangle(triangle) => rings(&triangle.to_polygon(), is_true),
        Geometry::GeometryCollection(all) => all.iter().any(|one| any_edge(one, is_true)),
    }
}

fn rings(polygon: &geo::Polygon<f64>, is_true: &mut impl FnMut(Line<f64>) -> bool) -> bool {
    std::iter::once(polygon.exterior())
        .chain(polygon.interiors())
        .any(|ring| ring.lines().any(&mut *is_true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{BoundingRect as _, line_string, point, polygon};

    fn near(a: &Geometry<f64>, b: &Geometry<f64>, metres: f64) -> bool {
        let placed = |geometry| Placed {
            geometry,
            bounds: Geometry::bounding_rect(geometry),
        };
        let there = are_near(placed(a), placed(b), metres);
        assert_eq!(there, are_near(placed(b), placed(a), metres));
        there
    }

    /// The figure is `geod`'s (`geod -I +ellps=WGS84`).
    #[test]
    fn a_distance_is_that_on_the_ellipsoid() {
        let dushanbe: Geometry<f64> = point!(x: 68.77, y: 38.56).into();
        let khujand: Geometry<f64> = point!(x: 69.63, y: 40.28).into();
        let metres = Geodesic.distance(point!(x: 68.77, y: 38.56), point!(x: 69.63, y: 40.28));
        assert!((metres - 205_026.0).abs() < 500.0, "{metres}");
        assert!(near(&dushanbe, &khujand, metres + 0.01));
        assert!(!near(&dushanbe, &khujand, metres - 0.01));
    }

    #[test]
    fn the_nearest_place_may_lie_within_an_edge_or_inside() {
        let line: Geometry<f64> = line_string![(x: 70.0, y: 39.0), (x: 71.0, y: 39.0)].into();
        let north: Geometry<f64> = point!(x: 70.5, y: 39.1).into();
        // A tenth of a degree of latitude at 39 degrees north is 11,102 m.
        assert!(near(&line, &north, 11_110.0) && !near(&line, &north, 11_090.0));
        let square: Geometry<f64> = polygon![
            (x: 70.0, y: 39.0), (x: 71.0, y: 39.0), (x: 71.0, y: 40.0), (x: 70.0, y: 40.0)
        ]
        .into();
        let inside: Geometry<f64> = point!(x: 70.5, y: 39.5).into();
        assert!(near(&square, &inside, 0.0));
    }
}
