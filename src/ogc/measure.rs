//! Counts what is asked and answered, by the template of the route and never by the address.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use http::{Method, StatusCode};

use super::{Front, carried};
use crate::traffic::InFlight;

/// Told from within, where the route is known, to the outside, where the time is taken.
#[derive(Debug, Clone, Default)]
struct Route(Arc<OnceLock<MatchedPath>>);

/// All addresses that lead nowhere are one.
const UNKNOWN: &str = "unknown";

/// A request that is being answered.
pub(super) struct Measured {
    begun: Instant,
    in_flight: InFlight,
    method: &'static str,
    route: Route,
}

impl Measured {
    pub(super) fn begin(front: &Front, request: &mut Request) -> Self {
        let route = Route::default();
        request.extensions_mut().insert(route.clone());
        Self {
            begun: Instant::now(),
            in_flight: front.metrics.begin(),
            method: method(request.method()),
            route,
        }
    }

    /// Counts the answer, whose body goes on counting what is sent.
    pub(super) fn end(self, front: &Front, response: Response) -> Response {
        let name = self.route.0.get().map_or(UNKNOWN, MatchedPath::as_str);
        let status = class(response.status());
        let took = self.begun.elapsed();
        front.metrics.answered(name, self.method, status, took);
        carried::by(response, self.in_flight)
    }
}

/// Called where the route is known.
pub(super) fn tell_route(request: &Request) {
    let extensions = request.extensions();
    if let (Some(Route(cell)), Some(route)) = (
        extensions.get::<Route>(),
        extensions.get::<MatchedPath>().cloned(),
    ) {
        let _ = cell.set(route);
    }
}

/// A client may invent methods; there are as many labels as methods that mean something here.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}
