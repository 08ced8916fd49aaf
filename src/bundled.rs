//! The data inside the binary: `geodata/`, in the same form as anybody's folder.

use std::path::Path;

use rust_embed::Embed;

use crate::config::{self, ConfigError};
use crate::import::{Content, File, Settings};

#[derive(Embed)]
#[folder = "geodata"]
#[include = "*.geojson"]
#[include = "collections.toml"]
#[exclude = "build/*"]
#[exclude = "editorial/*"]
struct Geodata;

/// The collections that the map draws as ground. When other data is served they stay at their
/// addresses, without being listed among the collections.
pub const BASE_MAP: [&str; 10] = [
    "countries",
    "provinces",
    "districts",
    "borders",
    "border-changes",
    "rivers",
    "lakes",
    "roads",
    "airports",
    "places",
];

/// What the bundled collections are.
pub fn settings() -> Result<Settings, ConfigError> {
    let name = format!("geodata/{}", config::FOLDER_SETTINGS);
    let bytes = Geodata::get(config::FOLDER_SETTINGS)
        .map(|file| file.data)
        .unwrap_or_default();
    config::parse(Path::new(&name), &String::from_utf8_lossy(&bytes))
}

/// A file of the bundled data, by its name in `geodata/`.
pub fn file(name: &str) -> Option<File> {
    let bytes = Geodata::get(name)?.data.into_owned();
    Some(File {
        name: format!("geodata/{name}"),
        content: Content::Bytes(bytes),
    })
}
