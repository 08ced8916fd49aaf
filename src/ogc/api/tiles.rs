//! The paths of tilesets, tiles and tile matrix sets.
//!
//! Their operations end as the standard wants it (OGC 20-057, requirements class OpenAPI 3.0).

use serde_json::{Map, Value, json};

use super::parameters::{equalities, f, filters, list, parameter, query};
use super::paths::{Answer, get};
use crate::domain::{Collection, TileMatrixSet};
use crate::format::Format;
use crate::ogc::link::{media, segment};
use crate::ogc::state::MAXIMUM_AREAS;
use crate::store::Catalog;

/// All of them.
pub(super) fn add(paths: &mut Map<String, Value>, catalog: &Catalog) {
    let own = ["documentFormat", "lang"].map(parameter);
    let document = Answer::document("Document", media::JSON);
    let one = Answer {
        may_be_missing: true,
        ..Answer::document("Document", media::JSON)
    };
    paths.insert(
        "/tileMatrixSets".into(),
        get(
            "getTileMatrixSetsList",
            "The tile matrix sets",
            &own,
            &document,
        ),
    );
    let mut asked = vec![parameter("tileMatrixSetId")];
    asked.extend(own);
    paths.insert(
        "/tileMatrixSets/{tileMatrixSetId}".into(),
        get("getTileMatrixSet", "One tile matrix set", &asked, &one),
    );

    let all: Vec<&Collection> = catalog
        .iter()
        .map(|snapshot| snapshot.collection())
        .collect();
    let mut asked = vec![parameter("collections")];
    asked.extend(selection(&all));
    group(paths, "", "all collections", "dataset", &asked);
    for snapshot in catalog.iter().filter(|one| one.extent().spatial.is_some()) {
        let collection = snapshot.collection();
        let mut asked = ["sum", "countBy"].map(parameter).to_vec();
        asked.extend(selection(&[collection]));
        let path = format!("/collections/{}", segment(&collection.id));
        let kind = format!("{}.collection", collection.id);
        group(paths, &path, &collection.title, &kind, &asked);
    }
}

/// The filters of items, and what of each feature.
fn selection(collections: &[&Collection]) -> Vec<Value> {
    let of_items = parameter("cluster");
    let mut asked: Vec<Value> = ["gathered", "properties"].map(parameter).into();
    asked.extend(
        filters(collections)
            .into_iter()
            .filter(|one| *one != of_items),
    );
    asked.extend(equalities(collections, false));
    asked
}

/// A list of tilesets, its tilesets and their tiles.
fn group(paths: &mut Map<String, Value>, above: &str, title: &str, kind: &str, asked: &[Value]) {
    let id = |what: &str| format!("{kind}.vector.{what}");
    let own = ["documentFormat", "lang"].map(parameter);
    let list = Answer::document("Document", media::JSON);
    let summary = format!("Tilesets: {title}");
    paths.insert(
        format!("{above}/tiles"),
        get(&id("getTileSetsList"), &summary, &own, &list),
    );

    let path = format!("{above}/tiles/{{tileMatrixSetId}}");
    let mut parameters = ["tileMatrixSetId", "tilesetFormat", "lang"]
        .map(parameter)
        .to_vec();
    parameters.extend_from_slice(asked);
    let tileset = Answer {
        may_be_missing: true,
        ..Answer::document("Document", media::JSON)
    };
    let summary = format!("A tileset: {title}");
    let operation = get(&id("getTileSet"), &summary, &parameters, &tileset);
    paths.insert(path.clone(), operation);

    let mut parameters = [
        "tileMatrixSetId",
        "tileMatrix",
        "tileRow",
        "tileCol",
        "tileFormat",
    ]
    .map(parameter)
    .to_vec();
    parameters.extend_from_slice(asked);
    let summary = format!("A tile: {title}");
    let mut operation = get(&id("getTile"), &summary, &parameters, &tileset);
    if let Some(Value::Object(responses)) = operation.pointer_mut("/get/responses") {
        let media_type = Format::Mvt.entry().media_type;
        let content = json!({(media_type): {"schema": {"type": "string", "format": "binary"}}});
        responses.insert(
            "200".to_owned(),
            json!({"description": "The tile.", "content": content}),
        );
        responses.insert(
            "204".to_owned(),
            json!({"description": "Nothing is in this tile."}),
        );
    }
    paths.insert(
        format!("{path}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"),
        operation,
    );
}

/// The parameters that only these have.
pub(super) fn parameters() -> Map<String, Value> {
    let path = |name: &str, description: &str, schema: Value| {
        json!({
            "name": name, "in": "path", "description": description, "required": true,
            "schema": schema,
        })
    };
    let number = || json!({"type": "integer", "minimum": 0});
    let sets = json!({"type": "string", "enum": TileMatrixSet::ALL.map(TileMatrixSet::id)});
    let gathered = "Gather points that would lie on each other.";
    let by = "The property by whose values clusters count their points.";
    let collections = "The collections to have in the tiles; without it all.";
    let matrix = "The matrix; what other maps call zoom.";
    let mut all = Map::new();
    let mut put = |name: &str, value: Value| all.insert(name.to_owned(), value);
    put(
        "gathered",
        query(
            "cluster",
            gathered,
            json!({"type": "boolean", "default": false}),
        ),
    );
    put("countBy", query("by", by, json!({"type": "string"})));
    put(
        "collections",
        query("collections", collections, list(1, MAXIMUM_AREAS)),
    );
    put("tileFormat", f(&[Format::Mvt]));
    put(
        "tilesetFormat",
        f(&[Format::Json, Format::TileJson, Format::Html]),
    );
    put(
        "tileMatrixSetId",
        path("tileMatrixSetId", "The tile matrix set.", sets),
    );
    put(
        "tileMatrix",
        path("tileMatrix", matrix, json!({"type": "string"})),
    );
    put(
        "tileRow",
        path("tileRow", "The row, from the north.", number()),
    );
    put(
        "tileCol",
        path("tileCol", "The column, from the west.", number()),
    );
    let style = json!({"type": "string", "minLength": 1});
    put("styleId", path("styleId", "The style.", style));
    all
}
