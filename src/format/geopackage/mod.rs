//! GeoPackage 1.3 (OGC 12-128r18): a `SQLite` database with one table of features.
//!
//! It is written to a file that has no name any more when the first row comes, so that nothing is
//! left behind whatever happens. The same features make the same bytes: no clock is asked.

mod contents;
mod sql;

use std::fs::File;
use std::path::Path;

use bytes::Bytes;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Statement, params, params_from_iter};
use tempfile::NamedTempFile;

use self::sql::quoted;
use super::Layer;
use super::cell::{Cell, cells, number};
use super::columns::{Columns, table_name};
use super::geometry::{Envelope, common_type, has_heights, promoted};
use super::pieces::{Cause, of_file};
use super::wkb;
use crate::domain::{PropertyType, Record};

/// The columns that are not properties.
const FID: &str = "fid";
const GEOM: &str = "geom";
const ID: &str = "id";

/// Nothing is read back before the file is finished, and nobody else opens it: no journal, no
/// waiting for the disk, and at most 8 MB of it in memory.
const FAST: &str = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; \
    PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000; \
    PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300; BEGIN;";

pub(super) fn pieces<R: Iterator<Item = Record>>(
    layer: Layer,
    records: R,
) -> impl Iterator<Item = Result<Bytes, Cause>> + use<R> {
    of_file(move || file(&std::env::temp_dir(), &layer, records))
}

/// The finished database, from its beginning.
fn file(
    folder: &Path,
    layer: &Layer,
    records: impl Iterator<Item = Record>,
) -> Result<File, Cause> {
    let (file, path) = NamedTempFile::new_in(folder)?.into_parts();
    let db = Connection::open(&path)?;
    // Unix lets go of the name of a file that is open; elsewhere it goes when all is written.
    let _path = Some(path).filter(|_| !cfg!(unix));
    db.execute_batch(FAST)?;
    db.execute_batch(include_str!("schema.sql"))?;
    let mut table = Table::create(&db, layer)?;
    for record in records {
        table.insert(&db, record)?;
    }
    contents::describe(&db, layer, &table)?;
    drop(table);
    db.execute_batch("COMMIT")?;
    db.close().map_err(|(_, error)| error)?;
    Ok(file)
}

/// The table of features, and what has been seen of them.
struct Table<'db> {
    name: String,
    columns: Columns,
    /// The type of its geometries, `None` without a column for them.
    geometry: Option<&'static str>,
    srs_id: i32,
    numeric_ids: bool,
    insert: Statement<'db>,
    insert_index: Option<Statement<'db>>,
    envelope: Option<Envelope>,
    /// Some geometry has heights; some has none.
    heights: (bool, bool),
}

impl<'db> Table<'db> {
    fn create(db: &'db Connection, layer: &Layer) -> Result<Self, Cause> {
        let name = table_name(&layer.name);
        let columns = Columns::new(&layer.properties, &[FID, GEOM, ID]);
        let geometry = layer.geometry.as_deref().map(common_type);
        let mut definitions = vec![format!(
            "{} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL",
            quoted(FID)
        )];
        let mut names = vec![quoted(FID)];
        if let Some(kind) = geometry {
            definitions.push(format!("{} {}", quoted(GEOM), kind.to_uppercase()));
            names.push(quoted(GEOM));
        }
        if !layer.numeric_ids {
            definitions.push(format!("{} TEXT", quoted(ID)));
            names.push(quoted(ID));
        }
        for column in columns.iter() {
            let kind = type_of(column.property.kind);
            definitions.push(format!("{} {kind}", quoted(&column.name)));
            names.push(quoted(&column.name));
        }
        let own = quoted(&name);
        db.execute_batch(&format!("CREATE TABLE {own} ({})", definitions.join(", ")))?;
        let insert = db.prepare(&format!(
            "INSERT INTO {own} ({}) VALUES ({})",
            names.join(", "),
            vec!["?"; names.len()].join(", ")
        ))?;
        let insert_index = if geometry.is_some() {
            let index = quoted(&contents::index_name(&name));
            db.execute_batch(&format!(
                "CREATE VIRTUAL TABLE {index} USING rtree(id, minx, maxx, miny, maxy)"
            ))?;
            Some(db.prepare(&format!("INSERT INTO {index} VALUES (?, ?, ?, ?, ?)"))?)
        } else {
            None
        };
        Ok(Self {
            insert,
            insert_index,
            name,
            columns,
            geometry,
            srs_id: i32::from(layer.crs.epsg()),
            numeric_ids: layer.numeric_ids,
            envelope: None,
            heights: (false, false),
        })
    }

