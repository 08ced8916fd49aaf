//! The request log: one line a request. No address of a client: what somebody looks at on the
//! map is nobody else's business.

use std::time::Instant;

use axum::extract::Request;
use axum::response::Response;
use http::{Method, Uri};

/// What is written when the answer begins.
pub(super) struct Line {
    begun: Instant,
    method: Method,
    uri: Uri,
}

impl Line {
    /// Begins with the request as it came.
    pub(super) fn begin(request: &Request) -> Self {
        Self {
            begun: Instant::now(),
            method: request.method().clone(),
            uri: request.uri().clone(),
        }
    }

    pub(super) fn end(self, response: &Response) {
        let Self { begun, method, uri } = self;
        let took = begun.elapsed();
        tracing::info!(%method, %uri, status = response.status().as_u16(), ?took);
    }
}
