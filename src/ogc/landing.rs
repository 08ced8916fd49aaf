//! The landing page: where everything else is.

use axum::response::{IntoResponse as _, Redirect, Response};
use http::{HeaderValue, header};
use serde_json::{Value, json};

use super::link::{Link, media};
use super::pages;
use super::problem::Problem;
use super::request::Request;
use super::response::{document, not_modified};
use crate::format::Format;
use crate::store::Catalog;

/// Common Part 1 and Features Part 1 both describe it.
pub(super) const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
];

/// So many collections give the service its title.
const IN_TITLE: usize = 3;

/// What is served, in few words: the data may be anybody's.
pub(super) fn title(catalog: &Catalog) -> String {
    let titles = titles(catalog);
    let named = titles.iter().take(IN_TITLE).copied().collect::<Vec<_>>();
    let more = match titles.len().saturating_sub(IN_TITLE) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("marz: {}{more}", named.join(", "))
}

/// What is served, in full.
pub(super) fn description(catalog: &Catalog) -> String {
    let titles = titles(catalog).join(", ");
    format!("Collections: {titles}.")
}

fn titles(catalog: &Catalog) -> Vec<&str> {
    let all = catalog.iter();
    all.map(|snapshot| &*snapshot.collection().title).collect()
}

/// A browser that asks for nothing in particular sees the map.
pub(super) async fn landing(request: Request) -> Result<Response, Problem> {
    let mut params = request.params();
    let format = request.format(&mut params, &Format::DOCUMENTS);
    let asked = request.params().text("f").is_some();
    params.finish()?;
    if request.prefers_html() && !asked {
        // Behind a proxy's path the address may have no slash at its end, so that "map" alone
        // would lead beside the path.
        let map = match request.base.path() {
            "" => "map".to_owned(),
            path => format!("{path}/map"),
        };
        let mut response = Redirect::to(&map).into_response();
        response
            .headers_mut()
            .insert(header::VARY, HeaderValue::from_static("accept"));
        return Ok(response);
    }
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let mut links = request.self_links(format, media::JSON, &Format::DOCUMENTS);
    links.extend([
        Link::new(
            "service-desc",
            media::OPENAPI,
            "The API as OpenAPI 3.0",
            request.url("/api"),
        ),
        Link::new(
            "service-doc",
            media::HTML,
            "The API for people",
            request.url("/api?f=html"),
        ),
        Link::new(
            "conformance",
            media::JSON,
            "What the API conforms to",
            request.url("/conformance"),
        ),
        Link::new(
            "data",
            media::JSON,
            "The collections",
            request.url("/collections"),
        ),
        Link::new(
            "http://www.opengis.net/def/rel/ogc/1.0/functions",
            media::JSON,
            "The functions of filters",
            request.url("/functions"),
        ),
        Link::new(
            "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector",
            media::JSON,
            "Vector tiles of all collections",
            request.url("/tiles"),
        ),
        Link::new(
            "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
            media::JSON,
            "The tile matrix sets",
            request.url("/tileMatrixSets"),
        ),
        Link::new(
            "http://www.opengis.net/def/rel/ogc/1.0/styles",
            media::JSON,
            "Styles for MapLibre",
            request.url("/styles"),
        ),
        Link::new("related", media::HTML, "The map", request.url("/map")),
    ]);
    let title = title(&request.state.catalog);
    let json = json!({
        "title": title,
        "description": description(&request.state.catalog),
        "links": links.iter().map(Link::json).collect::<Value>(),
    });
    let page = || pages::landing::landing(&request, &title);
    Ok(document(&request, format, media::JSON, &json, page))
}
