//! Where a feature must lie for a condition to hold: what lets the index answer first.

use geo::{BoundingRect as _, Geometry, Rect, coord};

use super::condition::Condition;
use super::shapes::{Shape, SpatialOperator};

impl Condition {
    /// A box that the geometry of every matching feature touches; `None` if there is none.
    pub fn reach(&self) -> Option<Rect<f64>> {
        match self {
            Self::Spatial { by, left, right } if *by != SpatialOperator::Disjoint => {
                literal(left, right)
            }
            Self::Near {
                left,
                right,
                metres,
            } => literal(left, right).map(|around| grown(around, *metres)),
            Self::And(all) => all
                .iter()
                .filter_map(Self::reach)
                .min_by(|a, b| area(a).total_cmp(&area(b))),
            Self::Or(any) => {
                let boxes: Option<Vec<Rect<f64>>> = any.iter().map(Self::reach).collect();
                union(&boxes?)
            }
            _ => None,
        }
    }
}

/// The box of the literal, where the other is the feature's own.
fn literal(left: &Shape, right: &Shape) -> Option<Rect<f64>> {
    match (left, right) {
        (Shape::Own, other) | (other, Shape::Own) => other.bounds(),
        _ => None,
    }
}

fn area(rect: &Rect<f64>) -> f64 {
    rect.width() * rect.height()
}

fn union(boxes: &[Rect<f64>]) -> Option<Rect<f64>> {
    let corners = boxes.iter().flat_map(|rect| [rect.min(), rect.max()]);
    Geometry::from(corners.collect::<geo::MultiPoint>()).bounding_rect()
}

/// A degree of latitude is never shorter than 110.5 km; one of longitude shrinks with latitude.
fn grown(rect: Rect<f64>, metres: f64) -> Rect<f64> {
    let north = metres / 110_500.0;
    let farthest = (rect.max().y.abs().max(rect.min().y.abs()) + north).min(89.9);
    let east = north / farthest.to_radians().cos();
    Rect::new(
        coord! { x: rect.min().x - east, y: rect.min().y - north },
        coord! { x: rect.max().x + east, y: rect.max().y + north },
    )
}
