//! Geometries: the relations of `S_INTERSECTS` and its like, by the DE-9IM of the `geo` crate.

use cql2::Expr;
use geo::relate::IntersectionMatrix;
use geo::{
    BoundingRect as _, Contains as _, CoordsIter as _, Densify as _, Euclidean, Geometry,
    Intersects as _, LineString, MapCoords as _, MultiPolygon, Polygon, Rect, Relate as _, coord,
};

use super::evaluate::Row;
use super::{Fault, GEOMETRY};
use crate::domain::{Bbox, Crs};

pub(super) use super::near::are_near;

/// A geometry, or none, for each feature.
#[derive(Debug, Clone)]
pub enum Shape {
    /// The feature's own.
    Own,
    /// The same for all.
    Literal(Box<Placed<Geometry<f64>>>),
}

/// A geometry with the box around it, which tells most pairs apart.
#[derive(Debug, Clone, Copy)]
pub struct Placed<G> {
    pub(super) geometry: G,
    /// `None` around nothing.
    pub(super) bounds: Option<Rect<f64>>,
}

/// The relations of two geometries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpatialOperator {
    /// They share a point.
    Intersects,
    /// They share no point.
    Disjoint,
    /// They are the same set of points.
    Equals,
    /// They share points of their edges only.
    Touches,
    /// They cross each other.
    Crosses,
    /// The first lies in the second.
    Within,
    /// The second lies in the first.
    Contains,
    /// They share some of their insides, and each has more.
    Overlaps,
}

/// So many positions may a geometry of a filter have; each is compared with every feature near it.
const MOST_POSITIONS: usize = 20_000;

/// Edges drawn in a projection are bent in degrees: they are cut into pieces of this length, in
/// metres, along which the bend is less than two metres.
const STRAIGHT: f64 = 10_000.0;

impl SpatialOperator {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "s_intersects" => Self::Intersects,
            "s_disjoint" => Self::Disjoint,
            "s_equals" => Self::Equals,
            "s_touches" => Self::Touches,
            "s_crosses" => Self::Crosses,
            "s_within" => Self::Within,
            "s_contains" => Self::Contains,
            "s_overlaps" => Self::Overlaps,
            _ => return None,
        })
    }

    pub(super) fn holds(self, a: Placed<&Geometry<f64>>, b: Placed<&Geometry<f64>>) -> bool {
        if !a.may_meet(b) {
            return self == Self::Disjoint;
        }
        let (a, b) = (a.geometry, b.geometry);
        match (self, a, b) {
            (Self::Intersects, ..) => a.intersects(b),
            (Self::Disjoint, ..) => !a.intersects(b),
            // Without the graph of `relate`, which costs a hundred times a point's own test.
            (Self::Within, Geometry::Point(point), _) => b.contains(point),
            (Self::Contains, _, Geometry::Point(point)) => a.contains(point),
            (Self::Touches, Geometry::Point(point), area)
            | (Self::Touches, area, Geometry::Point(point))
                if is_area(area) =>
            {
                area.intersects(point) && !area.contains(point)
            }
            // One point has no part outside, and is never all of something larger.
            (Self::Crosses | Self::Overlaps, Geometry::Point(_), _)
            | (Self::Crosses | Self::Overlaps, _, Geometry::Point(_)) => false,
            (Self::Equals, Geometry::Point(_), other)
            | (Self::Equals, other, Geometry::Point(_))
                if is_area(other) =>
            {
                false
            }
            _ => self.holds_by(&a.relate(b)),
        }
    }

    /// Is it true by the matrix of the two?
    pub(super) fn holds_by(self, matrix: &IntersectionMatrix) -> bool {
        match self {
            Self::Intersects => matrix.is_intersects(),
            Self::Disjoint => matrix.is_disjoint(),
            Self::Equals => matrix.is_equal_topo(),
            Self::Touches => matrix.is_touches(),
            Self::Crosses => matrix.is_crosses(),
            Self::Within => matrix.is_within(),
            Self::Contains => matrix.is_contains(),
            Self::Overlaps => matrix.is_overlaps(),
        }
    }
}

impl Placed<Geometry<f64>> {
    pub(super) fn as_ref(&self) -> Placed<&Geometry<f64>> {
        Placed {
            geometry: &self.geometry,
            bounds: self.bounds,
        }
    }
}

impl Placed<&Geometry<f64>> {
    /// Do the boxes around them meet?
    pub(super) fn may_meet(self, other: Self) -> bool {
        let both = self.bounds.zip(other.bounds);
        both.is_some_and(|(own, other)| own.intersects(&other))
    }
}

fn is_area(geometry: &Geometry<f64>) -> bool {
    matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_))
}

