//! GeoJSON files: a feature collection, or a single feature.
//!
//! Each feature is read on its own, so that one broken feature is one finding with its line, and
//! the others still count. Rings are turned the way RFC 7946 wants them.

use geojson::{Geometry, GeometryValue, Position};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::report::{quoted, shown};
use super::{CollectionSettings, Finding, Place, Record};
use crate::domain::{Feature, FeatureId};

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(rename = "type")]
    kind: Option<Value>,
    #[serde(borrow)]
    features: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    crs: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Parts<'a> {
    #[serde(rename = "type")]
    kind: Option<Value>,
    id: Option<Value>,
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    properties: Option<Value>,
}

const COLLECTION: &str = "a GeoJSON FeatureCollection (RFC 7946)";

/// Reads all features; what is wrong is added to `findings`.
pub(super) fn read(
    file: &str,
    text: &str,
    settings: &CollectionSettings,
    findings: &mut Vec<Finding>,
) -> Vec<Record> {
    let document: Document<'_> = match object(text) {
        Ok(document) => document,
        Err((line, found)) => {
            findings.push(Finding::error(Place::line(file, line), found, COLLECTION));
            return Vec::new();
        }
    };
    if let Some(crs) = document.crs.filter(|crs| !is_longitude_latitude(crs.get())) {
        findings.push(Finding::error(
            Place::line(file, line_of(text, crs.get())).field("crs"),
            quoted(crs.get()),
            "longitude and latitude (OGC CRS84); `ogr2ogr -t_srs CRS84` converts",
        ));
        return Vec::new();
    }
    let kind = document.kind.as_ref().and_then(Value::as_str);
    let raw: Vec<&str> = match (kind, &document.features) {
        (Some("FeatureCollection"), Some(features)) => {
            features.iter().map(|raw| raw.get()).collect()
        }
        (Some("Feature"), None) => vec![text.trim()],
        (Some("FeatureCollection"), None) => {
            let place = Place::file(file).field("features");
            findings.push(Finding::error(place, "nothing", "a list of features"));
            return Vec::new();
        }
        _ => {
            let found = document.kind.map_or("nothing".to_owned(), |kind| shown(&kind));
            let expected = "\"FeatureCollection\" with a list \"features\", or \"Feature\"";
            findings.push(Finding::error(Place::file(file).field("type"), found, expected));
            return Vec::new();
        }
    };
    let mut line = LineCounter { text, offset: 0, line: 1 };
    let mut records = Vec::with_capacity(raw.len());
    for (number, raw) in (1..).zip(raw) {
        let line = line.at(raw);
        match feature(file, raw, line, number, settings) {
            Ok(feature) => records.push(Record { feature, line }),
            Err(finding) => findings.push(finding),
        }
    }
    records
}

fn feature(
    file: &str,
    raw: &str,
    line: usize,
    number: u64,
    settings: &CollectionSettings,
) -> Result<Feature, Finding> {
    let place = || Place::line(file, line);
    let parts: Parts<'_> = object(raw).map_err(|(offset, found)| {
        Finding::error(Place::line(file, line + offset - 1), found, "a GeoJSON Feature")
    })?;
    let properties = match parts.properties {
        Some(Value::Object(properties)) => properties,
        None | Some(Value::Null) => Map::new(),
        Some(other) => {
            let place = place().field("properties");
            return Err(Finding::error(place, shown(&other), "an object or null"));
        }
    };
    let named = settings.id.as_ref().and_then(|name| properties.get(name).cloned());
    let id = match named.or(parts.id) {
        None | Some(Value::Null) => FeatureId::Number(number),
        Some(Value::String(text)) if !text.is_empty() => FeatureId::Text(text),
        Some(Value::Number(number)) if number.is_u64() => {
            FeatureId::Number(number.as_u64().unwrap_or_default())
        }
        Some(Value::Number(number)) => FeatureId::Text(number.to_string()),
        Some(other) => {
            let place = place().field("id");
            return Err(Finding::error(place, shown(&other), "a text or a number"));
        }
    };
    let place = || place().feature(&id);
    if parts.kind.as_ref().and_then(Value::as_str) != Some("Feature") {
        let found = parts.kind.map_or("nothing".to_owned(), |kind| shown(&kind));
        return Err(Finding::error(place().field("type"), found, "\"Feature\""));
    }
    let geometry = match parts.geometry.map(RawValue::get) {
        None | Some("null") => None,
        Some(raw) => {
            let mut geometry: Geometry = serde_json::from_str(raw).map_err(|error| {
                let expected = "a geometry of RFC 7946: Point, LineString, Polygon, their Multi- \
                                forms or GeometryCollection, with coordinates of its shape";
                Finding::error(place().field("geometry"), reason(&error), expected)
            })?;
            check(&mut geometry).map_err(|(found, expected)| {
                Finding::error(place().field("geometry"), found, expected)
            })?;
            Some(geometry)
        }
    };
    Ok(Feature { id, geometry, properties })
}

