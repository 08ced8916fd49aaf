//! Parts of a file (RFC 9110, section 14): a client that knows where in it something stands asks for
//! those bytes only.

use std::ops::Range;
use std::sync::Arc;

use axum::response::Response;
use http::{HeaderValue, Method, StatusCode, header};

use super::answer::streamed;
use super::finished::Finished;
use super::problem::Problem;
use super::request::Request;
use super::response::finish;
use crate::format::Format;

/// The file, or the part of it that the request asks for.
pub(super) async fn answer(
    request: &Request,
    format: Format,
    file: Arc<Finished>,
) -> Result<Response, Problem> {
    let length = file.length();
    let part = part(request, format, length)?;
    let range = part.clone().unwrap_or(0..length);
    let sent = range.end - range.start;
    let told = part.map(|_| format!("bytes {}-{}/{length}", range.start, range.end - 1));
    let body = streamed(file.pieces(format, range)).await?;
    let mut response = finish(request, format, format.entry().media_type, body);
    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(sent));
    if let Some(range) = told.and_then(|told| HeaderValue::from_str(&told).ok()) {
        headers.insert(header::CONTENT_RANGE, range);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// The part that is asked for. What is no range of bytes is passed over, and so are several at
/// once: the whole file answers them too.
fn part(request: &Request, format: Format, length: u64) -> Result<Option<Range<u64>>, Problem> {
    let asked = request.header(header::RANGE);
    // Of another version than the one that the client has a part of, it wants all.
    let version = request.header(header::IF_RANGE);
    let is_current = version.is_empty() || version == request.entity_tag(format);
    if asked.is_empty() || !is_current || *request.method() != Method::GET {
        return Ok(None);
    }
    let Ok(ranges) = http_range_header::parse_range_header(asked) else {
        return Ok(None);
    };
    match ranges.validate(length) {
        Ok(ranges) => Ok(match ranges.as_slice() {
            [one] => Some(*one.start()..one.end() + 1),
            _ => None,
        }),
        Err(_outside) => Err(Problem::no_such_part(asked, length)),
    }
}
