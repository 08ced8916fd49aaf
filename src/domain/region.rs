//! A bounding box in the system in which a client draws it.

use geo::{Geometry, Intersects as _, MapCoords as _, Rect, coord};

use super::{Bbox, BboxError, Crs, Tile};

/// Where features are asked for: a box whose edges are straight in its own system.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Region {
    /// Holds all of it, in longitude and latitude.
    pub bbox: Bbox,
    /// The box itself, where its edges are bent in longitude and latitude.
    bent: Option<(Crs, Rect<f64>)>,
    /// Points of this tile only, of whose edges each belongs to one tile.
    tile: Option<Tile>,
}

/// Half the side of the square of Web Mercator, in metres.
const MERCATOR: f64 = 20_037_508.342_789_244;
/// The meridian of a UTM zone, and how far from it the projection can be turned round, in metres.
const UTM: (f64, f64) = (500_000.0, 3_500_000.0);
/// How far north UTM goes, in metres.
const UTM_NORTH: f64 = 9_400_000.0;

/// Of the side of a tile.
const ROUNDING: f64 = 1e-6;

/// Points on each edge of a bent box by which the box around it is found.
const STEPS: u32 = 16;

impl Region {
    /// Reads four numbers, or six with heights, in the order of the system's axes.
    pub fn read(text: &str, crs: Crs) -> Result<Self, BboxError> {
        if crs == Crs::Crs84 {
            return text.parse::<Bbox>().map(Self::from);
        }
        let [a, b, c, d] = Bbox::numbers(text)?;
        if crs == Crs::Wgs84 {
            return Bbox::new([b, a, d, c]).map(Self::from);
        }
        if a > c || b > d {
            return Err(BboxError::Corners {
                first: format!("{a},{b}"),
                second: format!("{c},{d}"),
            });
        }
        let corner = |x: f64, y: f64| {
            // A client that shows more than the world asks for more than the world.
            let most = if crs == Crs::WebMercator {
                MERCATOR
            } else {
                f64::MAX
            };
            coord! { x: x.clamp(-most, most), y: y.clamp(-most, most) }
        };
        let rect = Rect::new(corner(a, b), corner(c, d));
        let bbox = around(rect, crs).unwrap_or(Bbox::WORLD);
        // Meridians and parallels are straight in Mercator.
        let bent = (crs != Crs::WebMercator).then_some((crs, rect));
        Ok(Self {
            bbox,
            bent,
            tile: None,
        })
    }

    /// The points of a tile.
    pub fn of_tile(tile: Tile) -> Self {
        // A little wider than the tile, since its edges are rounded in degrees.
        let mut region = Self::from(tile.bbox(ROUNDING));
        region.tile = Some(tile);
        region
    }

    /// The points of a tile that lie in this box too.
    #[must_use]
    pub fn and_tile(self, tile: Tile) -> Self {
        Self {
            tile: Some(tile),
            ..self
        }
    }

    /// Is it no less than its `bbox`?
    pub fn is_its_box(&self) -> bool {
        self.bent.is_none() && self.tile.is_none()
    }

    /// Does any part of `geometry` lie inside or on the edge?
    pub fn intersects(&self, geometry: &Geometry<f64>) -> bool {
        self.is_in_box(geometry) && self.tile.is_none_or(|tile| is_in_tile(tile, geometry))
    }

    fn is_in_box(&self, geometry: &Geometry<f64>) -> bool {
        match &self.bent {
            None => self.bbox.intersects(geometry),
            Some((crs, rect)) => geometry
                .try_map_coords(|at| {
                    let (x, y) = crs.project(at.x, at.y).ok_or(())?;
                    Ok::<_, ()>(coord! { x: x, y: y })
                })
                .is_ok_and(|projected| rect.intersects(&projected)),
        }
    }
}

impl From<Bbox> for Region {
    fn from(bbox: Bbox) -> Self {
        Self {
            bbox,
            bent: None,
            tile: None,
        }
    }
}

