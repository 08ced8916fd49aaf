//! Tilesets: which tiles there are of a collection, and of all together (OGC 17-083r4, table 16).

use std::sync::Arc;

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::super::collections::{self, license, links};
use super::super::landing;
use super::super::link::{Link, media, query, segment};
use super::super::pages::{self, titles};
use super::super::params::Params;
use super::super::problem::Problem;
use super::super::request::{Request, Segments};
use super::super::response::{document, not_modified};
use super::asked::{self, Part};
use super::{find_set, last, limits, matrix_sets, tilejson};
use crate::domain::{Bbox, Collection, Crs, TileMatrixSet};
use crate::format::Format;
use crate::store::Snapshot;

/// The formats in which a tileset describes itself.
const FORMATS: [Format; 3] = [Format::Json, Format::TileJson, Format::Html];

/// `/tiles`
pub(in crate::ogc) async fn tilesets(request: Request) -> Result<Response, Problem> {
    let title = landing::title(&request.state.catalog);
    list(&request, "/tiles", &title, None)
}

/// `/collections/{collection}/tiles`
pub(in crate::ogc) async fn collection_tilesets(
    Segments(id): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    let snapshot = collections::find(&request, &id)?;
    let collection = snapshot.collection();
    let path = format!("/collections/{}/tiles", segment(&collection.id));
    list(&request, &path, &collection.title, Some(collection))
}

fn list(
    request: &Request,
    path: &str,
    title: &str,
    collection: Option<&Collection>,
) -> Result<Response, Problem> {
    let format = request.only_format()?;
    if let Some(response) = not_modified(request, format) {
        return Ok(response);
    }
    let one = |set: TileMatrixSet| {
        let own = request.url(&format!("{path}/{}", set.id()));
        let about = [
            Link::new("self", media::JSON, "The tileset", own),
            scheme(request, set),
        ];
        let mut json = about_set(title, set);
        json.insert("links".to_owned(), links(&about));
        Value::Object(json)
    };
    let shown = request.self_links(format, media::JSON, &Format::DOCUMENTS);
    let json = json!({
        "links": links(&shown),
        "tilesets": TileMatrixSet::ALL.into_iter().map(one).collect::<Value>(),
    });
    let page = || match collection {
        None => pages::document(request, titles::tiles, &json),
        Some(collection) => pages::of_collection(request, titles::tiles, collection, &json),
    };
    Ok(document(request, format, media::JSON, &json, page))
}

/// `/tiles/{set}`
pub(in crate::ogc) async fn tileset(
    Segments(set): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    let set = find_set(&set)?;
    let mut params = request.params();
    let parts = asked::of_all(&request, &mut params);
    let title = landing::title(&request.state.catalog);
    describe(&request, params, set, &parts, &title, "/tiles")
}

/// `/collections/{collection}/tiles/{set}`
pub(in crate::ogc) async fn collection_tileset(
    Segments((id, set)): Segments<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let snapshot = collections::find(&request, &id)?;
    let set = find_set(&set)?;
    let mut params = request.params();
    let parts = [asked::of_collection(&mut params, &snapshot)];
    let collection = snapshot.collection();
    let path = format!("/collections/{}/tiles", segment(&collection.id));
    describe(&request, params, set, &parts, &collection.title, &path)
}

/// A tileset takes the parameters of its tiles, and hands them on in the addresses of these.
fn describe(
    request: &Request,
    mut params: Params,
    set: TileMatrixSet,
    parts: &[Part],
    title: &str,
    path: &str,
) -> Result<Response, Problem> {
    let format = request.format(&mut params, &FORMATS);
    params.finish()?;
    let extent = limits::extent(parts.iter().map(|part| &*part.snapshot));
    let extent = extent.ok_or_else(asked::nowhere)?;
    if let Some(response) = not_modified(request, format) {
        return Ok(response);
    }
    let path = format!("{path}/{}", set.id());
    if format == Format::TileJson {
        let tiles = template(request, &format!("{path}/{{z}}/{{y}}/{{x}}"));
        let json = tilejson::document(title, set, parts, &extent, &tiles);
        let page = maud::Markup::default;
        return Ok(document(request, format, media::JSON, &json, page));
    }
    let mut json = about_set(title, set);
    let mut put = |name: &str, value: Value| json.insert(name.to_owned(), value);
    put("tileMatrixSetLimits", limits::limits(set, &extent));
    put("boundingBox", bounding_box(&extent));
    put(
        "layers",
        parts.iter().map(|part| layer(part, set)).collect(),
    );
    let tiles = template(
        request,
        &format!("{path}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"),
    );
    let media_type = Format::Mvt.entry().media_type;
    let mut shown = request.self_links(format, media::JSON, &FORMATS);
    shown.push(scheme(request, set));
    shown.push(Link::new("item", media_type, "The tiles", tiles).template());
    if let [part] = parts {
        shown.extend(license(part.snapshot.collection()));
        let own = format!("/collections/{}", segment(&part.snapshot.collection().id));
        let own = request.url(&own);
        shown.push(Link::new(
            "http://www.opengis.net/def/rel/ogc/1.0/geodata",
            media::JSON,
            "The collection",
            own,
        ));
    }
    put("links", links(&shown));
    let json = Value::Object(json);
    let page = || pages::document(request, titles::tiles, &json);
    Ok(document(request, format, media::JSON, &json, page))
}

fn about_set(title: &str, set: TileMatrixSet) -> Map<String, Value> {
    let mut json = Map::new();
    let mut put = |name: &str, value: Value| json.insert(name.to_owned(), value);
    put("title", json!(title));
    put("dataType", json!("vector"));
    put("crs", json!(set.crs().uri()));
    put("tileMatrixSetURI", json!(set.uri()));
    json
}

fn scheme(request: &Request, set: TileMatrixSet) -> Link {
    Link::new(
        "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme",
        media::JSON,
        "The tile matrix set",
        matrix_sets::url(request, set),
    )
}

/// An address in whose braces the place of a tile is to be put, with the parameters of this
/// request.
fn template(request: &Request, path: &str) -> String {
    let given = request.pairs();
    let kept = given
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .filter(|(name, _)| !matches!(*name, "f" | "lang"));
    format!("{}{}", request.url(path), query(kept))
}

fn bounding_box(extent: &Bbox) -> Value {
    json!({
        "lowerLeft": [extent.west, extent.south],
        "upperRight": [extent.east, extent.north],
        "crs": Crs::Crs84.uri(),
    })
}

fn layer(part: &Part, set: TileMatrixSet) -> Value {
    let collection = part.snapshot.collection();
    let mut json = Map::new();
    let mut put = |name: &str, value: Value| json.insert(name.to_owned(), value);
    put("id", json!(collection.id));
    put("title", json!(collection.title));
    put("description", json!(collection.description));
    put("dataType", json!("vector"));
    put("geometryDimension", json!(dimension(&part.snapshot)));
    put("minTileMatrix", json!("0"));
    put("maxTileMatrix", json!(last(set).to_string()));
    json.retain(|_, value| !value.is_null());
    Value::Object(json)
}

/// 0 for points, 1 for lines, 2 for polygons; nothing where they are mixed.
fn dimension(snapshot: &Arc<Snapshot>) -> Option<u8> {
    let of = |name: &&str| match *name {
        "Point" | "MultiPoint" => Some(0),
        "LineString" | "MultiLineString" => Some(1),
        "Polygon" | "MultiPolygon" => Some(2),
        _ => None,
    };
    let mut all = snapshot.geometry_types().iter().map(of);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)?
}
