//! Features as bytes: one table of formats, from which negotiation, links, menus, documents and
//! the export command follow.
//!
//! Each writer is one file here. A writer is an iterator of pieces that pulls the features which
//! it needs, so that a download takes as much memory as its longest piece.

mod cell;
mod columns;
pub mod csv;
mod flatgeobuf;
pub mod geojson;
mod geometry;
mod geopackage;
mod geoparquet;
pub mod jsonfg;
mod kml;
mod pieces;
mod reference;
mod when;
mod wkb;
mod wkt;

#[cfg(test)]
mod tests;

use bytes::Bytes;
use serde_json::{Map, Value};

use crate::domain::{Crs, Property, Record};
use pieces::Cause;

/// A form in which an answer can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON: GeoJSON for features, the standards' documents for the rest.
    Json,
    /// JSON-FG: GeoJSON with time, type and other coordinate reference systems.
    JsonFg,
    /// One GeoJSON feature a record (RFC 8142).
    GeoJsonSeq,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// `FlatGeobuf`, with its spatial index.
    FlatGeobuf,
    /// An OGC `GeoPackage`.
    GeoPackage,
    /// `GeoParquet` 1.1.
    GeoParquet,
    /// KML, as Google Earth reads it.
    Kml,
    /// A page for people.
    Html,
    /// A Mapbox vector tile; of features in a tile only.
    Mvt,
    /// `TileJSON`; of a tileset only.
    TileJson,
}

/// A line of the table of formats.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The value of the parameter `f`.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// Of features in this format.
    pub media_type: &'static str,
    /// Other names by which clients ask for it.
    pub aliases: &'static [&'static str],
    /// Of a file, without the dot.
    pub extension: &'static str,
    /// Can it be had in every coordinate reference system? Else in longitude and latitude only.
    pub any_crs: bool,
}

/// What a writer is told besides the features.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The collection's identifier: of tables and layers.
    pub name: String,
    /// For people.
    pub title: String,
    /// One to three sentences.
    pub description: Option<String>,
    /// On what terms, and whom to name.
    pub rights: Option<String>,
    /// The columns of a table, in order. A JSON format writes whatever properties a feature has.
    pub properties: Vec<Property>,
    /// The names of the geometry types that can occur (`Point`, `MultiPolygon`, …); `None` if
    /// geometries are left out.
    pub geometry: Option<Vec<&'static str>>,
    /// Are all identifiers whole numbers below 2^63? Else columns of identifiers hold texts.
    pub numeric_ids: bool,
    /// In which the geometries are. Their order is x, y: a writer whose format follows the
    /// authority turns them round.
    pub crs: Crs,
    /// How many features will come.
    pub count: usize,
    /// Further members of a JSON collection: counts, links.
    pub members: Map<String, Value>,
}

/// The pieces of an answer. After an error there are no more.
pub type Pieces = Box<dyn Iterator<Item = Result<Bytes, WriteError>> + Send>;

/// Writes features as a document or file of that format, piece by piece.
///
/// Nothing happens before the first piece is asked for, and nothing after the last one that was:
/// who drops the pieces stops the work. It blocks, so that it belongs on a thread of its own.
/// [`Format::Html`] is an error: pages have headings and links, which only `ogc` can write.
pub fn write(
    format: Format,
    layer: Layer,
    records: impl Iterator<Item = Record> + Send + 'static,
) -> Pieces {
    if layer.crs != Crs::Crs84 && !format.entry().any_crs {
        return refused(
            format,
            format!("found {}; expected {}", layer.crs, Crs::Crs84),
        );
    }
    match format {
        Format::Json => named(format, geojson::pieces(&layer, records)),
        Format::JsonFg => named(format, jsonfg::pieces(&layer, records)),
        Format::GeoJsonSeq => named(format, geojson::sequence(records)),
        Format::Csv => named(format, csv::pieces(&layer, records)),
        Format::Kml => named(format, kml::pieces(&layer, records)),
        Format::GeoPackage => named(format, geopackage::pieces(layer, records)),
        Format::FlatGeobuf => named(format, flatgeobuf::pieces(layer, records)),
        Format::GeoParquet => named(format, geoparquet::pieces(layer, records)),
        Format::Html => refused(format, "features alone make no page".to_owned()),
        Format::Mvt | Format::TileJson => refused(format, "features alone make no tile".to_owned()),
    }
}

