//! What of each feature is wanted: which properties, with or without geometry, in which system.

use geojson::{Geometry, GeometryValue, Position};

use crate::domain::{Crs, Property, Record, Schema};

/// What is kept of each feature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// The names of the properties to keep; `None` for all.
    pub properties: Option<Vec<String>>,
    /// Without geometries.
    pub skip_geometry: bool,
    /// The system of the coordinates.
    pub crs: Crs,
    /// Digits behind the point of a coordinate; `None` for all that the data has.
    pub precision: Option<u8>,
}

/// Digits behind the point that a coordinate can have at most.
pub const MOST_DIGITS: u8 = 15;

/// What is projected is written to the millimetre.
const METRE_DIGITS: u8 = 3;

impl View {
    /// Reads names of properties, with commas between.
    pub fn names(text: &str, schema: &Schema) -> Result<Vec<String>, String> {
        let known = |name: &str| schema.find(name).is_some();
        let names: Vec<String> = text
            .split(',')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        match names.iter().find(|name| !known(name)) {
            None => Ok(names),
            Some(unknown) => {
                let unknown: String = unknown.chars().take(100).collect();
                let all: Vec<&str> = schema.properties.iter().map(|one| &*one.name).collect();
                Err(format!(
                    "there is no property \"{unknown}\"; the collection has {}",
                    all.join(", ")
                ))
            }
        }
    }

    /// Are features wanted just as they are?
    pub fn is_whole(&self) -> bool {
        *self == Self::default()
    }

    /// The properties of a schema that are kept, in its order.
    pub fn kept(&self, schema: &Schema) -> Vec<Property> {
        let is_kept = |property: &&Property| self.keeps(&property.name);
        schema.properties.iter().filter(is_kept).cloned().collect()
    }

    fn keeps(&self, name: &str) -> bool {
        self.properties
            .as_ref()
            .is_none_or(|names| names.iter().any(|kept| kept == name))
    }

    /// The feature as it is wanted, with its coordinates in the order x, y.
    #[must_use]
    pub fn of(&self, mut record: Record) -> Record {
        let feature = &mut record.feature;
        if self.properties.is_some() {
            feature.keep(|name| self.keeps(name));
        }
        if self.skip_geometry {
            feature.geometry = None;
        } else if !self.crs.is_geographic() || self.precision.is_some() {
            // A place that the system does not have is not drawn somewhere else.
            let projected = feature
                .geometry
                .as_mut()
                .map(|geometry| self.project(geometry));
            if projected == Some(None) {
                feature.geometry = None;
            }
        }
        record
    }

    fn project(&self, geometry: &mut Geometry) -> Option<()> {
        // Its box would be of the system in which it was.
        geometry.bbox = None;
        match &mut geometry.value {
            GeometryValue::Point { coordinates } => self.position(coordinates),
            GeometryValue::MultiPoint { coordinates }
            | GeometryValue::LineString { coordinates } => self.line(coordinates),
            GeometryValue::MultiLineString { coordinates }
            | GeometryValue::Polygon { coordinates } => self.lines(coordinates),
            GeometryValue::MultiPolygon { coordinates } => coordinates
                .iter_mut()
                .try_for_each(|polygon| self.lines(polygon)),
            GeometryValue::GeometryCollection { geometries } => geometries
                .iter_mut()
                .try_for_each(|geometry| self.project(geometry)),
        }
    }

    fn lines(&self, lines: &mut [Vec<Position>]) -> Option<()> {
        lines.iter_mut().try_for_each(|line| self.line(line))
    }

    fn line(&self, line: &mut [Position]) -> Option<()> {
        line.iter_mut()
            .try_for_each(|position| self.position(position))
    }

    fn position(&self, position: &mut Position) -> Option<()> {
        let digits = if self.crs.is_geographic() {
            self.precision?
        } else {
            self.precision.unwrap_or(METRE_DIGITS)
        };
        // The height, if there is one, stays what it is.
        if let [x, y, ..] = position.as_slice_mut() {
            let (east, north) = self.crs.project(*x, *y)?;
            (*x, *y) = (rounded(east, digits), rounded(north, digits));
        }
        Some(())
    }
}

/// Rounded as the number is written: through its text, so that 0.1 stays 0.1.
fn rounded(number: f64, digits: u8) -> f64 {
    let text = format!("{number:.*}", usize::from(digits));
    let rounded = text.parse().unwrap_or(number);
    // No minus zero: it is no place of its own.
    if rounded == 0.0 { 0.0 } else { rounded }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FeatureId, FeatureText};
    use serde_json::json;

    fn seen(view: &View) -> serde_json::Value {
        let feature = FeatureText {
            id: FeatureId::Number(1),
            geometry: Some(Geometry::new_point([68.781_23, 38.560_05, 800.0])),
            properties: r#"{"a":1,"b":null}"#.to_owned(),
        };
        let record = view.of(Record {
            feature,
            time: None,
        });
        json!([record.feature.geometry, record.feature.values()])
    }

    #[test]
    fn a_view_keeps_what_was_asked_for() {
        let view = View::default();
        assert!(view.is_whole());
        let point = json!({"type": "Point", "coordinates": [68.781_23, 38.560_05, 800.0]});
        assert_eq!(seen(&view), json!([point, {"a": 1, "b": null}]));
        let view = View {
            properties: Some(vec!["b".to_owned()]),
            precision: Some(2),
            ..View::default()
        };
        let point = json!({"type": "Point", "coordinates": [68.78, 38.56, 800.0]});
        assert_eq!(seen(&view), json!([point, {"b": null}]));
        let view = View {
            skip_geometry: true,
            properties: Some(Vec::new()),
            ..View::default()
        };
        assert_eq!(seen(&view), json!([null, {}]));
        let view = View {
            crs: Crs::Utm42,
            ..View::default()
        };
        let coordinates = &seen(&view)[0]["coordinates"];
        assert_eq!(coordinates, &json!([480_939.559, 4_267_979.385, 800.0]));
    }
}
