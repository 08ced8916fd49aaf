//! The API described as OpenAPI 3.0, with every collection's paths written out.
//!
//! Clients read it literally: GDAL looks for the path of the collection at hand, QGIS for the
//! component `limit` and for the parameters that it may filter by. So no path is a template but
//! that of one feature. The document stays small: what addresses share is a component.

mod components;
mod parameters;
mod paths;
mod tiles;

use axum::response::Response;
use serde_json::{Value, json};

use super::landing;
use super::link::media;
use super::pages;
use super::problem::Problem;
use super::request::Request;
use super::response::{document, not_modified};

/// Common Part 1 and Features Part 1 name the same version.
pub(super) const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
];

/// `/api`
pub(super) async fn api(request: Request) -> Result<Response, Problem> {
    let format = request.only_format()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let json = definition(&request);
    let page = || pages::api::overview(&request, &json);
    Ok(document(&request, format, media::OPENAPI, &json, page))
}

fn definition(request: &Request) -> Value {
    let catalog = &request.state.catalog;
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": landing::title(catalog),
            "description": landing::description(catalog),
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{"url": request.base.to_string()}],
        "paths": paths::paths(catalog),
        "components": {
            "parameters": parameters::shared(),
            "responses": components::responses(),
            "schemas": components::schemas(),
        },
    })
}
