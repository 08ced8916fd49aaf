//! The columns of all properties, read from the features' texts: by several threads, each of which
//! takes some of the rows.

use std::collections::HashMap;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use indexmap::IndexSet;
use serde_json::Value;

use super::column::{Coded, Column, NO_VALUE, NOWHERE, Plain};
use super::texts::Texts;
use crate::domain::Schema;
use crate::domain::members::Names;
use crate::format::geojson::properties;
use crate::query::Kind;

/// A column for each property of the schema.
#[derive(Debug)]
pub(super) struct Columns {
    numbers: HashMap<String, usize>,
    columns: Vec<Column>,
}

/// A thread takes at least so many rows: less is not worth one.
const FEWEST: usize = 10_000;

/// The properties that have columns: the first ones of the schema. A file in which each feature has
/// names of its own would else want a cell for each feature under each of them.
const MOST: usize = 500;

/// A value longer than this is not worth keeping apart from its text.
const LONGEST: usize = 4096;

impl Columns {
    pub(super) fn new(schema: &Schema, texts: &Texts, rows: usize) -> Self {
        let names = Names::new(schema.properties.iter().map(|property| &*property.name));
        let parts = parts(rows);
        let drafts = by_threads(&parts, |rows| drafts(&names, texts, rows));
        let drafts = drafts.into_iter().reduce(|mut all, part| {
            for (all, part) in all.iter_mut().zip(part) {
                all.append(part);
            }
            all
        });
        let drafts = drafts.unwrap_or_default();
        let is_plain: Vec<bool> = drafts.iter().map(|draft| draft.is_plain).collect();
        let mut starts = plain(&names, &is_plain, texts, &parts).into_iter();
        let kept = drafts.into_iter().zip(&schema.properties);
        let kept = kept.map(|(draft, property)| match draft.finish() {
            Some((values, codes)) => {
                Column::Coded(Coded::new(values, Kind::of(property.kind), &codes))
            }
            None => Column::Plain(Plain {
                starts: starts.next().unwrap_or_default(),
            }),
        });
        let others = names.listed().iter().skip(MOST).cloned();
        let columns = kept.chain(others.map(Column::Named)).collect();
        let numbered =
            |(number, property): (usize, &crate::domain::Property)| (property.name.clone(), number);
        Self {
            numbers: schema.properties.iter().enumerate().map(numbered).collect(),
            columns,
        }
    }

    pub(super) fn named(&self, name: &str) -> Option<&Column> {
        self.columns.get(*self.numbers.get(name)?)
    }
}

/// Rows for each thread.
fn parts(rows: usize) -> Vec<Range<usize>> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let each = rows.div_ceil(threads).max(FEWEST);
    (0..rows.div_ceil(each))
        .map(|part| part * each..rows.min((part + 1) * each))
        .collect()
}

/// What `work` makes of each part, in order.
fn by_threads<O: Send>(parts: &[Range<usize>], work: impl Fn(Range<usize>) -> O + Sync) -> Vec<O> {
    thread::scope(|scope| {
        let start = |rows: &Range<usize>| {
            let (rows, work) = (rows.clone(), &work);
            scope.spawn(move || work(rows))
        };
        let threads: Vec<_> = parts.iter().map(start).collect();
        let done = threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.collect()
    })
}

/// Tells of each property of a row its column and where its value stands; nulls are left out.
fn each(names: &Names, text: &[u8], mut tell: impl FnMut(usize, Range<usize>)) {
    for (number, value) in names.places(properties(text).into_iter().flatten()) {
        if text.get(value.clone()) != Some(b"null") {
            tell(number, value);
        }
    }
}

/// A coded column that is being put together.
#[derive(Debug, Default)]
struct Draft {
    codes: Vec<u16>,
    /// The different values, as they are written.
    values: IndexSet<Vec<u8>, foldhash::fast::RandomState>,
    /// There are too many of them, or too long ones.
    is_plain: bool,
}

fn drafts(names: &Names, texts: &Texts, rows: Range<usize>) -> Vec<Draft> {
    let draft = |_: &Vec<u8>| Draft {
        codes: vec![NO_VALUE; rows.len()],
        ..Draft::default()
    };
    let mut drafts: Vec<Draft> = names.listed().iter().take(MOST).map(draft).collect();
    for (at, row) in rows.enumerate() {
        let text = texts.slice(row);
        each(names, text, |number, value| {
            if let Some((draft, value)) = drafts.get_mut(number).zip(text.get(value)) {
                draft.set(at, value);
            }
        });
    }
    drafts
}

impl Draft {
    fn set(&mut self, row: usize, value: &[u8]) {
        if self.is_plain {
            return;
        }
        let code = match self.values.get_index_of(value) {
            Some(code) => code,
            None if value.len() > LONGEST => return self.give_up(),
            None => self.values.insert_full(value.to_vec()).0,
        };
        match u16::try_from(code).ok().filter(|code| *code != NO_VALUE) {
            Some(code) => {
                if let Some(entry) = self.codes.get_mut(row) {
                    *entry = code;
                }
            }
            None => self.give_up(),
        }
    }

    fn give_up(&mut self) {
        *self = Self {
            is_plain: true,
            ..Self::default()
        };
    }

    /// Adds the rows that follow.
    fn append(&mut self, part: Self) {
        self.is_plain |= part.is_plain;
        if self.is_plain {
            return self.give_up();
        }
        let before = self.codes.len();
        self.codes.resize(before + part.codes.len(), NO_VALUE);
        let mut places = Vec::with_capacity(part.values.len());
        for value in part.values {
            let Some(code) = u16::try_from(self.values.insert_full(value).0)
                .ok()
                .filter(|code| *code != NO_VALUE)
            else {
                return self.give_up();
            };
            places.push(code);
        }
        let new = self.codes.get_mut(before..).unwrap_or_default();
        for (entry, code) in new.iter_mut().zip(part.codes) {
            *entry = places.get(usize::from(code)).copied().unwrap_or(NO_VALUE);
        }
    }

    /// The values and the codes; `None` if the column has to be a plain one.
    fn finish(self) -> Option<(Vec<Value>, Vec<u16>)> {
        if self.is_plain {
            return None;
        }
        let read = |text: Vec<u8>| serde_json::from_slice(&text).unwrap_or_default();
        Some((self.values.into_iter().map(read).collect(), self.codes))
    }
}

/// The places of the values of those columns that are plain, found in one pass.
fn plain(names: &Names, is_plain: &[bool], texts: &Texts, parts: &[Range<usize>]) -> Vec<Vec<u32>> {
    let count = is_plain.iter().filter(|is_plain| **is_plain).count();
    if count == 0 {
        return Vec::new();
    }
    let mut numbers = 0..;
    let number = |is_plain: &bool| is_plain.then(|| numbers.next()).flatten();
    let numbers: Vec<Option<usize>> = is_plain.iter().map(number).collect();
    let found = by_threads(parts, |rows| {
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
    let rows = parts.last().map_or(0, |last| last.end);
    let mut all = vec![Vec::with_capacity(rows); count];
    for part in found {
        for (all, mut part) in all.iter_mut().zip(part) {
            all.append(&mut part);
        }
    }
    all
}
