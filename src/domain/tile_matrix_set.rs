//! Tile matrix sets: the pyramids of squares into which the world is cut (OGC 17-083r4).
//!
//! A place is two whole numbers, so that sums and comparisons of places are exact: the same point
//! is in the same tile on every machine, and in one only.

use std::f64::consts::PI;

use super::Crs;

/// A pyramid of tiles. Each tile of a matrix is four of the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TileMatrixSet {
    /// The square of Web Mercator.
    WebMercatorQuad,
    /// Longitude and latitude, two tiles side by side at the top.
    WorldCrs84Quad,
}

/// A point of a pyramid, from its north-western corner, in 2^-32 of the side of a topmost tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// To the east.
    pub x: u64,
    /// To the south.
    pub y: u64,
}

/// Bits of a place below the side of a topmost tile.
pub(super) const BITS: u8 = 32;
const SIDE: f64 = 4_294_967_296.0;

/// Half the side of the square of Web Mercator, in metres.
const MERCATOR: f64 = 20_037_508.342_789_244;
/// The latitude at which the square ends.
const MERCATOR_END: f64 = 85.051_128_779_806_6;
/// Metres in a degree on the equator, as scale denominators take it.
const METRES_IN_DEGREE: f64 = 6_378_137.0 * PI / 180.0;
/// The side of a pixel in metres, from which scale denominators follow.
const PIXEL: f64 = 0.000_28;
/// Pixels on a side of a tile, in the definition of a matrix.
pub const TILE_PIXELS: u32 = 256;

impl TileMatrixSet {
    /// All that there are.
    pub const ALL: [Self; 2] = [Self::WebMercatorQuad, Self::WorldCrs84Quad];

    /// Its name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::WebMercatorQuad => "WebMercatorQuad",
            Self::WorldCrs84Quad => "WorldCRS84Quad",
        }
    }

    /// Its name in the register of OGC.
    pub fn uri(self) -> String {
        let id = self.id();
        format!("http://www.opengis.net/def/tilematrixset/OGC/1.0/{id}")
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::WebMercatorQuad => "Google Maps Compatible for the World",
            Self::WorldCrs84Quad => "CRS84 for the World",
        }
    }

    /// Its system of coordinates.
    pub fn crs(self) -> Crs {
        match self {
            Self::WebMercatorQuad => Crs::WebMercator,
            Self::WorldCrs84Quad => Crs::Crs84,
        }
    }

    /// Its last matrix, as registered.
    pub fn last(self) -> u8 {
        match self {
            Self::WebMercatorQuad => 24,
            Self::WorldCrs84Quad => 17,
        }
    }

    /// Tiles from west to east at the top; from north to south there is one.
    pub(super) fn across(self) -> u32 {
        match self {
            Self::WebMercatorQuad => 1,
            Self::WorldCrs84Quad => 2,
        }
    }

    /// Columns and rows of a matrix.
    pub fn size(self, zoom: u8) -> (u32, u32) {
        (self.across() << zoom, 1 << zoom)
    }

    /// Its north-western corner, in its own system.
    pub fn origin(self) -> [f64; 2] {
        match self {
            Self::WebMercatorQuad => [-MERCATOR, MERCATOR],
            Self::WorldCrs84Quad => [-180.0, 90.0],
        }
    }

    /// The side of a pixel of that matrix, in its own system.
    pub fn cell_size(self, zoom: u8) -> f64 {
        let side = match self {
            Self::WebMercatorQuad => 2.0 * MERCATOR,
            Self::WorldCrs84Quad => 180.0,
        };
        side / f64::from(TILE_PIXELS) / f64::from(self.size(zoom).1)
    }

    /// The scale denominator of a matrix.
    pub fn scale(self, zoom: u8) -> f64 {
        let metres = match self {
            Self::WebMercatorQuad => 1.0,
            Self::WorldCrs84Quad => METRES_IN_DEGREE,
        };
        self.cell_size(zoom) * metres / PIXEL
    }

    /// Longitude and latitude → how far from the north-western corner, in sides of a topmost tile.
    /// What lies beyond the square of Mercator is put on its edge.
    pub fn project(self, longitude: f64, latitude: f64) -> (f64, f64) {
        match self {
            Self::WebMercatorQuad => {
                let latitude = latitude.clamp(-MERCATOR_END, MERCATOR_END).to_radians();
                let y = 0.5 - latitude.tan().asinh() / (2.0 * PI);
                (longitude / 360.0 + 0.5, y.clamp(0.0, 1.0))
            }
            Self::WorldCrs84Quad => ((longitude + 180.0) / 180.0, (90.0 - latitude) / 180.0),
        }
    }

    /// The way back.
    pub(super) fn unproject(self, x: f64, y: f64) -> (f64, f64) {
        match self {
            Self::WebMercatorQuad => {
                let latitude = (PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees();
                ((x - 0.5) * 360.0, latitude)
            }
            Self::WorldCrs84Quad => (x * 180.0 - 180.0, 90.0 - y * 180.0),
        }
    }

    /// Where a point is; `None` if it lies outside. The eastern and the southern edge belong to
    /// the last tiles.
    pub fn place(self, longitude: f64, latitude: f64) -> Option<Place> {
        let north = match self {
            Self::WebMercatorQuad => MERCATOR_END,
            Self::WorldCrs84Quad => 90.0,
        };
        let is_inside = longitude.abs() <= 180.0 && latitude.abs() <= north;
        let (x, y) = self.project(longitude, latitude);
        is_inside.then(|| Place {
            x: fixed(x, self.across()),
            y: fixed(y, 1),
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and below 2^34"
)]
pub(super) fn fixed(share: f64, tiles: u32) -> u64 {
    let last = (u64::from(tiles) << BITS) - 1;
    ((share * SIDE).max(0.0).floor() as u64).min(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrices_are_those_of_the_register() {
        let near = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-9;
        let mercator = TileMatrixSet::WebMercatorQuad;
        assert!(near(mercator.scale(0), 559_082_264.028_717_8));
        assert!(near(mercator.cell_size(24), 0.009_330_691_929_342_13));
        let plain = TileMatrixSet::WorldCrs84Quad;
        assert!(near(plain.scale(0), 279_541_132.014_358_76));
        assert!(near(plain.cell_size(17), 0.000_005_364_418_029_785_16));
        assert_eq!((mercator.size(3), plain.size(3)), ((8, 8), (16, 8)));
    }
}
