//! The days, weeks, months, quarters and years in which rows begin.
//!
//! A collection has thousands of different beginnings, and each has to be looked up in the
//! calendar: that is done once for each length of span, when it is asked for first.

use std::sync::{Arc, OnceLock};

use crate::domain::Instant;
use crate::query::Step;

/// One list for each length.
#[derive(Debug, Default)]
pub(super) struct Spans {
    days: OnceLock<Named>,
    weeks: OnceLock<Named>,
    months: OnceLock<Named>,
    quarters: OnceLock<Named>,
    years: OnceLock<Named>,
}

/// The spans of one length, in order.
#[derive(Debug)]
pub(super) struct Named {
    names: Vec<Arc<str>>,
    /// The span of each beginning.
    numbers: Vec<u32>,
}

impl Spans {
    /// `starts` are always the same ones, in order.
    pub(super) fn of(&self, step: Step, starts: &[Instant]) -> &Named {
        let list = match step {
            Step::Day => &self.days,
            Step::Week => &self.weeks,
            Step::Month => &self.months,
            Step::Quarter => &self.quarters,
            Step::Year => &self.years,
        };
        list.get_or_init(|| Named::new(step, starts))
    }
}

impl Named {
    fn new(step: Step, starts: &[Instant]) -> Self {
        let mut names: Vec<Arc<str>> = Vec::new();
        let mut numbers = Vec::with_capacity(starts.len());
        for start in starts {
            let name = step.span(*start);
            if names.last().map(|last| &**last) != Some(&name) {
                names.push(name.into());
            }
            numbers.push(u32::try_from(names.len() - 1).unwrap_or(u32::MAX));
        }
        Self { names, numbers }
    }

    /// How many there are.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.names.len()).unwrap_or(u32::MAX)
    }

    /// What the span of that number is called; `None` for the number of no span.
    pub(super) fn name(&self, number: u32) -> Option<&Arc<str>> {
        self.names.get(usize::try_from(number).ok()?)
    }

    /// The number of the span of a beginning; beginnings are counted from 1, and 0 is none.
    pub(super) fn number(&self, start: u32) -> u32 {
        let start = start.checked_sub(1).map(usize::try_from);
        let number = start.and_then(|start| self.numbers.get(start.ok()?));
        number.copied().unwrap_or_else(|| self.count())
    }
}