impl Shape {
    /// Reads the geometry's name, a geometry or a box, with coordinates of the system `crs`.
    pub(super) fn read(expression: &Expr, crs: Crs) -> Result<Self, Fault> {
        match expression {
            Expr::Property { property } if GEOMETRY.contains(&&**property) => Ok(Self::Own),
            Expr::Property { property } => Err(Fault::new(format!(
                "found the name {property}; expected {} or a geometry: POINT(70.1 39.0)",
                GEOMETRY.join(" or ")
            ))
            .word(property)),
            Expr::Geometry(geometry) => literal(geometry, crs),
            Expr::BBox { bbox } => rectangle(bbox, crs),
            _ => Err(Fault::new(format!(
                "expected a geometry: {}, POINT(70.1 39.0), POLYGON((…)) or BBOX(68, 38, 72, 40)",
                GEOMETRY.join(" or ")
            ))),
        }
    }

    pub(super) fn of<'a>(&'a self, row: &Row<'a>) -> Option<Placed<&'a Geometry<f64>>> {
        Some(match self {
            Self::Own => Placed {
                geometry: row.geometry?,
                bounds: row.bounds,
            },
            Self::Literal(placed) => placed.as_ref().as_ref(),
        })
    }

    /// The box around it, if it is the same for all.
    pub(super) fn bounds(&self) -> Option<Rect<f64>> {
        match self {
            Self::Own => None,
            Self::Literal(placed) => placed.bounds,
        }
    }
}

fn literal(given: &cql2::Geometry, crs: Crs) -> Result<Shape, Fault> {
    let unreadable = || Fault::new("a geometry that cannot be read; expected WKT or GeoJSON");
    // The crate writes either of its forms as GeoJSON.
    let json = serde_json::to_value(given).map_err(|_error| unreadable())?;
    let geometry =
        serde_json::from_value::<geojson::Geometry>(json).map_err(|_error| unreadable())?;
    let geometry = Geometry::<f64>::try_from(&geometry).map_err(|_error| unreadable())?;
    if !is_drawn(&geometry) {
        return Err(Fault::new(
            "a geometry that encloses or joins nothing; expected 2 positions of a line or more, \
             4 of a ring, of which the last is the first",
        ));
    }
    place(geometry, crs)
}

/// Have all lines and rings the positions that they need? Rings are closed here already.
fn is_drawn(geometry: &Geometry<f64>) -> bool {
    let line = |line: &LineString<f64>| line.0.len() != 1;
    let ring = |ring: &LineString<f64>| ring.0.is_empty() || ring.0.len() >= 4;
    let polygon = |one: &Polygon<f64>| ring(one.exterior()) && one.interiors().iter().all(ring);
    match geometry {
        Geometry::LineString(one) => line(one),
        Geometry::MultiLineString(all) => all.iter().all(line),
        Geometry::Polygon(one) => polygon(one),
        Geometry::MultiPolygon(all) => all.iter().all(polygon),
        Geometry::GeometryCollection(all) => all.iter().all(is_drawn),
        _ => true,
    }
}

fn rectangle(corners: &[Box<Expr>], crs: Crs) -> Result<Shape, Fault> {
    let fault = || {
        Fault::new("expected BBOX(west, south, east, north), or six numbers with heights")
            .word("bbox")
    };
    let numbers: Option<Vec<f64>> = corners
        .iter()
        .map(|corner| match **corner {
            Expr::Float(number) => Some(number),
            _ => None,
        })
        .collect();
    let numbers = numbers.ok_or_else(fault)?;
    let ([a, b, c, d] | [a, b, _, c, d, _]) = *numbers.as_slice() else {
        return Err(fault());
    };
    let (west, south, east, north) = if crs.is_north_first() {
        (b, a, d, c)
    } else {
        (a, b, c, d)
    };
    if south > north || (west > east && !crs.is_geographic()) {
        return Err(Fault::new("a BBOX whose first corner lies beyond its second").word("bbox"));
    }
    let bbox = Bbox {
        west,
        south,
        east,
        north,
    };
    let parts: Vec<_> = bbox
        .rectangles()
        .map(|part: Rect<f64>| Polygon::from(part))
        .collect();
    // The order of axes is x, y already.
    let crs = if crs.is_geographic() { Crs::Crs84 } else { crs };
    place(Geometry::MultiPolygon(MultiPolygon(parts)), crs)
}

