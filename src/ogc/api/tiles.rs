//! The paths of tilesets, tiles and tile matrix sets.
//!
//! Their operations end as the standard wants it (OGC 20-057, requirements class OpenAPI 3.0).

use serde_json::{Map, Value, json};

use super::parameters::{f, filters, list, parameter, query};
use super::paths::{Answer, get};
use crate::domain::{Collection, TileMatrixSet};
use crate::format::Format;
use crate::ogc::link::media;
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

    let mut asked = vec![parameter("collections")];
    asked.extend(selection(catalog));
    let all = Group {
        path: "",
        above: &[],
        title: "all collections",
        kind: "all.dataset",
        asked,
    };
    all.add(paths);
    let mut asked = ["sum", "countBy"].map(parameter).to_vec();
    asked.extend(selection(catalog));
    let one = Group {
        path: "/collections/{collectionId}",
        above: &["collectionId"],
        title: "one collection",
        kind: "one.collection",
        asked,
    };
    one.add(paths);
}

/// The filters of items, and what of each feature. That every property is a parameter, too, is said
/// in words: the document would be a third longer.
fn selection(catalog: &Catalog) -> Vec<Value> {
    let collections: Vec<&Collection> = catalog.iter().map(|one| one.collection()).collect();
    let of_items = parameter("cluster");
    let mut asked: Vec<Value> = ["gathered", "properties"].map(parameter).into();
    asked.extend(
        filters(&collections)
            .into_iter()
            .filter(|one| *one != of_items),
    );
    asked
}

/// A list of tilesets, its tilesets and their tiles.
struct Group<'a> {
    path: &'a str,
    /// The parameters in that path.
    above: &'a [&'a str],
    title: &'a str,
    /// How the names of its operations begin.
    kind: &'a str,
    /// The parameters of tilesets and tiles.
    asked: Vec<Value>,
}

impl Group<'_> {
    fn add(&self, paths: &mut Map<String, Value>) {
        let answer = Answer {
            may_be_missing: true,
            ..Answer::document("Document", media::JSON)
        };
        let add = |what: &str, title: &str, own: &[&str], asked: &[Value]| {
            let named = self.above.iter().chain(own).copied().map(parameter);
            let parameters: Vec<Value> = named.chain(asked.iter().cloned()).collect();
            let id = format!("{}.vector.{what}", self.kind);
            get(
                &id,
                &format!("{title}: {}", self.title),
                &parameters,
                &answer,
            )
        };
        let path = format!("{}/tiles", self.path);
        let list = add(
            "getTileSetsList",
            "Tilesets",
            &["documentFormat", "lang"],
            &[],
        );
        paths.insert(path.clone(), list);
        let own = ["tileMatrixSetId", "tilesetFormat", "lang"];
        let path = format!("{path}/{{tileMatrixSetId}}");
        let set = add("getTileSet", "A tileset", &own, &self.asked);
        paths.insert(path.clone(), set);
        let own = [
            "tileMatrixSetId",
            "tileMatrix",
            "tileRow",
            "tileCol",
            "tileFormat",
        ];
        let path = format!("{path}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}");
        let mut tile = add("getTile", "A tile", &own, &self.asked);
        if let Some(Value::Object(responses)) = tile.pointer_mut("/get/responses") {
            let media_type = Format::Mvt.entry().media_type;
            let content = json!({(media_type): {"schema": {"type": "string", "format": "binary"}}});
            let found = json!({"description": "The tile.", "content": content});
            responses.insert("200".to_owned(), found);
            let empty = json!({"description": "Nothing is in this tile."});
            responses.insert("204".to_owned(), empty);
        }
        paths.insert(path, tile);
    }
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
    let name = || json!({"type": "string", "minLength": 1});
    put(
        "collectionId",
        path(
            "collectionId",
            "The collection; each property of it is a parameter as well.",
            name(),
        ),
    );
    put("styleId", path("styleId", "The style.", name()));
    all
}
