//! The answers of the API: their shapes, as far as the standards fix them.

use serde_json::{Value, json};

use super::paths::content;
use crate::format::Format;
use crate::ogc::link::media;

pub(super) fn responses() -> Value {
    let problem = |description: &str| {
        json!({
            "description": description,
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
                // Whoever asks for a page is told on one.
                "text/html": {"schema": {"type": "string"}},
            },
        })
    };
    let features = |formats: &[Format]| {
        let schema = "#/components/schemas/FeatureCollection";
        let content = content(schema, media::GEOJSON, formats);
        json!({"description": "Features.", "content": content})
    };
    json!({
        "Page": features(&Format::ALL),
        "File": features(&Format::FILES),
        "BadParameters": problem("Parameters that cannot be used, all of them."),
        "NotFound": problem("There is no such thing."),
        "TooLong": problem("The body is too long."),
        "OtherBody": problem("The body is neither JSON nor a form."),
        "ServerError": problem("The server failed."),
        "TooOften": problem("This client asks too often; `Retry-After` says when to come back."),
        "Busy": problem("Too many requests are in work; `Retry-After` says when to come back."),
    })
}

pub(super) fn schemas() -> Value {
    let text = || json!({"type": "string"});
    let links = json!({"type": "array", "items": {"$ref": "#/components/schemas/Link"}});
    let collection = json!({"$ref": "#/components/schemas/Collection"});
    json!({
        "Document": {"type": "object"},
        "Parameters": {
            "type": "object",
            "description": "The parameters of items, by their names; `filter` may be an object of CQL2 JSON.",
            "additionalProperties": true,
        },
        "Link": {
            "type": "object",
            "required": ["href", "rel"],
            "properties": {
                "href": text(), "rel": text(), "type": text(), "title": text(),
                "method": text(), "body": {"type": "object"},
            },
        },
        "LandingPage": {
            "type": "object",
            "required": ["links"],
            "properties": {"title": text(), "description": text(), "links": links},
        },
        "Conformance": {
            "type": "object",
            "required": ["conformsTo"],
            "properties": {"conformsTo": {"type": "array", "items": text()}},
        },
        "Collections": {
            "type": "object",
            "required": ["links", "collections"],
            "properties": {
                "links": links,
                "collections": {"type": "array", "items": collection},
            },
        },
        "Collection": {
            "type": "object",
            "required": ["id", "links"],
            "properties": {
                "id": text(), "title": text(), "description": text(), "itemType": text(),
                "itemCount": {"type": "integer", "minimum": 0},
                "extent": {"type": "object"},
                "crs": {"type": "array", "items": text()},
                "storageCrs": text(),
                "links": links,
            },
        },
        "FeatureCollection": {
            "type": "object",
            "required": ["type", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "features": {"type": "array", "items": {"$ref": "#/components/schemas/Feature"}},
                "numberMatched": {"type": "integer", "minimum": 0},
                "numberReturned": {"type": "integer", "minimum": 0},
                "links": links,
            },
        },
        "Feature": {
            "type": "object",
            "required": ["type", "geometry", "properties"],
            "properties": {
                "type": {"type": "string", "enum": ["Feature"]},
                "id": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
                "geometry": {"type": "object", "nullable": true},
                "properties": {"type": "object", "nullable": true},
                "links": links,
            },
        },
        "Facets": {
            "type": "object",
            "required": ["numberMatched", "by", "groups", "total"],
            "properties": {
                "numberMatched": {"type": "integer", "minimum": 0},
                "by": {"type": "array", "items": text()},
                "groups": {"type": "array", "items": {
                    "type": "object",
                    "required": ["key", "count"],
                    "properties": {
                        "key": {"type": "object"},
                        "count": {"type": "integer", "minimum": 0},
                        "sums": {"type": "object"},
                    },
                }},
                "total": {"type": "object"},
                "links": links,
            },
        },
        "Problem": problem(),
    })
}

/// RFC 9457, with what is wrong of each parameter.
fn problem() -> Value {
    let text = || json!({"type": "string"});
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text(), "title": text(),
            "status": {"type": "integer"}, "detail": text(),
            "errors": {"type": "array", "items": {
                "type": "object",
                "properties": {
                    "parameter": text(),
                    "found": {"type": "string", "nullable": true},
                    "reason": text(),
                },
            }},
        },
    })
}
