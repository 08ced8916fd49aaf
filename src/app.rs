//! Puts the parts together: sources → catalog → router → server.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::config;
use crate::ogc::{self, Base, Front};
use crate::server::{self, Limits};
use crate::sources;
use crate::store::Catalog;
use crate::traffic::{Network, Rate, Room};
use crate::web;

/// What `marz serve` was asked to do.
#[derive(Debug, Default)]
pub struct Serve {
    /// Files and folders; empty for the bundled data.
    pub paths: Vec<PathBuf>,
    /// Where to listen, if the command line says.
    pub listen: Option<SocketAddr>,
    /// The address that links begin with, if the command line says.
    pub public_url: Option<String>,
    /// The proxies whose `Forwarded` and `X-Forwarded-*` headers are believed, beside those of the
    /// configuration.
    pub trusted_proxies: Vec<Network>,
    /// The configuration file.
    pub config: Option<PathBuf>,
    /// Leave out what cannot be used.
    pub skip_invalid: bool,
}

const DEFAULT_LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

/// Reads the data, listens, and serves until SIGTERM or SIGINT. `started` is told the address.
pub fn serve(asked: &Serve, started: impl FnOnce(SocketAddr)) -> anyhow::Result<()> {
    let server = match &asked.config {
        Some(path) => config::read(path)?.server,
        None => config::Server::default(),
    };
    let public_url = asked.public_url.clone().or(server.public_url);
    let public_url: Option<Base> = public_url.map(|url| url.parse()).transpose()?;
    let mut trusted = asked.trusted_proxies.clone();
    trusted.extend(server.trusted_proxies);
    let front = Front {
        trusted: trusted.into(),
        room: server
            .requests
            .map_or_else(Room::default, |places| Room::of(places.get())),
        rate: server.rate_limit.map(Rate::new),
        ..Front::default()
    };
    let listen = asked.listen.or(server.listen).unwrap_or(DEFAULT_LISTEN);

    let found = sources::find(&asked.paths, asked.config.as_deref())?;
    let (catalog, left_out) = sources::catalog(found, asked.skip_invalid)?;
    for finding in &left_out {
        tracing::warn!("left out: {finding}");
    }
    let names: Vec<String> = catalog
        .iter()
        .map(|snapshot| format!("{} ({})", snapshot.collection().id, snapshot.len()))
        .collect();
    tracing::info!("serving {}", names.join(", "));
    if !web::is_built() {
        tracing::warn!("the map is not built in; `make run` builds it");
    }
    let app = router_behind(front, catalog, public_url);
    let runtime = tokio::runtime::Runtime::new().context("the runtime does not start")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.with_context(|| {
            format!("cannot listen on {listen}; --listen takes another address")
        })?;
        started(listener.local_addr()?);
        let mut terminate = signal(SignalKind::terminate())?;
        let stop = async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        };
        server::serve(listener, app, Limits::default(), stop).await;
        Ok(())
    })
}

/// The whole application as a service, without a socket: what tests call.
pub fn router(catalog: Catalog, public_url: Option<Base>) -> Router {
    router_behind(Front::default(), catalog, public_url)
}

/// The same behind what stands in front of it.
pub fn router_behind(front: Front, catalog: Catalog, public_url: Option<Base>) -> Router {
    let state = ogc::State {
        catalog: Arc::new(catalog),
        public_url,
    };
    ogc::router(Arc::new(state), Arc::new(front), web::router())
}