/// Brings a geometry into longitude and latitude.
fn place(geometry: Geometry<f64>, crs: Crs) -> Result<Shape, Fault> {
    let geometry = if crs.is_geographic() {
        geometry
    } else {
        straight(geometry)
    };
    let positions = geometry.coords_count();
    if positions > MOST_POSITIONS {
        return Err(Fault::new(format!(
            "a geometry with {positions} positions; expected at most {MOST_POSITIONS}"
        )));
    }
    let geometry = geometry.try_map_coords(|at| {
        let (x, y) = if crs.is_north_first() {
            (at.y, at.x)
        } else {
            (at.x, at.y)
        };
        crs.unproject(x, y)
            .map(|(x, y)| coord! { x: x, y: y })
            .ok_or_else(|| {
                Fault::new(format!(
                    "the position {} {} does not lie in {crs}",
                    at.x, at.y
                ))
            })
    })?;
    let bounds = geometry.bounding_rect();
    Ok(Shape::Literal(Box::new(Placed { geometry, bounds })))
}

/// With long edges cut into pieces.
fn straight(geometry: Geometry<f64>) -> Geometry<f64> {
    match geometry {
        Geometry::LineString(line) => Euclidean.densify(&line, STRAIGHT).into(),
        Geometry::MultiLineString(lines) => Euclidean.densify(&lines, STRAIGHT).into(),
        Geometry::Polygon(polygon) => Euclidean.densify(&polygon, STRAIGHT).into(),
        Geometry::MultiPolygon(polygons) => Euclidean.densify(&polygons, STRAIGHT).into(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Point, polygon};
    use proptest::prelude::*;

    fn placed(geometry: &Geometry<f64>) -> Placed<&Geometry<f64>> {
        Placed {
            geometry,
            bounds: geometry.bounding_rect(),
        }
    }

    fn square(from: f64, to: f64) -> Polygon<f64> {
        polygon![(x: from, y: from), (x: to, y: from), (x: to, y: to), (x: from, y: to)]
    }

    #[test]
    fn a_hole_is_outside_and_its_edge_is_not() {
        let ring = Polygon::new(
            square(0.0, 10.0).exterior().clone(),
            vec![square(3.0, 7.0).exterior().clone()],
        );
        let ring = Geometry::from(ring);
        for (inside, relation, expected) in [
            (square(4.0, 6.0), SpatialOperator::Intersects, false),
            (square(4.0, 6.0), SpatialOperator::Disjoint, true),
            (square(3.0, 7.0), SpatialOperator::Touches, true),
            (square(3.0, 7.0), SpatialOperator::Within, false),
            (square(1.0, 2.0), SpatialOperator::Within, true),
            (square(2.0, 8.0), SpatialOperator::Overlaps, true),
        ] {
            let inside = Geometry::from(inside);
            assert_eq!(
                relation.holds(placed(&inside), placed(&ring)),
                expected,
                "{relation:?} {inside:?}"
            );
        }
        for (x, expected) in [(5.0, false), (3.0, true), (1.0, true)] {
            let point = Geometry::from(Point::new(x, 5.0));
            let found = SpatialOperator::Intersects.holds(placed(&point), placed(&ring));
            assert_eq!(found, expected, "{x}");
        }
    }

    proptest! {
        /// The two ways to the same answer: each pair by its own test, and by the matrix.
        #[test]
        fn the_short_cuts_agree_with_the_matrix(
            a in 0..6_i32, b in 1..6_i32, c in 0..6_i32, d in 1..6_i32,
            x in 0..12_i32, y in 0..12_i32, hole: bool,
        ) {
            let at = f64::from;
            let outer = square(at(a), at(a + b));
            let holes = if hole && b > 2 {
                vec![square(at(a + 1), at(a + b - 1)).exterior().clone()]
            } else {
                Vec::new()
            };
            let one = Geometry::from(Polygon::new(outer.exterior().clone(), holes));
            let others = [
                Geometry::from(square(at(c), at(c + d))),
                Geometry::from(Point::new(at(x) / 2.0, at(y) / 2.0)),
            ];
            for other in &others {
                let matrix = one.relate(other);
                let holds = |by: SpatialOperator| by.holds(placed(&one), placed(other));
                prop_assert_eq!(holds(SpatialOperator::Intersects), matrix.is_intersects());
                prop_assert_eq!(holds(SpatialOperator::Disjoint), matrix.is_disjoint());
                prop_assert_eq!(holds(SpatialOperator::Contains), matrix.is_contains());
                let within = SpatialOperator::Within.holds(placed(other), placed(&one));
                prop_assert_eq!(within, other.relate(&one).is_within());
                prop_assert_eq!(holds(SpatialOperator::Touches), matrix.is_touches());
                prop_assert_eq!(holds(SpatialOperator::Crosses), matrix.is_crosses());
                prop_assert_eq!(holds(SpatialOperator::Overlaps), matrix.is_overlaps());
                prop_assert_eq!(holds(SpatialOperator::Equals), matrix.is_equal_topo());
            }
        }
    }
}
