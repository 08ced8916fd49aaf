//! Rows in an order that was asked for.

use std::cmp::Ordering;
use std::sync::Arc;

use super::column::{Coded, Column};
use super::selection::{Rows, Selection};
use super::snapshot::Snapshot;
use crate::query::{Datum, From, Page, SortKey};

/// The rows of a selection with the values by which they are ordered.
struct Keyed<'a> {
    keys: &'a [SortKey],
    rows: Vec<u32>,
    /// For each row as many as there are keys.
    values: Vec<Rank>,
}

/// Where a value stands among those of its column.
#[derive(Debug, Clone, PartialEq)]
enum Rank {
    /// Values that are equal have one number. The odd ones are those of the column; an even one
    /// lies between two of them.
    Number(u32),
    /// Of a column whose values have no numbers.
    Datum(Datum),
    /// There is none.
    Unknown,
}

impl Snapshot {
    /// A page of the selected rows in the order of the keys, and how many lie before it.
    pub(super) fn in_order(
        &self,
        selection: &Selection,
        keys: &[SortKey],
        page: &Page,
    ) -> (Rows, usize) {
        let keyed = self.keyed(selection, keys);
        let mut order: Vec<usize> = (0..keyed.rows.len()).collect();
        let start = match &page.from {
            From::Offset(offset) => (*offset).min(order.len()),
            From::After(place) => {
                let wanted: Vec<Rank> = keys
                    .iter()
                    .zip(place.data(keys))
                    .map(|(key, datum)| self.rank_of(key, datum))
                    .collect();
                let row = self.ids.rows_to(&place.id);
                let is_before = |at: &&usize| {
                    let before = compare(keys, keyed.values_of(**at), &wanted);
                    before.then_with(|| keyed.row(**at).cmp(&row)).is_le()
                };
                order.iter().filter(is_before).count()
            }
        };
        let end = start.saturating_add(page.limit).min(order.len());
        let by = |a: &usize, b: &usize| {
            compare(keys, keyed.values_of(*a), keyed.values_of(*b)).then(a.cmp(b))
        };
        // Only what stands on the page, and before it, has to be found.
        if end < order.len() {
            order.select_nth_unstable_by(end, by);
            order.truncate(end);
        }
        if start > 0 && start < order.len() {
            order.select_nth_unstable_by(start, by);
        }
        let page = order.get_mut(start..).unwrap_or_default();
        page.sort_unstable_by(by);
        let rows = page.iter().filter_map(|at| keyed.rows.get(*at).copied());
        (Rows::List(rows.collect()), start)
    }

    fn keyed<'a>(&self, selection: &Selection, keys: &'a [SortKey]) -> Keyed<'a> {
        let columns: Vec<Option<&Column>> = keys
            .iter()
            .map(|key| self.columns.named(&key.property))
            .collect();
        let ranks: Vec<Option<Arc<[u32]>>> = columns
            .iter()
            .map(|column| match column {
                Some(Column::Coded(coded)) => Some(coded.ranks()),
                _ => None,
            })
            .collect();
        let mut keyed = Keyed {
            keys,
            rows: Vec::with_capacity(selection.count()),
            values: Vec::with_capacity(selection.count() * keys.len()),
        };
        selection.each(|row| {
            keyed.rows.extend(u32::try_from(row));
            for ((key, column), ranks) in keys.iter().zip(&columns).zip(&ranks) {
                let rank = match (column, ranks) {
                    (Some(Column::Coded(coded)), Some(ranks)) => coded.rank(ranks, row),
                    (Some(column), _) => {
                        let value = column.value(row, &self.texts);
                        value
                            .and_then(|value| key.read(&value))
                            .map_or(Rank::Unknown, Rank::Datum)
                    }
                    (None, _) => Rank::Unknown,
                };
                keyed.values.push(rank);
            }
        });
        keyed
    }

    fn rank_of(&self, key: &SortKey, datum: Option<Datum>) -> Rank {
        match (datum, self.columns.named(&key.property)) {
            (None, _) => Rank::Unknown,
            (Some(datum), Some(Column::Coded(coded))) => {
                let before =
                    coded.those_before(|own| own.order(&datum).is_some_and(Ordering::is_lt));
                let to = coded.those_before(|own| own.order(&datum).is_some_and(Ordering::is_le));
                Rank::Number(2 * before + u32::from(to > before))
            }
            (Some(datum), _) => Rank::Datum(datum),
        }
    }
}

impl Coded {
    fn rank(&self, ranks: &[u32], row: usize) -> Rank {
        let code = usize::try_from(self.code(row)).ok();
        code.and_then(|code| ranks.get(code))
            .map_or(Rank::Unknown, |rank| Rank::Number(2 * rank + 1))
    }
}

impl Keyed<'_> {
    fn values_of(&self, at: usize) -> &[Rank] {
        let first = at * self.keys.len();
        self.values
            .get(first..first + self.keys.len())
            .unwrap_or_default()
    }

    /// How many rows come to this one, itself included.
    fn row(&self, at: usize) -> usize {
        self.rows
            .get(at)
            .map_or(usize::MAX, |row| *row as usize + 1)
    }
}

/// What is not known comes last, whichever the direction.
fn compare(keys: &[SortKey], a: &[Rank], b: &[Rank]) -> Ordering {
    let one = |(key, (a, b)): (&SortKey, (&Rank, &Rank))| {
        let order = match (a, b) {
            (Rank::Number(a), Rank::Number(b)) => a.cmp(b),
            (Rank::Datum(a), Rank::Datum(b)) => a.order(b).unwrap_or(Ordering::Equal),
            (a, b) => return (*a == Rank::Unknown).cmp(&(*b == Rank::Unknown)),
        };
        if key.descending {
            order.reverse()
        } else {
            order
        }
    };
    let mut each = keys.iter().zip(a.iter().zip(b)).map(one);
    each.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
