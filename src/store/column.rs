//! The values of one property, a column with a cell for each row.
//!
//! Where they are few, each different value is kept once, in order, and a row has its number: what
//! is asked of a value is asked once for each of them and not for each row. Where they are many
//! (titles, coordinates), a row has the place of its value in the feature's text.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::bits::Bits;
use super::codes::{CodeSet, Codes};
use super::texts::Texts;
use crate::format::geojson::properties;
use crate::query::{Datum, Kind};

/// One property of all rows.
#[derive(Debug)]
pub(super) enum Column {
    /// Few different values.
    Coded(Coded),
    /// Many.
    Plain(Plain),
    /// Only the name, as it is written: each value is looked for in its feature's text.
    Named(Vec<u8>),
}

/// Rows by the numbers of their values.
#[derive(Debug)]
pub(super) struct Coded {
    /// Each different value: those of the property's kind first, by their order, then what is of
    /// another kind.
    values: Vec<Value>,
    /// How many are of the property's kind.
    ordered: usize,
    kind: Option<Kind>,
    /// A row without a value has the number behind the last one.
    codes: Codes,
    ranks: OnceLock<Arc<[u32]>>,
}

/// Where each row's value begins in its text, [`NOWHERE`] without one.
#[derive(Debug)]
pub(super) struct Plain {
    pub(super) starts: Vec<u32>,
}

/// The number of no value: so many different ones can a coded column have at most.
pub(super) const NO_VALUE: u16 = u16::MAX;

/// The place of a value that is not there, or null.
pub(super) const NOWHERE: u32 = u32::MAX;

impl Column {
    /// The value of a row; `None` where there is none, or null.
    pub(super) fn value<'a>(&'a self, row: usize, texts: &Texts) -> Option<Cow<'a, Value>> {
        match self {
            Self::Coded(coded) => coded.value(row).map(Cow::Borrowed),
            Self::Plain(plain) => plain.value(row, texts).map(Cow::Owned),
            Self::Named(name) => {
                let text = texts.slice(row);
                let mut own = properties(text)?.filter(|(own, _)| own == name);
                let value = serde_json::from_slice(text.get(own.next()?.1)?).ok();
                value
                    .filter(|value: &Value| !value.is_null())
                    .map(Cow::Owned)
            }
        }
    }
}

impl Coded {
    /// `codes` are numbers of `values`, which are in any order; [`NO_VALUE`] is a row without one.
    pub(super) fn new(values: Vec<Value>, kind: Option<Kind>, codes: &[u16]) -> Self {
        let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let read = |value: &Value| kind.and_then(|kind| kind.read(value));
        let mut sorted: Vec<(Option<Datum>, String, Value, u16)> = values
            .into_iter()
            .zip(0..)
            .map(|(value, code)| (read(&value), value.to_string(), value, code))
            .collect();
        sorted.sort_by(|a, b| order(a.0.as_ref(), b.0.as_ref()).then_with(|| a.1.cmp(&b.1)));
        let mut places = vec![count; sorted.len()];
        for ((_, _, _, code), place) in sorted.iter().zip(0..) {
            if let Some(entry) = places.get_mut(usize::from(*code)) {
                *entry = place;
            }
        }
        let place = |code: &u16| places.get(usize::from(*code)).copied().unwrap_or(count);
        Self {
            ordered: sorted
                .iter()
                .take_while(|(datum, ..)| datum.is_some())
                .count(),
            values: sorted.into_iter().map(|(_, _, value, _)| value).collect(),
            kind,
            codes: Codes::new(codes.iter().map(place), count.saturating_add(1)),
            ranks: OnceLock::new(),
        }
    }

    fn value(&self, row: usize) -> Option<&Value> {
        self.of_code(self.codes.of(row))
    }

    /// The value of that number; `None` for the number of rows without one.
    pub(super) fn of_code(&self, code: u32) -> Option<&Value> {
        self.values.get(usize::try_from(code).ok()?)
    }

    /// Each different value, in order.
    pub(super) fn values(&self) -> &[Value] {
        &self.values
    }

    pub(super) fn code(&self, row: usize) -> u32 {
        self.codes.of(row)
    }

    /// The numbers of some rows, added to `to`.
    pub(super) fn gather(&self, rows: &[usize], to: &mut Vec<u32>) {
        self.codes.gather(rows, to);
    }

    /// Every number of a row is less.
    pub(super) fn most(&self) -> u32 {
        self.codes.most()
    }

    pub(super) fn rows(&self, codes: &CodeSet) -> Bits {
        self.codes.rows(codes)
    }

    /// How many of the values in order it is true of, if it is true of the first ones only.
    pub(super) fn those_before(&self, mut is_before: impl FnMut(&Datum) -> bool) -> u32 {
        let ordered = self.values.get(..self.ordered).unwrap_or_default();
        let read = |value: &Value| self.kind.and_then(|kind| kind.read(value));
        let found = ordered.partition_point(|value| read(value).is_some_and(|own| is_before(&own)));
        u32::try_from(found).unwrap_or(u32::MAX)
    }

    /// For each value in order the number of the first one that is equal to it: 3 and 3.0 are.
    pub(super) fn ranks(&self) -> Arc<[u32]> {
        let ranks = || {
            let mut last: Option<(Datum, u32)> = None;
            let ordered = self.values.iter().take(self.ordered);
            let read = ordered.filter_map(|value| self.kind.and_then(|kind| kind.read(value)));
            let rank = |(datum, number): (Datum, u32)| {
                let same = last
                    .as_ref()
                    .filter(|(own, _)| own.order(&datum).is_some_and(Ordering::is_eq));
                let rank = same.map_or(number, |(_, rank)| *rank);
                last = Some((datum, rank));
                rank
            };
            read.zip(0..).map(rank).collect()
        };
        Arc::clone(self.ranks.get_or_init(ranks))
    }

    /// Are the values in the order of this kind?
    pub(super) fn is_of(&self, kind: Kind) -> bool {
        self.kind == Some(kind)
    }

    /// How many values are of the property's kind, and therefore in order.
    pub(super) fn ordered(&self) -> u32 {
        u32::try_from(self.ordered).unwrap_or(u32::MAX)
    }
}

/// What is of another kind comes last.
fn order(a: Option<&Datum>, b: Option<&Datum>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.order(b).unwrap_or(Ordering::Equal),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

impl Plain {
    fn value(&self, row: usize, texts: &Texts) -> Option<Value> {
        let start = self.starts.get(row).filter(|start| **start != NOWHERE)?;
        let text = texts.slice(row).get(usize::try_from(*start).ok()?..)?;
        // What stands behind the value is not read.
        serde_json::Deserializer::from_slice(text)
            .into_iter()
            .next()?
            .ok()
    }
}
