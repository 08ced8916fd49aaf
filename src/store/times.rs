//! When the rows were: the first and the last moment of each, as numbers in the order of time.
//!
//! A row meets an interval if it starts not after its end and ends not before its start. Both are
//! comparisons of codes, for one row or for all of them at once, and a long event costs what a
//! short one does.

use std::ops::Range;

use super::bits::Bits;
use super::codes::{CodeSet, Codes};
use super::spans::{Named, Spans};
use crate::domain::{Instant, Interval};
use crate::query::Step;

/// The interval of each row.
#[derive(Debug)]
pub(super) struct Times {
    /// The first moments that occur, in order. Code 0 is an open start.
    starts: Vec<Instant>,
    start: Codes,
    /// The last moments that occur, in order. An open end has the code behind them.
    ends: Vec<Instant>,
    end: Codes,
    /// Rows without any time, of a collection that has some.
    undated: Option<Bits>,
    dated: bool,
    spans: Spans,
}

/// The same codes in another order of rows, that of the index of places: the start and the end of
/// each side by side.
#[derive(Debug)]
pub(super) struct TimesThere(Vec<[u32; 2]>);

impl TimesThere {
    pub(super) fn is_during(&self, at: usize, during: &During) -> bool {
        let own = self.0.get(at);
        own.is_some_and(|[start, end]| during.has(*start, *end))
    }
}

/// Which rows meet an interval, as codes of their two ends.
#[derive(Debug)]
pub(super) struct During {
    starts: Range<u32>,
    ends: Range<u32>,
}

impl During {
    fn has(&self, start: u32, end: u32) -> bool {
        self.starts.contains(&start) && self.ends.contains(&end)
    }
}

impl Times {
    pub(super) fn new(times: &[Option<Interval>]) -> Self {
        let sorted = |end: fn(&Interval) -> Option<Instant>| {
            let mut all: Vec<Instant> = times.iter().flatten().filter_map(end).collect();
            all.sort_unstable();
            all.dedup();
            // Of a moment for each row few are left.
            all.shrink_to_fit();
            all
        };
        let (starts, ends) = (sorted(Interval::start), sorted(Interval::end));
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let start = times.iter().map(|time| {
            let start = time.and_then(|time| time.start());
            start.map_or(0, |start| {
                number(starts.partition_point(|own| *own <= start))
            })
        });
        let end = times.iter().map(|time| {
            let end = time.and_then(|time| time.end());
            number(end.map_or(ends.len(), |end| ends.partition_point(|own| *own < end)))
        });
        let (start, end) = (
            Codes::new(start, number(starts.len() + 1)),
            Codes::new(end, number(ends.len() + 1)),
        );
        let undated = Bits::that(times.len(), |row| matches!(times.get(row), Some(None)));
        let dated = undated.count() < times.len();
        Self {
            starts,
            start,
            ends,
            end,
            undated: (undated.count() > 0).then_some(undated),
            dated,
            spans: Spans::default(),
        }
    }

    pub(super) fn of(&self, row: usize) -> Option<Interval> {
        if self.is_undated(row) {
            return None;
        }
        let [start, end] = self.moments(self.codes(row));
        Interval::new(start, end)
    }

    /// The rows that share a moment with the interval, and those without time.
    pub(super) fn during(&self, asked: &Interval) -> During {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let last = asked.end().map_or(self.starts.len(), |end| {
            self.starts.partition_point(|own| *own <= end)
        });
        let first = asked
            .start()
            .map_or(0, |start| self.ends.partition_point(|own| *own < start));
        During {
            starts: 0..number(last + 1),
            ends: number(first)..self.end.most(),
        }
    }

    pub(super) fn is_during(&self, row: usize, during: &During) -> bool {
        during.has(self.start.of(row), self.end.of(row))
    }

    pub(super) fn rows(&self, during: &During) -> Bits {
        let of = |range: &Range<u32>| CodeSet::range(range.clone());
        let mut rows = self.start.rows(&of(&during.starts));
        rows.keep(&self.end.rows(&of(&during.ends)));
        rows
    }

    /// The times of these rows, in this order.
    pub(super) fn there(&self, rows: impl Iterator<Item = usize>) -> TimesThere {
        TimesThere(
            rows.map(|row| [self.start.of(row), self.end.of(row)])
                .collect(),
        )
    }

    /// The numbers of a row's first moment and of its last one, each in the order of time; `None`
    /// where it is open or not known.
    pub(super) fn codes(&self, row: usize) -> [Option<u32>; 2] {
        self.known(self.start.of(row), self.end.of(row))
    }

    /// The codes of some rows' starts and of their ends.
    pub(super) fn gather_codes(&self, rows: &[usize], [starts, ends]: [&mut Vec<u32>; 2]) {
        starts.clear();
        self.start.gather(rows, starts);
        ends.clear();
        self.end.gather(rows, ends);
    }

    /// The codes of the ends that are known.
    pub(super) fn known(&self, start: u32, end: u32) -> [Option<u32>; 2] {
        // Rows without time have the numbers of an open start and of an open end.
        let is_open = usize::try_from(end).is_ok_and(|end| end >= self.ends.len());
        [(start > 0).then_some(start), (!is_open).then_some(end)]
    }

    /// The moments of those numbers.
    pub(super) fn moments(&self, [start, end]: [Option<u32>; 2]) -> [Option<Instant>; 2] {
        let at = |code: u32| usize::try_from(code).ok();
        let start = start.and_then(|code| self.starts.get(at(code)?.checked_sub(1)?));
        let end = end.and_then(|code| self.ends.get(at(code)?));
        [start.copied(), end.copied()]
    }

    fn is_undated(&self, row: usize) -> bool {
        let undated = self.undated.as_ref();
        !self.dated || undated.is_some_and(|undated| undated.has(row))
    }

    /// The spans of that length in which rows begin.
    pub(super) fn spans(&self, step: Step) -> &Named {
        self.spans.of(step, &self.starts)
    }

    /// The numbers of the spans in which some rows begin, added to `to`; that of no span where a row
    /// has no beginning.
    pub(super) fn gather(&self, spans: &Named, rows: &[usize], to: &mut Vec<u32>) {
        let first = to.len();
        self.start.gather(rows, to);
        for number in to.iter_mut().skip(first) {
            *number = spans.number(*number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn interval() -> impl Strategy<Value = Option<Interval>> {
        let end = prop_oneof![1 => Just(None), 4 => (1_u32..13).prop_map(Some)];
        prop::option::weighted(0.9, (end.clone(), end)).prop_map(|ends| {
            let (a, b) = ends?;
            let text =
                |end: Option<u32>| end.map_or("..".to_owned(), |month| format!("2010-{month:02}"));
            let (a, b) = if a.zip(b).is_some_and(|(a, b)| a > b) {
                (b, a)
            } else {
                (a, b)
            };
            format!("{}/{}", text(a), text(b)).parse().ok()
        })
    }

    proptest! {
        #[test]
        fn rows_meet_an_interval_as_their_intervals_do(
            times in prop::collection::vec(interval(), 0..200),
            asked in interval(),
        ) {
            let index = Times::new(&times);
            let asked = asked.unwrap_or(Interval::ALWAYS);
            let during = index.during(&asked);
            let meets = |row: usize| times[row].is_none_or(|time| time.intersects(&asked));
            for (row, time) in times.iter().enumerate() {
                prop_assert_eq!(index.of(row), *time);
                prop_assert_eq!(index.is_during(row, &during), meets(row));
            }
            prop_assert_eq!(index.rows(&during), Bits::that(times.len(), meets));
        }
    }
}
