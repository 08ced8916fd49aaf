//! A row as a feature.

use csv::StringRecord;
use geojson::{Geometry, Position};

use super::super::geometry::position;
use super::super::inspect::Facts;
use super::super::report::quoted;
use super::super::{CollectionSettings, Finding, Place};
use super::cell::{Kind, unguarded};
use super::header::Header;
use crate::domain::{FeatureId, FeatureText};

/// What all rows together say of each.
#[derive(Debug)]
pub(super) struct Layout {
    place: Option<(usize, usize)>,
    /// The columns, by their positions.
    columns: Vec<Column>,
    /// The position of the column that names the features; without one the rows' numbers do.
    id: Option<usize>,
}

#[derive(Debug)]
struct Column {
    name: String,
    /// As a member of an object begins: quoted, with a colon.
    written: String,
    kind: Kind,
    is_property: bool,
}

impl Layout {
    /// `names_all` is the position of a column that names every row.
    pub(super) fn new(
        header: Header,
        kinds: impl Iterator<Item = Kind>,
        names_all: Option<usize>,
        settings: &CollectionSettings,
    ) -> Self {
        let Header { names, place, .. } = header;
        let named = settings.id.as_ref();
        let id = match named {
            Some(id) => names.iter().position(|name| name == id),
            None => names_all,
        };
        // A column that the settings name is a property too.
        let apart = id.filter(|_| named.is_none());
        let is_apart =
            |at| Some(at) == apart || place.is_some_and(|(lon, lat)| at == lon || at == lat);
        let column = |(at, (name, kind)): (usize, (String, Kind))| Column {
            written: format!("{}:", serde_json::Value::from(name.as_str())),
            name,
            kind,
            is_property: !is_apart(at),
        };
        Self {
            columns: names
                .into_iter()
                .zip(kinds)
                .enumerate()
                .map(column)
                .collect(),
            place,
            id,
        }
    }

    /// Of no features yet, all of which will have all properties.
    pub(super) fn facts(&self) -> Facts {
        let properties = self.columns.iter().filter(|column| column.is_property);
        Facts::of(properties.map(|column| &column.name))
    }

    /// The feature of a row, at `place`, that is called by this number if nothing else names it.
    pub(super) fn feature(
        &self,
        row: &StringRecord,
        number: u64,
        place: Place,
        facts: &mut Facts,
    ) -> Result<FeatureText, Finding> {
        let id = self
            .id
            .and_then(|column| row.get(column))
            .filter(|cell| !cell.is_empty())
            .map_or(FeatureId::Number(number), |cell| {
                FeatureId::from_path(unguarded(cell))
            });
        let geometry = self.geometry(row).map_err(|(field, found, expected)| {
            Finding::error(place.feature(&id).field(field), found, expected)
        })?;
        let properties = self.properties(row, facts);
        Ok(FeatureText {
            id,
            geometry,
            properties,
        })
    }

    fn geometry(&self, row: &StringRecord) -> Result<Option<Geometry>, Wrong> {
        let Some((lon, lat)) = self.place else {
            return Ok(None);
        };
        let cell = |column: usize| row.get(column).map_or("", str::trim);
        if cell(lon).is_empty() && cell(lat).is_empty() {
            return Ok(None);
        }
        let degrees = |at: usize| {
            let number: Option<f64> = cell(at).parse().ok();
            number.filter(|number| number.is_finite()).ok_or_else(|| {
                let column = self.columns.get(at).map(|column| column.name.clone());
                let expected = "degrees with a decimal point".to_owned();
                (column.unwrap_or_default(), quoted(cell(at)), expected)
            })
        };
        let at = Position::from([degrees(lon)?, degrees(lat)?]);
        position(&at).map_err(|wrong| (wrong.field.to_owned(), wrong.found, wrong.expected))?;
        Ok(Some(Geometry::new_point(at)))
    }

    fn properties(&self, row: &StringRecord, facts: &mut Facts) -> String {
        let names = self.columns.iter().map(|column| column.written.len() + 8);
        let mut text = Vec::with_capacity(row.as_slice().len() + names.sum::<usize>());
        let mut seen = Vec::with_capacity(self.columns.len());
        text.push(b'{');
        let cells = self.columns.iter().zip(row);
        for (number, (column, cell)) in cells.filter(|(column, _)| column.is_property).enumerate() {
            if number > 0 {
                text.push(b',');
            }
            text.extend_from_slice(column.written.as_bytes());
            let may_be_time = facts.may_be_time(number);
            seen.push((number, column.kind.write(cell, may_be_time, &mut text)));
        }
        text.push(b'}');
        facts.add_seen(&seen);
        String::from_utf8(text).unwrap_or_default()
    }
}

type Wrong = (String, String, String);
