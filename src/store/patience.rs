//! What a condition costs is not known before: a polygon of it is compared with each feature's
//! own, a pattern with each different text. When its time is over the filter is given up.

use std::time::{Duration, Instant};

use super::snapshot::TooCostly;

/// Time that is left for one filter.
pub(super) struct Patience {
    until: Instant,
    is_out: bool,
}

impl Patience {
    pub(super) fn new(lasting: Duration) -> Self {
        Self {
            until: Instant::now() + lasting,
            is_out: false,
        }
    }

    /// Asked before each step that can be long; after the first "no" always no.
    pub(super) fn lasts(&mut self) -> bool {
        self.is_out = self.is_out || Instant::now() > self.until;
        !self.is_out
    }

    /// Was it enough?
    pub(super) fn end(&self) -> Result<(), TooCostly> {
        if self.is_out { Err(TooCostly) } else { Ok(()) }
    }
}