    fn insert(&mut self, db: &Connection, mut record: Record) -> Result<(), Cause> {
        let mut row = Vec::with_capacity(self.columns.iter().len() + 3);
        row.push(if self.numeric_ids {
            Sql::Integer(number(&record.feature.id)?)
        } else {
            Sql::Null
        });
        let mut envelope = None;
        if let Some(common) = self.geometry {
            let geometry = record.feature.geometry.take();
            let geometry = geometry.map(|geometry| promoted(geometry, common));
            envelope = geometry.as_ref().and_then(Envelope::of);
            row.push(geometry.map_or(Sql::Null, |geometry| {
                let heights = has_heights(&geometry);
                self.heights.0 |= heights;
                self.heights.1 |= !heights;
                Sql::Blob(blob(&geometry, self.srs_id, envelope))
            }));
        }
        if !self.numeric_ids {
            row.push(Sql::Text(record.feature.id.to_string()));
        }
        for cell in cells(&record.feature, &self.columns)? {
            row.push(value(cell)?);
        }
        self.insert.execute(params_from_iter(row))?;
        if let (Some(insert), Some(at)) = (&mut self.insert_index, envelope) {
            let fid = db.last_insert_rowid();
            insert.execute(params![fid, at.west, at.east, at.south, at.north])?;
        }
        self.envelope = Envelope::union(self.envelope, envelope);
        Ok(())
    }
}

/// The types of the standard, table 1.
fn type_of(kind: PropertyType) -> &'static str {
    match kind {
        PropertyType::Date => "DATE",
        PropertyType::DateTime => "DATETIME",
        PropertyType::Integer => "INTEGER",
        PropertyType::Number => "REAL",
        PropertyType::Boolean => "BOOLEAN",
        PropertyType::Text
        | PropertyType::TextList
        | PropertyType::NumberList
        | PropertyType::Array
        | PropertyType::Object => "TEXT",
    }
}

fn value(cell: Cell<'_>) -> Result<Sql, Cause> {
    Ok(match cell {
        Cell::Null => Sql::Null,
        Cell::Text(text) => Sql::Text(text.into_owned()),
        Cell::Date(date) => Sql::Text(date.to_string()),
        // The standard wants a Z; the time is the place's, as everywhere in marz.
        Cell::DateTime(at, _) => Sql::Text(at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()),
        Cell::Integer(number) => Sql::Integer(number),
        Cell::Number(number) => Sql::Real(number),
        Cell::Boolean(truth) => Sql::Integer(truth.into()),
        Cell::Texts(texts) => Sql::Text(serde_json::to_string(&texts)?),
        Cell::Json(json) => Sql::Text(json.to_owned()),
    })
}

