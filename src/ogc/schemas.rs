//! What the features of a collection say, as JSON Schema: all of it, what can be asked for, and
//! by what an answer can be ordered (Features Parts 3, 5 and 8).
//!
//! `type` is always a single word: QGIS drops a property of `["integer", "null"]`. In the
//! standard's reading every property may be missing anyway.

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::collections;
use super::link::{media, segment};
use super::pages::{self, titles};
use super::problem::Problem;
use super::request::{Request, Segments};
use super::response::{document, not_modified};
use crate::domain::{Collection, Property, PropertyType};
use crate::query::{cql, sortables as sortable_properties};
use crate::store::Snapshot;

/// Features Part 5 (the name that QGIS looks for, and that of the standard in which it ended up),
/// the queryables of Part 3.
pub(super) const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/returnables-and-receivables",
    "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/sortables",
];

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// `/collections/{collection}/schema`
pub(super) async fn schema(
    Segments(id): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    answer(&request, &id, "schema", titles::schema, |snapshot| {
        let collection = snapshot.collection();
        let mut properties = Map::new();
        properties.insert("geom".to_owned(), geometry(snapshot));
        for property in &collection.schema.properties {
            let mut described = describe(property);
            if let Some(role) = role(collection, property) {
                described.insert("x-ogc-role".to_owned(), json!(role));
            }
            properties.insert(property.name.clone(), Value::Object(described));
        }
        properties
    })
}

/// `/collections/{collection}/queryables`
pub(super) async fn queryables(
    Segments(id): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    answer(
        &request,
        &id,
        "queryables",
        titles::queryables,
        |snapshot| {
            let mut properties = Map::new();
            let mut geometry = geometry(snapshot);
            if let Some(members) = geometry.as_object_mut() {
                // By this reference QGIS knows a geometry.
                let name = match snapshot.geometry_types() {
                    [one] => one,
                    _ => "Geometry",
                };
                let reference = format!("https://geojson.org/schema/{name}.json");
                members.insert("$ref".to_owned(), json!(reference));
            }
            properties.insert(cql::GEOMETRY[0].to_owned(), geometry);
            for property in snapshot.collection().schema.queryables() {
                properties.insert(property.name.clone(), Value::Object(describe(property)));
            }
            properties
        },
    )
}

/// `/collections/{collection}/sortables`
pub(super) async fn sortables(
    Segments(id): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    answer(&request, &id, "sortables", titles::sortables, |snapshot| {
        sortable_properties(&snapshot.collection().schema)
            .map(|property| (property.name.clone(), Value::Object(describe(property))))
            .collect()
    })
}

fn answer(
    request: &Request,
    id: &str,
    name: &str,
    title: fn(&pages::words::Words) -> &'static str,
    properties: impl FnOnce(&Snapshot) -> Map<String, Value>,
) -> Result<Response, Problem> {
    let snapshot = collections::find(request, id)?;
    let format = request.only_format()?;
    if let Some(response) = not_modified(request, format) {
        return Ok(response);
    }
    let collection = snapshot.collection();
    let own = format!("/collections/{}", segment(id));
    let mut properties = properties(&snapshot);
    for (number, (_, property)) in (1..).zip(properties.iter_mut()) {
        if let Some(members) = property.as_object_mut() {
            members.insert("x-ogc-propertySeq".to_owned(), json!(number));
        }
    }
    let json = json!({
        "$schema": DRAFT,
        "$id": request.url(&format!("{own}/{name}")),
        "type": "object",
        "title": collection.title,
        "description": collection.description.as_deref().unwrap_or_default(),
        "properties": properties,
        "additionalProperties": false,
    });
    let page = || pages::of_collection(request, title, collection, &json);
    Ok(document(request, format, media::SCHEMA, &json, page))
}

fn geometry(snapshot: &Snapshot) -> Value {
    let format = match snapshot.geometry_types() {
        ["Point"] => "geometry-point",
        ["MultiPoint"] => "geometry-multipoint",
        ["LineString"] => "geometry-linestring",
        ["MultiLineString"] => "geometry-multilinestring",
        ["Polygon"] => "geometry-polygon",
        ["MultiPolygon"] => "geometry-multipolygon",
        ["MultiPoint", "Point"] => "geometry-point-or-multipoint",
        ["LineString", "MultiLineString"] => "geometry-linestring-or-multilinestring",
        ["MultiPolygon", "Polygon"] => "geometry-polygon-or-multipolygon",
        _ => "geometry-any",
    };
    json!({"title": "Geometry", "x-ogc-role": "primary-geometry", "format": format})
}

/// What a property is in the life of a feature.
fn role(collection: &Collection, property: &Property) -> Option<&'static str> {
    let time = collection.time.as_ref()?;
    let is_moment = property.kind.is_temporal();
    if time.start == property.name && is_moment {
        let has_end = time.end.is_some();
        return Some(if has_end {
            "primary-interval-start"
        } else {
            "primary-instant"
        });
    }
    (time.end.as_ref() == Some(&property.name) && is_moment).then_some("primary-interval-end")
}

/// A property as its schema says it.
pub(super) fn describe(property: &Property) -> Map<String, Value> {
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
    if let Some(title) = &property.title {
        put("title", json!(title));
    }
    if let Some(description) = &property.description {
        put("description", json!(description));
    }
    let (kind, more) = match property.kind {
        PropertyType::Text => ("string", None),
        PropertyType::Date => ("string", Some(("format", json!("date")))),
        PropertyType::DateTime => ("string", Some(("format", json!("date-time")))),
        PropertyType::Integer => ("integer", None),
        PropertyType::Number => ("number", None),
        PropertyType::Boolean => ("boolean", None),
        PropertyType::TextList => ("array", Some(("items", json!({"type": "string"})))),
        PropertyType::NumberList => ("array", Some(("items", json!({"type": "number"})))),
        PropertyType::Array => ("array", None),
        PropertyType::Object => ("object", None),
    };
    put("type", json!(kind));
    if let Some((name, value)) = more {
        put(name, value);
    }
    members
}
