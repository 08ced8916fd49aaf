//! GeoJSON (RFC 7946): one feature as text, and a collection written around features' texts.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::domain::{Feature, FeatureId};

/// Writes a feature on one line, its properties in the author's order.
pub fn write_feature(feature: &Feature) -> String {
    let id = match &feature.id {
        FeatureId::Number(number) => json!(number),
        FeatureId::Text(text) => json!(text),
    };
    let mut members = Map::new();
    members.insert("type".to_owned(), json!("Feature"));
    members.insert("id".to_owned(), id);
    let geometry = feature.geometry.as_ref().map(geojson_value);
    members.insert("geometry".to_owned(), geometry.unwrap_or(Value::Null));
    members.insert(
        "properties".to_owned(),
        Value::Object(feature.properties.clone()),
    );
    Value::Object(members).to_string()
}

/// A geometry always serialises: it holds nothing but names and finite numbers.
fn geojson_value(geometry: &geojson::Geometry) -> Value {
    serde_json::to_value(geometry).unwrap_or(Value::Null)
}

/// A feature that was written by [`write_feature`], as a value again.
pub fn read_feature(text: &[u8]) -> Value {
    serde_json::from_slice(text).unwrap_or_default()
}

/// About so much is written at once: few system calls, little memory.
const CHUNK: usize = 64 * 1024;

/// Writes a feature collection in pieces of about 64 KiB.
///
/// `members` are the further members of the collection. They come before the features, so that
/// whoever looks at the beginning of an answer sees how much there is.
pub fn write_collection<F: Iterator<Item = Bytes>>(
    mut features: F,
    members: &Map<String, Value>,
) -> impl Iterator<Item = Bytes> + use<F> {
    let mut chunk = Vec::from(head(members));
    let mut first = true;
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        while chunk.len() < CHUNK {
            let Some(feature) = features.next() else {
                chunk.extend_from_slice(b"\n]}\n");
                ended = true;
                break;
            };
            chunk.extend_from_slice(if first { b"\n" } else { b",\n" });
            chunk.extend_from_slice(&feature);
            first = false;
        }
        Some(Bytes::from(std::mem::take(&mut chunk)))
    })
}

fn head(members: &Map<String, Value>) -> String {
    let members: String = members
        .iter()
        .flat_map(|(name, value)| {
            [
                Value::from(name.as_str()).to_string(),
                ":".to_owned(),
                value.to_string(),
                ",\n".to_owned(),
            ]
        })
        .collect();
    format!("{{\"type\":\"FeatureCollection\",\n{members}\"features\":[")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(features: &[&str], members: &Value) -> String {
        let members = members.as_object().unwrap();
        let features: Vec<_> = features
            .iter()
            .map(|text| Bytes::from((*text).to_owned()))
            .collect();
        let chunks: Vec<Bytes> = write_collection(features.into_iter(), members).collect();
        String::from_utf8(chunks.concat()).unwrap()
    }

    #[test]
    fn a_collection_is_json_with_none_one_and_many_features() {
        for count in [0, 1, 3, 5000] {
            let features = vec![r#"{"type":"Feature","geometry":null,"properties":{}}"#; count];
            let text = written(&features, &json!({"numberMatched": count, "a\"b": "\u{1}"}));
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(value["features"].as_array().unwrap().len(), count);
            assert_eq!(value["numberMatched"], count);
        }
    }

    #[test]
    fn a_feature_keeps_order_height_and_null() {
        let feature = Feature {
            id: FeatureId::Text("a".to_owned()),
            geometry: Some(geojson::Geometry::new_point([68.5, 38.25, 1200.0])),
            properties: serde_json::from_str(r#"{"z":null,"a":1.5}"#).unwrap(),
        };
        assert_eq!(
            write_feature(&feature),
            r#"{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[68.5,38.25,1200.0]},"properties":{"z":null,"a":1.5}}"#
        );
    }
}
