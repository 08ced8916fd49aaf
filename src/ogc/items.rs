//! The features of a collection: filters, pages, counts.

use axum::response::Response;
use http::{HeaderName, HeaderValue, header};
use serde_json::{Map, json};

use super::collections::{self, links};
use super::crs::{self, CRS84};
use super::html;
use super::link::{Link, media};
use super::params::Params;
use super::problem::Problem;
use super::queryables;
use super::request::{Request, Segments};
use super::response::{not_modified, pieces, whole};
use super::state::{DEFAULT_LIMIT, MAXIMUM_AREAS, MAXIMUM_LIMIT};
use crate::domain::Collection;
use crate::format::Format;
use crate::format::geojson::write_collection;
use crate::query::{Cursor, Equals, Filter, From, Page, Query};
use crate::store::Found;

/// Features Part 1.
pub(super) const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
];

/// `/collections/{collection}/items`
pub(super) async fn items(
    Segments(id): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    let snapshot = collections::find(&request, &id)?;
    let mut params = request.params();
    let format = request.format(&mut params, &Format::DOCUMENTS);
    let filter = filter(&mut params, &[snapshot.collection()]);
    let page = page(&mut params, &filter);
    params.finish()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let query = Query { filter, page };
    let found = snapshot.find(&query);
    let mut shown = request.self_links(format, media::GEOJSON, &Format::DOCUMENTS);
    shown.extend(next(&request, format, &query, &found));
    let collection = request.url(&format!("/collections/{}", super::link::segment(&id)));
    shown.push(Link::new(
        "collection",
        media::JSON,
        "The collection",
        collection,
    ));
    shown.extend(collections::license(snapshot.collection()));
    let (matched, returned) = (found.matched(), found.returned());
    let mut response = match format {
        Format::Html => {
            let page = html::features(&request, snapshot.collection(), found, &shown);
            whole(
                &request,
                format,
                "text/html; charset=utf-8",
                page.into_string(),
            )
        }
        _ => {
            let mut members = Map::new();
            members.insert("numberMatched".to_owned(), json!(matched));
            members.insert("numberReturned".to_owned(), json!(returned));
            members.insert("links".to_owned(), links(&shown));
            pieces(
                &request,
                format,
                write_collection(found.into_features(), &members),
            )
        }
    };
    count(&mut response, matched, returned);
    for link in &shown {
        if let Ok(link) = HeaderValue::from_str(&link.header()) {
            response.headers_mut().append(header::LINK, link);
        }
    }
    Ok(response)
}

/// The link to the page behind this one.
fn next(request: &Request, format: Format, query: &Query, found: &Found) -> Option<Link> {
    let cursor = Cursor::new(&query.filter, found.last_of_more()?.clone()).to_string();
    let href = request.with(&[("offset", None), ("cursor", Some(&cursor))]);
    let media_type = if format == Format::Html {
        media::HTML
    } else {
        media::GEOJSON
    };
    Some(Link::new("next", media_type, "The next page", href))
}

/// How many there are, for clients that read headers only.
pub(super) fn count(response: &mut Response, matched: usize, returned: usize) {
    let headers = response.headers_mut();
    for (name, number) in [
        ("ogc-numbermatched", matched),
        ("ogc-numberreturned", returned),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(number));
    }
    if let Ok(crs) = HeaderValue::from_str(&format!("<{CRS84}>")) {
        headers.insert(HeaderName::from_static("content-crs"), crs);
    }
}

/// The parameters that say which features: `bbox`, `datetime`, `area` and every property that
/// can be compared with a value, of any of these collections.
pub(super) fn filter(params: &mut Params, collections: &[&Collection]) -> Filter {
    crs::check(params, "crs");
    crs::check(params, "bbox-crs");
    let bbox = params.value("bbox");
    let datetime = params.value("datetime");
    let mut filter = Filter {
        bbox,
        datetime,
        ..Filter::default()
    };
    if collections.iter().any(|collection| collection.has_areas())
        && let Some(areas) = params.text("area")
    {
        filter.areas = areas
            .split(',')
            .map(|area| area.trim().to_owned())
            .collect();
        if filter.areas.iter().any(String::is_empty) || filter.areas.len() > MAXIMUM_AREAS {
            let expected =
                format!("expected 1 to {MAXIMUM_AREAS} identifiers of areas, with commas between");
            params.reject("area", Some(&areas), expected);
        }
    }
    for property in queryables::of(collections) {
        let Some(text) = params.text(&property.name) else {
            continue;
        };
        let read = |text: &str| {
            Equals::parse(property, text).map_err(|expected| format!("expected {expected}"))
        };
        filter
            .equals
            .extend(params.read(&property.name, &text, read));
    }
    filter
}

fn page(params: &mut Params, filter: &Filter) -> Page {
    let limit = limit(params).map_or(DEFAULT_LIMIT, |limit| limit.min(MAXIMUM_LIMIT));
    let offset = params.text("offset");
    let cursor = params.text("cursor");
    let from = match (cursor, offset) {
        (Some(cursor), offset) => {
            if offset.is_some() {
                params.reject("offset", None, "not together with cursor");
            }
            params
                .read("cursor", &cursor, |text| Cursor::read(text, filter))
                .map(From::After)
        }
        (None, Some(offset)) => params
            .read("offset", &offset, whole_number)
            .map(From::Offset),
        (None, None) => None,
    };
    Page {
        limit,
        from: from.unwrap_or(From::Offset(0)),
    }
}

/// At least one. What is above the maximum of an address is taken for the maximum, as the standard
/// wants it.
pub(super) fn limit(params: &mut Params) -> Option<usize> {
    let text = params.text("limit")?;
    let limit = params.read("limit", &text, whole_number)?;
    if limit == 0 {
        params.reject("limit", Some(&text), "expected 1 or more");
    }
    Some(limit)
}

/// A number too large for the machine is still a number.
fn whole_number(text: &str) -> Result<usize, &'static str> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain {
        Ok(text.parse().unwrap_or(usize::MAX))
    } else {
        Err("expected a whole number")
    }
}
