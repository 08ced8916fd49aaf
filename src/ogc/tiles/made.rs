//! Tiles that were made: kept while there is room, and each made once, however many ask for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::super::problem::Problem;
use crate::store::{Catalog, Snapshot};
use crate::tile::Importance;

/// A tile as it is sent.
#[derive(Debug, Clone)]
pub(in crate::ogc) struct Made {
    pub(super) bytes: Bytes,
    pub(super) matched: usize,
    pub(super) returned: usize,
}

/// Filled by what is asked. It belongs to the data: other data has a state
/// of its own.
pub struct Tiles {
    made: Cache<String, Made, Weight>,
    /// How much each vertex matters: of all listed collections together, and of each other one.
    importance: Mutex<HashMap<String, Arc<OnceLock<Importance>>>>,
}

/// Bytes that are kept.
const ROOM: u64 = 64 * 1024 * 1024;
/// Tiles that room is made for at first.
const TILES: usize = 4_096;
/// Bytes of a tile's name and place in the cache.
const OWN: u64 = 200;

#[derive(Debug, Clone)]
struct Weight;

impl Weighter<String, Made> for Weight {
    fn weight(&self, _name: &String, made: &Made) -> u64 {
        OWN + u64::try_from(made.bytes.len()).unwrap_or(ROOM)
    }
}

impl Default for Tiles {
    fn default() -> Self {
        Self {
            made: Cache::with_weighter(TILES, ROOM, Weight),
            importance: Mutex::default(),
        }
    }
}

impl std::fmt::Debug for Tiles {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tiles = self.made.len();
        out.debug_struct("Tiles")
            .field("made", &tiles)
            .finish_non_exhaustive()
    }
}

impl Tiles {
    /// The tile of that name, made now if nobody has. Who asks for the same meanwhile waits for it.
    pub(super) async fn get(
        &self,
        name: &str,
        make: impl Future<Output = Result<Made, Problem>>,
    ) -> Result<Made, Problem> {
        self.made.get_or_insert_async(name, make).await
    }

    /// How much the vertices of a collection matter. Computed when it is asked for first, which
    /// takes a moment: not at start, since many servers are never asked for tiles.
    pub(super) fn importance(
        &self,
        catalog: &Catalog,
        snapshot: &Snapshot,
    ) -> Arc<OnceLock<Importance>> {
        let id = &snapshot.collection().id;
        let is_listed = catalog.iter().any(|listed| listed.collection().id == *id);
        let of = if is_listed { "" } else { id };
        let importance = {
            let mut all = self
                .importance
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(of.to_owned()).or_default())
        };
        importance.get_or_init(|| {
            if is_listed {
                Importance::of(catalog.iter().flat_map(|listed| listed.geometries()))
            } else {
                Importance::of(snapshot.geometries())
            }
        });
        importance
    }
}
