//! What a person may say about collections, in TOML: titles, licence, which property says when.
//!
//! The bundled data is described in the same form (`geodata/collections.toml`).

use indexmap::IndexMap;
use serde::Deserialize;

use crate::domain::{MissingEnd, TimeProperties};

/// The collections of one folder or configuration, in the order of display.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// By identifier.
    #[serde(default)]
    pub collections: IndexMap<String, CollectionSettings>,
}

/// One collection. Everything that is left out is found by inspection.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CollectionSettings {
    /// The file, relative to the folder of this configuration.
    pub file: Option<String>,
    /// The table of a GeoPackage that has several.
    pub table: Option<String>,
    /// For people.
    pub title: Option<String>,
    /// One to three sentences.
    pub description: Option<String>,
    /// SPDX identifier, or a name.
    pub license: Option<String>,
    /// The text of the licence.
    pub license_url: Option<String>,
    /// Whom to name beside the data.
    pub attribution: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// The property or column that names a feature.
    pub id: Option<String>,
    /// Which columns of a CSV file say where.
    pub geometry: Option<GeometrySettings>,
    /// Which properties say when.
    pub time: Option<TimeSettings>,
    /// Titles and meanings of properties.
    pub properties: IndexMap<String, PropertySettings>,
}

/// The columns of a CSV file that say where.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeometrySettings {
    /// Longitude in degrees.
    pub lon: String,
    /// Latitude in degrees.
    pub lat: String,
}

/// The properties that say when.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeSettings {
    /// First day or moment.
    pub start: String,
    /// Last day or moment.
    pub end: Option<String>,
    /// `"day"`: without an end it was over on the same day; `"open"`: it still holds.
    pub missing_end: Option<MissingEnd>,
}

impl From<&TimeProperties> for TimeSettings {
    fn from(time: &TimeProperties) -> Self {
        Self {
            start: time.start.clone(),
            end: time.end.clone(),
            missing_end: Some(time.missing_end),
        }
    }
}

/// What a property means.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PropertySettings {
    /// For people.
    pub title: Option<String>,
    /// With its unit.
    pub description: Option<String>,
}
