//! The parameters of the API: shared ones, and a collection's properties.

use serde_json::{Value, json};

use super::tiles;

use crate::domain::{Collection, Crs, Property, PropertyType};
use crate::format::Format;
use crate::ogc::facets;
use crate::ogc::filters::LANGUAGES;
use crate::ogc::language::Language;
use crate::ogc::queryables;
use crate::ogc::state::{DEFAULT_LIMIT, MAXIMUM_AREAS, MAXIMUM_LIMIT};
use crate::query::MOST_DIGITS;

/// A reference to a shared parameter.
pub(super) fn parameter(name: &str) -> Value {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

/// Those that say which features, of any of these collections.
pub(super) fn filters(collections: &[&Collection]) -> Vec<Value> {
    let mut names = vec!["bbox", "bbox-crs", "datetime"];
    if collections.iter().any(|one| one.has_areas()) {
        names.push("area");
    }
    names.extend(["cluster", "filter", "filter-lang", "filter-crs"]);
    names.into_iter().map(parameter).collect()
}

/// Those that say what of each feature.
pub(super) fn views() -> impl Iterator<Item = Value> {
    [
        "crs",
        "properties",
        "exclude-properties",
        "skipGeometry",
        "coordinatePrecision",
    ]
    .into_iter()
    .map(parameter)
}

/// The properties as parameters: the features in which one has this value. `explained` says what
/// they mean; for the items that is worth the bytes, for their files not again.
pub(super) fn equalities(collections: &[&Collection], explained: bool) -> Vec<Value> {
    let properties = queryables::parameters(collections).into_iter();
    if explained {
        properties.map(equality).collect()
    } else {
        let short = |one: &Property| json!({"name": one.name, "in": "query", "schema": kind(one)});
        properties.map(short).collect()
    }
}

fn kind(property: &Property) -> Value {
    match property.kind {
        PropertyType::Integer => json!({"type": "integer"}),
        PropertyType::Number => json!({"type": "number"}),
        PropertyType::Boolean => json!({"type": "boolean"}),
        _ => json!({"type": "string"}),
    }
}

fn equality(property: &Property) -> Value {
    let description = property
        .description
        .as_deref()
        .or(property.title.as_deref());
    json!({
        "name": property.name,
        "in": "query",
        "description": description.unwrap_or("Features in which this property has the value."),
        "style": "form",
        "explode": false,
        "schema": kind(property),
    })
}

/// A parameter of a query string.
pub(super) fn query(name: &str, description: &str, schema: Value) -> Value {
    let mut one = json!({
        "name": name, "in": "query", "description": description, "required": false,
        "style": "form", "explode": false,
    });
    if let Some(one) = one.as_object_mut() {
        one.insert("schema".to_owned(), schema);
    }
    one
}

/// The choice between these formats.
pub(super) fn f(formats: &[Format]) -> Value {
    let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    let description = "The format; without it the Accept header decides.";
    query("f", description, json!({"type": "string", "enum": names}))
}

/// So many texts.
pub(super) fn list(least: usize, most: usize) -> Value {
    json!({
        "type": "array", "items": {"type": "string", "minLength": 1},
        "minItems": least, "maxItems": most,
    })
}

/// All that several addresses have.
pub(super) fn shared() -> Value {
    let text = || json!({"type": "string"});
    let numbers = json!({
        "type": "array", "items": {"type": "number"},
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
    });
    let crs = || json!({"type": "string", "format": "uri", "default": Crs::Crs84.uri()});
    let mut all = json!({
        "f": f(&Format::ALL),
        "fileFormat": f(&Format::FILES),
        "documentFormat": f(&Format::DOCUMENTS),
        "facetFormat": f(&facets::FORMATS),
        "by": query("by", "What the groups are made of: properties, `day`, `week`, `month`, `quarter` or `year` of the beginning, `area:` with a collection of areas. A feature with several values is in several groups.", list(1, 4)),
        "sum": query("sum", "Properties that are added up; `deaths` stands for its lowest, best and highest figures. What is contained in another feature of the result is not added again.", list(1, 20)),
        "lang": query("lang", "The language of a page; without it the Accept-Language header decides. What is not a page is the same in all.", json!({"type": "string", "enum": Language::ALL.map(Language::code)})),
        "limit": query("limit", "Features on a page; a larger number is taken for the maximum.", json!({"type": "integer", "minimum": 1, "maximum": MAXIMUM_LIMIT, "default": DEFAULT_LIMIT})),
        "fileLimit": query("limit", "Features in the file at most; without it all.", json!({"type": "integer", "minimum": 1})),
        "offset": query("offset", "Matches to leave out before the page; the `next` links do without.", json!({"type": "integer", "minimum": 0})),
        "cursor": query("cursor", "From a `next` link; not to be made by hand.", text()),
        "resultType": query("resultType", "`hits` answers with the number of matches, and no feature.", json!({"type": "string", "enum": ["results", "hits"]})),
        "sortby": query("sortby", "Properties by which the answer is ordered; `-` before one is descending. What is not known comes last.", list(1, 16)),
        "bbox": query("bbox", "The corners of a box in the axis order of `bbox-crs`: west, south, east, north in degrees where that is not given. West greater than east crosses the antimeridian.", numbers),
        "bbox-crs": query("bbox-crs", "The reference system of `bbox`, one of those that the collection lists.", crs()),
        "crs": query("crs", "The reference system of the answer, one of those that the collection lists.", crs()),
        "datetime": query("datetime", "A day, month, year or date-time, or an interval start/end with .. for an open end. Both ends belong to it. Features without time always match.", text()),
        "area": query("area", "Identifiers of areas: features that lie in any of them.", list(1, MAXIMUM_AREAS)),
        "filter": query("filter", "A condition in CQL2 on the collection's queryables.", text()),
        "filter-lang": query("filter-lang", "In which of its two forms the filter is.", json!({"type": "string", "enum": LANGUAGES.map(|(name, _)| name), "default": LANGUAGES[0].0})),
        "filter-crs": query("filter-crs", "The reference system of coordinates in the filter.", crs()),
        "properties": query("properties", "The properties to answer with; all others are left out.", json!({"type": "array", "items": {"type": "string"}})),
        "exclude-properties": query("exclude-properties", "The properties to leave out.", json!({"type": "array", "items": {"type": "string"}})),
        "skipGeometry": query("skipGeometry", "Answer without geometries.", json!({"type": "boolean", "default": false})),
        "coordinatePrecision": query("coordinatePrecision", "Digits behind the point of each coordinate.", json!({"type": "integer", "minimum": 0, "maximum": MOST_DIGITS})),
        "cluster": query("cluster", "The points of one cluster of tiles, by its `cluster_id`.", text()),
        "featureId": {"name": "featureId", "in": "path", "description": "The feature's identifier.", "required": true, "schema": {"type": "string", "minLength": 1}},
    });
    if let Some(all) = all.as_object_mut() {
        all.extend(tiles::parameters());
    }
    all
}
