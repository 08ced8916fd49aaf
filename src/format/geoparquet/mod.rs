//! `GeoParquet` 1.1: columns in row groups, geometries as well-known binary, their boxes beside
//! them, and the description of both in the metadata of the file.
//!
//! Written without Arrow, which would double the dependencies for the sake of a detour: features
//! come one by one, and `parquet` itself takes columns.

mod leaf;
mod projjson;
mod schema;

use std::collections::BTreeSet;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;
use serde_json::{Value, json};

use self::leaf::Leaf;
use super::Layer;
use super::cell::{Cell, cells, number};
use super::columns::Columns;
use super::geometry::{Envelope, has_heights};
use super::pieces::{Cause, PIECE};
use super::wkb;
use crate::domain::{PropertyType, Record};

const ID: &str = "id";
const GEOMETRY: &str = "geometry";
const BBOX: &str = "bbox";
const BOUNDS: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// A row group ends with the feature that reaches either: it is held in memory, and readers skip
/// whole groups by the box of their features.
const GROUP_ROWS: usize = 50_000;
const GROUP_BYTES: usize = 8 * 1024 * 1024;

pub(super) fn pieces<R: Iterator<Item = Record>>(
    layer: Layer,
    mut records: R,
) -> impl Iterator<Item = Result<Bytes, Cause>> + use<R> {
    let mut state = State::Before(Box::new(layer));
    let mut ready = Bytes::new();
    std::iter::from_fn(move || {
        while ready.is_empty() {
            let (next, bytes) = match std::mem::replace(&mut state, State::Ended) {
                State::Before(layer) => match Table::new(*layer) {
                    Ok(table) => (State::Writing(Box::new(table)), Ok(Vec::new())),
                    Err(cause) => (State::Ended, Err(cause)),
                },
                State::Writing(mut table) => match table.group(&mut records) {
                    Ok(true) => {
                        let bytes = table.taken();
                        (State::Writing(table), bytes)
                    }
                    Ok(false) => (State::Ended, table.finished()),
                    Err(cause) => (State::Ended, Err(cause)),
                },
                State::Ended => return None,
            };
            state = next;
            match bytes {
                Ok(bytes) => ready = bytes.into(),
                Err(cause) => {
                    state = State::Ended;
                    return Some(Err(cause));
                }
            }
        }
        Some(Ok(ready.split_to(ready.len().min(PIECE))))
    })
}

enum State {
    Before(Box<Layer>),
    Writing(Box<Table>),
    Ended,
}

/// The file as far as it is written, and what has been seen of its geometries.
struct Table {
    layer: Layer,
    columns: Columns,
    writer: SerializedFileWriter<Vec<u8>>,
    id: Leaf,
    properties: Vec<Leaf>,
    /// Geometry and the bounds of its box; none if geometries are left out.
    geometry: Option<(Leaf, [Leaf; 4])>,
    types: BTreeSet<String>,
    envelope: Option<Envelope>,
}

impl Table {
    fn new(layer: Layer) -> Result<Self, Cause> {
        let columns = Columns::new(&layer.properties, &[ID, GEOMETRY, BBOX]);
        let geometry = ColumnPath::from(GEOMETRY);
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            // No geometry is written twice, and none is less than another.
            .set_column_dictionary_enabled(geometry.clone(), false)
            .set_column_statistics_enabled(geometry, EnabledStatistics::None)
            .build();
        let schema = schema::schema(&layer, &columns)?;
        let bound = || Leaf::of(PropertyType::Number);
        Ok(Self {
            writer: SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?,
            id: Leaf::of_ids(layer.numeric_ids),
            properties: columns
                .iter()
                .map(|column| Leaf::of(column.property.kind))
                .collect(),
            geometry: layer
                .geometry
                .as_ref()
                .map(|_| (Leaf::of_bytes(), [bound(), bound(), bound(), bound()])),
            types: BTreeSet::new(),
            envelope: None,
            layer,
            columns,
        })
    }

