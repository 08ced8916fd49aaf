//! Counts what is asked and answered, by the template of the route and never by the address.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State as Shared};
use axum::middleware::Next;
use axum::response::Response;
use http::{Method, StatusCode};

use super::{Front, carried};

/// Told from within, where the route is known, to the outside, where the time is taken.
#[derive(Debug, Clone, Default)]
struct Route(Arc<OnceLock<MatchedPath>>);

/// All addresses that lead nowhere are one.
const UNKNOWN: &str = "unknown";

/// Around everything.
pub(super) async fn measured(
    Shared(front): Shared<Arc<Front>>,
    mut request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let in_flight = front.metrics.begin();
    let method = method(request.method());
    let route = Route::default();
    request.extensions_mut().insert(route.clone());
    let response = next.run(request).await;
    let name = route.0.get().map_or(UNKNOWN, MatchedPath::as_str);
    let status = class(response.status());
    front
        .metrics
        .answered(name, method, status, begun.elapsed());
    carried::by(response, in_flight)
}

/// Around each route.
pub(super) async fn tell_route(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    if let (Some(Route(cell)), Some(route)) = (
        extensions.get::<Route>(),
        extensions.get::<MatchedPath>().cloned(),
    ) {
        let _ = cell.set(route);
    }
    next.run(request).await
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
