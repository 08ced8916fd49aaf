//! Which tiles there are: those that touch the extent of what is in them.

use serde_json::{Value, json};

use super::last;
use crate::domain::{Bbox, Tile, TileMatrixSet};
use crate::store::Snapshot;

/// The box around all that these collections hold.
pub(super) fn extent<'a>(collections: impl Iterator<Item = &'a Snapshot>) -> Option<Bbox> {
    let boxes = collections.filter_map(|snapshot| snapshot.extent().spatial);
    boxes.reduce(|all, one| all.union(&one))
}

/// Is there such a tile?
pub(super) fn hold(tile: &Tile, extent: &Bbox) -> bool {
    let [first_row, last_row, first_col, last_col] = Tile::around(tile.set, tile.zoom, extent);
    tile.zoom <= last(tile.set)
        && (first_row..=last_row).contains(&tile.row)
        && (first_col..=last_col).contains(&tile.col)
}

/// The limits of every matrix (OGC 17-083r4, table 13).
pub(super) fn limits(set: TileMatrixSet, extent: &Bbox) -> Value {
    let limit = |zoom: u8| {
        let [first_row, last_row, first_col, last_col] = Tile::around(set, zoom, extent);
        json!({
            "tileMatrix": zoom.to_string(),
            "minTileRow": first_row, "maxTileRow": last_row,
            "minTileCol": first_col, "maxTileCol": last_col,
        })
    };
    (0..=last(set)).map(limit).collect()
}
