//! A path as collections: one for a file of text, one for each table of a GeoPackage.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Source, SourceError};
use crate::import::geopackage::{self, Table};
use crate::import::{CollectionSettings, Content, File, Settings};

/// Files that are longer stay on the disk until their features are read.
const LONG: u64 = 8 << 20;

/// The collections of which the settings name the file.
pub(super) fn named<'a>(
    settings: impl IntoIterator<Item = (&'a String, &'a CollectionSettings)>,
) -> Result<Vec<Source>, SourceError> {
    let source = |(id, said): (&String, &CollectionSettings)| {
        let path = Path::new(said.file.as_ref()?);
        Some(read(path).map(|files| Source {
            id: id.clone(),
            file: meant(path, files, id, said),
            settings: said.clone(),
        }))
    };
    settings.into_iter().filter_map(source).collect()
}

/// A file with what the settings say about it: those that name it, else those of its name.
pub(super) fn described(path: &Path, settings: &Settings) -> Result<Vec<Source>, SourceError> {
    let files = read(path)?;
    let is_only = files.len() == 1;
    let source = |file: File| {
        let table = file.table();
        let own = match table {
            Some(table) if !is_only => identifier(table),
            _ => identifier(&path.file_stem().unwrap_or_default().to_string_lossy()),
        };
        let names = |(id, said): &(&String, &CollectionSettings)| {
            let is_file = said.file.as_ref();
            let is_file = is_file.is_some_and(|file| is_same(Path::new(file), path));
            let is_table = match (&said.table, table) {
                (Some(said), Some(table)) => said.eq_ignore_ascii_case(table),
                _ => is_only || **id == own,
            };
            is_file && is_table
        };
        let id = settings.collections.iter().find(names);
        let id = id.map_or(own.clone(), |(id, _)| id.clone());
        let settings = settings.collections.get(&id).cloned().unwrap_or_default();
        Source { id, file, settings }
    };
    Ok(files.into_iter().map(source).collect())
}

impl Source {
    /// Are they the same file, or the same table of it?
    pub(super) fn is_of(&self, other: &Self) -> bool {
        let (one, other) = (&self.file, &other.file);
        is_same(Path::new(&one.name), Path::new(&other.name)) && one.table() == other.table()
    }
}

impl File {
    /// The table, if it is one of a database.
    fn table(&self) -> Option<&str> {
        match &self.content {
            Content::Bytes(_) | Content::Open(_) => None,
            Content::Table(table) => table.name.as_deref(),
        }
    }
}

/// The one of a path's files that the settings mean: the table that they name, the only one, or the
/// one that is called as the collection. Which there would be is said when it is read.
fn meant(path: &Path, files: Vec<File>, id: &str, said: &CollectionSettings) -> File {
    let is_only = files.len() == 1;
    let is_meant = |file: &File| match (file.table(), &said.table) {
        (Some(table), Some(said)) => said.eq_ignore_ascii_case(table),
        (Some(table), None) => is_only || identifier(table) == id,
        (None, _) => true,
    };
    let found = files.into_iter().find(is_meant);
    found.unwrap_or_else(|| of_table(path, said.table.clone()))
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || std::fs::canonicalize(one)
            .is_ok_and(|one| std::fs::canonicalize(other).is_ok_and(|other| one == other))
}

pub(super) fn is_data(path: &Path) -> bool {
    matches!(&*ending(path), "geojson" | "csv" | "gpkg") && path.is_file()
}

fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_ascii_lowercase()
}

/// A name as an identifier: letters, digits, `-` and `_`.
fn identifier(name: &str) -> String {
    let plain = |letter| if is_plain(letter) { letter } else { '-' };
    let id: String = name.chars().map(plain).collect();
    id.trim_matches('-').to_owned()
}

pub(super) fn is_plain(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_')
}

/// What is at a path. A GeoPackage that cannot be read is one file, so that reading it says why.
fn read(path: &Path) -> Result<Vec<File>, SourceError> {
    let error = |source| SourceError::Read {
        path: path.to_owned(),
        source,
    };
    if ending(path) == "gpkg" {
        std::fs::File::open(path).map_err(error)?;
        let tables = geopackage::tables(path).unwrap_or_default();
        let mut files: Vec<File> = tables
            .into_iter()
            .map(|table| of_table(path, Some(table)))
            .collect();
        if files.is_empty() {
            files.push(of_table(path, None));
        }
        return Ok(files);
    }
    Ok(vec![File {
        name: path.display().to_string(),
        content: content(path).map_err(error)?,
    }])
}

/// What is short is read at once: a folder can have more files than a program may have open. So is
/// what cannot be read from the start again, as a pipe.
fn content(path: &Path) -> std::io::Result<Content> {
    let mut file = std::fs::File::open(path)?;
    let about = file.metadata()?;
    if about.is_file() && about.len() > LONG {
        return Ok(Content::Open(Arc::new(file)));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(Content::Bytes(bytes))
}

fn of_table(path: &Path, name: Option<String>) -> File {
    let path = PathBuf::from(path);
    File {
        name: path.display().to_string(),
        content: Content::Table(Table { path, name }),
    }
}
