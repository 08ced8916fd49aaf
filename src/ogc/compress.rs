//! Answers compressed as they go out, in the encoding that the client likes best.
//!
//! A short one is compressed at once; a long one piece by piece, as it is made.

use std::convert::Infallible;

use axum::body::{Body, to_bytes};
use axum::response::Response;
use http::{HeaderName, HeaderValue, Request, header};
use http_body::Body as _;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use super::coding::{Coding, Effort, SHORTEST};
use super::negotiate::encodings;
use crate::format::Format;

/// Longer bodies are compressed piece by piece.
const SHORT: u64 = 1024 * 1024;
/// The compression of longer ones would hold up the other connections of a thread.
const LONG_FOR_US: usize = 128 * 1024;
/// Of long ones.
const LEVEL: i32 = 3;

/// What the client can unpack, as it said.
pub(super) struct Accepted(String);

impl Accepted {
    pub(super) fn begin(request: &axum::extract::Request) -> Self {
        Self(encodings(request.headers()))
    }

    pub(super) async fn end(self, mut response: Response) -> Response {
        let length = response.body().size_hint().exact();
        if !is_worth_it(&response) || length.is_some_and(|length| length < SHORTEST) {
            return response;
        }
        vary(response.headers_mut());
        let coding = Coding::of(&self.0, Effort::Fast);
        match length {
            _ if coding == Coding::Identity => response,
            Some(length) if length <= SHORT => at_once(response, coding).await,
            _ => piece_by_piece(response, coding).await,
        }
    }
}

/// Is it a body that gets smaller, and is not small already?
fn is_worth_it(response: &Response) -> bool {
    let headers = response.headers();
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let media_type = text(header::CONTENT_TYPE).unwrap_or_default();
    let is_packed = media_type.starts_with("image/") && media_type != "image/svg+xml"
        || media_type.starts_with("font/")
        || media_type == Format::GeoParquet.entry().media_type;
    // Its parts are counted as they are in the file, and so is its length.
    let has_parts = headers.contains_key(header::ACCEPT_RANGES);
    !headers.contains_key(header::CONTENT_ENCODING) && !is_packed && !has_parts
}

async fn at_once(response: Response, coding: Coding) -> Response {
    let (mut head, body) = response.into_parts();
    // It is all there; a body that fails is told as it would be without us.
    let body = match to_bytes(body, usize::MAX).await {
        Ok(body) => body,
        Err(error) => {
            let failing = futures_util::stream::iter([Err::<bytes::Bytes, _>(error)]);
            return Response::from_parts(head, Body::from_stream(failing));
        }
    };
    let compressed = if body.len() > LONG_FOR_US {
        let body = body.clone();
        let work = move || coding.compressed(&body, Effort::Fast);
        tokio::task::spawn_blocking(work).await.ok()
    } else {
        Some(coding.compressed(&body, Effort::Fast))
    };
    let Some(Ok(compressed)) = compressed else {
        return Response::from_parts(head, Body::from(body));
    };
    let name = HeaderValue::from_static(coding.name());
    head.headers.insert(header::CONTENT_ENCODING, name);
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.remove(header::ACCEPT_RANGES);
    Response::from_parts(head, Body::from(compressed))
}

fn vary(headers: &mut http::HeaderMap) {
    let mut all = headers.get_all(header::VARY).iter();
    let is_told = |value: &HeaderValue| {
        let value = value.to_str().unwrap_or_default().to_ascii_lowercase();
        value.contains("accept-encoding")
    };
    if !all.any(is_told) {
        headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
}

async fn piece_by_piece(response: Response, coding: Coding) -> Response {
    let mut request = Request::new(());
    let accepted = HeaderValue::from_static(coding.name());
    request
        .headers_mut()
        .insert(header::ACCEPT_ENCODING, accepted);
    let mut made = Some(response);
    let give = service_fn(move |_request: Request<()>| {
        std::future::ready(Ok::<_, Infallible>(made.take().unwrap_or_default()))
    });
    let layer = CompressionLayer::new().quality(CompressionLevel::Precise(LEVEL));
    match layer.layer(give).oneshot(request).await {
        Ok(response) => response.map(Body::new),
    }
}
