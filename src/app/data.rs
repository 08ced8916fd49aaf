//! The data that is served: read at the start, and again when the process is told to.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use axum::Router;
use tokio::sync::watch;

use super::routers;
use crate::ogc::{Base, Front};
use crate::sources;
use crate::store::Snapshot;

/// Where the data is, and what it is served with.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) paths: Vec<PathBuf>,
    pub(super) config: Option<PathBuf>,
    pub(super) skip_invalid: bool,
    pub(super) front: Arc<Front>,
    pub(super) public_url: Option<Base>,
}

/// The data as it was read, served.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) public: Router,
    pub(super) admin: Router,
    /// The base map out of the binary, for the next time.
    pub(super) ground: Vec<Arc<Snapshot>>,
}

impl Data {
    /// Reads all of it; the `ground` of an earlier time is used again.
    pub(super) fn read(&self, ground: &[Arc<Snapshot>]) -> anyhow::Result<Served> {
        let found = sources::find(&self.paths, self.config.as_deref())?;
        let (catalog, left_out) = sources::catalog_on(ground, found, self.skip_invalid)?;
        for finding in &left_out {
            tracing::warn!("left out: {finding}");
        }
        let names: Vec<String> = catalog
            .iter()
            .map(|snapshot| format!("{} ({})", snapshot.collection().id, snapshot.len()))
            .collect();
        tracing::info!("serving {}", names.join(", "));
        let ground = catalog.unlisted().to_vec();
        let front = Arc::clone(&self.front);
        let (public, admin) = routers(front, catalog, self.public_url.clone());
        Ok(Served {
            public,
            admin,
            ground,
        })
    }

    /// Reads all of it again as often as it is told to. Until it is ready, and where it cannot be
    /// used, the applications stay as they are.
    ///
    /// For a thread of its own: on one of the runtime's many, a different one each time, each of
    /// them would keep the memory that it once took for the data.
    pub(super) fn read_again(
        &self,
        told: &Receiver<()>,
        mut ground: Vec<Arc<Snapshot>>,
        public: &watch::Sender<Router>,
        admin: &watch::Sender<Router>,
    ) {
        while told.recv().is_ok() {
            match self.read(&ground) {
                Ok(read) => {
                    ground = read.ground;
                    drop(public.send_replace(read.public));
                    drop(admin.send_replace(read.admin));
                }
                Err(error) => tracing::error!("the data stays as it was: {error:#}"),
            }
        }
    }
}