    /// Writes the next row group; `false` if there is nothing left to write.
    fn group(&mut self, records: &mut impl Iterator<Item = Record>) -> Result<bool, Cause> {
        let (mut rows, mut bytes) = (0, 0);
        while rows < GROUP_ROWS && bytes < GROUP_BYTES {
            let Some(record) = records.next() else {
                break;
            };
            bytes = self.push(&record)?;
            rows += 1;
        }
        if rows == 0 {
            return Ok(false);
        }
        let mut group = self.writer.next_row_group()?;
        self.id.write(&mut group)?;
        for leaf in &mut self.properties {
            leaf.write(&mut group)?;
        }
        if let Some((geometry, bounds)) = &mut self.geometry {
            geometry.write(&mut group)?;
            for leaf in bounds {
                leaf.write(&mut group)?;
            }
        }
        group.close()?;
        Ok(true)
    }

    /// Adds a feature to the row group; returns how many bytes it has by now.
    fn push(&mut self, record: &Record) -> Result<usize, Cause> {
        let id = &record.feature.id;
        if self.layer.numeric_ids {
            self.id.push(Cell::Integer(number(id)?))?;
        } else {
            self.id.push(Cell::Text(id.to_string().into()))?;
        }
        let mut size = self.id.size();
        let cells = cells(&record.feature, &self.columns)?;
        for (cell, leaf) in cells.into_iter().zip(&mut self.properties) {
            leaf.push(cell)?;
            size += leaf.size();
        }
        let Some((leaf, bounds)) = &mut self.geometry else {
            return Ok(size);
        };
        let geometry = record.feature.geometry.as_ref();
        let envelope = geometry.and_then(Envelope::of);
        leaf.push_bytes(geometry.map(|geometry| {
            let mut bytes = Vec::new();
            wkb::write(&mut bytes, geometry);
            bytes
        }));
        size += leaf.size();
        let numbers = envelope.map(|at| [at.west, at.south, at.east, at.north]);
        for (position, leaf) in bounds.iter_mut().enumerate() {
            leaf.push_number(numbers.and_then(|numbers| numbers.get(position).copied()));
            size += leaf.size();
        }
        if let Some(geometry) = geometry {
            let name = geometry.value.type_name();
            let z = if has_heights(geometry) { " Z" } else { "" };
            self.types.insert(format!("{name}{z}"));
        }
        self.envelope = Envelope::union(self.envelope, envelope);
        Ok(size)
    }

    /// What has been written since this was asked the last time.
    fn taken(&mut self) -> Result<Vec<u8>, Cause> {
        self.writer.flush()?;
        Ok(std::mem::take(self.writer.inner_mut()))
    }

    /// The rest of the file: what it holds and where.
    fn finished(mut self) -> Result<Vec<u8>, Cause> {
        let texts = [
            ("title", Some(self.layer.title.clone())),
            ("description", self.layer.description.clone()),
            ("rights", self.layer.rights.clone()),
            (
                "geo",
                self.geometry.as_ref().map(|_| self.geo().to_string()),
            ),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                let pair = KeyValue::new(name.to_owned(), text);
                self.writer.append_key_value_metadata(pair);
            }
        }
        Ok(self.writer.into_inner()?)
    }

    /// The description of the geometries that makes it `GeoParquet`.
    fn geo(&self) -> Value {
        let covering: serde_json::Map<String, Value> = BOUNDS
            .iter()
            .map(|bound| ((*bound).to_owned(), json!([BBOX, bound])))
            .collect();
        let mut about = json!({
            "encoding": "WKB",
            "geometry_types": self.types,
            "covering": {"bbox": covering},
        });
        let more = [
            ("crs", projjson::projjson(self.layer.crs)),
            (
                "bbox",
                self.envelope
                    .map(|at| json!([at.west, at.south, at.east, at.north])),
            ),
        ];
        if let Value::Object(members) = &mut about {
            for (name, value) in more {
                members.extend(value.map(|value| (name.to_owned(), value)));
            }
        }
        json!({
            "version": "1.1.0",
            "primary_column": GEOMETRY,
            "columns": {GEOMETRY: about},
        })
    }
}
