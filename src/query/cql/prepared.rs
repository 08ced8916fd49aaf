//! A geometry of a filter, made ready to be compared with those of many features.

use std::cell::OnceCell;

use geo::coordinate_position::CoordPos;
use geo::{Geometry, PreparedGeometry, Rect, Relate as _};

use super::area::Area;
use super::condition::Condition;
use super::shapes::{Placed, Shape, SpatialOperator};

/// How the features' own geometries have to lie to one that is the same for all.
#[derive(Debug)]
pub struct Prepared<'a> {
    by: SpatialOperator,
    literal: &'a Placed<Geometry<f64>>,
    /// The literal, if it has an inside.
    area: Option<Area>,
    /// The literal with an index of its edges, made when it is asked for.
    graph: OnceCell<PreparedGeometry<'a, &'a Geometry<f64>>>,
}

impl<'a> Prepared<'a> {
    /// `None` for any other condition.
    pub fn of(condition: &'a Condition) -> Option<Self> {
        let Condition::Spatial { left, by, right } = condition else {
            return None;
        };
        let (by, literal) = match (left, right) {
            (Shape::Own, Shape::Literal(literal)) => (*by, literal),
            (Shape::Literal(literal), Shape::Own) => (by.turned(), literal),
            _ => return None,
        };
        Some(Self {
            by,
            area: Area::new(&literal.geometry),
            graph: OnceCell::new(),
            literal,
        })
    }

    /// Does a feature's geometry, with the box around it, lie so?
    pub fn holds(&self, own: &Geometry<f64>, bounds: Option<Rect<f64>>) -> bool {
        let (own, literal) = (
            Placed {
                geometry: own,
                bounds,
            },
            self.literal.as_ref(),
        );
        if !own.may_meet(literal) {
            return self.by == SpatialOperator::Disjoint;
        }
        if let Some(area) = &self.area {
            if let Geometry::Point(point) = own.geometry {
                return self.by.holds_for_point(area.position(point.0));
            }
            match self.by {
                SpatialOperator::Intersects => return area.meets(own.geometry),
                SpatialOperator::Disjoint => return !area.meets(own.geometry),
                _ => {}
            }
        }
        if matches!(own.geometry, Geometry::Point(_)) || self.by.is_quick() {
            return self.by.holds(own, literal);
        }
        let prepare = || PreparedGeometry::from(&self.literal.geometry);
        let matrix = own.geometry.relate(self.graph.get_or_init(prepare));
        self.by.holds_by(&matrix)
    }
}

impl SpatialOperator {
    /// The same with its sides exchanged.
    fn turned(self) -> Self {
        match self {
            Self::Within => Self::Contains,
            Self::Contains => Self::Within,
            other => other,
        }
    }

    /// Is it true of a point that lies so to an area?
    fn holds_for_point(self, place: CoordPos) -> bool {
        match self {
            Self::Intersects => place != CoordPos::Outside,
            Self::Disjoint => place == CoordPos::Outside,
            Self::Touches => place == CoordPos::OnBoundary,
            Self::Within => place == CoordPos::Inside,
            // A point has no part outside, and is never all of something larger.
            Self::Equals | Self::Crosses | Self::Contains | Self::Overlaps => false,
        }
    }

    /// Does it have a test of its own, without the matrix?
    fn is_quick(self) -> bool {
        matches!(self, Self::Intersects | Self::Disjoint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{BoundingRect as _, LineString, MultiPoint, Point, Polygon, coord};
    use proptest::prelude::*;

    fn square(from: (i32, i32), side: i32) -> LineString<f64> {
        let corner = |x: i32, y: i32| coord! { x: f64::from(from.0 + x), y: f64::from(from.1 + y) };
        LineString(vec![
            corner(0, 0),
            corner(side, 0),
            corner(side, side),
            corner(0, side),
            corner(0, 0),
        ])
    }

    /// Where corners and edges often meet.
    fn geometry() -> impl Strategy<Value = Geometry<f64>> {
        let at = || (0..7_i32, 0..7_i32);
        let point = |(x, y): (i32, i32)| Point::new(f64::from(x) / 2.0, f64::from(y) / 2.0);
        prop_oneof![
            at().prop_map(move |at| point(at).into()),
            (at(), at()).prop_map(move |(a, b)| MultiPoint(vec![point(a), point(b)]).into()),
            (at(), 1..4_i32).prop_map(|(at, side)| square(at, side).into()),
            (at(), 1..4_i32).prop_map(|(at, side)| Polygon::new(square(at, side), vec![]).into()),
            at().prop_map(|at| {
                let hole = square((at.0 + 1, at.1 + 1), 2);
                Polygon::new(square(at, 4), vec![hole]).into()
            }),
        ]
    }

    fn placed(geometry: Geometry<f64>) -> Placed<Geometry<f64>> {
        let bounds = geometry.bounding_rect();
        Placed { geometry, bounds }
    }

    proptest! {
        #[test]
        fn what_is_prepared_answers_as_what_is_not(own in geometry(), literal in geometry(), own_is_left: bool) {
            let (own, literal) = (placed(own), placed(literal));
            for by in [
                SpatialOperator::Intersects, SpatialOperator::Disjoint, SpatialOperator::Equals,
                SpatialOperator::Touches, SpatialOperator::Crosses, SpatialOperator::Within,
                SpatialOperator::Contains, SpatialOperator::Overlaps,
            ] {
                let (one, other) = (Shape::Own, Shape::Literal(Box::new(literal.clone())));
                let (left, right) = if own_is_left { (one, other) } else { (other, one) };
                let condition = Condition::Spatial { left, by, right };
                let found = Prepared::of(&condition).unwrap().holds(&own.geometry, own.bounds);
                let expected = if own_is_left {
                    by.holds(own.as_ref(), literal.as_ref())
                } else {
                    by.holds(literal.as_ref(), own.as_ref())
                };
                prop_assert_eq!(found, expected, "{:?}", by);
            }
        }
    }
}
