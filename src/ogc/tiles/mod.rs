//! OGC API Tiles: vector tiles of each collection, and of all together.
//!
//! A tile is asked for with the parameters of `items`, and made of what they select.

mod asked;
mod drawing;
mod limits;
mod made;
mod matrix_sets;
mod tile;
mod tilejson;
mod tileset;

pub(super) use matrix_sets::{matrix_set, matrix_sets};
pub(super) use tile::{of_all, of_collection};
pub(super) use tileset::{collection_tileset, collection_tilesets, tileset, tilesets};

pub use made::Tiles;

use super::problem::Problem;
use crate::domain::TileMatrixSet;

/// Tiles Part 1, and the parts of the standard on tile matrix sets that it is made of.
pub(super) const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/datetime",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixsetlimits",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixsetlimits",
    "http://www.opengis.net/spec/tms/2.0/conf/tilesetmetadata",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilesetmetadata",
];

/// The last matrix of which there are tiles. A unit of the last of Mercator is 15 cm wide: closer
/// nothing more is to be seen, and maps enlarge these. The matrices below are for the cells of
/// clusters.
pub(super) fn last(set: TileMatrixSet) -> u8 {
    match set {
        TileMatrixSet::WebMercatorQuad => 16,
        TileMatrixSet::WorldCrs84Quad => 14,
    }
}

/// The tile matrix set of that name.
fn find_set(id: &str) -> Result<TileMatrixSet, Problem> {
    let mut all = TileMatrixSet::ALL.into_iter();
    all.find(|set| set.id() == id).ok_or_else(|| {
        let id: String = id.chars().take(100).collect();
        Problem::not_found(format!(
            "There is no tile matrix set \"{id}\"; /tileMatrixSets lists them."
        ))
    })
}
