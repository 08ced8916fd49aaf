//! The rows that a filter selects, in the order of their identifiers.

use std::ops::Range;

use super::bits::Bits;

/// Some rows of a snapshot.
#[derive(Debug)]
pub(super) enum Selection {
    /// All of so many.
    All(usize),
    /// Few, in order.
    Few(Vec<u32>),
    /// Many, with their count.
    Many(Bits, usize),
}

/// The rows of a page, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rows {
    /// Neighbours.
    Range(Range<usize>),
    /// Any.
    List(Vec<u32>),
}

/// Rows that are looked at together.
const SOME: usize = 1024;

impl Selection {
    pub(super) fn many(bits: Bits) -> Self {
        let count = bits.count();
        Self::Many(bits, count)
    }

    pub(super) fn count(&self) -> usize {
        match self {
            Self::All(count) | Self::Many(_, count) => *count,
            Self::Few(rows) => rows.len(),
        }
    }

    pub(super) fn has(&self, row: usize) -> bool {
        match self {
            Self::All(count) => row < *count,
            Self::Few(rows) => rows.binary_search_by_key(&row, |own| *own as usize).is_ok(),
            Self::Many(bits, _) => bits.has(row),
        }
    }

    /// How many of them lie before this row.
    pub(super) fn count_before(&self, row: usize) -> usize {
        match self {
            Self::All(count) => row.min(*count),
            Self::Few(rows) => rows.partition_point(|own| (*own as usize) < row),
            Self::Many(bits, _) => bits.count_before(row),
        }
    }

    /// At most `limit` of them, behind the first `start`.
    pub(super) fn page(&self, start: usize, limit: usize) -> Rows {
        match self {
            Self::All(count) => {
                let start = start.min(*count);
                Rows::Range(start..start.saturating_add(limit).min(*count))
            }
            Self::Few(rows) => {
                let page = rows.iter().skip(start).take(limit);
                Rows::List(page.copied().collect())
            }
            Self::Many(bits, _) => {
                let page = bits.rows_from(bits.nth(start)).take(limit);
                Rows::List(page.filter_map(|row| u32::try_from(row).ok()).collect())
            }
        }
    }

    /// All of them, in order.
    pub(super) fn each(&self, mut of: impl FnMut(usize)) {
        match self {
            Self::All(count) => (0..*count).for_each(of),
            Self::Few(rows) => rows.iter().for_each(|row| of(*row as usize)),
            Self::Many(bits, _) => bits.rows_from(0).for_each(&mut of),
        }
    }
}

impl Selection {
    /// All of them, in order, some thousand at a time.
    pub(super) fn each_some(&self, mut of: impl FnMut(&[usize])) {
        let mut some = Vec::with_capacity(SOME);
        self.each(|row| {
            some.push(row);
            if some.len() == SOME {
                of(&some);
                some.clear();
            }
        });
        if !some.is_empty() {
            of(&some);
        }
    }
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Range(range) => range.len(),
            Self::List(rows) => rows.len(),
        }
    }

    pub(super) fn get(&self, number: usize) -> Option<usize> {
        match self {
            Self::Range(range) => range.clone().nth(number),
            Self::List(rows) => rows.get(number).map(|row| *row as usize),
        }
    }
}
