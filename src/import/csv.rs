//! CSV files: one row a feature, two columns its place, the others its properties.
//!
//! Comma, semicolon and tab are told apart by the header. A column holds numbers if every cell of
//! it that is not empty is one; an empty cell is null. A column `id` names the rows if it can. An
//! apostrophe that keeps a text from being a formula (`'=1+1`) is taken off, as marz's own CSV has
//! it.

use std::collections::HashSet;

use geojson::{Geometry, Position};
use serde_json::{Map, Value};

use super::geometry::position;
use super::lines::Lines;
use super::report::quoted;
use super::{CollectionSettings, Finding, GeometrySettings, Place};
use crate::domain::{Feature, FeatureId};

/// Names by which files call their longitude and latitude, in lower case.
const PLACES: [(&str, &str); 5] = [
    ("lon", "lat"),
    ("longitude", "latitude"),
    ("lng", "lat"),
    ("long", "lat"),
    ("x", "y"),
];

struct Row {
    line: usize,
    cells: Vec<String>,
}

/// Reads all rows, each as a feature with its line; what is wrong is added to `findings`.
pub(super) fn read(
    file: &str,
    text: &str,
    settings: &CollectionSettings,
    findings: &mut Vec<Finding>,
) -> Vec<(Feature, usize)> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => (1..)
            .zip(header)
            .map(|(number, name)| column_name(number, name))
            .collect(),
        Err(error) => {
            findings.push(Finding::error(
                Place::line(file, 1),
                error.to_string(),
                "a header line",
            ));
            return Vec::new();
        }
    };
    let place = match place_columns(&header, settings.geometry.as_ref()) {
        Ok(place) => place,
        Err(expected) => {
            let found = format!("the columns {}", header.join(", "));
            findings.push(Finding::error(Place::line(file, 1), found, expected));
            return Vec::new();
        }
    };
    let mut names = HashSet::new();
    if let Some(twice) = header.iter().find(|name| !names.insert(*name)) {
        let found = format!("the column {} twice", quoted(twice));
        findings.push(Finding::error(
            Place::line(file, 1),
            found,
            "a different name for each",
        ));
        return Vec::new();
    }
    let mut rows = Vec::new();
    // The reader's own line is that of the end of the row before.
    let mut lines = Lines::new(text);
    let mut line = |position: Option<&csv::Position>| {
        let start = position.map_or(0, csv::Position::byte);
        lines.after_breaks(usize::try_from(start).unwrap_or(usize::MAX))
    };
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(Row {
                line: line(record.position()),
                cells: record.iter().map(str::to_owned).collect(),
            }),
            Err(error) => {
                let place = Place::line(file, line(error.position()));
                findings.push(unreadable(place, header.len(), &error));
            }
        }
    }
    let kinds: Vec<Kind> = (0..header.len())
        .map(|column| Kind::of(&rows, column))
        .collect();
    let id_column = match &settings.id {
        Some(id) => header.iter().position(|name| name == id),
        None => column_of_ids(&header, &rows),
    };
    let mut apart: Vec<usize> = place
        .into_iter()
        .flat_map(|(lon, lat)| [lon, lat])
        .collect();
    apart.extend(id_column.filter(|_| settings.id.is_none()));
    let mut records = Vec::with_capacity(rows.len());
    for (number, row) in (1..).zip(rows) {
        let id = id_column
            .and_then(|column| row.cells.get(column))
            .filter(|cell| !cell.is_empty())
            .map_or(FeatureId::Number(number), |cell| {
                FeatureId::from_path(unguarded(cell))
            });
        match geometry(&row, place, &header) {
            Ok(geometry) => {
                let properties = properties(&row, &header, &kinds, &apart);
                let feature = Feature {
                    id,
                    geometry,
                    properties,
                };
                records.push((feature, row.line));
            }
            Err((column, found, expected)) => {
                let place = Place::line(file, row.line).feature(&id).field(column);
                findings.push(Finding::error(place, found, expected));
            }
        }
    }
    records
}

fn unreadable(place: Place, columns: usize, error: &csv::Error) -> Finding {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { len, .. } => Finding::error(
            place,
            format!("{len} cells"),
            format!("{columns}, as in the header"),
        ),
        _ => Finding::error(place, error.to_string(), "a row of CSV (RFC 4180)"),
    }
}

/// A name for every column, also for those to which the file gives none.
fn column_name(number: usize, name: &str) -> String {
    match unguarded(name.trim()) {
        "" => format!("column_{number}"),
        name => name.to_owned(),
    }
}

