//! A row as a feature.

use serde_json::Value;

use super::super::geometry::Wrong;
use super::super::inspect::{Facts, Kind};
use super::super::report::{quoted, shown};
use super::super::{Finding, Place};
use super::database::Fault;
use super::geometry;
use super::layout::{Column, Layout};
use super::rows::{Cell, Row};
use crate::domain::{FeatureId, FeatureText, Interval};

/// What a column is declared to hold: the types of the standard, and `Any` for all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Boolean,
    Integer,
    Number,
    Text,
    /// A day or a moment.
    Time,
    Json,
    /// Also geometries beyond the one that a feature has.
    Bytes,
    Any,
}

/// Lists and objects in each other, so that the whole feature can be read by anybody: readers stop
/// at 127, its own members counted.
const DEEP: usize = 120;

/// Makes features of the rows of one piece.
pub(super) struct Reader<'a> {
    file: &'a str,
    layout: &'a Layout,
    pub(super) facts: Facts,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a str, layout: &'a Layout) -> Self {
        let names = layout.columns.iter().filter(|column| column.is_property);
        Self {
            file,
            layout,
            facts: Facts::of(names.map(|column| &column.name)),
        }
    }

    pub(super) fn feature(&mut self, row: &Row) -> Result<FeatureText, Finding> {
        let place = Place::line(self.file, row.line());
        let id = match self.id(row) {
            Ok(id) => id,
            Err(fault) => return Err(fault.at(place)),
        };
        let place = place.feature(&id);
        let geometry = match &self.layout.geometry {
            None => None,
            Some((column, crs)) => match &row.geometry {
                Cell::Null => None,
                Cell::Blob(bytes) => {
                    let read = geometry::read(bytes, *crs);
                    read.map_err(
                        |Wrong {
                             found, expected, ..
                         }| {
                            Finding::error(place.clone().field(column), found, expected)
                        },
                    )?
                }
                other => {
                    let place = place.field(column);
                    return Err(Finding::error(
                        place,
                        other.shown(),
                        "a GeoPackage geometry",
                    ));
                }
            },
        };
        let mut text = vec![b'{'];
        let mut seen = Vec::with_capacity(row.cells.len());
        let columns = self.layout.columns.iter().zip(&row.cells);
        for (number, (column, cell)) in columns.filter(|(column, _)| column.is_property).enumerate()
        {
            if number > 0 {
                text.push(b',');
            }
            let written = write(&mut text, &column.name).and_then(|()| {
                text.push(b':');
                column.write(cell, self.facts.may_be_time(number), &mut text)
            });
            seen.push((number, written.map_err(|fault| fault.at(place.clone()))?));
        }
        text.push(b'}');
        let properties = String::from_utf8(text).unwrap_or_default();
        self.facts.add_seen(&seen);
        Ok(FeatureText {
            id,
            geometry,
            properties,
        })
    }

    fn id(&self, row: &Row) -> Result<FeatureId, Fault> {
        let number = |number: i64| {
            u64::try_from(number)
                .map_or_else(|_| FeatureId::Text(number.to_string()), FeatureId::Number)
        };
        let named = self.layout.id.and_then(|at| {
            let column = self.layout.columns.get(at)?;
            Some((column, row.cells.get(at)?))
        });
        match named {
            None | Some((_, Cell::Null)) => Ok(number(row.number)),
            Some((_, Cell::Integer(own))) => Ok(number(*own)),
            Some((_, Cell::Real(own))) => Ok(FeatureId::Text(own.to_string())),
            Some((column, cell)) => match cell.text() {
                Some(text) if !text.is_empty() => Ok(FeatureId::Text(text.to_owned())),
                _ => Err(column.fault(cell.shown(), "a text or a number")),
            },
        }
    }
}

