//! A tileset as `TileJSON` 3.0, for MapLibre, QGIS and others who want one address.

use serde_json::{Map, Value, json};

use super::asked::Part;
use super::last;
use crate::domain::{Bbox, PropertyType, TileMatrixSet};

/// `tiles` is the address of a tile, with `{z}`, `{y}` and `{x}` in it.
pub(super) fn document(
    title: &str,
    set: TileMatrixSet,
    parts: &[Part],
    extent: &Bbox,
    tiles: &str,
) -> Value {
    let attribution: Vec<&str> = parts
        .iter()
        .filter_map(|part| part.snapshot.collection().attribution.as_deref())
        .collect();
    let mut named: Vec<&str> = Vec::new();
    for one in attribution {
        if !named.contains(&one) {
            named.push(one);
        }
    }
    let mut json = Map::new();
    let mut put = |name: &str, value: Value| json.insert(name.to_owned(), value);
    put("tilejson", json!("3.0.0"));
    put("name", json!(title));
    if let [part] = parts
        && let Some(description) = &part.snapshot.collection().description
    {
        put("description", json!(description));
    }
    if !named.is_empty() {
        put("attribution", json!(named.join("; ")));
    }
    put("scheme", json!("xyz"));
    put("tiles", json!([tiles]));
    put("minzoom", json!(0));
    put("maxzoom", json!(last(set)));
    put("bounds", json!(bounds(extent)));
    let layers = parts.iter().map(|part| layer(part, set));
    put("vector_layers", layers.collect());
    Value::Object(json)
}

/// Readers of `TileJSON` know no box across the antimeridian.
fn bounds(extent: &Bbox) -> [f64; 4] {
    let (west, east) = if extent.crosses_antimeridian() {
        (-180.0, 180.0)
    } else {
        (extent.west, extent.east)
    };
    [west, extent.south, east, extent.north]
}

fn layer(part: &Part, set: TileMatrixSet) -> Value {
    let collection = part.snapshot.collection();
    json!({
        "id": collection.id,
        "description": collection.description.as_ref().unwrap_or(&collection.title),
        "minzoom": 0,
        "maxzoom": last(set),
        "fields": fields(part),
    })
}

/// The attributes and what they hold.
fn fields(part: &Part) -> Value {
    let mut fields = Map::new();
    if !part.snapshot.has_numeric_ids() {
        fields.insert("id".to_owned(), json!("String"));
    }
    let schema = &part.snapshot.collection().schema;
    for property in part.properties.iter().filter_map(|name| schema.find(name)) {
        let kind = match property.kind {
            PropertyType::Integer | PropertyType::Number => "Number",
            PropertyType::Boolean => "Boolean",
            _ => "String",
        };
        fields.entry(&property.name).or_insert(json!(kind));
    }
    if let Some(gathering) = &part.clusters {
        let parts = gathering.measures.iter().flat_map(|sum| {
            let unknown = format!("{}_unknown", sum.name);
            sum.parts
                .iter()
                .map(|(_, part)| part.clone())
                .chain([unknown])
        });
        let counts = ["point_count".to_owned()].into_iter().chain(parts);
        fields.extend(counts.map(|name| (name, json!("Number"))));
        fields.insert("cluster".to_owned(), json!("Boolean"));
        for name in ["cluster_id", "date_first", "date_last", "members"] {
            fields.insert(name.to_owned(), json!("String"));
        }
    }
    Value::Object(fields)
}
