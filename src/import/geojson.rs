//! GeoJSON files: a feature collection, or a single feature.
//!
//! Each feature is read on its own, so that one broken feature is one finding with its line, and
//! the others still count.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::cut::{Piece, Pieces};
use super::geometry::{self, Wrong, reason};
use super::inspect::Facts;
use super::lines::Lines;
use super::part::Part;
use super::report::{quoted, shown};
use super::{CollectionSettings, Finding, Place, Record, pieces, quick};
use crate::domain::{Feature, FeatureId, FeatureText};

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

/// So many features are read by one thread, if the file is not one that is built as most are.
const MANY: usize = 2000;

/// Reads the features of a file that is built as most are, without having all of it in memory.
/// `None` for any other: what is wrong with a file is said by [`read`].
pub(super) fn read_usual<T: Send>(
    file: &str,
    from: impl io::Read + Send,
    settings: &CollectionSettings,
    take: impl Fn(Vec<FeatureText>) -> T + Sync,
) -> Option<Vec<Part<T>>> {
    let mut pieces = Pieces::new(from)?;
    let has_failed = AtomicBool::new(false);
    let wanted = pieces.by_ref().fuse();
    let wanted = wanted.take_while(|_| !has_failed.load(Ordering::Relaxed));
    let read = |piece: Piece| {
        let text = String::from_utf8(piece.bytes).ok()?;
        let mut lines = Lines::new(&text);
        let mut reader = Reader::new(file, settings, piece.features.len());
        for (number, place) in (piece.number..).zip(piece.features) {
            let raw = text.get(place)?;
            // What is no JSON at all makes the whole file none.
            let is_read = reader.add(raw, piece.line + lines.of(raw) - 1, number);
            if !is_read && serde_json::from_str::<IgnoredAny>(raw).is_err() {
                return None;
            }
        }
        Some(reader.finish(&take))
    };
    let parts = pieces::map(wanted, |piece| {
        let part = read(piece);
        // The others are for nothing then.
        has_failed.fetch_or(part.is_none(), Ordering::Relaxed);
        part
    });
    let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
    let around = pieces.around()?;
    let around = around.strip_prefix('\u{feff}').unwrap_or(&around);
    features(file, around).ok().map(|_none| parts)
}

/// Reads all features; what is wrong with the file is added to `findings`.
pub(super) fn read<T: Send>(
    file: &str,
    text: &str,
    settings: &CollectionSettings,
    take: impl Fn(Vec<FeatureText>) -> T + Sync,
    findings: &mut Vec<Finding>,
) -> Vec<Part<T>> {
    let raw = match features(file, text) {
        Ok(raw) => raw,
        Err(finding) => {
            findings.push(finding);
            return Vec::new();
        }
    };
    let mut lines = Lines::new(text);
    let raw: Vec<(u64, usize, &str)> = (1..)
        .zip(raw)
        .map(|(number, raw)| (number, lines.of(raw), raw))
        .collect();
    pieces::map(raw.chunks(MANY), |piece| {
        let mut reader = Reader::new(file, settings, piece.len());
        for &(number, line, raw) in piece {
            reader.add(raw, line, number);
        }
        reader.finish(&take)
    })
}

/// Reads the features of a piece.
struct Reader<'a> {
    file: &'a str,
    settings: &'a CollectionSettings,
    records: Vec<Record>,
    facts: Facts,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, settings: &'a CollectionSettings, count: usize) -> Self {
        Self {
            file,
            settings,
            records: Vec::with_capacity(count),
            facts: Facts::default(),
            findings: Vec::new(),
        }
    }

    /// Reads a feature; or says what is wrong with it.
    fn add(&mut self, raw: &str, line: usize, number: u64) -> bool {
        // An identifier that stands in the properties is nothing usual.
        let usual = self.settings.id.is_none();
        let usual = usual.then(|| quick::feature(raw, number, &mut self.facts));
        let read = match usual.flatten() {
            Some(feature) => Ok(feature),
            None => feature(self.file, raw, line, number, self.settings).map(|feature| {
                self.facts.add(&feature);
                feature.into()
            }),
        };
        match read {
            Ok(feature) => {
                self.records.push(Record { feature, line });
                true
            }
            Err(finding) => {
                self.findings.push(finding);
                false
            }
        }
    }

    fn finish<T>(self, take: impl Fn(Vec<FeatureText>) -> T) -> Part<T> {
        Part::new(self.records, self.facts, self.findings, self.settings, take)
    }
}

/// The texts of the features.
fn features<'a>(file: &str, text: &'a str) -> Result<Vec<&'a str>, Finding> {
    let document: Document<'_> = object(text)
        .map_err(|(line, found)| Finding::error(Place::line(file, line), found, COLLECTION))?;
    if let Some(crs) = document.crs.filter(|crs| !is_longitude_latitude(crs.get())) {
        return Err(Finding::error(
            Place::line(file, Lines::new(text).of(crs.get())).field("crs"),
            quoted(crs.get()),
            "longitude and latitude (OGC CRS84); `ogr2ogr -t_srs CRS84` converts",
        ));
    }
    let kind = document.kind.as_ref().and_then(Value::as_str);
    match (kind, &document.features) {
        (Some("FeatureCollection"), Some(features)) => {
            Ok(features.iter().map(|raw| raw.get()).collect())
        }
        (Some("Feature"), None) => Ok(vec![text.trim()]),
        (Some("FeatureCollection"), None) => {
            let place = Place::file(file).field("features");
            Err(Finding::error(place, "nothing", "a list of features"))
        }
        _ => {
            let found = document
                .kind
                .map_or("nothing".to_owned(), |kind| shown(&kind));
            let expected = "\"FeatureCollection\" with a list \"features\", or \"Feature\"";
            let place = Place::file(file).field("type");
            Err(Finding::error(place, found, expected))
        }
    }
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
        Finding::error(
            Place::line(file, line + offset - 1),
            found,
            "a GeoJSON Feature",
        )
    })?;
    let properties = match parts.properties {
        Some(Value::Object(properties)) => properties,
        None | Some(Value::Null) => Map::new(),
        Some(other) => {
            let place = place().field("properties");
            return Err(Finding::error(place, shown(&other), "an object or null"));
        }
    };
    let named = settings
        .id
        .as_ref()
        .and_then(|name| properties.get(name).cloned());
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
        Some(raw) => Some(geometry::read(raw).map_err(
            |Wrong {
                 field,
                 found,
                 expected,
             }| { Finding::error(place().field(field), found, expected) },
        )?),
    };
    Ok(Feature {
        id,
        geometry,
        properties,
    })
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
    read.and_then(|_: T| Err((1, String::new())))
        .map_err(|(line, found)| {
            let value: Option<Value> = serde_json::from_str(text).ok();
            (line, value.map_or(found, |value| shown(&value)))
        })
}

/// The systems of RFC 7946 by the names that files of the year 2008 give them.
fn is_longitude_latitude(crs: &str) -> bool {
    let crs: Value = serde_json::from_str(crs).unwrap_or_default();
    let name = crs
        .pointer("/properties/name")
        .unwrap_or(&crs)
        .as_str()
        .unwrap_or_default();
    let known = ["CRS84", "CRS84h", "EPSG:4326", "EPSG::4326", "EPSG/0/4326"];
    crs.is_null() || known.iter().any(|known| name.ends_with(known))
}