fn is_in_tile(tile: Tile, geometry: &Geometry<f64>) -> bool {
    let Geometry::Point(point) = geometry else {
        return false;
    };
    let place = tile.set.place(point.x(), point.y());
    place.is_some_and(|place| tile.contains(place))
}

/// The box around a projected one, a little too large where its edges are bent; `None` if it
/// reaches where the projection cannot be turned round.
fn around(rect: Rect<f64>, crs: Crs) -> Option<Bbox> {
    let (min, max) = (rect.min(), rect.max());
    let far = |x: f64| (x - UTM.0).abs() > UTM.1;
    let high = |y: f64| y.abs() > UTM_NORTH;
    if crs != Crs::WebMercator && (far(min.x) || far(max.x) || high(min.y) || high(max.y)) {
        return None;
    }
    let mut found: Option<Bbox> = None;
    for step in 0..=STEPS {
        let share = f64::from(step) / f64::from(STEPS);
        let x = rect.min().x + rect.width() * share;
        let y = rect.min().y + rect.height() * share;
        let edges = [
            (x, rect.min().y),
            (x, rect.max().y),
            (rect.min().x, y),
            (rect.max().x, y),
        ];
        for (x, y) in edges {
            let (longitude, latitude) = crs.unproject(x, y)?;
            let point = Bbox {
                west: longitude,
                south: latitude,
                east: longitude,
                north: latitude,
            };
            found = Some(found.map_or(point, |all| all.union(&point)));
        }
    }
    let mut bbox = found?;
    if crs != Crs::WebMercator {
        let (x, y) = (
            (bbox.east - bbox.west) / 20.0,
            (bbox.north - bbox.south) / 20.0,
        );
        bbox.west -= x;
        bbox.east += x;
        bbox.south -= y;
        bbox.north += y;
    }
    let is_on_earth = bbox.west >= -180.0 && bbox.east <= 180.0 && bbox.north <= 90.0;
    (is_on_earth && bbox.south >= -90.0).then_some(bbox)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::point;
    use proptest::prelude::*;

    #[test]
    fn each_system_has_its_own_order_of_axes() {
        let geographic = Region::read("68,38,72,40", Crs::Crs84).unwrap();
        assert_eq!(Region::read("38,68,40,72", Crs::Wgs84), Ok(geographic));
        let error = |text, crs| Region::read(text, crs).unwrap_err().to_string();
        assert!(error("1,2,3", Crs::Utm42).starts_with("expected 4 numbers"));
        assert!(error("5,0,1,1", Crs::Utm42).contains("beyond"));
        for crs in [Crs::WebMercator, Crs::Utm42] {
            let all = Region::read("-1e9,-1e9,1e9,1e9", crs).unwrap();
            assert!(
                all.intersects(&Geometry::from(point!(x: 70.0, y: 39.0))),
                "{crs}"
            );
        }
        assert!(error("68,138,72,140", Crs::Crs84).contains("latitude 138"));
    }

    proptest! {
        #[test]
        fn a_point_is_inside_as_its_projection_says(x in 66.0..72.0_f64, y in 36.0..42.0_f64) {
            for crs in [Crs::WebMercator, Crs::Utm41, Crs::Utm42] {
                let (west, south) = crs.project(68.0, 38.0).unwrap();
                let (east, north) = (west + 250_000.0, south + 200_000.0);
                let region = Region::read(&format!("{west},{south},{east},{north}"), crs).unwrap();
                let (a, b) = crs.project(x, y).unwrap();
                let inside = (west..=east).contains(&a) && (south..=north).contains(&b);
                let point = Geometry::from(point!(x: x, y: y));
                prop_assert_eq!(region.intersects(&point), inside, "{}", crs);
                prop_assert!(!inside || region.bbox.intersects(&point));
            }
        }
    }
}
