//! The API described as OpenAPI 3.0, with every collection's paths written out.
//!
//! Clients read it literally: GDAL looks for the path of the collection at hand, QGIS for the
//! component `limit` and for the parameters that it may filter by. So no path is a template but
//! that of one feature, and the document stays small.

use axum::response::Response;
use maud::html;
use serde_json::{Map, Value, json};

use super::crs::CRS84;
use super::files;
use super::html as pages;
use super::landing;
use super::link::{media, segment};
use super::problem::Problem;
use super::queryables;
use super::request::Request;
use super::response::{document, not_modified};
use super::state::{DEFAULT_LIMIT, MAXIMUM_AREAS, MAXIMUM_LIMIT};
use crate::domain::{Collection, Property, PropertyType};
use crate::format::Format;

/// Common Part 1 and Features Part 1 name the same version.
pub(super) const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
];

/// `/api`
pub(super) async fn api(request: Request) -> Result<Response, Problem> {
    let format = request.only_format()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let json = definition(&request);
    let page = || pages::page(&request, "The API", &[], &overview(&json));
    Ok(document(&request, format, media::OPENAPI, &json, page))
}

fn definition(request: &Request) -> Value {
    let mut paths = Map::new();
    let mut put = |path: String, operation: Value| paths.insert(path, json!({"get": operation}));
    put(
        "/".into(),
        operation(
            "landingPage",
            "What there is",
            media::JSON,
            &[parameter("f")],
        ),
    );
    put(
        "/conformance".into(),
        operation(
            "conformance",
            "What the API conforms to",
            media::JSON,
            &[parameter("f")],
        ),
    );
    put(
        "/api".into(),
        operation("api", "This document", media::OPENAPI, &[parameter("f")]),
    );
    put(
        "/collections".into(),
        operation(
            "collections",
            "All collections",
            media::JSON,
            &[parameter("f")],
        ),
    );
    for snapshot in request.state.catalog.iter() {
        let collection = snapshot.collection();
        let (id, title) = (&collection.id, &collection.title);
        let path = format!("/collections/{}", segment(id));
        let about = operation(
            &format!("{id}.collection"),
            title,
            media::JSON,
            &[parameter("f")],
        );
        let items = operation(
            &format!("{id}.items"),
            &format!("Features of: {title}"),
            media::GEOJSON,
            &items_parameters(collection),
        );
        let own = [parameter("featureId"), parameter("crs"), parameter("f")];
        let item = operation(
            &format!("{id}.item"),
            &format!("One feature of: {title}"),
            media::GEOJSON,
            &own,
        );
        put(path.clone(), about);
        put(format!("{path}/items"), items);
        put(format!("{path}/items/{{featureId}}"), item);
        let file = format!("/geojson/{}.geojson", segment(id));
        let members = files::members(&request.state.catalog, snapshot);
        let members: Vec<&Collection> = members.iter().map(|one| one.collection()).collect();
        let mut filters = filter_parameters(&members);
        filters.push(parameter("fileLimit"));
        put(
            file,
            operation(
                &format!("{id}.file"),
                &format!("{title} as one file"),
                media::GEOJSON,
                &filters,
            ),
        );
    }
    put(
        "/health".into(),
        operation("health", "Is the server up?", media::JSON, &[]),
    );
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": landing::title(&request.state.catalog),
            "description": landing::description(&request.state.catalog),
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{"url": request.base.to_string()}],
        "paths": paths,
        "components": components(),
    })
}

