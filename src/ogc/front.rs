//! What every request meets first: its public address is found, and the path of that is cut off.

use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use http::{HeaderValue, header};

use super::limits::Client;
use super::problem::Problem;
use super::{State, forwarded};
use crate::traffic::{Metrics, Networks, Rate, Room};

/// What stands between the network and the routes. Made once at start.
#[derive(Debug)]
pub struct Front {
    /// The proxies whose word about a request is taken.
    pub trusted: Networks,
    /// Requests in work at one time.
    pub room: Room,
    /// What one client may ask; without it as much as it likes.
    pub rate: Option<Rate>,
    /// For an answer to begin.
    pub patience: Duration,
    /// Counts what is asked and answered.
    pub metrics: Metrics,
}

impl Default for Front {
    fn default() -> Self {
        Self {
            trusted: Networks::default(),
            room: Room::default(),
            rate: None,
            patience: Duration::from_secs(30),
            metrics: Metrics::default(),
        }
    }
}

/// Finds the public address, and who asks, and gives them to those further in.
///
/// The connection's other end is told by the server as `ConnectInfo`; without it nobody is
/// trusted.
pub(super) fn address(
    state: &State,
    front: &Front,
    request: &mut Request,
) -> Result<Found, Problem> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(peer)| peer.ip());
    let behind = peer.is_some_and(|peer| front.trusted.contains(peer));
    let named = behind.then(|| forwarded::client(request.headers(), &front.trusted));
    if let Some(client) = named.flatten().or(peer) {
        request.extensions_mut().insert(Client(client));
    }
    let mut asked_proxy = false;
    let base = match &state.public_url {
        Some(url) => Some(url.clone()),
        None if behind => {
            asked_proxy = true;
            match forwarded::base(request.headers(), &front.trusted) {
                Ok(base) => base,
                // Monitors want to know whether the server is up, whatever their headers say.
                Err(_) if request.uri().path() == "/health" => None,
                Err(detail) => return Err(Problem::bad_forwarding(detail)),
            }
        }
        None => None,
    };
    if let Some(base) = base {
        cut(base.path(), request);
        request.extensions_mut().insert(base);
    }
    Ok(Found { asked_proxy })
}

/// How the public address was found.
pub(super) struct Found {
    asked_proxy: bool,
}

impl Found {
    /// An answer that follows from what a proxy says varies by it.
    pub(super) fn tell(self, response: &mut Response) {
        if self.asked_proxy {
            let vary = HeaderValue::from_static(forwarded::VARY);
            response.headers_mut().append(header::VARY, vary);
        }
    }
}

/// A proxy may pass the public path on or cut it off: both arrive.
fn cut(prefix: &str, request: &mut Request) {
    let path = request.uri().path_and_query().map(ToString::to_string);
    let Some(rest) = path
        .as_deref()
        .filter(|_| !prefix.is_empty())
        .and_then(|path| path.strip_prefix(prefix))
        .filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    else {
        return;
    };
    let slash = if rest.starts_with('/') { "" } else { "/" };
    if let Ok(uri) = format!("{slash}{rest}").parse() {
        *request.uri_mut() = uri;
    }
}