fn refused(format: Format, reason: String) -> Pieces {
    let source = reason.into();
    Box::new(std::iter::once(Err(WriteError { format, source })))
}

fn named(
    format: Format,
    pieces: impl Iterator<Item = Result<Bytes, Cause>> + Send + 'static,
) -> Pieces {
    Box::new(pieces.map(move |piece| piece.map_err(|source| WriteError { format, source })))
}

/// Why features could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", .format.entry().title)]
pub struct WriteError {
    /// In which format.
    pub format: Format,
    /// What is wrong.
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

impl Format {
    /// All formats of features, the preferred one first.
    pub const ALL: [Self; 9] = [
        Self::Json,
        Self::JsonFg,
        Self::GeoJsonSeq,
        Self::Csv,
        Self::FlatGeobuf,
        Self::GeoPackage,
        Self::GeoParquet,
        Self::Kml,
        Self::Html,
    ];

    /// Those that can be saved as a file.
    pub const FILES: [Self; 8] = [
        Self::Json,
        Self::JsonFg,
        Self::GeoJsonSeq,
        Self::Csv,
        Self::FlatGeobuf,
        Self::GeoPackage,
        Self::GeoParquet,
        Self::Kml,
    ];

    /// Those in which documents other than features can be had.
    pub const DOCUMENTS: [Self; 2] = [Self::Json, Self::Html];

    /// Its line in the table.
    pub const fn entry(self) -> Entry {
        match self {
            Self::Json => Entry {
                name: "json",
                title: "GeoJSON",
                media_type: "application/geo+json",
                aliases: &["application/json", "application/vnd.geo+json"],
                extension: "geojson",
                any_crs: true,
            },
            Self::JsonFg => Entry {
                name: "jsonfg",
                title: "JSON-FG",
                media_type: "application/fg+json",
                aliases: &["application/vnd.ogc.fg+json"],
                extension: "json",
                any_crs: true,
            },
            Self::GeoJsonSeq => Entry {
                name: "geojsonseq",
                title: "GeoJSON text sequence",
                media_type: "application/geo+json-seq",
                aliases: &[],
                extension: "geojsons",
                any_crs: false,
            },
            Self::Csv => Entry {
                name: "csv",
                title: "CSV",
                media_type: "text/csv; charset=utf-8; header=present",
                aliases: &["text/csv"],
                extension: "csv",
                any_crs: true,
            },
            Self::FlatGeobuf => Entry {
                name: "fgb",
                title: "FlatGeobuf",
                media_type: "application/flatgeobuf",
                aliases: &["application/x.flatgeobuf", "application/vnd.flatgeobuf"],
                extension: "fgb",
                any_crs: true,
            },
            Self::GeoPackage => Entry {
                name: "gpkg",
                title: "GeoPackage",
                media_type: "application/geopackage+sqlite3",
                aliases: &["application/x-gpkg"],
                extension: "gpkg",
                any_crs: true,
            },
            Self::GeoParquet => Entry {
                name: "parquet",
                title: "GeoParquet",
                media_type: "application/vnd.apache.parquet",
                aliases: &["application/x-parquet"],
                extension: "parquet",
                any_crs: true,
            },
            Self::Kml => Entry {
                name: "kml",
                title: "KML",
                media_type: "application/vnd.google-earth.kml+xml",
                aliases: &[],
                extension: "kml",
                any_crs: false,
            },
            Self::Html => Entry {
                name: "html",
                title: "HTML",
                media_type: "text/html",
                aliases: &["application/xhtml+xml"],
                extension: "html",
                any_crs: false,
            },
            Self::Mvt => Entry {
                name: "mvt",
                title: "Mapbox vector tile",
                media_type: "application/vnd.mapbox-vector-tile",
                aliases: &["application/x-protobuf"],
                extension: "mvt",
                any_crs: false,
            },
            Self::TileJson => Entry {
                name: "tilejson",
                title: "TileJSON",
                media_type: "application/json",
                aliases: &[],
                extension: "json",
                any_crs: false,
            },
        }
    }

    /// Is it nothing that a browser could show?
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::FlatGeobuf | Self::GeoPackage | Self::GeoParquet)
    }

    /// The value of the parameter `f`.
    pub const fn name(self) -> &'static str {
        self.entry().name
    }
}
