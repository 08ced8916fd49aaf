//! Reading from other origins, and true answers to OPTIONS.

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};

/// What an address answers: all but one are there to be read.
pub(super) fn methods(path: &str) -> &'static str {
    // From its end: before it may stand the path of a public address.
    let mut parts = path.rsplit('/');
    let is_search = parts.next() == Some("search") && parts.nth(1) == Some("collections");
    if is_search {
        "POST, OPTIONS"
    } else {
        "GET, HEAD, OPTIONS"
    }
}

/// The headers of an answer that a script on another page may read.
const EXPOSED: &str = "Accept-Ranges, Content-Crs, Content-Disposition, Content-Range, ETag, Link, \
    OGC-NumberMatched, OGC-NumberReturned, Retry-After";

/// Opens every answer to scripts of any origin; there are no cookies that this could betray.
///
/// OPTIONS is answered as the truth about the address: 404 where nothing is, the refusal where too
/// much is asked, else what it allows.
pub(super) struct Asked {
    asks_options: bool,
    methods: &'static str,
}

impl Asked {
    pub(super) fn begin(request: &mut Request) -> Self {
        let asked = Self {
            asks_options: request.method() == Method::OPTIONS,
            methods: methods(request.uri().path()),
        };
        if asked.asks_options {
            *request.method_mut() = Method::HEAD;
        }
        asked
    }

    pub(super) fn end(self, mut response: Response) -> Response {
        let Self {
            asks_options,
            methods,
        } = self;
        open(asks_options, methods, &mut response);
        response
    }
}

fn open(asks_options: bool, methods: &'static str, response: &mut Response) {
    let status = response.status();
    let refused = matches!(
        status,
        StatusCode::NOT_FOUND | StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
    );
    if asks_options && !refused {
        *response = StatusCode::NO_CONTENT.into_response();
        let headers = response.headers_mut();
        headers.insert(header::ALLOW, HeaderValue::from_static(methods));
        set(headers, header::ACCESS_CONTROL_ALLOW_METHODS, methods);
        set(headers, header::ACCESS_CONTROL_ALLOW_HEADERS, "*");
        set(headers, header::ACCESS_CONTROL_MAX_AGE, "86400");
    }
    let headers = response.headers_mut();
    set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
}

fn set(headers: &mut http::HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
