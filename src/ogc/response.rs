//! Answers with the headers that they share: validator, caching, negotiation.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_body::{Frame, SizeHint};
use maud::Markup;
use serde_json::Value;

use super::link::media;
use super::request::Request;
use crate::format::Format;

/// A document of a standard: its JSON, or the page that shows it.
pub(super) fn document(
    request: &Request,
    format: Format,
    json_type: &'static str,
    json: &Value,
    page: impl FnOnce() -> Markup,
) -> Response {
    match format {
        Format::Html => whole(request, format, HTML, page().into_string()),
        _ => whole(request, format, json_type, format!("{json}\n")),
    }
}

const HTML: &str = "text/html; charset=utf-8";

/// Nothing from elsewhere, no script, forms to here only, and no page of others around it.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; \
    img-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// A text that is at hand.
pub(super) fn whole(
    request: &Request,
    format: Format,
    media_type: &'static str,
    text: impl Into<Body>,
) -> Response {
    finish(request, format, media_type, text.into())
}

/// Pieces that are made while they are sent. A short answer goes out with its length.
pub(super) fn pieces(
    request: &Request,
    format: Format,
    mut pieces: impl Iterator<Item = Bytes> + Send + 'static,
) -> Response {
    let mut first = VecDeque::new();
    let mut length = 0;
    let is_short = loop {
        let Some(piece) = pieces.next() else {
            break true;
        };
        length += piece.len();
        first.push_back(piece);
        if length > SHORT {
            break false;
        }
    };
    let body = if is_short {
        Body::new(Known(first))
    } else {
        let all = first.into_iter().chain(pieces);
        Body::from_stream(stream::iter(all.map(Ok::<_, Infallible>)))
    };
    finish(request, format, media::GEOJSON, body)
}

/// An answer of so many bytes is put together before it is sent.
const SHORT: usize = 1024 * 1024;

/// Pieces that are all there.
struct Known(VecDeque<Bytes>);

impl http_body::Body for Known {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let length: usize = self.0.iter().map(Bytes::len).sum();
        SizeHint::with_exact(u64::try_from(length).unwrap_or(u64::MAX))
    }
}

/// The answer to a client that has the document already.
pub(super) fn not_modified(request: &Request, format: Format) -> Option<Response> {
    let known = !request.is_posted() && request.has(&request.entity_tag(format));
    known.then(|| {
        let response = StatusCode::NOT_MODIFIED.into_response();
        share(request, format, response)
    })
}

pub(super) fn finish(
    request: &Request,
    format: Format,
    media_type: &'static str,
    body: Body,
) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if format == Format::Html {
        describe_page(request, headers);
    }
    share(request, format, response)
}

/// A page that is an answer of another kind than the one that was asked for.
pub(super) fn instead(request: &Request, page: Markup, mut response: Response) -> Response {
    *response.body_mut() = Body::from(page.into_string());
    let headers = response.headers_mut();
    // Of the body that is gone.
    headers.remove(header::CONTENT_ENCODING);
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(HTML));
    describe_page(request, headers);
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

fn describe_page(request: &Request, headers: &mut HeaderMap) {
    let policy = HeaderValue::from_static(CONTENT_SECURITY_POLICY);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    let language = HeaderValue::from_static(request.language.code());
    headers.insert(header::CONTENT_LANGUAGE, language);
}

/// `no-cache` lets every cache keep the answer and makes it ask whether it still holds: data can
/// change at any time, and a 304 costs next to nothing.
fn share(request: &Request, format: Format, mut response: Response) -> Response {
    let headers = response.headers_mut();
    if request.is_posted() {
        // What was asked is not in the address, by which caches know an answer.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return response;
    }
    if let Ok(tag) = HeaderValue::from_str(&request.entity_tag(format)) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    // Also where nothing is compressed, so that a 304 says what its 200 said.
    // What machines read has no language: caches need not keep it once for each.
    let vary = HeaderValue::from_static(match format {
        Format::Html => "accept, accept-encoding, accept-language",
        _ => "accept, accept-encoding",
    });
    headers.insert(header::VARY, vary);
    response
}
