//! A tile, and which places are in it.

use std::fmt;
use std::str::FromStr;

use super::tile_matrix_set::{BITS, fixed};
use super::{Bbox, Place, TileMatrixSet};

/// A tile: where it lies in which pyramid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tile {
    /// In which pyramid.
    pub set: TileMatrixSet,
    /// The matrix, from 0 at the top.
    pub zoom: u8,
    /// From the north.
    pub row: u32,
    /// From the west.
    pub col: u32,
}

/// What does not name a tile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "found \"{0}\"; expected a tile matrix set, matrix, row and column, like \
     WebMercatorQuad/8/97/177"
)]
pub struct TileError(String);

impl Tile {
    /// The tile at that place of a pyramid, if it is there.
    pub fn new(set: TileMatrixSet, zoom: u8, row: u32, col: u32) -> Option<Self> {
        let is_matrix = zoom <= set.last();
        let is_inside = is_matrix && col < set.size(zoom).0 && row < set.size(zoom).1;
        is_inside.then_some(Self {
            set,
            zoom,
            row,
            col,
        })
    }

    /// The tile of a matrix in which a place lies.
    pub fn of(set: TileMatrixSet, zoom: u8, place: Place) -> Self {
        let number = |along: u64| u32::try_from(along >> (BITS - zoom)).unwrap_or(u32::MAX);
        Self {
            set,
            zoom,
            row: number(place.y),
            col: number(place.x),
        }
    }

    /// Is the place in this tile? Of two neighbours, the one to the south or east has the edge.
    pub fn contains(&self, place: Place) -> bool {
        Self::of(self.set, self.zoom, place) == *self
    }

    /// A place within the tile, from its corner, in parts of its side; `parts` is a power of two.
    pub fn within(&self, place: Place, parts: u32) -> (i32, i32) {
        let parts_bits = u8::try_from(parts.trailing_zeros()).unwrap_or(0);
        let shift = BITS.saturating_sub(self.zoom + parts_bits);
        let from = |along: u64, number: u32| {
            let along = i64::try_from(along >> shift).unwrap_or(i64::MAX);
            i32::try_from(along - i64::from(number) * i64::from(parts)).unwrap_or(i32::MAX)
        };
        (from(place.x, self.col), from(place.y, self.row))
    }

    /// What `project` says → how far from this tile's corner, in parts of its side.
    pub fn local(&self, (x, y): (f64, f64), parts: f64) -> (f64, f64) {
        let tiles = f64::from(1_u32 << self.zoom);
        (
            (x * tiles - f64::from(self.col)) * parts,
            (y * tiles - f64::from(self.row)) * parts,
        )
    }

    /// The box around the tile and so much of its side beyond each edge.
    pub fn bbox(&self, beyond: f64) -> Bbox {
        let tiles = f64::from(1_u32 << self.zoom);
        let (col, row) = (f64::from(self.col), f64::from(self.row));
        let corner = |x: f64, y: f64| {
            let (x, y) = (x / tiles, y / tiles);
            let x = x.clamp(0.0, f64::from(self.set.across()));
            self.set.unproject(x, y.clamp(0.0, 1.0))
        };
        let (west, north) = corner(col - beyond, row - beyond);
        let (east, south) = corner(col + 1.0 + beyond, row + 1.0 + beyond);
        // What lies beyond the square is drawn on its edge.
        let is_square = self.set == TileMatrixSet::WebMercatorQuad;
        let north = if is_square && north > 85.05 {
            90.0
        } else {
            north
        };
        let south = if is_square && south < -85.05 {
            -90.0
        } else {
            south
        };
        Bbox {
            west,
            south,
            east,
            north,
        }
    }