/// The column `id`, if it names every row, and each differently.
fn column_of_ids(header: &[String], rows: &[Row]) -> Option<usize> {
    let column = header
        .iter()
        .position(|name| name.eq_ignore_ascii_case("id"))?;
    let mut seen = HashSet::new();
    let names = |row: &Row| {
        row.cells
            .get(column)
            .cloned()
            .filter(|cell| !cell.is_empty())
    };
    rows.iter()
        .all(|row| names(row).is_some_and(|cell| seen.insert(cell)))
        .then_some(column)
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

/// The positions of longitude and latitude; `None` if the file has no places at all.
fn place_columns(
    header: &[String],
    settings: Option<&GeometrySettings>,
) -> Result<Option<(usize, usize)>, String> {
    let column = |name: &str| {
        header
            .iter()
            .position(|found| found.eq_ignore_ascii_case(name))
    };
    if let Some(GeometrySettings { lon, lat }) = settings {
        return match (column(lon), column(lat)) {
            (Some(lon), Some(lat)) => Ok(Some((lon, lat))),
            _ => Err(format!(
                "the columns {lon} and {lat} that the configuration names"
            )),
        };
    }
    Ok(PLACES
        .iter()
        .find_map(|(lon, lat)| column(lon).zip(column(lat))))
}

type Wrong = (String, String, String);

fn geometry(
    row: &Row,
    place: Option<(usize, usize)>,
    header: &[String],
) -> Result<Option<Geometry>, Wrong> {
    let Some((lon, lat)) = place else {
        return Ok(None);
    };
    let cell = |column: usize| row.cells.get(column).map_or("", |cell| cell.trim());
    if cell(lon).is_empty() && cell(lat).is_empty() {
        return Ok(None);
    }
    let degrees = |column: usize| {
        let number: Option<f64> = cell(column).parse().ok();
        number.filter(|number| number.is_finite()).ok_or_else(|| {
            let name = header.get(column).cloned().unwrap_or_default();
            (
                name,
                quoted(cell(column)),
                "degrees with a decimal point".to_owned(),
            )
        })
    };
    let at = Position::from([degrees(lon)?, degrees(lat)?]);
    position(&at).map_err(|wrong| (wrong.field.to_owned(), wrong.found, wrong.expected))?;
    Ok(Some(Geometry::new_point(at)))
}

fn properties(row: &Row, header: &[String], kinds: &[Kind], apart: &[usize]) -> Map<String, Value> {
    (0..)
        .zip(header)
        .zip(kinds.iter().zip(&row.cells))
        .filter(|((column, _), _)| !apart.contains(column))
        .map(|((_, name), (kind, cell))| (name.clone(), kind.value(cell)))
        .collect()
}

/// What every cell of a column is.
#[derive(Clone, Copy)]
enum Kind {
    Integer,
    Number,
    Boolean,
    /// Written as JSON, since CSV has no lists.
    List,
    Text,
}

impl Kind {
    fn of(rows: &[Row], column: usize) -> Self {
        let cells = || {
            rows.iter()
                .filter_map(|row| row.cells.get(column))
                .filter(|cell| !cell.is_empty())
        };
        // A number with a leading zero or plus, or with more digits than a number can keep, is
        // a code: 0123 is not 123.
        let is_code = |cell: &String| {
            let digits = cell.trim_start_matches('-');
            let is_long = digits.bytes().all(|byte| byte.is_ascii_digit())
                && !digits.is_empty()
                && cell.parse::<i64>().is_err();
            let is_padded =
                digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
            is_long || is_padded || digits.starts_with('+')
        };
        let every = |fits: &dyn Fn(&String) -> bool| cells().all(fits);
        if cells().next().is_none() || cells().any(is_code) {
            Self::Text
        } else if every(&|cell| cell.parse::<i64>().is_ok()) {
            Self::Integer
        } else if every(&|cell| cell.parse::<f64>().is_ok_and(f64::is_finite)) {
            Self::Number
        } else if every(&|cell| matches!(cell.as_str(), "true" | "false")) {
            Self::Boolean
        } else if every(&|cell| list(cell).is_some()) {
            Self::List
        } else {
            Self::Text
        }
    }

    fn value(self, cell: &str) -> Value {
        let value = match self {
            _ if cell.is_empty() => None,
            Self::Integer => cell.parse::<i64>().ok().map(Value::from),
            Self::Number => cell.parse::<f64>().ok().map(Value::from),
            Self::Boolean => cell.parse::<bool>().ok().map(Value::from),
            Self::List => list(cell),
            Self::Text => Some(Value::from(unguarded(cell))),
        };
        value.unwrap_or(Value::Null)
    }
}

/// A text without the apostrophe that keeps spreadsheets from running it.
fn unguarded(cell: &str) -> &str {
    let bare = cell.trim_start_matches('\'');
    let is_formula = bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    cell.strip_prefix('\'')
        .filter(|_| is_formula)
        .unwrap_or(cell)
}

fn list(cell: &str) -> Option<Value> {
    let value: Option<Value> = cell
        .starts_with('[')
        .then(|| serde_json::from_str(cell).ok())
        .flatten();
    value.filter(Value::is_array)
}
