//! The answer to a query.

use std::sync::Arc;

use bytes::Bytes;

use super::Snapshot;
use super::row::Row;
use crate::domain::{Collection, Record};
use crate::query::{Place, SortKey};

/// Rows of a snapshot, and how many match in all.
#[derive(Debug, Clone)]
pub struct Found {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) rows: Vec<usize>,
    pub(super) matched: usize,
    pub(super) start: usize,
    pub(super) more: bool,
}

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

    /// The GeoJSON of each feature of the page, shared and not copied.
    pub fn into_features(self) -> impl Iterator<Item = Bytes> + Send + 'static {
        self.into_rows(|row| row.json.clone())
    }

    /// Each feature of the page, to be written in another form.
    pub fn into_records(self) -> impl Iterator<Item = Record> + Send + 'static {
        self.into_rows(Row::record)
    }

    fn into_rows<T>(
        self,
        of: impl Fn(&Row) -> T + Send + 'static,
    ) -> impl Iterator<Item = T> + Send + 'static {
        let Self { snapshot, rows, .. } = self;
        rows.into_iter()
            .filter_map(move |row| snapshot.row(row).map(&of))
    }

    /// The place of the last feature of the page in this order, if others follow it.
    pub fn last_of_more(&self, sort: &[SortKey]) -> Option<Place> {
        let last = self.rows.last().filter(|_| self.more)?;
        let row = self.snapshot.row(*last)?;
        let value = |key: &SortKey| row.properties.get(&key.property).cloned();
        Some(Place {
            values: sort
                .iter()
                .map(|key| value(key).unwrap_or_default())
                .collect(),
            id: row.id.clone(),
        })
    }
}
