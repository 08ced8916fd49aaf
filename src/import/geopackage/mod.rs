//! OGC GeoPackage (12-128): a table is a collection, a row a feature.
//!
//! The file stays on the disk. One thread steps through its rows and hands them on in pieces, which
//! all cores make features of; what is not stored in the table itself is not looked at.

mod database;
mod feature;
mod geometry;
mod layout;
mod rows;

use std::path::{Path, PathBuf};

use self::database::{Database, Fault};
use self::feature::Reader;
use self::layout::Layout;
use self::rows::Rows;
use super::part::Part;
use super::{CollectionSettings, Finding, Place, Record, pieces};
use crate::domain::FeatureText;

/// A table of features, or of rows without a place.
#[derive(Debug, Clone)]
pub struct Table {
    /// The file that it is in.
    pub path: PathBuf,
    /// As the file names it; `None` for the only one that there is.
    pub name: Option<String>,
}

/// The tables of a file, in the order in which it lists them.
pub fn tables(path: &Path) -> Result<Vec<String>, Finding> {
    let file = path.display().to_string();
    let opened = Database::open(path);
    let tables = opened.and_then(|database| layout::tables(&database));
    tables.map_err(|fault| fault.at(Place::file(&file)))
}

/// The settings, and where they are silent what the file says: title, description, what columns
/// mean. A file that cannot be read says nothing here; reading it says why.
pub(super) fn described(table: &Table, settings: &CollectionSettings) -> CollectionSettings {
    let mut settings = settings.clone();
    if let Ok((_, layout)) = opened(table) {
        layout.describe(&mut settings);
    }
    settings
}

/// Reads all rows; what is wrong with the table is added to `findings`.
pub(super) fn read<T: Send>(
    file: &str,
    table: &Table,
    settings: &CollectionSettings,
    take: impl Fn(Vec<FeatureText>) -> T + Sync,
    findings: &mut Vec<Finding>,
) -> Vec<Part<T>> {
    let named = opened(table).and_then(|(database, mut layout)| {
        layout.find_ids(&database, settings)?;
        Ok((database, layout))
    });
    let (database, layout) = match named {
        Ok(named) => named,
        Err(fault) => {
            findings.push(fault.at(Place::file(file)));
            return Vec::new();
        }
    };
    for (column, found, expected) in &layout.left_out {
        let place = Place::file(file).field(column);
        findings.push(Finding::error(place, *found, *expected));
    }
    pieces::map(Rows::new(database, &layout), |piece| {
        let mut reader = Reader::new(file, &layout);
        let (mut records, mut findings) = (Vec::with_capacity(piece.rows.len()), Vec::new());
        for row in &piece.rows {
            match reader.feature(row) {
                Ok(feature) => records.push(Record {
                    feature,
                    line: row.line(),
                }),
                Err(finding) => findings.push(finding),
            }
        }
        findings.extend(piece.fault.map(|fault| fault.at(Place::file(file))));
        Part::new(records, reader.facts, findings, settings, &take)
    })
}

fn opened(table: &Table) -> Result<(Database, Layout), Fault> {
    let database = Database::open(&table.path)?;
    let layout = Layout::of(&database, table.name.as_deref())?;
    Ok((database, layout))
}
