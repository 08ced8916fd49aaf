//! When a feature was, in the words of formats that know days, moments and spans.

use crate::domain::{Instant, Interval};

/// A time as formats write it. Days are `YYYY-MM-DD`, moments RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum When {
    /// One whole day.
    Day(String),
    /// One moment.
    Moment(String),
    /// From one to the other, both days or both moments; `None` is open.
    Span(Option<String>, Option<String>),
}

const MIDNIGHT: &str = "T00:00:00Z";
/// A day ends with its last millisecond, of which RFC 3339 is written without the fraction.
const LAST_SECOND: &str = "T23:59:59Z";

impl When {
    /// Whole days stay days: a date is not the moment at which it begins.
    pub(super) fn of(interval: &Interval) -> Self {
        let (start, end) = (interval.start(), interval.end());
        let begins = |at: Option<Instant>| at.is_none_or(|at| at.rfc3339().ends_with(MIDNIGHT));
        let ends = |at: Option<Instant>| at.is_none_or(|at| at.rfc3339().ends_with(LAST_SECOND));
        let is_days = begins(start) && ends(end);
        match (start, end) {
            (Some(start), Some(end)) if is_days && start.day() == end.day() => {
                Self::Day(start.day())
            }
            (Some(start), Some(end)) if start == end => Self::Moment(start.rfc3339()),
            _ if is_days => Self::Span(start.map(Instant::day), end.map(Instant::day)),
            _ => Self::Span(start.map(Instant::rfc3339), end.map(Instant::rfc3339)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stays_a_day_and_a_moment_a_moment() {
        let some = |text: &str| Some(text.to_owned());
        for (text, expected) in [
            ("2010-09-19", When::Day("2010-09-19".to_owned())),
            (
                "2010-09",
                When::Span(some("2010-09-01"), some("2010-09-30")),
            ),
            (
                "2010-09-19T12:30:00Z",
                When::Moment("2010-09-19T12:30:00Z".to_owned()),
            ),
            (
                "2010-09-19T00:00:00Z",
                When::Moment("2010-09-19T00:00:00Z".to_owned()),
            ),
            ("2010-09-19/..", When::Span(some("2010-09-19"), None)),
            ("../2010-09-19", When::Span(None, some("2010-09-19"))),
            ("../..", When::Span(None, None)),
            (
                "2010-09-19T12:30:00Z/2010-09-20",
                When::Span(some("2010-09-19T12:30:00Z"), some("2010-09-20T23:59:59Z")),
            ),
        ] {
            assert_eq!(When::of(&text.parse().unwrap()), expected, "{text}");
        }
    }
}
