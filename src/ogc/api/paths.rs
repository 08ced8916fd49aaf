//! The paths of the API, and what each answers.

use serde_json::{Map, Value, json};

use super::parameters::{equalities, filters, parameter, views};
use super::tiles;
use crate::domain::Collection;
use crate::format::Format;
use crate::ogc::files;
use crate::ogc::link::{media, segment};
use crate::store::Catalog;

/// What an address answers with.
pub(super) struct Answer<'a> {
    /// The component that describes its JSON.
    pub(super) schema: &'a str,
    /// The media type of that.
    pub(super) json: &'a str,
    /// The other formats.
    pub(super) formats: &'a [Format],
    /// Can what it names be missing?
    pub(super) may_be_missing: bool,
}

impl Answer<'_> {
    pub(super) fn document<'a>(schema: &'a str, json: &'a str) -> Answer<'a> {
        Answer {
            schema,
            json,
            formats: &[Format::Html],
            may_be_missing: false,
        }
    }

    fn features<'a>(schema: &'a str, formats: &'a [Format]) -> Answer<'a> {
        Answer {
            schema,
            json: media::GEOJSON,
            formats,
            may_be_missing: false,
        }
    }
}

/// All of them.
pub(super) fn paths(catalog: &Catalog) -> Map<String, Value> {
    let mut paths = Map::new();
    let documents = [
        (
            "/",
            "landingPage",
            "What there is",
            "LandingPage",
            media::JSON,
        ),
        (
            "/conformance",
            "conformance",
            "What the API conforms to",
            "Conformance",
            media::JSON,
        ),
        ("/api", "api", "This document", "Document", media::OPENAPI),
        (
            "/collections",
            "collections",
            "All collections",
            "Collections",
            media::JSON,
        ),
        (
            "/functions",
            "functions",
            "The functions of filters",
            "Document",
            media::JSON,
        ),
    ];
    let own = ["documentFormat", "lang"].map(parameter);
    for (path, id, summary, schema, json) in documents {
        let answer = Answer::document(schema, json);
        paths.insert(path.into(), get(id, summary, &own, &answer));
    }
    for snapshot in catalog.iter() {
        collection(&mut paths, snapshot.collection());
        let members = files::members(catalog, snapshot);
        let members: Vec<&Collection> = members.iter().map(|one| one.collection()).collect();
        file(&mut paths, snapshot.collection(), &members);
    }
    tiles::add(&mut paths, catalog);
    styles(&mut paths);
    let health = Answer {
        formats: &[],
        ..Answer::document("Document", media::JSON)
    };
    paths.insert(
        "/health".into(),
        get("health", "Is the server up?", &[], &health),
    );
    paths
}

fn styles(paths: &mut Map<String, Value>) {
    let own = ["documentFormat", "lang"].map(parameter);
    let list = Answer::document("Document", media::JSON);
    paths.insert(
        "/styles".into(),
        get("styles", "Styles for MapLibre", &own, &list),
    );
    let mut asked = vec![parameter("styleId")];
    asked.extend(own);
    let one = Answer {
        may_be_missing: true,
        ..Answer::document("Document", media::STYLE)
    };
    let operation = get("style", "One style", &asked, &one);
    paths.insert("/styles/{styleId}".into(), operation);
}

fn collection(paths: &mut Map<String, Value>, collection: &Collection) {
    let (id, title) = (&collection.id, &collection.title);
    let path = format!("/collections/{}", segment(id));
    let own = ["documentFormat", "lang"].map(parameter);
    let about = Answer::document("Collection", media::JSON);
    paths.insert(
        path.clone(),
        get(&format!("{id}.collection"), title, &own, &about),
    );
    for (name, what) in [
        ("schema", "What the features say"),
        ("queryables", "What can be asked for"),
        ("sortables", "By what can be ordered"),
    ] {
        let answer = Answer::document("Document", media::SCHEMA);
        let summary = format!("{what}: {title}");
        let operation = get(&format!("{id}.{name}"), &summary, &own, &answer);
        paths.insert(format!("{path}/{name}"), operation);
    }

    let mut asked: Vec<Value> = ["f", "lang"].map(parameter).into();
    asked.extend(["limit", "offset", "cursor", "resultType", "sortby"].map(parameter));
    asked.extend(filters(&[collection]));
    asked.extend(views());
    asked.extend(equalities(&[collection], true));
    let page = Answer::features("FeatureCollection", &Format::ALL);
    let summary = format!("Features of: {title}");
    let mut operation = get(&format!("{id}.items"), &summary, &asked, &page);
    if let Some(Value::Object(responses)) = operation.pointer_mut("/get/responses") {
        let led = "A form sends its empty fields too: a page is led to the address without them.";
        responses.insert("303".to_owned(), json!({"description": led}));
    }
    paths.insert(format!("{path}/items"), operation);
    paths.insert(format!("{path}/search"), post(id, title, &page));

    let mut one: Vec<Value> = ["featureId", "f", "lang"].map(parameter).into();
    one.extend(views());
    let feature = Answer {
        may_be_missing: true,
        ..Answer::features("Feature", &[Format::JsonFg, Format::Html])
    };
    let summary = format!("One feature of: {title}");
    let operation = get(&format!("{id}.item"), &summary, &one, &feature);
    paths.insert(format!("{path}/items/{{featureId}}"), operation);

    let mut all = vec![parameter("fileFormat"), parameter("sortby")];
    all.extend(filters(&[collection]));
    all.extend(views());
    let whole = Answer::features("FeatureCollection", &[]);
    all.extend(equalities(&[collection], false));
    let summary = format!("All features as one file: {title}");
    let mut operation = get(&format!("{id}.download"), &summary, &all, &whole);
    if let Some(answered) = operation.pointer_mut("/get/responses/200") {
        *answered = response("File");
    }
    paths.insert(format!("{path}/download"), operation);
    facets(paths, collection, &path);
}

