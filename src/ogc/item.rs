//! One feature.

use axum::response::Response;

use super::answer::{layer, set};
use super::collections::{self, links};
use super::link::{Link, media, segment};
use super::pages;
use super::problem::Problem;
use super::request::{Request, Segments};
use super::response::{document, not_modified, whole};
use super::{crs, views};
use crate::domain::{FeatureId, Record};
use crate::format::geojson::feature_value;
use crate::format::{Format, jsonfg};
use crate::store::Snapshot;

/// The formats of a feature that stands alone.
const FORMATS: [Format; 3] = [Format::Json, Format::JsonFg, Format::Html];

/// `/collections/{collection}/items/{feature}`
pub(super) async fn item(
    Segments((collection_id, feature_id)): Segments<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let snapshot = collections::find(&request, &collection_id)?;
    let own = snapshot.collection();
    let mut params = request.params();
    let format = request.format(&mut params, &FORMATS);
    let offered = crs::offered(snapshot.extent());
    let (view, named) = views::view(&mut params, &own.schema, &offered);
    params.finish()?;
    let record = find(&snapshot, &feature_id)?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let collection = request.url(&format!("/collections/{}", segment(&own.id)));
    let mut shown = request.self_links(format, media::GEOJSON, &FORMATS);
    shown.push(Link::new(
        "collection",
        media::JSON,
        "The collection",
        collection,
    ));
    shown.extend(collections::license(own));
    let record = view.of(record);
    let mut response = if format == Format::JsonFg {
        let mut layer = layer(&snapshot, &view, 1);
        layer.members.insert("links".to_owned(), links(&shown));
        let text = jsonfg::write_feature(&layer, record).map_err(|error| {
            tracing::error!(%error, "a feature could not be written");
            Problem::internal()
        })?;
        whole(&request, format, format.entry().media_type, text)
    } else {
        let shown_record = record.clone();
        let mut json = feature_value(record, view.crs);
        if let Some(members) = json.as_object_mut() {
            members.insert("links".to_owned(), links(&shown));
        }
        let page = || pages::item::item(&request, &snapshot, &shown_record, &FORMATS);
        document(&request, format, media::GEOJSON, &json, page)
    };
    set(&mut response, "content-crs", &named.header());
    Ok(response)
}

fn find(snapshot: &Snapshot, id: &str) -> Result<Record, Problem> {
    let text = FeatureId::Text(id.to_owned());
    let found = snapshot.record(&FeatureId::from_path(id));
    found.or_else(|| snapshot.record(&text)).ok_or_else(|| {
        let id: String = id.chars().take(100).collect();
        Problem::not_found(format!(
            "The collection \"{}\" has no feature \"{id}\".",
            snapshot.collection().id
        ))
    })
}