impl Type {
    pub(super) fn of(declared: &str) -> Self {
        let name = declared.split('(').next().unwrap_or_default().trim();
        match name.to_ascii_uppercase().as_str() {
            "BOOLEAN" => Self::Boolean,
            "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "INTEGER" => Self::Integer,
            "FLOAT" | "DOUBLE" | "REAL" => Self::Number,
            "TEXT" => Self::Text,
            "DATE" | "DATETIME" => Self::Time,
            "BLOB" | "GEOMETRY" | "POINT" | "LINESTRING" | "POLYGON" | "MULTIPOINT"
            | "MULTILINESTRING" | "MULTIPOLYGON" | "GEOMETRYCOLLECTION" => Self::Bytes,
            _ => Self::Any,
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Boolean => "0 or 1, as a BOOLEAN is",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Text => "a text in UTF-8",
            Self::Time => "a day, a month or a moment of ISO 8601",
            Self::Json => "JSON, as the file declares",
            Self::Bytes | Self::Any => "a text in UTF-8 or a number",
        }
    }
}

impl Column {
    fn fault(&self, found: impl Into<String>, expected: impl Into<String>) -> Fault {
        Fault {
            field: Some(self.name.clone()),
            ..Fault::new(found, expected)
        }
    }

    /// Adds a value as JSON; says what it is.
    fn write(&self, cell: &Cell, may_be_time: bool, to: &mut Vec<u8>) -> Result<Kind, Fault> {
        let value = match (self.kind, cell) {
            (_, Cell::Null) => Some(Value::Null),
            (Type::Boolean, Cell::Integer(truth @ (0 | 1))) => Some(Value::Bool(*truth == 1)),
            (Type::Integer | Type::Number | Type::Any, Cell::Integer(number)) => {
                Some(Value::from(*number))
            }
            (Type::Number | Type::Any, Cell::Real(number)) if number.is_finite() => {
                Some(Value::from(*number))
            }
            (Type::Json, Cell::Text(json)) => return self.write_json(json, may_be_time, to),
            _ => None,
        };
        if let Some(value) = value {
            write(to, &value)?;
            return Ok(Kind::of(&value, may_be_time));
        }
        let is_text = matches!(self.kind, Type::Text | Type::Time | Type::Any);
        let is_right = |text: &&str| self.kind != Type::Time || Interval::of_moment(text).is_ok();
        match cell.text().filter(|_| is_text).filter(is_right) {
            Some(text) => {
                write(to, text)?;
                Ok(Kind::of_text(text, may_be_time))
            }
            None => Err(self.fault(cell.shown(), self.kind.noun())),
        }
    }

    fn write_json(&self, json: &[u8], may_be_time: bool, to: &mut Vec<u8>) -> Result<Kind, Fault> {
        let read = serde_json::from_slice::<Value>(json);
        let value = read.map_err(|error| {
            let found = format!("{} ({error})", quoted(&String::from_utf8_lossy(json)));
            self.fault(found, self.kind.noun())
        })?;
        if depth(&value) > DEEP {
            let expected = format!("at most {DEEP} lists or objects in each other");
            return Err(self.fault(shown(&value), expected));
        }
        write(to, &value)?;
        Ok(Kind::of(&value, may_be_time))
    }
}

impl Cell {
    /// If it is one, in UTF-8.
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(bytes) => str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Real(number) => number.to_string(),
            Self::Text(bytes) => match str::from_utf8(bytes) {
                Ok(text) => quoted(text),
                Err(_) => format!(
                    "{}, which is not UTF-8",
                    quoted(&String::from_utf8_lossy(bytes))
                ),
            },
            Self::Blob(bytes) => format!("{} bytes", bytes.len()),
        }
    }
}

/// How many lists and objects lie in each other. The reader of JSON has bounded them before.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(list) => 1 + list.iter().map(depth).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

fn write(to: &mut Vec<u8>, value: &(impl serde::Serialize + ?Sized)) -> Result<(), Fault> {
    serde_json::to_writer(to, value).map_err(|error| Fault::new(error.to_string(), "a value"))
}
