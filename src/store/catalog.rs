//! All collections that are served, by identifier, in the order of display.

use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::Snapshot;

/// The collections, and a digest of everything in them.
#[derive(Debug)]
pub struct Catalog {
    listed: Vec<Arc<Snapshot>>,
    unlisted: Vec<Arc<Snapshot>>,
    digest: String,
}

impl Catalog {
    /// A catalog of these collections; no two have one identifier. Those of `unlisted` are found
    /// by those who know their names: the ground under the map, when other data is served.
    pub fn new(listed: Vec<Snapshot>, unlisted: Vec<Arc<Snapshot>>) -> Self {
        let listed: Vec<Arc<Snapshot>> = listed.into_iter().map(Arc::new).collect();
        let mut digest = Sha256::new();
        for snapshot in listed.iter().chain(&unlisted) {
            digest.update(snapshot.digest());
        }
        let digest = format!("{:x}", Bytes::copy_from_slice(&digest.finalize()));
        Self {
            listed,
            unlisted,
            digest,
        }
    }

    /// The collection of that identifier.
    pub fn find(&self, id: &str) -> Option<&Arc<Snapshot>> {
        let mut all = self.listed.iter().chain(&self.unlisted);
        all.find(|snapshot| snapshot.collection().id == id)
    }

    /// All listed collections, in the order of display.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Snapshot>> {
        self.listed.iter()
    }

    /// The collections that are found by name only.
    pub fn unlisted(&self) -> &[Arc<Snapshot>] {
        &self.unlisted
    }

    /// Changes whenever a feature or a description changes.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}
