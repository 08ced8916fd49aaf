//! Puts the parts together: sources → catalog → router → server.

mod data;

use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::thread;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use self::data::Data;
use crate::config;
use crate::ogc::{self, Base, Front};
use crate::server::{self, Limits};
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
    /// Where to listen for those who run the server, if the command line says.
    pub admin_listen: Option<SocketAddr>,
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

/// A monitor or two, and somebody who looks.
const ADMIN_LIMITS: Limits = Limits {
    connections: 16,
    headers: Duration::from_secs(15),
    write: Duration::from_secs(30),
    grace: Duration::from_secs(2),
};

/// Reads the data, listens, and serves until SIGTERM or SIGINT; SIGHUP reads the data again.
/// `started` is told the address, and the second one if there is one.
pub fn serve(
    asked: &Serve,
    started: impl FnOnce(SocketAddr, Option<SocketAddr>),
) -> anyhow::Result<()> {
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

    let admin_listen = asked.admin_listen.or(server.admin_listen);

    let data = Data {
        paths: asked.paths.clone(),
        config: asked.config.clone(),
        skip_invalid: asked.skip_invalid,
        front: Arc::new(front),
        public_url,
    };
    let runtime = tokio::runtime::Runtime::new().context("the runtime does not start")?;
    // Before anything takes time: unheard, the signal would end the process.
    let hangup = {
        let _entered = runtime.enter();
        signal(SignalKind::hangup())?
    };
    let at_start = data.read(&[])?;
    if !web::is_built() {
        tracing::warn!("the map is not built in; `make run` builds it");
    }
    let (public, to_public) = watch::channel(at_start.public);
    let (admin, to_admin) = watch::channel(at_start.admin);
    let ground = at_start.ground;
    // Signals that come while the data is read are one.
    let (tell, told) = mpsc::sync_channel(1);
    thread::spawn(move || data.read_again(&told, ground, &public, &admin));
    let ended = runtime.block_on(async {
        let listener = bind(listen, "--listen").await?;
        let admin_listener = match admin_listen {
            Some(listen) => Some(bind(listen, "--admin-listen").await?),
            None => None,
        };
        let admin_address = admin_listener.as_ref().map(TcpListener::local_addr);
        started(listener.local_addr()?, admin_address.transpose()?);
        let (stop, stopped) = watch::channel(());
        let signals = async {
            let ended = tokio::select! {
                ended = until_signal() => ended,
                () = pass_on(hangup, tell) => Ok(()),
            };
            drop(stop);
            ended
        };
        let until_stopped = |mut stopped: watch::Receiver<()>| async move {
            // An error is the sender's end, which is what we wait for.
            while stopped.changed().await.is_ok() {}
        };
        let admin_stopped = until_stopped(stopped.clone());
        let administration = async {
            if let Some(listener) = admin_listener {
                server::serve(listener, to_admin, ADMIN_LIMITS, admin_stopped).await;
            }
        };
        let public = server::serve(
            listener,
            to_public,
            Limits::default(),
            until_stopped(stopped),
        );
        let ((), (), ended) = tokio::join!(public, administration, signals);
        ended
    });
    // A large file that is being written is for nobody any more.
    runtime.shutdown_background();
    ended
}

async fn bind(listen: SocketAddr, option: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; {option} takes another address"))
}

/// Tells the thread that reads about each signal. Done when the terminal is closed at which the
/// server was started, which sends the same signal.
async fn pass_on(mut hangup: Signal, tell: SyncSender<()>) {
    let was_at_terminal = io::stderr().is_terminal();
    while hangup.recv().await.is_some() {
        if was_at_terminal && !io::stderr().is_terminal() {
            return;
        }
        if let Err(TrySendError::Disconnected(())) = tell.try_send(()) {
            tracing::error!("the data cannot be read again; start the server anew");
        }
    }
    std::future::pending::<()>().await;
}

async fn until_signal() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(())
}

/// The whole application as a service, without a socket: what tests call.
pub fn router(catalog: Catalog, public_url: Option<Base>) -> Router {
    router_behind(Front::default(), catalog, public_url)
}

/// The same behind what stands in front of it.
pub fn router_behind(front: Front, catalog: Catalog, public_url: Option<Base>) -> Router {
    routers(Arc::new(front), catalog, public_url).0
}

/// The public application, and the one of the second address.
pub fn routers(front: Arc<Front>, catalog: Catalog, public_url: Option<Base>) -> (Router, Router) {
    let state = Arc::new(ogc::State {
        catalog: Arc::new(catalog),
        public_url,
        tiles: ogc::Tiles::default(),
        ready: ogc::Ready::default(),
        files: ogc::Files::default(),
    });
    let admin = ogc::admin(Arc::clone(&state), Arc::clone(&front));
    (ogc::router(state, front, web::router()), admin)
}
