//! One feature as the checks see it: its properties by type, and places to report.

use geo::Point;
use geojson::GeometryValue;
use jiff::civil::Date;
use serde_json::Value;

use crate::domain::Feature;
use crate::import::Place;
use crate::import::report::shown;

/// A feature that claims to be an incident. Whatever has the wrong type is simply not there: to
/// say so is the schema's business.
pub(super) struct Incident<'a> {
    pub(super) feature: &'a Feature,
    place: Place,
}

impl<'a> Incident<'a> {
    pub(super) fn new(feature: &'a Feature, line: Place) -> Self {
        Self {
            feature,
            place: line.feature(&feature.id),
        }
    }

    /// The place of a field of this incident.
    pub(super) fn at(&self, field: impl Into<String>) -> Place {
        self.place.clone().field(field)
    }

    /// A property that is not null.
    pub(super) fn value(&self, name: &str) -> Option<&'a Value> {
        self.feature
            .properties
            .get(name)
            .filter(|value| !value.is_null())
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.value(name)?.as_str()
    }

    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.value(name)?.as_f64()
    }

    pub(super) fn day(&self, name: &str) -> Option<Date> {
        self.text(name)
            .filter(|text| text.len() == "YYYY-MM-DD".len())?
            .parse()
            .ok()
    }

    pub(super) fn list(&self, name: &str) -> &'a [Value] {
        self.value(name)
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }

    /// Longitude and latitude, if the geometry is a point.
    pub(super) fn point(&self) -> Option<Point> {
        match &self.feature.geometry.as_ref()?.value {
            GeometryValue::Point { coordinates } => match *coordinates.as_slice() {
                [lon, lat, ..] => Some(Point::new(lon, lat)),
                _ => None,
            },
            _ => None,
        }
    }

    /// A property as a message shows it.
    pub(super) fn shown(&self, name: &str) -> String {
        self.feature
            .properties
            .get(name)
            .map_or("nothing".to_owned(), shown)
    }
}
