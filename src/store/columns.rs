//! The columns of all properties, read from the features' texts: by several threads, each of which
//! takes some of the rows.

use std::collections::HashMap;
use std::ops::Range;

use super::column::{Coded, Column, NOWHERE, Plain};
use super::draft::{self, Draft, Whole};
use super::texts::Texts;
use super::threads::{by_threads, parts};
use crate::domain::members::Names;
use crate::domain::{Property, Schema};
use crate::format::geojson::properties;
use crate::query::Kind;

/// A column for each property of the schema.
#[derive(Debug)]
pub(super) struct Columns {
    numbers: HashMap<String, usize>,
    columns: Vec<Column>,
}

/// The properties that have columns: the first ones of the schema. A file in which each feature has
/// names of its own would else want a cell for each feature under each of them.
const MOST: usize = 500;

impl Columns {
    pub(super) fn new(schema: &Schema, texts: &Texts, rows: usize) -> Self {
        let names = Names::new(schema.properties.iter().map(|property| &*property.name));
        let parts = parts(rows);
        let drafts = by_threads(&parts, |rows| drafts(&names, texts, rows));
        let mut drafts: Vec<_> = drafts.into_iter().map(Vec::into_iter).collect();
        let whole =
            |_: &Property| Whole::new(drafts.iter_mut().filter_map(Iterator::next).collect());
        let mut columns: Vec<Whole> = schema.properties.iter().take(MOST).map(whole).collect();
        complete(&mut columns, &names, texts, &parts);
        let kept = columns.into_iter().zip(&schema.properties);
        let kept = kept.map(|(column, property)| match column {
            Whole::Coded(draft::Coded { values, codes, .. }) => {
                let read = |text: Vec<u8>| serde_json::from_slice(&text).unwrap_or_default();
                let values = values.into_iter().map(read).collect();
                Column::Coded(Coded::new(values, Kind::of(property.kind), &codes))
            }
            Whole::Plain(parts) => {
                let starts: Vec<Vec<u32>> = parts.into_iter().map(|part| part.starts).collect();
                let starts = starts.concat();
                Column::Plain(Plain { starts })
            }
        });
        let others = names.listed().iter().skip(MOST).cloned();
        let columns = kept.chain(others.map(Column::Named)).collect();
        let numbered = |(number, property): (usize, &Property)| (property.name.clone(), number);
        Self {
            numbers: schema.properties.iter().enumerate().map(numbered).collect(),
            columns,
        }
    }

    pub(super) fn named(&self, name: &str) -> Option<&Column> {
        self.columns.get(*self.numbers.get(name)?)
    }
}

/// Tells of each property of a row its column and where its value stands; nulls are left out.
fn each(names: &Names, text: &[u8], mut tell: impl FnMut(usize, Range<usize>)) {
    for (number, value) in names.places(properties(text).into_iter().flatten()) {
        if text.get(value.clone()) != Some(b"null") {
            tell(number, value);
        }
    }
}

/// The columns of some rows.
fn drafts(names: &Names, texts: &Texts, rows: Range<usize>) -> Vec<Draft> {
    let draft = |_: &Vec<u8>| Draft::new(rows.len());
    let mut drafts: Vec<Draft> = names.listed().iter().take(MOST).map(draft).collect();
    for (at, row) in rows.enumerate() {
        let text = texts.slice(row);
        each(names, text, |number, value| {
            let start = value.start;
            if let Some((draft, value)) = drafts.get_mut(number).zip(text.get(value)) {
                draft.set(at, value, start);
            }
        });
    }
    drafts
}

/// Finds the places that the plain columns do not know, in one pass.
fn complete(columns: &mut [Whole], names: &Names, texts: &Texts, parts: &[Range<usize>]) {
    let unknown = |part: usize| {
        let plain = columns.iter().filter_map(Whole::plain);
        let of_part = plain.filter_map(|parts| parts.get(part));
        of_part.map(|plain| plain.from).max().unwrap_or_default()
    };
    let unknown = parts
        .iter()
        .enumerate()
        .map(|(number, rows)| rows.start..rows.start + unknown(number));
    let unknown: Vec<Range<usize>> = unknown.collect();
    let mut numbers = 0..;
    let number = |column: &Whole| column.plain().and_then(|_| numbers.next());
    let numbers: Vec<Option<usize>> = columns.iter().map(number).collect();
    let count = numbers.iter().flatten().count();
    let found = by_threads(&unknown, |rows| {
        let mut starts = vec![vec![NOWHERE; rows.len()]; count];
        for (at, row) in rows.enumerate() {
            each(names, texts.slice(row), |number, value| {
                let number = numbers.get(number).copied().flatten();
                let starts = number.and_then(|number| starts.get_mut(number));
                if let Some(entry) = starts.and_then(|starts| starts.get_mut(at)) {
                    *entry = u32::try_from(value.start).unwrap_or(NOWHERE);
                }
            });
        }
        starts
    });
    for (part, found) in found.into_iter().enumerate() {
        let plain = columns.iter_mut().filter_map(Whole::plain_mut);
        for (parts, starts) in plain.zip(found) {
            if let Some(plain) = parts.get_mut(part) {
                plain.complete(starts);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks::Blocks;
    use super::super::texts::Writer;
    use super::*;
    use crate::domain::PropertyType;
    use serde_json::Value;
    use serde_json::json;

    const ROWS: usize = 140_000;

    fn properties_of(row: usize) -> Value {
        json!({
            "few": row % 7,
            "own": format!("{row}\""),
            "late": if row < 1000 { row % 10 } else { row },
            "long": if row == 100_000 { "x".repeat(5000) } else { String::new() },
            "rare": if row.is_multiple_of(1000) { Value::from(row) } else { Value::Null },
        })
    }

    #[test]
    fn every_row_has_its_value_however_many_there_are() {
        let names = ["few", "own", "late", "long", "rare"];
        let property = |name: &str| Property {
            name: name.to_owned(),
            title: None,
            description: None,
            kind: PropertyType::Text,
        };
        let schema = Schema {
            properties: names.map(property).into(),
        };
        let blocks = Blocks::default();
        let mut writer = Writer::new(&blocks);
        for row in 0..ROWS {
            let text = json!({"type": "Feature", "properties": properties_of(row)}).to_string();
            writer.add(|to| to.extend_from_slice(text.as_bytes()));
        }
        let written = writer.finish();
        let texts = Texts::new(&written, blocks);
        let columns = Columns::new(&schema, &texts, ROWS);
        let is_plain = |name| matches!(columns.named(name), Some(Column::Plain(_)));
        let plain = [false, true, true, true, false];
        assert_eq!(names.map(is_plain), plain);
        for row in (0..ROWS).step_by(97).chain([99_999, 100_000, ROWS - 1]) {
            for name in names {
                let found = columns.named(name).unwrap().value(row, &texts);
                let expected = properties_of(row)[name].clone();
                assert_eq!(
                    found.as_deref(),
                    Some(&expected).filter(|value| !value.is_null())
                );
            }
        }
    }
}
