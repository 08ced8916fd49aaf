//! The second address, for those who run the server: `/metrics` and `/health`.

use std::sync::Arc;

use axum::Router;
use axum::extract::State as Shared;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header;

use super::problem::Problem;
use super::{Front, State, health};

/// As Prometheus asks for it; the text ends with `# EOF`.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What the second address answers; not open to scripts of other origins.
pub fn admin(state: Arc<State>, front: Arc<Front>) -> Router {
    let metrics = get(metrics).with_state((Arc::clone(&state), front));
    Router::new()
        .route("/metrics", metrics)
        .route("/health", get(health::health).with_state(state))
        .fallback(|| async { Problem::not_found("Here are only /metrics and /health.") })
        .method_not_allowed_fallback(|| async { Problem::method_not_allowed("/metrics") })
}

async fn metrics(Shared((state, front)): Shared<(Arc<State>, Arc<Front>)>) -> Response {
    let collections = state.catalog.iter();
    let collections = collections.map(|one| (&*one.collection().id, one.len()));
    let text = front.metrics.text(collections);
    let headers = [
        (header::CONTENT_TYPE, OPEN_METRICS),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, text).into_response()
}
