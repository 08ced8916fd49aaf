//! The answer to a query.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;

use super::Snapshot;
use super::selection::Rows;
use crate::domain::{Collection, Record};
use crate::query::{Place, SortKey};

/// Rows of a snapshot, and how many match in all.
#[derive(Debug, Clone)]
pub struct Found {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) rows: Rows,
    pub(super) matched: usize,
    pub(super) start: usize,
    pub(super) more: bool,
}

/// Neighbours are handed out in pieces of so many.
const NEIGHBOURS: usize = 4096;

impl Found {
    /// Of which collection.
    pub fn collection(&self) -> &Collection {
        self.snapshot.collection()
    }

    /// How many features match the filter in all.
    pub fn matched(&self) -> usize {
        self.matched
    }

    /// How many matches lie before the page.
    pub fn start(&self) -> usize {
        self.start
    }

    /// How many features the page has.
    pub fn returned(&self) -> usize {
        self.rows.len()
    }

    /// The GeoJSON of the features of the page, as it stands in a collection: shared and not
    /// copied, neighbours in one piece.
    pub fn into_features(self) -> impl Iterator<Item = Bytes> + Send + 'static {
        let Self { snapshot, rows, .. } = self;
        let mut at = 0;
        std::iter::from_fn(move || {
            let row = rows.get(at)?;
            let mut end = row + 1;
            while end - row < NEIGHBOURS && rows.get(at + end - row) == Some(end) {
                end += 1;
            }
            let (text, count) = snapshot.texts.range(&(row..end));
            at += count;
            (count > 0).then_some(text)
        })
    }

    /// Each feature of the page, to be written in another form.
    pub fn into_records(self) -> impl Iterator<Item = Record> + Send + 'static {
        let Self { snapshot, rows, .. } = self;
        let mut numbers = 0..rows.len();
        std::iter::from_fn(move || {
            let row = rows.get(numbers.next()?)?;
            Some(snapshot.record_of(row))
        })
    }

    /// The place of the last feature of the page in this order, if others follow it.
    pub fn last_of_more(&self, sort: &[SortKey]) -> Option<Place> {
        let last = self.rows.len().checked_sub(1).filter(|_| self.more)?;
        let row = self.rows.get(last)?;
        let value = |key: &SortKey| self.snapshot.value(row, &key.property);
        let values = sort.iter().map(|key| value(key).map(Cow::into_owned));
        Some(Place {
            values: values.map(Option::unwrap_or_default).collect(),
            id: self.snapshot.ids.of(row)?,
        })
    }
}