/// A reference to a shared parameter.
fn parameter(name: &str) -> Value {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

fn items_parameters(collection: &Collection) -> Vec<Value> {
    let mut parameters = vec![
        parameter("f"),
        parameter("limit"),
        parameter("offset"),
        parameter("cursor"),
    ];
    parameters.extend(filter_parameters(&[collection]));
    parameters
}

fn filter_parameters(collections: &[&Collection]) -> Vec<Value> {
    let mut parameters = vec![
        parameter("bbox"),
        parameter("bbox-crs"),
        parameter("crs"),
        parameter("datetime"),
    ];
    if collections.iter().any(|one| one.has_areas()) {
        parameters.push(parameter("area"));
    }
    parameters.extend(queryables::of(collections).into_iter().map(equality));
    parameters
}

/// A property as a parameter: the features in which it has this value.
fn equality(property: &Property) -> Value {
    let schema = match property.kind {
        PropertyType::Integer => json!({"type": "integer"}),
        PropertyType::Number => json!({"type": "number"}),
        PropertyType::Boolean => json!({"type": "boolean"}),
        _ => json!({"type": "string"}),
    };
    let description = property
        .description
        .as_deref()
        .or(property.title.as_deref());
    json!({
        "name": property.name,
        "in": "query",
        "description": description.unwrap_or("Features in which this property has the value."),
        "required": false,
        "style": "form",
        "explode": false,
        "schema": schema,
    })
}

fn operation(id: &str, summary: &str, media_type: &str, parameters: &[Value]) -> Value {
    let mut responses = Map::new();
    let schema = json!({"type": "object"});
    let text = json!({"schema": {"type": "string"}});
    let mut content = Map::new();
    content.insert(media_type.to_owned(), json!({ "schema": schema }));
    let has_pages = parameters.contains(&parameter("f"));
    if has_pages {
        content.insert(media::HTML.to_owned(), text);
    }
    responses.insert(
        "200".to_owned(),
        json!({"description": "The document.", "content": content}),
    );
    responses.insert(
        "304".to_owned(),
        json!({"description": "The client has it already."}),
    );
    let problem = |name: &str| json!({"$ref": format!("#/components/responses/{name}")});
    responses.insert("400".to_owned(), problem("BadParameters"));
    if parameters.contains(&parameter("featureId")) {
        responses.insert("404".to_owned(), problem("NotFound"));
    }
    responses.insert("500".to_owned(), problem("ServerError"));
    json!({"operationId": id, "summary": summary, "parameters": parameters, "responses": responses})
}

fn components() -> Value {
    let formats = Format::DOCUMENTS.map(Format::name);
    let query = |name: &str, description: &str, schema: Value| {
        json!({
            "name": name, "in": "query", "description": description, "required": false,
            "style": "form", "explode": false, "schema": schema,
        })
    };
    let numbers = json!({
        "type": "array", "items": {"type": "number"},
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
    });
    let limit = |description: &str, schema: Value| query("limit", description, schema);
    let problem = |description: &str| {
        json!({
            "description": description,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        })
    };
    json!({
        "parameters": {
            "f": query("f", "The format; without it the Accept header decides.", json!({"type": "string", "enum": formats})),
            "limit": limit("Features on a page; a larger number is taken for the maximum.", json!({"type": "integer", "minimum": 1, "maximum": MAXIMUM_LIMIT, "default": DEFAULT_LIMIT})),
            "fileLimit": limit("Features in the file at most; without it all.", json!({"type": "integer", "minimum": 1})),
            "offset": query("offset", "Matches to leave out before the page; the `next` links do without.", json!({"type": "integer", "minimum": 0})),
            "cursor": query("cursor", "From a `next` link; not to be made by hand.", json!({"type": "string"})),
            "bbox": query("bbox", "West, south, east, north in degrees (CRS84); west greater than east crosses the antimeridian.", numbers),
            "bbox-crs": query("bbox-crs", "Of the box; there is one.", json!({"type": "string", "enum": [CRS84]})),
            "crs": query("crs", "Of the answer; there is one.", json!({"type": "string", "enum": [CRS84]})),
            "datetime": query("datetime", "A day, month, year or date-time, or an interval start/end with .. for an open end. Both ends belong to it. Features without time always match.", json!({"type": "string"})),
            "area": query("area", "Identifiers of areas: features that lie in any of them.", json!({"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1, "maxItems": MAXIMUM_AREAS})),
            "featureId": {"name": "featureId", "in": "path", "description": "The feature's identifier.", "required": true, "schema": {"type": "string"}},
        },
        "responses": {
            "BadParameters": problem("Parameters that cannot be used, all of them."),
            "NotFound": problem("There is no such thing."),
            "ServerError": problem("The server failed."),
        },
        "schemas": {"Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string"}, "title": {"type": "string"},
                "status": {"type": "integer"}, "detail": {"type": "string"},
                "errors": {"type": "array", "items": {
                    "type": "object",
                    "properties": {
                        "parameter": {"type": "string"},
                        "found": {"type": "string", "nullable": true},
                        "reason": {"type": "string"},
                    },
                }},
            },
        }},
    })
}

/// The paths with their parameters, for people.
fn overview(definition: &Value) -> maud::Markup {
    let about = definition.pointer("/info/description");
    let about = about.and_then(Value::as_str).unwrap_or_default();
    let paths = definition["paths"].as_object().into_iter().flatten();
    let name = |parameter: &Value| {
        let shared = parameter["$ref"]
            .as_str()
            .and_then(|path| path.rsplit('/').next());
        let own = parameter["name"].as_str();
        own.or(shared)
            .unwrap_or_default()
            .replace("fileLimit", "limit")
    };
    html! {
        p { (about) }
        p { "For programs: the same as OpenAPI 3.0, by the link at the end of this page." }
        table {
            thead { tr { th { "Address" } th { "What it answers" } th { "Parameters" } } }
            tbody {
                @for (path, item) in paths {
                    @let operation = &item["get"];
                    @let names: Vec<String> = operation["parameters"].as_array().into_iter().flatten().map(name).collect();
                    tr {
                        th scope="row" { code { (path) } }
                        td { (operation["summary"].as_str().unwrap_or_default()) }
                        td { (names.join(", ")) }
                    }
                }
            }
        }
    }
}
