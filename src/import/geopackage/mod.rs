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

use self::database::Database;
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

/// A table that is open: always in the state in which it was first read, whatever takes the file's
/// place. One that cannot be read says why when it is.
pub(super) struct Opened(Result<(Database, Layout), Finding>);

impl Opened {
    pub(super) fn new(file: &str, table: &Table) -> Self {
        let opened = Database::open(&table.path).and_then(|database| {
            let layout = Layout::of(&database, table.name.as_deref())?;
            Ok((database, layout))
        });
        Self(opened.map_err(|fault| fault.at(Place::file(file))))
    }

    /// The settings, and where they are silent what the file says: title, description, what columns
    /// mean.
    pub(super) fn described(&self, settings: &CollectionSettings) -> CollectionSettings {
        let mut settings = settings.clone();
        if let Ok((_, layout)) = &self.0 {
            layout.describe(&mut settings);
        }
        settings
    }

    /// Reads all rows; what is wrong with the table is added to `findings`.
    pub(super) fn read<T: Send>(
        &mut self,
        file: &str,
        settings: &CollectionSettings,
        take: impl Fn(Vec<FeatureText>) -> T + Sync,
        findings: &mut Vec<Finding>,
    ) -> Vec<Part<T>> {
        let (database, layout) = match &mut self.0 {
            Ok(opened) => opened,
            Err(finding) => {
                findings.push(finding.clone());
                return Vec::new();
            }
        };
        if let Err(fault) = layout.find_ids(database, settings) {
            findings.push(fault.at(Place::file(file)));
            return Vec::new();
        }
        let layout = &*layout;
        for (column, found, expected) in &layout.left_out {
            let place = Place::file(file).field(column);
            findings.push(Finding::error(place, *found, *expected));
        }
        pieces::map(Rows::new(database, layout), |piece| {
            let mut reader = Reader::new(file, layout);
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
}
