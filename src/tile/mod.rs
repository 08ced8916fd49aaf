//! Vector tiles: geometries cut, simplified and rounded to the grid of a tile, points gathered in
//! clusters, everything encoded as Mapbox Vector Tiles 2.1.
//!
//! Pure. Knows neither stores nor addresses: rows are numbers here, and what they say is asked for
//! by number, so that whoever has the data need not copy it.

mod clip;
mod cluster;
mod encode;
mod importance;
mod shape;
mod thin;

#[cfg(test)]
mod tests;

pub use cluster::{CELLS, Cluster, Say, Sum, clusters};
pub use encode::{Encoded, LIMIT, Layer, Put, Tags, Value, encode};
pub use importance::Importance;
pub use shape::{Shape, at, shapes};
pub use thin::{Drawn, What};

/// Units on a side of a tile.
pub const EXTENT: u32 = 4096;

/// So many units of lines and polygons are drawn beyond each edge, so that strokes join.
pub const BUFFER: u32 = 64;

/// A number for an identifier that is a text: of 52 bits, since readers in JavaScript keep no
/// more than 53, the last of which tells clusters apart.
pub fn number(text: &str) -> u64 {
    // FNV-1a: well spread, and the same everywhere and always.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mixed(hash) >> 12
}

/// Spreads a number, so that its order has nothing to do with where it came from.
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
