//! The data that is served: read at the start, and again when the process is told to.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use tokio::signal::unix::Signal;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use super::routers;
use crate::ogc::{Base, Front};
use crate::sources;

/// Where the data is, and what it is served with.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) paths: Vec<PathBuf>,
    pub(super) config: Option<PathBuf>,
    pub(super) skip_invalid: bool,
    pub(super) front: Arc<Front>,
    pub(super) public_url: Option<Base>,
}

impl Data {
    /// Reads all of it: the public application, and the one of the second address.
    pub(super) fn read(&self) -> anyhow::Result<(Router, Router)> {
        let found = sources::find(&self.paths, self.config.as_deref())?;
        let (catalog, left_out) = sources::catalog(found, self.skip_invalid)?;
        for finding in &left_out {
            tracing::warn!("left out: {finding}");
        }
        let names: Vec<String> = catalog
            .iter()
            .map(|snapshot| format!("{} ({})", snapshot.collection().id, snapshot.len()))
            .collect();
        tracing::info!("serving {}", names.join(", "));
        let front = Arc::clone(&self.front);
        Ok(routers(front, catalog, self.public_url.clone()))
    }

    /// Reads all of it again with each signal. Until it is ready, and where it cannot be used, the
    /// applications stay as they are. Never done.
    pub(super) async fn read_again(
        self,
        mut signal: Signal,
        public: watch::Sender<Router>,
        admin: watch::Sender<Router>,
    ) {
        let data = Arc::new(self);
        while signal.recv().await.is_some() {
            let again = Arc::clone(&data);
            match spawn_blocking(move || again.read()).await {
                Ok(Ok(read)) => {
                    let old = (public.send_replace(read.0), admin.send_replace(read.1));
                    // Large data takes a moment to go, if nobody is being answered from it.
                    spawn_blocking(|| drop(old));
                }
                Ok(Err(error)) => tracing::error!("the data stays as it was: {error:#}"),
                Err(error) => tracing::error!("the data stays as it was: {error}"),
            }
        }
        std::future::pending::<()>().await;
    }
}
