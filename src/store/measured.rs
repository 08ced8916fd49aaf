//! The numbers that are added up, found by the codes of their columns.

use serde_json::Value;

use super::Snapshot;
use super::column::Column;
use crate::query::Measure;

/// A measure, ready for the rows of a snapshot.
#[derive(Debug)]
pub(super) struct Measured<'a> {
    snapshot: &'a Snapshot,
    parts: Vec<Part<'a>>,
}

#[derive(Debug)]
struct Part<'a> {
    column: Option<&'a Column>,
    /// The number of each value of a coded column.
    numbers: Vec<Option<f64>>,
}

impl<'a> Measured<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, measure: &Measure) -> Self {
        let part = |(_, property): &(&str, String)| {
            let column = snapshot.columns.named(property);
            let numbers = match column {
                Some(Column::Coded(coded)) => coded.values().iter().map(Value::as_f64).collect(),
                _ => Vec::new(),
            };
            Part { column, numbers }
        };
        Self {
            snapshot,
            parts: measure.parts.iter().map(part).collect(),
        }
    }

    /// What a row says of each part.
    pub(super) fn of(&self, row: usize) -> impl Iterator<Item = Option<f64>> {
        self.parts.iter().map(move |part| match part.column? {
            Column::Coded(coded) => {
                let code = usize::try_from(coded.code(row)).ok()?;
                part.numbers.get(code).copied().flatten()
            }
            plain @ (Column::Plain(_) | Column::Named(_)) => {
                plain.value(row, &self.snapshot.texts)?.as_f64()
            }
        })
    }
}
