//! Real clients against the real server, a file a client.
//!
//! What a client sent is read from the server's log and not believed: one that fetches everything
//! and filters at home would find the same features.

mod curl;
mod gdal;
mod geopandas;
mod owslib;
mod points;
mod pyogrio;
mod qgis;
mod qgis_replay;
mod qgis_replay_cql2;
mod visit;

use crate::support::{Incident, incidents};

/// West, south, east, north of the box that the clients ask for: `68,38,72,40`.
const BOX: [f64; 4] = [68.0, 38.0, 72.0, 40.0];

/// The identifiers of the incidents that it is true of, in their order.
fn ids_of(is_it: impl Fn(&Incident) -> bool) -> Vec<&'static str> {
    let found: Vec<&str> = incidents()
        .iter()
        .filter(|one| is_it(one))
        .map(|one| &*one.id)
        .collect();
    assert!(!found.is_empty(), "a question whose answer is nothing");
    found
}