/// Reads a JSON object; else the line, counted from 1, and what was found there.
fn object<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, (usize, String)> {
    let read = serde_json::from_str(text).map_err(|error| {
        let (line, column, reason) = (error.line().max(1), error.column(), reason(&error));
        let found = if error.is_data() {
            reason
        } else {
            format!("broken JSON in column {column}: {reason}")
        };
        (line, found)
    });
    // The reader takes a list for an object too, as its members in their order.
    if text.trim_start().starts_with('{') {
        return read;
    }
    read.and_then(|_: T| Err((1, String::new()))).map_err(|(line, found)| {
        let value: Option<Value> = serde_json::from_str(text).ok();
        (line, value.map_or(found, |value| shown(&value)))
    })
}

/// The reader's sentence without its own line number, which counts from the feature.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

type Wrong = (String, String);

/// Holds a geometry to RFC 7946, and turns its rings.
fn check(geometry: &mut Geometry) -> Result<(), Wrong> {
    match &mut geometry.value {
        GeometryValue::Point { coordinates } => position(coordinates),
        GeometryValue::MultiPoint { coordinates } => coordinates.iter().try_for_each(position),
        GeometryValue::LineString { coordinates } => line(coordinates),
        GeometryValue::MultiLineString { coordinates } => {
            coordinates.iter().try_for_each(|coordinates| line(coordinates))
        }
        GeometryValue::Polygon { coordinates } => polygon(coordinates),
        GeometryValue::MultiPolygon { coordinates } => {
            coordinates.iter_mut().try_for_each(|coordinates| polygon(coordinates))
        }
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter_mut().try_for_each(check)
        }
    }
}

/// Longitude first, both within the globe.
pub(super) fn position(position: &Position) -> Result<(), Wrong> {
    let [lon, lat, ..] = *position.as_slice() else {
        let found = format!("a position of {} numbers", position.len());
        return Err((found, "longitude and latitude".to_owned()));
    };
    let expected = "longitude from -180 to 180, then latitude from -90 to 90";
    if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
        return Ok(());
    }
    let swapped = (-90.0..=90.0).contains(&lon) && (-180.0..=180.0).contains(&lat);
    let hint = if swapped { " (they look swapped)" } else { "" };
    Err((format!("the position {lon}, {lat}"), format!("{expected}{hint}")))
}

fn line(positions: &[Position]) -> Result<(), Wrong> {
    if positions.len() < 2 {
        let found = format!("a line of {} positions", positions.len());
        return Err((found, "two positions or more".to_owned()));
    }
    positions.iter().try_for_each(position)
}

fn polygon(rings: &mut [Vec<Position>]) -> Result<(), Wrong> {
    if rings.is_empty() {
        return Err(("a polygon without rings".to_owned(), "an outer ring".to_owned()));
    }
    for (number, ring) in (0..).zip(rings) {
        if ring.len() < 4 || ring.first() != ring.last() {
            let found = format!("a ring of {} positions", ring.len());
            return Err((found, "four or more, of which the last repeats the first".to_owned()));
        }
        ring.iter().try_for_each(position)?;
        let is_outer = number == 0;
        if (signed_area(ring) < 0.0) == is_outer {
            ring.reverse();
        }
    }
    Ok(())
}

/// Twice the area, positive when the ring runs counter-clockwise.
fn signed_area(ring: &[Position]) -> f64 {
    let corner = |position: &Position| match *position.as_slice() {
        [x, y, ..] => (x, y),
        _ => (0.0, 0.0),
    };
    let next = ring.iter().skip(1);
    ring.iter().zip(next).map(|(a, b)| (corner(a), corner(b))).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

fn is_longitude_latitude(crs: &str) -> bool {
    crs == "null" || crs.contains("CRS84") || crs.contains("EPSG:4326") || crs.contains("EPSG::4326")
}

/// Counts lines up to slices of one text, which come in order.
struct LineCounter<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl LineCounter<'_> {
    fn at(&mut self, part: &str) -> usize {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let between = self.text.as_bytes().get(self.offset..offset).unwrap_or_default();
        self.line += between.iter().filter(|&&byte| byte == b'\n').count();
        self.offset = offset.max(self.offset);
        self.line
    }
}

fn line_of(text: &str, part: &str) -> usize {
    LineCounter { text, offset: 0, line: 1 }.at(part)
}
