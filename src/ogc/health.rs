//! Is the server up? For load balancers and monitors.

use std::sync::Arc;

use axum::extract::State as Shared;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, Uri, header};
use serde_json::json;

use super::State;
use super::params::Params;
use super::problem::Problem;

/// `/health`: the data is in memory before the first connection is accepted, so that a server
/// which answers is ready. Links nowhere, and so needs no `Host`, which monitors leave out.
pub(super) async fn health(
    Shared(state): Shared<Arc<State>>,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::new(uri.query().unwrap_or_default()).finish()?;
    let json = json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "data": state.catalog.digest(),
        "collections": state.catalog.iter().count(),
    });
    let mut response = format!("{json}\n").into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