fn facets(paths: &mut Map<String, Value>, collection: &Collection, path: &str) {
    let (id, title) = (&collection.id, &collection.title);
    let mut asked: Vec<Value> = ["facetFormat", "by", "sum", "lang"].map(parameter).into();
    asked.extend(filters(&[collection]));
    asked.extend(equalities(&[collection], false));
    let answer = Answer {
        schema: "Facets",
        json: media::JSON,
        formats: &[Format::Csv, Format::Html],
        may_be_missing: false,
    };
    let summary = format!("Counts and sums: {title}");
    let operation = get(&format!("{id}.facets"), &summary, &asked, &answer);
    paths.insert(format!("{path}/facets"), operation);
}

fn file(paths: &mut Map<String, Value>, collection: &Collection, members: &[&Collection]) {
    let (id, title) = (&collection.id, &collection.title);
    let mut asked = filters(members);
    asked.extend(views());
    asked.push(parameter("fileLimit"));
    let answer = Answer::features("FeatureCollection", &[]);
    asked.extend(equalities(members, false));
    let summary = format!("{title} as one file");
    let operation = get(&format!("{id}.file"), &summary, &asked, &answer);
    paths.insert(format!("/geojson/{}.geojson", segment(id)), operation);
}

pub(super) fn get(id: &str, summary: &str, parameters: &[Value], answer: &Answer<'_>) -> Value {
    let mut responses = responses(answer);
    responses.insert(
        "304".to_owned(),
        json!({"description": "The client has it already."}),
    );
    json!({"get": {
        "operationId": id, "summary": summary, "parameters": parameters, "responses": responses,
    }})
}

fn post(id: &str, title: &str, answer: &Answer<'_>) -> Value {
    let mut responses = responses(answer);
    responses.insert("200".to_owned(), response("Page"));
    for (status, name) in [("413", "TooLong"), ("415", "OtherBody")] {
        responses.insert(status.to_owned(), response(name));
    }
    let parameters = json!({"schema": {"$ref": "#/components/schemas/Parameters"}});
    json!({"post": {
        "operationId": format!("{id}.search"),
        "summary": format!("The same as items, with the parameters in the body: {title}"),
        "requestBody": {
            "required": true,
            "content": {
                "application/json": parameters,
                "application/x-www-form-urlencoded": parameters,
            },
        },
        "responses": responses,
    }})
}

/// The media types of an answer, with the shape of those that are JSON.
pub(super) fn content(schema: &str, json: &str, formats: &[Format]) -> Map<String, Value> {
    let mut content = Map::new();
    content.insert(json.to_owned(), json!({"schema": {"$ref": schema}}));
    for format in formats.iter().filter(|format| **format != Format::Json) {
        let schema = match format {
            Format::JsonFg => json!({"$ref": schema}),
            _ => json!({"type": "string"}),
        };
        let media_type = format.entry().media_type;
        content.insert(media_type.to_owned(), json!({ "schema": schema }));
    }
    content
}

fn responses(answer: &Answer<'_>) -> Map<String, Value> {
    let schema = format!("#/components/schemas/{}", answer.schema);
    let content = content(&schema, answer.json, answer.formats);
    let mut responses = Map::new();
    responses.insert(
        "200".to_owned(),
        json!({"description": "The document.", "content": content}),
    );
    responses.insert("400".to_owned(), response("BadParameters"));
    if answer.may_be_missing {
        responses.insert("404".to_owned(), response("NotFound"));
    }
    for (status, name) in [("429", "TooOften"), ("500", "ServerError"), ("503", "Busy")] {
        responses.insert(status.to_owned(), response(name));
    }
    responses
}

fn response(name: &str) -> Value {
    json!({"$ref": format!("#/components/responses/{name}")})
}
