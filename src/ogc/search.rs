//! The parameters of `items` in the body of a POST, for filters that are longer than an address.
//!
//! Not a POST to `items`: that would create a feature (Features Part 4), and clients that find it
//! among the methods of `items` believe that they may edit.

use axum::extract::State as Shared;
use axum::response::Response;
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, StatusCode, header};
use serde_json::Value;
use std::sync::Arc;

use super::problem::Problem;
use super::request::{Request, Segments};
use super::{State, collections, items};

/// `POST /collections/{collection}/search`
pub(super) async fn search(
    Segments(id): Segments<String>,
    Shared(state): Shared<Arc<State>>,
    parts: Parts,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Response, Problem> {
    let body = body.map_err(|rejection| {
        let too_long = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
        if too_long {
            Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("The body is longer than {LONGEST} bytes."),
            )
        } else {
            Problem::new(StatusCode::BAD_REQUEST, "The body could not be read.")
        }
    })?;
    let pairs = pairs(&parts.headers, &body)?;
    let mut request = Request::new(&parts, &state)?;
    request.add(pairs);
    let snapshot = collections::find(&request, &id)?;
    items::page(&request, &snapshot).await
}

/// Bytes of a body: a filter of 512 KiB, also where each of its letters is escaped.
pub(super) const LONGEST: usize = 2 * 1024 * 1024;

/// The parameters in a body, as names and texts.
fn pairs(headers: &HeaderMap, body: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match &*media_type {
        "application/x-www-form-urlencoded" => {
            Ok(form_urlencoded::parse(body).into_owned().collect())
        }
        "application/json" => json(body),
        _ => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "The body has to be application/x-www-form-urlencoded, with the parameters of items, \
             or application/json, with an object of them.",
        )),
    }
}

fn json(body: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    let wrong = |detail: String| Problem::new(StatusCode::BAD_REQUEST, detail);
    let value: Value = serde_json::from_slice(body)
        .map_err(|error| wrong(format!("The body is no JSON: {error}.")))?;
    let Value::Object(members) = value else {
        return Err(wrong(
            "The body has to be an object whose members are the parameters of items.".to_owned(),
        ));
    };
    let is_json_filter = members
        .get("filter")
        .is_some_and(|filter| !filter.is_string())
        && !members.contains_key("filter-lang");
    let mut pairs: Vec<(String, String)> = members
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name, text(value)))
        .collect();
    if is_json_filter {
        pairs.push(("filter-lang".to_owned(), "cql2-json".to_owned()));
    }
    Ok(pairs)
}

/// A value as the text of a parameter: a list has commas between its entries.
fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Array(values) if values.iter().all(|value| !value.is_object()) => {
            let texts: Vec<String> = values.into_iter().map(text).collect();
            texts.join(",")
        }
        other => other.to_string(),
    }
}