    /// The tiles of a matrix that a box touches: the first and the last row, the first and the
    /// last column.
    pub fn around(set: TileMatrixSet, zoom: u8, bbox: &Bbox) -> [u32; 4] {
        let (west, east) = if bbox.crosses_antimeridian() {
            (-180.0, 180.0)
        } else {
            (bbox.west, bbox.east)
        };
        let at = |longitude: f64, latitude: f64| {
            let (x, y) = set.project(longitude, latitude);
            let (x, y) = (fixed(x, set.across()), fixed(y, 1));
            Self::of(set, zoom, Place { x, y })
        };
        let (first, last) = (at(west, bbox.north), at(east, bbox.south));
        [first.row, last.row, first.col, last.col]
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            set,
            zoom,
            row,
            col,
        } = self;
        write!(out, "{}/{zoom}/{row}/{col}", set.id())
    }
}

impl FromStr for Tile {
    type Err = TileError;

    fn from_str(text: &str) -> Result<Self, TileError> {
        let read = || {
            let mut parts = text.split('/');
            let set = parts.next()?;
            let set = TileMatrixSet::ALL.into_iter().find(|one| one.id() == set)?;
            let (zoom, row, col) = (parts.next()?, parts.next()?, parts.next()?);
            if parts.next().is_some() {
                return None;
            }
            Self::new(set, plain(zoom)?, plain(row)?, plain(col)?)
        };
        read().ok_or_else(|| TileError(text.chars().take(60).collect()))
    }
}

/// A number that is written plainly: a tile has one name.
fn plain<T: FromStr + fmt::Display>(text: &str) -> Option<T> {
    text.parse()
        .ok()
        .filter(|number: &T| number.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tile_has_one_name() {
        let tile: Tile = "WebMercatorQuad/8/97/177".parse().unwrap();
        assert_eq!(tile.to_string(), "WebMercatorQuad/8/97/177");
        let set = "WebMercatorQuad";
        for wrong in [
            "",
            "8/97",
            "8/97/177/1",
            "8/097/177",
            "1/2/0",
            "25/0/0",
            "0/-1/0",
        ] {
            assert!(format!("{set}/{wrong}").parse::<Tile>().is_err(), "{wrong}");
        }
        for wrong in ["8/97/177", "webmercatorquad/0/0/0", "WorldCRS84Quad/0/0/2"] {
            assert!(wrong.parse::<Tile>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_edge_of_the_world_is_in_its_last_tiles() {
        for set in TileMatrixSet::ALL {
            let place = set.place(180.0, -85.0).unwrap();
            let tile = Tile::of(set, 2, place);
            assert_eq!((tile.row, tile.col), (3, set.size(2).0 - 1));
        }
        assert_eq!(TileMatrixSet::WebMercatorQuad.place(0.0, 86.0), None);
        assert!(TileMatrixSet::WorldCrs84Quad.place(0.0, -90.0).is_some());
    }

    proptest! {
        #[test]
        fn a_place_is_in_one_tile_of_each_matrix_and_in_the_box_of_that(
            x in -180.0..=180.0_f64, y in -85.0..=85.0_f64, zoom in 0..=17_u8,
        ) {
            for set in TileMatrixSet::ALL {
                let place = set.place(x, y).unwrap();
                let tile = Tile::of(set, zoom, place);
                prop_assert!(tile.contains(place));
                prop_assert_eq!(Tile::new(set, zoom, tile.row, tile.col), Some(tile));
                prop_assert_eq!(tile.to_string().parse::<Tile>(), Ok(tile));
                let bbox = tile.bbox(1e-6);
                prop_assert!((bbox.west..=bbox.east).contains(&x));
                prop_assert!((bbox.south..=bbox.north).contains(&y));
                let (left, top) = tile.within(place, 4096);
                let (a, b) = tile.local(set.project(x, y), 4096.0);
                prop_assert!((a - f64::from(left)).abs() < 1.1 && (b - f64::from(top)).abs() < 1.1);
                if zoom > 0 {
                    let above = Tile::of(set, zoom - 1, place);
                    prop_assert_eq!((above.row, above.col), (tile.row / 2, tile.col / 2));
                }
            }
        }
    }
}
