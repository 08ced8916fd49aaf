//! One feature.

use std::sync::Arc;

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
use crate::query::View;
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
    let id = find(&snapshot, &feature_id)?;
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
    let mut response = if format == Format::Json && view.is_whole() {
        let text = snapshot.text(&id).ok_or_else(Problem::internal)?;
        whole(&request, format, media::GEOJSON, with_links(&text, &shown))
    } else {
        let record = snapshot.record(&id).ok_or_else(Problem::internal)?;
        other(&request, &snapshot, &view, view.of(record), format, &shown)?
    };
    set(&mut response, "content-crs", &named.header());
    Ok(response)
}

/// Few links of a feature are longer.
const LINKS: usize = 2 * 1024;

/// The feature as it lies in the store, with links as its last member.
fn with_links(text: &[u8], shown: &[Link]) -> Vec<u8> {
    let mut json = Vec::with_capacity(text.len() + LINKS);
    json.extend_from_slice(text.strip_suffix(b"}").unwrap_or(text));
    json.extend_from_slice(b",\"links\":");
    // Links always serialise.
    let _ = serde_json::to_writer(&mut json, shown);
    json.extend_from_slice(b"}\n");
    json
}

/// The feature in another form, or not as a whole.
fn other(
    request: &Request,
    snapshot: &Arc<Snapshot>,
    view: &View,
    record: Record,
    format: Format,
    shown: &[Link],
) -> Result<Response, Problem> {
    Ok(if format == Format::JsonFg {
        let mut layer = layer(snapshot, view, 1);
        layer.members.insert("links".to_owned(), links(shown));
        let text = jsonfg::write_feature(&layer, record).map_err(|error| {
            tracing::error!(%error, "a feature could not be written");
            Problem::internal()
        })?;
        whole(request, format, format.entry().media_type, text)
    } else {
        let shown_record = record.clone();
        let mut json = feature_value(record, view.crs);
        if let Some(members) = json.as_object_mut() {
            members.insert("links".to_owned(), links(shown));
        }
        let page = || pages::item::item(request, snapshot, &shown_record, &FORMATS);
        document(request, format, media::GEOJSON, &json, page)
    })
}

fn find(snapshot: &Snapshot, id: &str) -> Result<FeatureId, Problem> {
    let both = [FeatureId::from_path(id), FeatureId::Text(id.to_owned())];
    let mut known = both.into_iter().filter(|id| snapshot.has(id));
    known.next().ok_or_else(|| {
        let id: String = id.chars().take(100).collect();
        Problem::not_found(format!(
            "The collection \"{}\" has no feature \"{id}\".",
            snapshot.collection().id
        ))
    })
}
