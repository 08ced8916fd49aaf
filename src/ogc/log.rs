//! The request log: one line a request. No address of a client: what somebody looks at on the
//! map is nobody else's business.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

/// Logs every request when its answer begins.
pub(super) async fn requests(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let response = next.run(request).await;
    let took = begun.elapsed();
    tracing::info!(%method, %uri, status = response.status().as_u16(), ?took);
    response
}