/// `GeoPackageBinary`: a header with the envelope, then well-known binary.
fn blob(geometry: &geojson::Geometry, srs_id: i32, envelope: Option<Envelope>) -> Vec<u8> {
    const LITTLE_ENDIAN: u8 = 1;
    const ENVELOPE_XY: u8 = 1 << 1;
    const EMPTY: u8 = 1 << 4;
    let mut out = b"GP\0".to_vec();
    out.push(LITTLE_ENDIAN | envelope.map_or(EMPTY, |_| ENVELOPE_XY));
    out.extend_from_slice(&srs_id.to_le_bytes());
    if let Some(at) = envelope {
        for bound in [at.west, at.east, at.south, at.north] {
            out.extend_from_slice(&bound.to_le_bytes());
        }
    }
    wkb::write(&mut out, geometry);
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bytes, layer, record};
    use super::*;
    use serde_json::json;

    const POINT: Option<&str> = Some(r#"{"type":"Point","coordinates":[68.5,38.25]}"#);

    fn opened(layer: Layer, records: Vec<Record>) -> Connection {
        let file = NamedTempFile::new().unwrap();
        std::fs::write(&file, bytes(pieces(layer, records.into_iter()))).unwrap();
        Connection::open(&file).unwrap()
    }

    fn one<T: rusqlite::types::FromSql>(db: &Connection, sql: &str) -> T {
        db.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_database_says_what_it_is_and_is_sound() {
        let db = opened(layer(&[]), vec![record("a", POINT, json!({}))]);
        assert_eq!(one::<i64>(&db, "PRAGMA application_id"), 0x4750_4B47);
        assert_eq!(one::<String>(&db, "PRAGMA integrity_check"), "ok");
        let broken = db.query_row("PRAGMA foreign_key_check", [], |_| Ok(()));
        assert_eq!(broken, Err(rusqlite::Error::QueryReturnedNoRows));
        assert_eq!(one::<String>(&db, "SELECT id FROM things"), "a");
        assert_eq!(one::<i64>(&db, "SELECT count(*) FROM rtree_things_geom"), 1);
    }

    #[test]
    fn the_same_features_make_the_same_bytes() {
        let make = || {
            let columns = [("a", PropertyType::Text), ("b", PropertyType::Number)];
            let records = (0..2000).map(|number| {
                let text = "x".repeat(usize::try_from(number % 97).unwrap());
                record(number, POINT, json!({"a": text, "b": number}))
            });
            let mut layer = layer(&columns);
            layer.numeric_ids = true;
            bytes(pieces(layer, records))
        };
        assert!(make() == make());
    }

    #[test]
    fn names_and_values_of_strangers_stay_names_and_values() {
        let name = "x\"); DROP TABLE things; --";
        let records = vec![record(
            "'; DROP TABLE things; --",
            None,
            json!({name: name}),
        )];
        let db = opened(layer(&[(name, PropertyType::Text)]), records);
        let found: String = one(&db, &format!("SELECT {} FROM things", quoted(name)));
        assert_eq!(found, name);
    }

    #[test]
    fn a_number_that_does_not_fit_is_named() {
        let columns = [("big", PropertyType::Integer)];
        let records = vec![record("a", None, json!({"big": u64::MAX}))];
        let error = pieces(layer(&columns), records.into_iter())
            .find_map(Result::err)
            .unwrap();
        assert_eq!(
            error.to_string(),
            "feature a, property \"big\": found 18446744073709551615; expected a whole number"
        );
    }

    #[test]
    #[cfg(unix)]
    fn no_file_is_there_while_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let files = || std::fs::read_dir(&folder).unwrap().count();
        let records = (0..3).map(|number| {
            assert_eq!(files(), 0);
            record(number, POINT, json!({}))
        });
        let mut layer = layer(&[]);
        layer.numeric_ids = true;
        let file = file(folder.path(), &layer, records).unwrap();
        assert_eq!(files(), 0);
        assert!(file.metadata().unwrap().len() > 0);
    }

    #[test]
    fn without_geometries_it_is_a_plain_table() {
        let mut layer = layer(&[]);
        layer.geometry = None;
        let db = opened(layer, vec![record("a", None, json!({}))]);
        let kind: String = one(&db, "SELECT data_type FROM gpkg_contents");
        assert_eq!(kind, "attributes");
        assert_eq!(
            one::<i64>(&db, "SELECT count(*) FROM gpkg_geometry_columns"),
            0
        );
    }
}
