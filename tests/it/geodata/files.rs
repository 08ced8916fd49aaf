//! What is committed: the table of `SOURCES.md`, and the files that it lists, read once.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use marz::import::Settings;
use serde_json::Value;

use super::grid::{Point, Ring, point};

/// A row of the table of checksums.
#[derive(Debug)]
pub(crate) struct Row {
    /// Below `geodata/`.
    pub(crate) file: String,
    /// Of a picture, none.
    pub(crate) features: Option<usize>,
    pub(crate) bytes: usize,
    pub(crate) sha256: String,
}

/// A file of the table.
#[derive(Debug)]
pub(crate) struct Layer {
    /// Below `geodata/`, without ending.
    pub(crate) name: String,
    pub(crate) features: Vec<Feature>,
}

#[derive(Debug)]
pub(crate) struct Feature {
    pub(crate) id: String,
    pub(crate) properties: Value,
    /// As it is written.
    pub(crate) geometry: Value,
    pub(crate) shape: Shape,
}

/// A geometry by its dimension: one of many is the same as one.
#[derive(Debug)]
pub(crate) enum Shape {
    Nothing,
    Points(Vec<Point>),
    Lines(Vec<Vec<Point>>),
    Polygons(Vec<Vec<Ring>>),
}

pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/geodata")).join(name)
}

pub(crate) fn text(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("geodata/{name}: {error}"))
}

/// What is said about the collections.
pub(crate) fn settings() -> Settings {
    toml::from_str(&text("collections.toml")).unwrap()
}

/// The cells of a table row of Markdown.
pub(crate) fn cells(line: &str) -> Vec<&str> {
    let cells = line.trim().trim_matches('|').split('|');
    cells.map(|cell| cell.trim().trim_matches('`')).collect()
}

/// The section of `SOURCES.md` under this heading.
pub(crate) fn section(heading: &str) -> String {
    let sources = text("SOURCES.md");
    let start = format!("\n## {heading}\n");
    let section = sources
        .split_once(&start)
        .unwrap_or_else(|| panic!("SOURCES.md: found no section {heading:?}"))
        .1;
    section.split("\n## ").next().unwrap().to_owned()
}

/// The table of checksums.
pub(crate) fn table() -> Vec<Row> {
    let number = |cell: &str| cell.replace(',', "").parse().unwrap();
    let section = section("Checksums");
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| match *cells(line) {
        [file, features, bytes, _, sha256] => Row {
            file: file.to_owned(),
            features: (features != "–").then(|| number(features)),
            bytes: number(bytes),
            sha256: sha256.to_owned(),
        },
        _ => panic!("SOURCES.md: found {line:?}, expected a row of five cells"),
    })
    .collect()
}

/// All files of the table that hold features.
pub(crate) fn layers() -> &'static [Layer] {
    static ALL: OnceLock<Vec<Layer>> = OnceLock::new();
    ALL.get_or_init(|| {
        let table = table();
        let data = table.iter().filter(|row| row.features.is_some());
        data.map(|row| read(&row.file)).collect()
    })
}

/// The file of a collection.
pub(crate) fn layer(name: &str) -> &'static [Feature] {
    let layer = layers().iter().find(|layer| layer.name == name);
    let layer = layer.unwrap_or_else(|| panic!("SOURCES.md lists no {name}.geojson"));
    &layer.features
}

fn read(file: &str) -> Layer {
    let all: Value = serde_json::from_str(&text(file)).unwrap();
    assert_eq!(all["type"], "FeatureCollection", "{file}");
    let features = all["features"].as_array().unwrap();
    Layer {
        name: file.trim_end_matches(".geojson").to_owned(),
        features: features.iter().map(feature).collect(),
    }
}

fn feature(feature: &Value) -> Feature {
    let geometry = &feature["geometry"];
    Feature {
        id: feature["id"].as_str().unwrap().to_owned(),
        properties: feature["properties"].clone(),
        geometry: geometry.clone(),
        shape: shape(geometry),
    }
}

/// The shape of a geometry of GeoJSON.
pub(crate) fn shape(geometry: &Value) -> Shape {
    fn list<T>(value: &Value, of: impl Fn(&Value) -> T) -> Vec<T> {
        value.as_array().unwrap().iter().map(of).collect()
    }
    let line = |value: &Value| list(value, point);
    let polygon = |value: &Value| list(value, line);
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str() {
        None => Shape::Nothing,
        Some("Point") => Shape::Points(vec![point(coordinates)]),
        Some("MultiPoint") => Shape::Points(line(coordinates)),
        Some("LineString") => Shape::Lines(vec![line(coordinates)]),
        Some("MultiLineString") => Shape::Lines(polygon(coordinates)),
        Some("Polygon") => Shape::Polygons(vec![polygon(coordinates)]),
        Some("MultiPolygon") => Shape::Polygons(list(coordinates, polygon)),
        Some(other) => panic!("found {other}, expected a geometry of points, lines or polygons"),
    }
}

impl Feature {
    /// A property that is a text; empty if it is something else.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.properties[name].as_str().unwrap_or_default()
    }

    /// Does it hold on a day? ISO dates compare as they lie in time, and both ends belong to it.
    pub(crate) fn valid_on(&self, day: &str) -> bool {
        let (from, to) = (self.text("valid_from"), self.text("valid_to"));
        from <= day && (to.is_empty() || day <= to)
    }

    pub(crate) fn polygons(&self) -> &[Vec<Ring>] {
        match &self.shape {
            Shape::Polygons(polygons) => polygons,
            _ => &[],
        }
    }

    pub(crate) fn lines(&self) -> &[Vec<Point>] {
        match &self.shape {
            Shape::Lines(lines) => lines,
            _ => &[],
        }
    }

    pub(crate) fn points(&self) -> &[Point] {
        match &self.shape {
            Shape::Points(points) => points,
            _ => &[],
        }
    }
}
