//! One file per layer, for people who want a file: `/geojson/{name}.geojson`.
//!
//! The file of an area holds the area *and* its incidents; the property `kind` tells them apart.

use std::sync::Arc;

use axum::response::Response;
use http::{HeaderValue, header};
use serde_json::{Map, Value, json};

use super::collections;
use super::items::{count, filter, limit};
use super::problem::Problem;
use super::request::{Request, Segments};
use super::response::{not_modified, pieces};
use crate::domain::Collection;
use crate::format::Format;
use crate::format::geojson::write_collection;
use crate::query::{Filter, From, Page, Query};
use crate::store::{Catalog, Snapshot};

/// `/geojson/{file}`: takes the filters of `items` and has no limit of its own.
pub(super) async fn file(
    Segments(file): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    let name = file.strip_suffix(".geojson").ok_or_else(|| {
        Problem::not_found("The files are named after collections: /geojson/incidents.geojson.")
    })?;
    let layer = collections::find(&request, name)?;
    let members = members(&request.state.catalog, &layer);
    let described: Vec<&Collection> = members.iter().map(|member| member.collection()).collect();

    let mut params = request.params();
    let asked = filter(&mut params, &described);
    let limit = limit(&mut params).unwrap_or(usize::MAX);
    params.finish()?;
    if let Some(response) = not_modified(&request, Format::Json) {
        return Ok(response);
    }
    let mut room = limit;
    let mut found = Vec::new();
    for member in members {
        let filter = filter_for(&member, name, &asked);
        let query = Query {
            filter,
            page: Page {
                limit: room,
                from: From::Offset(0),
            },
        };
        let part = member.find(&query);
        room -= part.returned();
        found.push(part);
    }
    let matched = found.iter().map(crate::store::Found::matched).sum();
    let returned = found.iter().map(crate::store::Found::returned).sum();
    let mut about = Map::new();
    about.insert("name".to_owned(), json!(name));
    about.insert("title".to_owned(), json!(layer.collection().title));
    about.insert("attribution".to_owned(), json!(attribution(&found)));
    about.insert("licenses".to_owned(), licenses(&found));
    about.insert("numberMatched".to_owned(), json!(matched));
    about.insert("numberReturned".to_owned(), json!(returned));
    let features = found
        .into_iter()
        .flat_map(crate::store::Found::into_features);
    let mut response = pieces(&request, Format::Json, write_collection(features, &about));
    count(&mut response, matched, returned);
    if let Ok(name) = HeaderValue::from_str(&format!("inline; filename=\"{name}.geojson\"")) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// The collections of which a layer's file is made: its own, and those that list it as an area.
pub(super) fn members(catalog: &Catalog, layer: &Arc<Snapshot>) -> Vec<Arc<Snapshot>> {
    let name = &layer.collection().id;
    let inside = catalog.iter().filter(|other| lists_area(other, name));
    std::iter::once(layer).chain(inside).cloned().collect()
}

/// Do features of this other collection say that they lie in the area of that name?
fn lists_area(other: &Snapshot, area: &str) -> bool {
    let collection = other.collection();
    collection.id != area && collection.has_areas() && other.has_area(area)
}

/// What is asked of one of the collections of a file: of the incidents, that they lie in the
/// area; of each, only the properties that it has, so that `category=clash` picks incidents and
/// leaves the area's outline.
fn filter_for(member: &Snapshot, name: &str, asked: &Filter) -> Filter {
    let collection = member.collection();
    let mut filter = asked.clone();
    filter
        .equals
        .retain(|equals| collection.schema.find(&equals.property).is_some());
    if !collection.has_areas() {
        filter.areas.clear();
    } else if collection.id != name {
        filter.within = Some(name.to_owned());
    }
    filter
}

/// On what terms the parts of the file may be used: a file leaves the server without the
/// collections' descriptions.
fn licenses(found: &[crate::store::Found]) -> Value {
    let parts = found.iter().filter(|part| part.returned() > 0);
    parts
        .filter_map(|part| {
            let collection = part.collection();
            let license = collection.license.as_ref()?;
            Some(json!({"collection": collection.id, "name": license.name, "url": license.url}))
        })
        .collect()
}

/// Whom to name for all that the file holds, each once.
fn attribution(found: &[crate::store::Found]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for part in found.iter().filter(|part| part.returned() > 0) {
        let own = part.collection().attribution.as_deref();
        names.extend(
            own.filter(|own| !names.contains(own))
                .into_iter()
                .collect::<Vec<_>>(),
        );
    }
    names.join("; ")
}
