//! The numbers that are added up, found by the codes of their columns for many rows together.

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
    codes: Vec<u32>,
    /// What the rows say that were looked at last.
    said: Vec<Option<f64>>,
}

impl<'a> Measured<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, measure: &Measure) -> Self {
        let part = |(_, property): &(&str, String)| {
            let column = snapshot.columns.named(property);
            let numbers = match column {
                Some(Column::Coded(coded)) => coded.values().iter().map(Value::as_f64).collect(),
                _ => Vec::new(),
            };
            Part {
                column,
                numbers,
                codes: Vec::new(),
                said: Vec::new(),
            }
        };
        Self {
            snapshot,
            parts: measure.parts.iter().map(part).collect(),
        }
    }

    /// Looks at some rows.
    pub(super) fn look(&mut self, rows: &[usize]) {
        for part in &mut self.parts {
            part.said.clear();
            match part.column {
                None => {}
                Some(Column::Coded(coded)) => {
                    part.codes.clear();
                    coded.gather(rows, &mut part.codes);
                    let number = |code: &u32| {
                        let code = usize::try_from(*code).ok()?;
                        part.numbers.get(code).copied().flatten()
                    };
                    part.said.extend(part.codes.iter().map(number));
                }
                Some(plain) => {
                    let texts = &self.snapshot.texts;
                    let number = |row: &usize| plain.value(*row, texts)?.as_f64();
                    part.said.extend(rows.iter().map(number));
                }
            }
        }
    }

    /// What the row `at` that place of those says of each part.
    pub(super) fn of(&self, at: usize) -> impl Iterator<Item = Option<f64>> {
        let said = move |part: &Part<'_>| part.said.get(at).copied().flatten();
        self.parts.iter().map(said)
    }
}
