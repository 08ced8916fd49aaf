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

/// The part that is asked for; `None` if that is all of it.
fn part(request: &Request, format: Format, length: u64) -> Result<Option<Range<u64>>, Problem> {
    // Of another version than the one that the client has a part of, it wants all.
    let version = request.header(header::IF_RANGE);
    let is_current =
        !request.has_header(&header::IF_RANGE) || version == request.entity_tag(format);
    if !is_current || *request.method() != Method::GET {
        return Ok(None);
    }
    let asked = request.header(header::RANGE);
    match asked_part(asked, length) {
        Some(part) if part.is_empty() => Err(Problem::no_such_part(asked, length)),
        part => Ok(part),
    }
}

/// The part of so many bytes, empty if they do not have it. What is no range of bytes is passed
/// over, and so are several at once: the whole file answers them too.
fn asked_part(asked: &str, length: u64) -> Option<Range<u64>> {
    let (unit, range) = asked.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    let is_number = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    let [first, last] = [first, last].map(|text| Some(text).filter(is_number));
    // A number that is too long lies behind everything.
    let number = |text: &str| text.parse().unwrap_or(u64::MAX);
    let part = match (first?, last?) {
        ("", "") => return None,
        ("", last) => length.saturating_sub(number(last))..length,
        (first, "") => number(first)..length,
        (first, last) if number(last) < number(first) => return None,
        (first, last) => number(first)..number(last).saturating_add(1).min(length),
    };
    unit.eq_ignore_ascii_case("bytes").then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_cut_to_what_is_there() {
        for (asked, expected) in [
            ("bytes=0-0", Some(0..1)),
            ("bytes=10-19", Some(10..20)),
            ("bytes=90-", Some(90..100)),
            ("bytes=90-1000", Some(90..100)),
            ("bytes=90-99999999999999999999", Some(90..100)),
            ("bytes=-10", Some(90..100)),
            ("Bytes=-1000", Some(0..100)),
            ("bytes=-99999999999999999999", Some(0..100)),
        ] {
            assert_eq!(asked_part(asked, 100), expected, "{asked}");
        }
        for nowhere in [
            "bytes=100-",
            "bytes=100-200",
            "bytes=-0",
            "bytes=99999999999999999999-",
        ] {
            assert!(asked_part(nowhere, 100).unwrap().is_empty(), "{nowhere}");
        }
        for none in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=9-3",
            "bytes=+1-2",
            "bytes=--1",
            "bytes=0-1,5-6",
            "lines=1-2",
            "bytes 1-2",
        ] {
            assert_eq!(asked_part(none, 100), None, "{none}");
        }
    }
}
