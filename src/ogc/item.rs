//! One feature.

use axum::response::Response;
use http::{HeaderName, HeaderValue};

use super::collections::{self, links};
use super::crs::{self, CRS84};
use super::html;
use super::link::{Link, media, segment};
use super::problem::Problem;
use super::request::{Request, Segments};
use super::response::{document, not_modified};
use crate::domain::FeatureId;
use crate::format::Format;
use crate::format::geojson::read_feature;

/// `/collections/{collection}/items/{feature}`
pub(super) async fn item(
    Segments((collection_id, feature_id)): Segments<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let snapshot = collections::find(&request, &collection_id)?;
    let mut params = request.params();
    let format = request.format(&mut params, &Format::DOCUMENTS);
    crs::check(&mut params, "crs");
    params.finish()?;
    let text = FeatureId::Text(feature_id.clone());
    let feature = snapshot
        .feature(&FeatureId::from_path(&feature_id))
        .or_else(|| snapshot.feature(&text))
        .ok_or_else(|| {
            let id: String = feature_id.chars().take(100).collect();
            Problem::not_found(format!(
                "The collection \"{collection_id}\" has no feature \"{id}\"."
            ))
        })?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let collection = request.url(&format!("/collections/{}", segment(&collection_id)));
    let mut shown = request.self_links(format, media::GEOJSON, &Format::DOCUMENTS);
    shown.push(Link::new(
        "collection",
        media::JSON,
        "The collection",
        collection,
    ));
    let mut json = read_feature(&feature);
    if let Some(members) = json.as_object_mut() {
        members.insert("links".to_owned(), links(&shown));
    }
    let own = snapshot.collection();
    let path = format!("collections/{}", segment(&own.id));
    let items = format!("{path}/items");
    let crumbs = [
        ("collections", "Collections"),
        (&*path, &*own.title),
        (&*items, "Features"),
    ];
    let page = || html::page(&request, &feature_id, &crumbs, &html::value(&json));
    let mut response = document(&request, format, media::GEOJSON, &json, page);
    if let Ok(crs) = HeaderValue::from_str(&format!("<{CRS84}>")) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("content-crs"), crs);
    }
    Ok(response)
}
