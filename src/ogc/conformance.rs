//! What the API conforms to: the classes that the resources declare.

use axum::response::Response;
use serde_json::json;

use super::link::media;
use super::problem::Problem;
use super::request::Request;
use super::response::{document, not_modified};
use super::{
    answer, api, collections, crs, filters, items, landing, pages, paging, schemas, tiles, views,
};

/// The conformance classes of all resources.
pub(super) fn classes() -> Vec<&'static str> {
    [
        landing::CONFORMANCE,
        api::CONFORMANCE,
        collections::CONFORMANCE,
        items::CONFORMANCE,
        crs::CONFORMANCE,
        filters::CONFORMANCE,
        schemas::CONFORMANCE,
        views::CONFORMANCE,
        paging::CONFORMANCE,
        answer::CONFORMANCE,
        tiles::CONFORMANCE,
    ]
    .concat()
}

/// `/conformance`
pub(super) async fn conformance(request: Request) -> Result<Response, Problem> {
    let format = request.only_format()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let json = json!({ "conformsTo": classes() });
    let page = || pages::document(&request, pages::titles::conformance, &json);
    Ok(document(&request, format, media::JSON, &json, page))
}
