//! One file per layer, for people who want a file: `/geojson/{name}.geojson`.
//!
//! The file of an area holds the area *and* its incidents; the property `kind` tells them apart.

use std::sync::Arc;

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::link::media;
use super::problem::Problem;
use super::request::{Request, Segments};
use super::response::{finish, not_modified, pieces};
use super::{answer, collections, crs, filters, paging, views};
use crate::domain::Collection;
use crate::format::geojson::{head, write_collection};
use crate::format::{self, Format};
use crate::query::{Filter, From, Page, Query};
use crate::store::{Catalog, Found, Snapshot};

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

    let offered = crs::offered(layer.extent());
    let mut params = request.params();
    let asked = filters::plain(&mut params, &described, &offered);
    let given = filters::given(&mut params, &offered);
    let conditions = filters::conditions(&mut params, given.as_ref(), &members);
    let schema = filters::merged(&described);
    let (view, named) = views::view(&mut params, &schema, &offered);
    let limit = paging::limit(&mut params).unwrap_or(usize::MAX);
    params.finish()?;
    if let Some(response) = not_modified(&request, Format::Json) {
        return Ok(response);
    }
    let is_kept = asked == Filter::default() && given.is_none() && limit == usize::MAX;
    let made = async {
        let mut room = limit;
        let mut found = Vec::new();
        for (member, cql) in members.into_iter().zip(conditions) {
            let mut filter = filter_for(&member, name, &asked);
            filter.cql = cql;
            let page = Page {
                limit: room,
                from: From::Offset(0),
            };
            let sort = Vec::new();
            let part = answer::found(&member, Query { filter, sort, page }).await?;
            room -= part.returned();
            found.push(part);
        }
        let matched = found.iter().map(Found::matched).sum();
        let returned = found.iter().map(Found::returned).sum();
        let mut about = Map::new();
        about.insert("name".to_owned(), json!(name));
        about.insert("title".to_owned(), json!(layer.collection().title));
        about.insert("attribution".to_owned(), json!(attribution(&found)));
        about.insert("licenses".to_owned(), licenses(&found));
        about.insert("numberMatched".to_owned(), json!(matched));
        about.insert("numberReturned".to_owned(), json!(returned));
        let mut response = if view.is_whole() {
            let features = found.into_iter().flat_map(Found::into_features);
            pieces(
                &request,
                Format::Json,
                write_collection(head(&about), features),
            )
        } else {
            let mut layer = answer::layer(&layer, &view, returned);
            layer.properties = view.kept(&schema);
            layer.members = about;
            let records = found.into_iter().flat_map(Found::into_records);
            let records = records.map(move |record| view.of(record));
            let body = answer::streamed(format::write(Format::Json, layer, records)).await?;
            finish(&request, Format::Json, media::GEOJSON, body)
        };
        answer::count(&mut response, matched, returned);
        answer::set(&mut response, "content-crs", &named.header());
        let disposition = format!("inline; filename=\"{name}.geojson\"");
        answer::set(&mut response, "content-disposition", &disposition);
        Ok(response)
    };
    if is_kept {
        request.state.ready.get(&request, Format::Json, made).await
    } else {
        made.await
    }
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
/// area.
fn filter_for(member: &Snapshot, name: &str, asked: &Filter) -> Filter {
    let collection = member.collection();
    let mut filter = filters::of_one(asked, collection);
    if collection.has_areas() && collection.id != name {
        filter.within = Some(name.to_owned());
    }
    filter
}

/// On what terms the parts of the file may be used: a file leaves the server without the
/// collections' descriptions.
fn licenses(found: &[Found]) -> Value {
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
fn attribution(found: &[Found]) -> String {
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
