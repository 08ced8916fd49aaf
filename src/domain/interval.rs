//! Instants and closed intervals of local time, as `datetime` asks for them.
//!
//! A time is what the calendar on the wall of the place says: offsets are read and not converted,
//! so that an incident of 19 September stays on 19 September for a reader anywhere. A date stands
//! for its whole day, a month for its whole month, a year for its whole year.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, date};

use super::written_time::{day, is_duration, lasting, moment};

/// A moment of local time, in milliseconds since the start of 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// A closed span of time; an end that is `None` is open. Never starts after it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    start: Option<Instant>,
    end: Option<Instant>,
}

/// Why a text is not a moment or an interval.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntervalError {
    /// A part that is no date and no date-time.
    #[error(
        "expected a date (2010-09-19), month (2010-09), year (2010) or date-time \
         (2010-09-19T12:00:00Z), found \"{0}\""
    )]
    Moment(String),
    /// A duration that is none, or that leads beyond the calendar.
    #[error("expected a duration within the calendar (P2D, P1M, PT12H), found \"{0}\"")]
    Duration(String),
    /// More than one slash.
    #[error("expected one moment or start/end, found {0} parts")]
    Parts(usize),
    /// The end lies before the start.
    #[error("the interval ends ({end}) before it starts ({start})")]
    EndBeforeStart {
        /// The start as given.
        start: String,
        /// The end as given.
        end: String,
    },
}

