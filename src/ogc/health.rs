//! Is the server up? For load balancers and monitors.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, header};
use serde_json::json;

use super::problem::Problem;
use super::request::Request;

/// `/health`: the data is in memory before the first connection is accepted, so that a server
/// which answers is ready.
pub(super) async fn health(request: Request) -> Result<Response, Problem> {
    request.params().finish()?;
    let json = json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "data": request.state.catalog.digest(),
        "collections": request.state.catalog.iter().count(),
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
