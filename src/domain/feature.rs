//! A feature: an identifier, a geometry, properties.

use std::fmt;

use serde_json::{Map, Value};

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
        Self {
            id: text.id,
            geometry: text.geometry,
            // It always is an object.
            properties: serde_json::from_str(&text.properties).unwrap_or_default(),
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
