//! The header of a CSV file: its delimiter, its columns, and which of them say where.

use std::collections::HashSet;

use super::super::report::quoted;
use super::super::{CollectionSettings, Finding, GeometrySettings, Place};
use super::cell::unguarded;

/// Names by which files call their longitude and latitude, in lower case.
const PLACES: [(&str, &str); 5] = [
    ("lon", "lat"),
    ("longitude", "latitude"),
    ("lng", "lat"),
    ("long", "lat"),
    ("x", "y"),
];

/// What the first row says about the others.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) delimiter: u8,
    /// A different one for each column.
    pub(super) names: Vec<String>,
    /// The columns of longitude and latitude; `None` if the file has no places at all.
    pub(super) place: Option<(usize, usize)>,
}

impl Header {
    pub(super) fn read(
        file: &str,
        text: &str,
        settings: &CollectionSettings,
    ) -> Result<Self, Finding> {
        let wrong =
            |found: String, expected: &str| Finding::error(Place::line(file, 1), found, expected);
        let delimiter = delimiter(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let header = reader
            .headers()
            .map_err(|error| wrong(error.to_string(), "a header line"))?;
        let names: Vec<String> = (1..)
            .zip(header)
            .map(|(number, name)| column_name(number, name))
            .collect();
        let place = place_columns(&names, settings.geometry.as_ref())
            .map_err(|expected| wrong(format!("the columns {}", names.join(", ")), &expected))?;
        let mut seen = HashSet::new();
        if let Some(twice) = names.iter().find(|name| !seen.insert(*name)) {
            let found = format!("the column {} twice", quoted(twice));
            return Err(wrong(found, "a different name for each"));
        }
        Ok(Self {
            delimiter,
            names,
            place,
        })
    }

    /// The position of a column of that name, however its letters are written.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        column(&self.names, name)
    }
}

/// A name for every column, also for those to which the file gives none.
fn column_name(number: usize, name: &str) -> String {
    match unguarded(name.trim()) {
        "" => format!("column_{number}"),
        name => name.to_owned(),
    }
}

/// The most frequent of the usual delimiters in the header.
fn delimiter(text: &str) -> u8 {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let header = lines.next().unwrap_or_default().as_bytes();
    let count = |delimiter: &u8| header.iter().filter(|byte| *byte == delimiter).count();
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

fn column(names: &[String], name: &str) -> Option<usize> {
    let is_it = |found: &String| found.eq_ignore_ascii_case(name);
    names.iter().position(is_it)
}

/// The positions of longitude and latitude; `None` if the file has no places at all.
fn place_columns(
    names: &[String],
    settings: Option<&GeometrySettings>,
) -> Result<Option<(usize, usize)>, String> {
    let both = |lon, lat| column(names, lon).zip(column(names, lat));
    let Some(GeometrySettings { lon, lat }) = settings else {
        return Ok(PLACES.iter().find_map(|(lon, lat)| both(lon, lat)));
    };
    let expected = || format!("the columns {lon} and {lat} that the configuration names");
    both(lon, lat).map(Some).ok_or_else(expected)
}
