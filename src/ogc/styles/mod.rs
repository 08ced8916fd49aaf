//! Styles for MapLibre and others who draw vector tiles: one for each collection, and one for all.
//!
//! They need nothing but this server: their sources are its tilesets. There are no letters in
//! them, since those would need fonts that are made for maps.

mod layers;
mod paints;

use std::sync::Arc;

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::collections::links;
use super::landing;
use super::link::{Link, media, query, segment};
use super::pages::{self, titles};
use super::problem::Problem;
use super::request::{Request, Segments};
use super::response::{document, not_modified};
use crate::domain::Bbox;
use crate::format::Format;
use crate::store::{Catalog, Snapshot};

/// The style of all collections; a collection of that name has none of its own.
const MAP: &str = "map";

/// The ground under other data, as far as it is there.
const GROUND: [&str; 6] = [
    "countries",
    "lakes",
    "rivers",
    "roads",
    "provinces",
    "borders",
];

/// `/styles`
pub(super) async fn styles(request: Request) -> Result<Response, Problem> {
    let format = request.only_format()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let one = |id: &str, title: &str| {
        let link = link(&request, id);
        json!({"id": id, "title": title, "links": links(&[link])})
    };
    let catalog = &request.state.catalog;
    let all = std::iter::once(one(MAP, &landing::title(catalog)));
    let each = drawable(catalog).map(|snapshot| {
        let collection = snapshot.collection();
        one(&collection.id, &collection.title)
    });
    let shown = request.self_links(format, media::JSON, &Format::DOCUMENTS);
    let json = json!({
        "links": links(&shown),
        "default": MAP,
        "styles": all.chain(each).collect::<Value>(),
    });
    let page = || pages::document(&request, titles::styles, &json);
    Ok(document(&request, format, media::JSON, &json, page))
}

/// `/styles/{style}`
pub(super) async fn style(
    Segments(id): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    let catalog = &request.state.catalog;
    let (title, shown) = if id == MAP {
        (landing::title(catalog), of_map(catalog))
    } else {
        let found = catalog
            .find(&id)
            .filter(|one| one.extent().spatial.is_some());
        let snapshot = found.cloned().ok_or_else(|| {
            let id: String = id.chars().take(100).collect();
            Problem::not_found(format!("There is no style \"{id}\"; /styles lists them."))
        })?;
        (snapshot.collection().title.clone(), vec![snapshot])
    };
    let format = request.only_format()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let json = written(&request, &title, &shown, id == MAP);
    let page = || pages::document(&request, titles::styles, &json);
    Ok(document(&request, format, media::STYLE, &json, page))
}

/// The link to a style.
pub(super) fn link(request: &Request, id: &str) -> Link {
    let href = request.url(&format!("/styles/{}", segment(id)));
    Link::new("stylesheet", media::STYLE, "A style for MapLibre", href)
}

fn drawable(catalog: &Catalog) -> impl Iterator<Item = &Arc<Snapshot>> {
    let all = catalog.iter();
    all.filter(|snapshot| snapshot.extent().spatial.is_some())
}

/// The ground first, then the collections from the last to the first, so that the first lies on
/// top.
fn of_map(catalog: &Catalog) -> Vec<Arc<Snapshot>> {
    let ground = GROUND.iter().filter_map(|id| catalog.find(id)).cloned();
    let is_ground = |snapshot: &&Arc<Snapshot>| GROUND.contains(&&*snapshot.collection().id);
    let mut others: Vec<_> = drawable(catalog)
        .filter(|one| !is_ground(one))
        .cloned()
        .collect();
    others.reverse();
    ground.chain(others).collect()
}

fn written(request: &Request, title: &str, shown: &[Arc<Snapshot>], is_map: bool) -> Value {
    let mut sources = Map::new();
    let mut put = |name: &str, url: String| {
        sources.insert(name.to_owned(), json!({"type": "vector", "url": url}));
    };
    let plain: Vec<&str> = shown
        .iter()
        .filter(|snapshot| !layers::is_clustered(snapshot))
        .map(|snapshot| &*snapshot.collection().id)
        .collect();
    if !plain.is_empty() {
        let collections = plain.join(",");
        put(
            PLAIN,
            tilejson(request, "", &[("collections", &collections)]),
        );
    }
    for snapshot in shown
        .iter()
        .filter(|snapshot| layers::is_clustered(snapshot))
    {
        let id = &snapshot.collection().id;
        let path = format!("/collections/{}", segment(id));
        put(id, tilejson(request, &path, &[("cluster", "true")]));
    }
    let mut all = vec![layers::background(is_map)];
    for snapshot in shown {
        let is_own = layers::is_clustered(snapshot);
        let source = if is_own {
            &*snapshot.collection().id
        } else {
            PLAIN
        };
        all.extend(layers::layers(snapshot, source));
    }
    let view = view(shown);
    json!({
        "version": 8,
        "name": title,
        "center": view.0,
        "zoom": view.1,
        "sources": sources,
        "layers": all,
    })
}

/// The source of all that is drawn as it is. No collection can have that name.
const PLAIN: &str = "(all)";

fn tilejson(request: &Request, path: &str, parameters: &[(&str, &str)]) -> String {
    let format = [("f", Format::TileJson.name())];
    let all = format.iter().chain(parameters).copied();
    format!(
        "{}{}",
        request.url(&format!("{path}/tiles/WebMercatorQuad")),
        query(all)
    )
}

/// Where a map begins: over what lies on top.
fn view(shown: &[Arc<Snapshot>]) -> ([f64; 2], f64) {
    let extent = shown.last().and_then(|snapshot| snapshot.extent().spatial);
    let Bbox {
        west,
        south,
        east,
        north,
    } = extent.unwrap_or(Bbox::WORLD);
    // As many degrees as a picture of two tiles' width shows.
    let width = (east - west).abs().max(north - south).max(0.01);
    let zoom = (720.0 / width).log2().clamp(0.0, 14.0).floor();
    (
        [f64::midpoint(west, east), f64::midpoint(south, north)],
        zoom,
    )
}
