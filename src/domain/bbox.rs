//! A bounding box in longitude and latitude (OGC CRS84), also across the antimeridian.

use std::fmt;
use std::str::FromStr;

use geo::{Intersects as _, Rect, coord};

/// West, south, east, north in degrees.
///
/// `west > east` means that the box crosses the antimeridian (RFC 7946, section 5.2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bbox {
    /// Western edge, −180 to 180.
    pub west: f64,
    /// Southern edge, −90 to 90.
    pub south: f64,
    /// Eastern edge, −180 to 180.
    pub east: f64,
    /// Northern edge, −90 to 90.
    pub north: f64,
}

/// Why a text is not a bounding box.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BboxError {
    /// Neither four nor six values.
    #[error("expected 4 numbers (west,south,east,north) or 6 with heights, found {0}")]
    Count(usize),
    /// A value that is no finite number.
    #[error("expected a number, found \"{0}\"")]
    NotANumber(String),
    /// A longitude outside −180 to 180.
    #[error("longitude {0} is outside -180 to 180")]
    Longitude(String),
    /// A latitude outside −90 to 90.
    #[error("latitude {0} is outside -90 to 90")]
    Latitude(String),
    /// The south lies north of the north.
    #[error("south {south} is greater than north {north}")]
    UpsideDown {
        /// The southern edge as given.
        south: String,
        /// The northern edge as given.
        north: String,
    },
    /// A box in metres whose corners are in the wrong order.
    #[error("the first corner ({first}) lies beyond the second ({second})")]
    Corners {
        /// The first corner as given.
        first: String,
        /// The second corner as given.
        second: String,
    },
}

impl Bbox {
    /// The whole world.
    pub const WORLD: Self = Self {
        west: -180.0,
        south: -90.0,
        east: 180.0,
        north: 90.0,
    };

    /// Does the box cross the antimeridian?
    pub fn crosses_antimeridian(&self) -> bool {
        self.west > self.east
    }

    /// The box as one rectangle, or as two when it crosses the antimeridian.
    pub fn rectangles(&self) -> impl Iterator<Item = Rect<f64>> {
        let rectangle = |west: f64, east: f64| {
            Rect::new(
                coord! { x: west, y: self.south },
                coord! { x: east, y: self.north },
            )
        };
        let (first, second) = if self.crosses_antimeridian() {
            (
                rectangle(self.west, 180.0),
                Some(rectangle(-180.0, self.east)),
            )
        } else {
            (rectangle(self.west, self.east), None)
        };
        std::iter::once(first).chain(second)
    }

    /// Does any part of `geometry` lie inside or on the edge of the box?
    pub fn intersects(&self, geometry: &geo::Geometry<f64>) -> bool {
        self.rectangles()
            .any(|rectangle| rectangle.intersects(geometry))
    }

    /// The smallest box, not crossing the antimeridian, that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }
}

impl From<Rect<f64>> for Bbox {
    fn from(rectangle: Rect<f64>) -> Self {
        let (min, max) = (rectangle.min(), rectangle.max());
        Self {
            west: min.x,
            south: min.y,
            east: max.x,
            north: max.y,
        }
    }
}

impl FromStr for Bbox {
    type Err = BboxError;

    fn from_str(text: &str) -> Result<Self, BboxError> {
        Self::new(Self::numbers(text)?)
    }
}

impl Bbox {
    /// The four numbers of a box. Heights of a six-number box are read and left out: no
    /// collection has heights to compare.
    pub(super) fn numbers(text: &str) -> Result<[f64; 4], BboxError> {
        let numbers = text.split(',').map(number).collect::<Result<Vec<_>, _>>()?;
        match *numbers.as_slice() {
            [a, b, c, d] | [a, b, _, c, d, _] => Ok([a, b, c, d]),
            _ => Err(BboxError::Count(numbers.len())),
        }
    }

    /// West, south, east, north in degrees.
    pub(super) fn new([west, south, east, north]: [f64; 4]) -> Result<Self, BboxError> {
        for longitude in [west, east] {
            if !(-180.0..=180.0).contains(&longitude) {
                return Err(BboxError::Longitude(longitude.to_string()));
            }
        }
        for latitude in [south, north] {
            if !(-90.0..=90.0).contains(&latitude) {
                return Err(BboxError::Latitude(latitude.to_string()));
            }
        }
        if south > north {
            let (south, north) = (south.to_string(), north.to_string());
            return Err(BboxError::UpsideDown { south, north });
        }
        Ok(Self {
            west,
            south,
            east,
            north,
        })
    }
}

fn number(text: &str) -> Result<f64, BboxError> {
    let number: Option<f64> = text.trim().parse().ok();
    number
        .filter(|number| number.is_finite())
        .ok_or_else(|| BboxError::NotANumber(text.trim().to_owned()))
}

impl fmt::Display for Bbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{},{},{},{}",
            self.west, self.south, self.east, self.north
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::point;
    use proptest::prelude::*;

    #[test]
    fn a_bbox_with_heights_keeps_its_ground_plan() {
        let bbox: Bbox = "68,38,0,72,40,5000".parse().unwrap();
        assert_eq!(bbox, "68,38,72,40".parse().unwrap());
    }

    #[test]
    fn each_wrong_text_says_what_is_wrong() {
        let error = |text: &str| text.parse::<Bbox>().unwrap_err().to_string();
        assert_eq!(
            error("1,2,3"),
            "expected 4 numbers (west,south,east,north) or 6 with heights, found 3"
        );
        assert_eq!(error("1,2,x,4"), "expected a number, found \"x\"");
        assert_eq!(error("1,2,NaN,4"), "expected a number, found \"NaN\"");
        assert_eq!(error("1,2,inf,4"), "expected a number, found \"inf\"");
        assert_eq!(error("181,2,3,4"), "longitude 181 is outside -180 to 180");
        assert_eq!(error("1,-91,3,4"), "latitude -91 is outside -90 to 90");
        assert_eq!(error("1,5,3,4"), "south 5 is greater than north 4");
    }

    #[test]
    fn a_bbox_across_the_antimeridian_finds_both_sides() {
        let bbox: Bbox = "177,65,-177,70".parse().unwrap();
        for (x, inside) in [(178.0, true), (-178.0, true), (0.0, false), (-176.0, false)] {
            assert_eq!(
                bbox.intersects(&point!(x: x, y: 67.0).into()),
                inside,
                "at {x}"
            );
        }
    }

    #[test]
    fn a_point_on_the_edge_is_inside() {
        let bbox: Bbox = "68,38,72,40".parse().unwrap();
        assert!(bbox.intersects(&point!(x: 68.0, y: 40.0).into()));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            west in -180.0..=180.0_f64, east in -180.0..=180.0_f64,
            a in -90.0..=90.0_f64, b in -90.0..=90.0_f64,
        ) {
            let bbox = Bbox { west, south: a.min(b), east, north: a.max(b) };
            prop_assert_eq!(bbox.to_string().parse::<Bbox>().unwrap(), bbox);
        }

        #[test]
        fn a_point_is_inside_as_its_four_comparisons_say(
            west in -180.0..=180.0_f64, east in -180.0..=180.0_f64,
            x in -180.0..=180.0_f64, y in -10.0..=10.0_f64,
        ) {
            let bbox = Bbox { west, south: -5.0, east, north: 5.0 };
            let across = if west <= east { west <= x && x <= east } else { x >= west || x <= east };
            let expected = across && (-5.0..=5.0).contains(&y);
            prop_assert_eq!(bbox.intersects(&point!(x: x, y: y).into()), expected);
        }
    }
}
