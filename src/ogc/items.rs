//! The features of a collection, a page at a time.

use std::sync::Arc;

use axum::response::{IntoResponse as _, Redirect, Response};
use http::{HeaderValue, header};
use serde::Serialize;

use super::answer::{describe, features, file_name, found};
use super::asked::{Asked, Extent};
use super::collections;
use super::link::{Link, media, segment};
use super::pages;
use super::problem::Problem;
use super::ready;
use super::request::{Request, Segments};
use super::response::{not_modified, whole};
use crate::format::Format;
use crate::query::Cursor;
use crate::store::{Found, Snapshot};

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
    if let Some(query) = pages::sent::meant(&request, snapshot.collection()) {
        // Relative, so that it is right behind every proxy.
        let mut response = Redirect::to(&format!("items{query}")).into_response();
        let vary = HeaderValue::from_static("accept");
        response.headers_mut().insert(header::VARY, vary);
        return Ok(response);
    }
    page(&request, &snapshot).await
}

/// A page of features, as the parameters of the request ask for it.
pub(super) async fn page(request: &Request, snapshot: &Arc<Snapshot>) -> Result<Response, Problem> {
    let asked = Asked::read(request, snapshot, Extent::Page)?;
    let format = asked.format;
    if let Some(response) = not_modified(request, format) {
        return Ok(response);
    }
    // Files with an index have a place of their own.
    let is_kept = format != Format::Html
        && !format.is_binary()
        && !asked.hits
        && ready::is_whole(&asked.query, snapshot.len());
    let made = made(request, snapshot, asked);
    if is_kept {
        request.state.ready.get(request, format, made).await
    } else {
        made.await
    }
}

async fn made(
    request: &Request,
    snapshot: &Arc<Snapshot>,
    asked: Asked,
) -> Result<Response, Problem> {
    let format = asked.format;
    let mut query = asked.query.clone();
    if asked.hits {
        query.page.limit = 0;
    }
    let found = found(snapshot, query).await?;
    let collection = snapshot.collection();
    let mut shown = request.self_links(format, media::GEOJSON, &Format::ALL);
    if !asked.hits {
        shown.extend(next(request, &asked, &found));
    }
    let own = request.url(&format!("/collections/{}", segment(&collection.id)));
    shown.push(Link::new("collection", media::JSON, "The collection", own));
    shown.extend(collections::license(collection));
    let counts = (found.matched(), found.returned());
    let mut response = if format == Format::Html {
        let page = pages::items::items(request, snapshot, &asked, found, &shown);
        let page = page.into_string();
        whole(request, format, "text/html; charset=utf-8", page)
    } else {
        let members = Members {
            number_matched: counts.0,
            number_returned: counts.1,
            links: &shown,
        };
        features(request, &asked, snapshot, &members, found).await?
    };
    describe(&mut response, &asked, counts, &shown);
    if format != Format::Html {
        let saved = format.is_binary();
        file_name(&mut response, &asked, &collection.id, saved);
    }
    Ok(response)
}

/// What a JSON collection says besides its features.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Members<'a> {
    number_matched: usize,
    number_returned: usize,
    links: &'a [Link],
}

/// The link to the page behind this one.
fn next(request: &Request, asked: &Asked, found: &Found) -> Option<Link> {
    let query = &asked.query;
    let place = found.last_of_more(&query.sort)?;
    let cursor = Cursor::new(&query.filter, &query.sort, place).to_string();
    let media_type = match asked.format {
        Format::Json => media::GEOJSON,
        other => other.entry().media_type,
    };
    Some(request.next(media_type, &cursor))
}