impl Instant {
    pub(super) fn new(moment: DateTime) -> Self {
        let since = moment.duration_since(date(1970, 1, 1).at(0, 0, 0, 0));
        // Ten thousand years of milliseconds fit into an i64 with five digits to spare.
        Self(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    /// The day of this moment, `YYYY-MM-DD`.
    pub fn day(self) -> String {
        self.civil().date().to_string()
    }

    /// The Monday of its week, `YYYY-MM-DD`.
    pub fn monday(self) -> String {
        let day = self.civil().date();
        let since = i64::from(day.weekday().to_monday_zero_offset());
        day.checked_sub(since.days()).unwrap_or(day).to_string()
    }

    /// The quarter of its year, `YYYY-Qn`.
    pub fn quarter(self) -> String {
        let day = self.civil().date();
        format!("{:04}-Q{}", day.year(), (day.month() + 2) / 3)
    }

    /// The moment as RFC 3339 wants it; the `Z` is the form's, the time is the place's.
    pub fn rfc3339(self) -> String {
        self.civil().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// Whole days from the day of this moment to that of another; negative if that lies before.
    pub fn days_until(self, other: Self) -> f64 {
        let (from, to) = (self.civil().date(), other.civil().date());
        f64::from(from.until(to).map_or(0, |span| span.get_days()))
    }

    fn civil(self) -> DateTime {
        let epoch = date(1970, 1, 1).at(0, 0, 0, 0);
        epoch.checked_add(self.0.milliseconds()).unwrap_or(epoch)
    }
}

impl Interval {
    /// All of time.
    pub const ALWAYS: Self = Self {
        start: None,
        end: None,
    };

    /// From `start` to `end`, both included; `None` if it would end before it starts.
    pub fn new(start: Option<Instant>, end: Option<Instant>) -> Option<Self> {
        let ordered = start.zip(end).is_none_or(|(start, end)| start <= end);
        ordered.then_some(Self { start, end })
    }

    /// The first moment, `None` if the start is open.
    pub fn start(&self) -> Option<Instant> {
        self.start
    }

    /// The last moment, `None` if the end is open.
    pub fn end(&self) -> Option<Instant> {
        self.end
    }

    /// Do the two share a moment?
    pub fn intersects(&self, other: &Self) -> bool {
        let before = |end: Option<Instant>, start: Option<Instant>| {
            end.zip(start).is_some_and(|(end, start)| end < start)
        };
        !before(self.end, other.start) && !before(other.end, self.start)
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            start: self.start.zip(other.start).map(|(a, b)| a.min(b)),
            end: self.end.zip(other.end).map(|(a, b)| a.max(b)),
        }
    }

    /// The span of one written moment: a day, a month, a year, or an instant.
    pub fn of_moment(text: &str) -> Result<Self, IntervalError> {
        if let Some(day) = day(text) {
            return Ok(Self::of_day(day));
        }
        let (first, last) = moment(text.trim())
            .ok_or_else(|| IntervalError::Moment(text.chars().take(40).collect()))?;
        Ok(Self {
            start: Some(Instant::new(first)),
            end: Some(Instant::new(last)),
        })
    }

    fn of_day(day: Date) -> Self {
        const LAST: i64 = 24 * 60 * 60 * 1000 - 1;
        let hours = day.duration_since(date(1970, 1, 1)).as_hours();
        let first = hours * 60 * 60 * 1000;
        Self {
            start: Some(Instant(first)),
            end: Some(Instant(first + LAST)),
        }
    }
}

impl FromStr for Interval {
    type Err = IntervalError;

    /// `moment`, `start/end`, `start/..`, `../end`; an empty end is open like `..`. One of the two
    /// ends may be a duration from the other: `2010-09-01/P1M`.
    fn from_str(text: &str) -> Result<Self, IntervalError> {
        let bound = |part: &str| match part {
            "" | ".." => Ok(None),
            part => Self::of_moment(part).map(Some),
        };
        match *text.trim().split('/').collect::<Vec<_>>().as_slice() {
            [moment] => Self::of_moment(moment),
            [first, last] if is_duration(first) != is_duration(last) => lasting(first, last),
            [first, last] => {
                let start = bound(first)?.and_then(|span| span.start);
                let end = bound(last)?.and_then(|span| span.end);
                let (first, last) = (first.to_owned(), last.to_owned());
                Self::new(start, end).ok_or(IntervalError::EndBeforeStart {
                    start: first,
                    end: last,
                })
            }
            ref parts => Err(IntervalError::Parts(parts.len())),
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write = |bound: Option<Instant>| bound.map_or("..".to_owned(), Instant::rfc3339);
        write!(out, "{}/{}", write(self.start), write(self.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        text.parse::<Interval>()
            .map_or_else(|error| error.to_string(), |span| span.to_string())
    }

    #[test]
    fn every_form_that_clients_send_is_read() {
        for (text, expected) in [
            ("2010-09-19", "2010-09-19T00:00:00Z/2010-09-19T23:59:59Z"),
            ("2010-09", "2010-09-01T00:00:00Z/2010-09-30T23:59:59Z"),
            ("2012-02", "2012-02-01T00:00:00Z/2012-02-29T23:59:59Z"),
            ("2010", "2010-01-01T00:00:00Z/2010-12-31T23:59:59Z"),
            (
                "2010-09-19T12:30:00Z",
                "2010-09-19T12:30:00Z/2010-09-19T12:30:00Z",
            ),
            (
                "2010-09-19T12:30:00.25+05:00",
                "2010-09-19T12:30:00Z/2010-09-19T12:30:00Z",
            ),
            (
                "2010-09-19t12:30z",
                "2010-09-19T12:30:00Z/2010-09-19T12:30:00Z",
            ),
            (
                "2020-01-01T/2020-02-01T",
                "2020-01-01T00:00:00Z/2020-02-01T23:59:59Z",
            ),
            (
                "2010-08-01/2010-09-30",
                "2010-08-01T00:00:00Z/2010-09-30T23:59:59Z",
            ),
            ("2010-08-01/..", "2010-08-01T00:00:00Z/.."),
            ("../2010-09-30", "../2010-09-30T23:59:59Z"),
            ("/2010-09-30", "../2010-09-30T23:59:59Z"),
            ("2010-08-01/", "2010-08-01T00:00:00Z/.."),
            ("../..", "../.."),
            (
                "1998-07-24/P2D",
                "1998-07-24T00:00:00Z/1998-07-25T23:59:59Z",
            ),
            ("2012-02/P1M", "2012-02-01T00:00:00Z/2012-02-29T23:59:59Z"),
            (
                "P1M/2012-03-31",
                "2012-03-01T00:00:00Z/2012-03-31T23:59:59Z",
            ),
            (
                "2010-09-19T12:00:00Z/PT36H",
                "2010-09-19T12:00:00Z/2010-09-21T00:00:00Z",
            ),
            (
                "0000-01-01T00:00:00Z/9999-12-31T00:00:00Z",
                "0000-01-01T00:00:00Z/9999-12-31T00:00:00Z",
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_named() {
        for text in [
            "yesterday",
            "2010-13-01",
            "2010-02-30",
            "2010-9-1",
            "10-09-19",
            "..",
            "",
            "2010-09-19T25:00:00Z",
            "2010-09-19T12",
            "2010-09-19T12:00:00+5",
            "20100919",
            "2010-09-19T12:00:00.Z",
            "+2010-09-19",
            "2010-09T10:00:00Z",
        ] {
            assert!(
                read(text).starts_with("expected a date"),
                "{text}: {}",
                read(text)
            );
        }
        for text in [
            "2010/P",
            "2010/Pest",
            "P9999999Y/2010",
            "2010/P99999Y",
            "2010-01-01/PT",
        ] {
            let said = read(text);
            assert!(said.starts_with("expected a duration"), "{text}: {said}");
        }
        assert_eq!(
            read("2011-01-01/-P1D"),
            "expected a date (2010-09-19), month (2010-09), year (2010) or date-time \
             (2010-09-19T12:00:00Z), found \"-P1D\""
        );
        assert_eq!(
            read("a/b/c"),
            "expected one moment or start/end, found 3 parts"
        );
        assert_eq!(
            read("2011-01-01/2010-01-01"),
            "the interval ends (2010-01-01) before it starts (2011-01-01)"
        );
    }

    #[test]
    fn the_last_day_of_an_interval_belongs_to_it() {
        let september: Interval = "2010-08-01/2010-09-30".parse().unwrap();
        let on = |day: &str| day.parse::<Interval>().unwrap().intersects(&september);
        assert!(on("2010-08-01") && on("2010-09-30"));
        assert!(!on("2010-07-31") && !on("2010-10-01"));
    }

    fn any_interval() -> impl Strategy<Value = Interval> {
        (
            prop::option::of(-1000..1000_i64),
            prop::option::of(-1000..1000_i64),
        )
            .prop_map(|(a, b)| {
                let (a, b) = if a.zip(b).is_some_and(|(a, b)| a > b) {
                    (b, a)
                } else {
                    (a, b)
                };
                Interval::new(a.map(Instant), b.map(Instant)).unwrap()
            })
    }

    proptest! {
        #[test]
        fn a_day_is_what_it_is_with_blanks_round_it(year in 0..10_000, month in 0..14, day in 0..33) {
            let text = format!("{year:04}-{month:02}-{day:02}");
            let with_a_blank = Interval::of_moment(&format!("{text} "));
            prop_assert_eq!(Interval::of_moment(&text).ok(), with_a_blank.ok());
        }

        #[test]
        fn to_intersect_is_mutual(a in any_interval(), b in any_interval()) {
            prop_assert_eq!(a.intersects(&b), b.intersects(&a));
        }

        #[test]
        fn a_union_meets_whatever_one_of_its_parts_meets(
            a in any_interval(), b in any_interval(), c in any_interval(),
        ) {
            if a.intersects(&c) || b.intersects(&c) {
                prop_assert!(a.union(&b).intersects(&c));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC*") {
            let _ = text.parse::<Interval>();
        }

        #[test]
        fn what_is_written_is_read_again(a in 0..4_000_000_i64, length in 0..4_000_000_i64) {
            let span = Interval::new(Some(Instant(a * 1000)), Some(Instant((a + length) * 1000)));
            prop_assert_eq!(span.unwrap().to_string().parse::<Interval>().unwrap(), span.unwrap());
        }
    }
}
