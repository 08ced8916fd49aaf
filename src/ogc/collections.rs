//! The collections: what there is, where and when it lies, on what terms.

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::crs;
use super::link::{Link, media, segment};
use super::pages;
use super::problem::Problem;
use super::request::{Request, Segments};
use super::response::{document, not_modified};
use super::styles;
use crate::domain::{Collection, Crs, Interval};
use crate::format::Format;
use crate::store::Snapshot;

/// Common Part 2; the published draft's identifiers, as peers declare them.
pub(super) const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/html",
];

const GREGORIAN: &str = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

/// `/collections`
pub(super) async fn collections(request: Request) -> Result<Response, Problem> {
    let format = request.only_format()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let listed = request
        .state
        .catalog
        .iter()
        .map(|snapshot| describe(&request, snapshot));
    let json = json!({
        "links": links(&request.self_links(format, media::JSON, &Format::DOCUMENTS)),
        "collections": listed.collect::<Value>(),
    });
    let page = || pages::collections::collections(&request);
    Ok(document(&request, format, media::JSON, &json, page))
}

/// `/collections/{collection}`
pub(super) async fn collection(
    Segments(id): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    let snapshot = find(&request, &id)?;
    let format = request.only_format()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let mut json = describe(&request, &snapshot);
    if let Some(Value::Array(own)) = json.get_mut("links") {
        let about = request.self_links(format, media::JSON, &Format::DOCUMENTS);
        // The list calls the collection "self" too; here its links come from this address.
        own.retain(|link| link["rel"] != "self");
        own.splice(0..0, about.iter().map(Link::json));
    }
    let page = || pages::collection::collection(&request, &snapshot);
    Ok(document(&request, format, media::JSON, &json, page))
}

/// The collection of that identifier.
pub(super) fn find(request: &Request, id: &str) -> Result<std::sync::Arc<Snapshot>, Problem> {
    request.state.catalog.find(id).cloned().ok_or_else(|| {
        let id: String = id.chars().take(100).collect();
        Problem::not_found(format!(
            "There is no collection \"{id}\"; /collections lists them."
        ))
    })
}

fn describe(request: &Request, snapshot: &Snapshot) -> Value {
    let collection = snapshot.collection();
    let own = format!("/collections/{}", segment(&collection.id));
    let file = format!("/geojson/{}.geojson", segment(&collection.id));
    let mut shown = vec![Link::new(
        "self",
        media::JSON,
        collection.title.clone(),
        request.url(&own),
    )];
    shown.extend(feature_links(request, &own));
    shown.push(Link::new(
        "related",
        media::GEOJSON,
        "The layer with its incidents in one file",
        request.url(&file),
    ));
    shown.extend(schema_links(request, &own));
    shown.push(Link::new(
        "related",
        media::JSON,
        "Counts and sums",
        request.url(&format!("{own}/facets")),
    ));
    if snapshot.extent().spatial.is_some() {
        shown.push(Link::new(
            "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector",
            media::JSON,
            "Vector tiles",
            request.url(&format!("{own}/tiles")),
        ));
        shown.push(styles::link(request, &collection.id));
    }
    shown.extend(license(collection));
    let mut json = Map::new();
    let mut put = |name: &str, value: Value| json.insert(name.to_owned(), value);
    put("id", json!(collection.id));
    put("title", json!(collection.title));
    if let Some(description) = &collection.description {
        put("description", json!(description));
    }
    if !collection.keywords.is_empty() {
        put("keywords", json!(collection.keywords));
    }
    if let Some(attribution) = &collection.attribution {
        put("attribution", json!(attribution));
    }
    if let Some(license) = &collection.license {
        put("license", json!(license.name));
    }
    put("extent", extent(snapshot));
    put("itemType", json!("feature"));
    put("itemCount", json!(snapshot.len()));
    let offered = crs::offered(snapshot.extent()).into_iter();
    put("crs", offered.map(Crs::uri).collect());
    put("storageCrs", json!(Crs::Crs84.uri()));
    put("links", links(&shown));
    Value::Object(json)
}

/// The features in every format: a page, and all of them as a file.
fn feature_links(request: &Request, own: &str) -> Vec<Link> {
    let link = |rel, what: &str, path: &str, format: Format| {
        let entry = format.entry();
        let query = match format {
            Format::Json => String::new(),
            other => format!("?f={}", other.name()),
        };
        let title = format!("{what} as {}", entry.title);
        let href = request.url(&format!("{own}/{path}{query}"));
        Link::new(rel, entry.media_type, title, href)
    };
    let pages = Format::ALL.map(|format| link("items", "The features", "items", format));
    let files = Format::FILES
        .map(|format| link("enclosure", "All features in one file", "download", format));
    pages.into_iter().chain(files).collect()
}

/// What the features say, under the names by which clients look for it.
fn schema_links(request: &Request, own: &str) -> Vec<Link> {
    [
        ("describedby", "schema", "What the features say"),
        (
            "http://www.opengis.net/def/rel/ogc/1.0/schema",
            "schema",
            "What the features say",
        ),
        (
            "http://www.opengis.net/def/rel/ogc/1.0/queryables",
            "queryables",
            "What can be asked for",
        ),
        (
            "http://www.opengis.net/def/rel/ogc/1.0/sortables",
            "sortables",
            "By what features can be ordered",
        ),
    ]
    .map(|(rel, path, title)| {
        Link::new(
            rel,
            media::SCHEMA,
            title,
            request.url(&format!("{own}/{path}")),
        )
    })
    .into()
}

/// Where nothing has a place or a time, or all of time, the extent has no such member.
fn extent(snapshot: &Snapshot) -> Value {
    let mut extent = Map::new();
    if let Some(bbox) = snapshot.extent().spatial {
        let bbox = json!([[bbox.west, bbox.south, bbox.east, bbox.north]]);
        extent.insert(
            "spatial".to_owned(),
            json!({"bbox": bbox, "crs": Crs::Crs84.uri()}),
        );
    }
    // One that is open at both ends says nothing, and breaks clients that read its ends.
    let temporal = snapshot.extent().temporal;
    if let Some(interval) = temporal.filter(|interval| *interval != Interval::ALWAYS) {
        let interval = json!([bounds(&interval)]);
        extent.insert(
            "temporal".to_owned(),
            json!({"interval": interval, "trs": GREGORIAN}),
        );
    }
    Value::Object(extent)
}

fn bounds(interval: &Interval) -> Value {
    let bound = |bound: Option<crate::domain::Instant>| bound.map(crate::domain::Instant::rfc3339);
    json!([bound(interval.start()), bound(interval.end())])
}

pub(super) fn links(links: &[Link]) -> Value {
    links.iter().map(Link::json).collect()
}

/// The link to the text of a collection's licence, wherever its features go.
pub(super) fn license(collection: &Collection) -> Option<Link> {
    let license = collection.license.as_ref()?;
    let url = license.url.clone()?;
    Some(Link::untyped("license", license.name.clone(), url))
}
