//! A feature: an identifier, a geometry, properties.

use std::borrow::Cow;
use std::fmt;

use serde_json::{Map, Value};

use super::members::members;

/// What names a feature within its collection.
///
/// The order is that of every answer: numbers first, by value, then texts, byte by byte.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeatureId {
    /// A whole number.
    Number(u64),
    /// Any other text.
    Text(String),
}

/// A feature as it was read, before it is indexed.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Unique within the collection.
    pub id: FeatureId,
    /// Longitude and latitude in degrees; `None` where the place is not known.
    pub geometry: Option<geojson::Geometry>,
    /// In the author's order.
    pub properties: Map<String, Value>,
}

/// A feature whose properties are written already: the smaller form, for many of them.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureText {
    /// As the feature has it.
    pub id: FeatureId,
    /// As the feature has it.
    pub geometry: Option<geojson::Geometry>,
    /// A JSON object without blanks between its parts, each name once.
    pub properties: String,
}

impl FeatureText {
    /// All properties, read.
    pub fn values(&self) -> Map<String, Value> {
        // It always is an object.
        serde_json::from_str(&self.properties).unwrap_or_default()
    }

    /// Leaves out the properties whose names are not to be kept.
    pub fn keep(&mut self, is_kept: impl Fn(&str) -> bool) {
        let text = self.properties.as_bytes();
        let mut kept = b"{".to_vec();
        for (name, value) in members(text, 0) {
            if is_kept(&read_name(name)) {
                if kept.len() > 1 {
                    kept.push(b',');
                }
                kept.push(b'"');
                kept.extend_from_slice(name);
                kept.extend_from_slice(b"\":");
                kept.extend_from_slice(text.get(value).unwrap_or_default());
            }
        }
        kept.push(b'}');
        self.properties = String::from_utf8(kept).unwrap_or_default();
    }
}

/// The name that is written so.
fn read_name(written: &[u8]) -> Cow<'_, str> {
    if written.contains(&b'\\') {
        let quoted = [b"\"", written, b"\""].concat();
        serde_json::from_slice(&quoted).unwrap_or_default()
    } else {
        String::from_utf8_lossy(written)
    }
}

impl From<Feature> for FeatureText {
    fn from(feature: Feature) -> Self {
        Self {
            id: feature.id,
            geometry: feature.geometry,
            properties: Value::Object(feature.properties).to_string(),
        }
    }
}

impl From<FeatureText> for Feature {
    fn from(text: FeatureText) -> Self {
        let properties = text.values();
        Self {
            id: text.id,
            geometry: text.geometry,
            properties,
        }
    }
}

impl FeatureId {
    /// The identifier that a path segment names: `17` is the number, if it is written plainly.
    pub fn from_path(text: &str) -> Self {
        let number = text
            .parse()
            .ok()
            .filter(|number: &u64| number.to_string() == text);
        number.map_or_else(|| Self::Text(text.to_owned()), Self::Number)
    }
}

impl fmt::Display for FeatureId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(out, "{number}"),
            Self::Text(text) => out.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_left_out_by_their_names_however_they_are_written() {
        let properties = serde_json::json!({"a": {"b": 1}, "b\"": "x,", "ж": [], "c": null});
        for kept in [&[][..], &["a"], &["ж", "b\""], &["c", "a", "d"]] {
            let mut feature = FeatureText {
                id: FeatureId::Number(1),
                geometry: None,
                properties: properties.to_string(),
            };
            feature.keep(|name| kept.contains(&name));
            let mut expected = properties.as_object().unwrap().clone();
            expected.retain(|name, _| kept.contains(&&**name));
            assert_eq!(feature.properties, Value::Object(expected).to_string());
        }
    }

    #[test]
    fn a_path_names_a_number_only_when_it_is_written_plainly() {
        for (path, expected) in [
            ("17", FeatureId::Number(17)),
            ("017", FeatureId::Text("017".to_owned())),
            ("+17", FeatureId::Text("+17".to_owned())),
            (
                "2010-09-19-kamarob-ambush",
                FeatureId::Text("2010-09-19-kamarob-ambush".to_owned()),
            ),
        ] {
            assert_eq!(FeatureId::from_path(path), expected);
        }
    }
}
