//! Times as they are written: days, months, years, moments, durations.

use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time};

use super::interval::{Instant, Interval, IntervalError};

/// Does the text say how long, and not when?
pub(super) fn is_duration(text: &str) -> bool {
    text.starts_with('P')
}

/// An interval of which one end is a duration. From a day it lasts to the last moment of a day:
/// `2010-09-19/P2D` is the 19th and the 20th.
pub(super) fn lasting(first: &str, last: &str) -> Result<Interval, IntervalError> {
    let short = |text: &str| text.chars().take(40).collect::<String>();
    let span = |text: &str| {
        let span = text.parse::<jiff::Span>();
        span.map_err(|_no_duration| IntervalError::Duration(short(text)))
    };
    let bounds = |text: &str| moment(text).ok_or_else(|| IntervalError::Moment(short(text)));
    let ends = if is_duration(last) {
        let (start, end) = bounds(first)?;
        let after = start.checked_add(span(last)?).ok();
        // What is written as a moment has no last millisecond of its own.
        let through = i64::from(start != end);
        let end = after.and_then(|after| after.checked_sub(through.milliseconds()).ok());
        Some(start).zip(end)
    } else {
        let (start, end) = bounds(last)?;
        let through = i64::from(start != end);
        let after = end.checked_add(through.milliseconds()).ok();
        let before = span(first)?;
        let start = after.and_then(|after| after.checked_sub(before).ok());
        start.zip(Some(end))
    };
    let (first, last) = (short(first), short(last));
    let (start, end) = ends.ok_or(IntervalError::Duration(format!("{first}/{last}")))?;
    Interval::new(Some(Instant::new(start)), Some(Instant::new(end))).ok_or(
        IntervalError::EndBeforeStart {
            start: first,
            end: last,
        },
    )
}

/// A text that is a day and nothing else, `2010-09-19`, as most times of most files are.
pub(super) fn day(text: &str) -> Option<Date> {
    let [year @ .., b'-', m10, m1, b'-', d10, d1] = text.as_bytes() else {
        return None;
    };
    let year: &[u8; 4] = year.try_into().ok()?;
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
            Some(number * 10 + i16::from(digit))
        })
    };
    let two = |digits: [u8; 2]| i8::try_from(number(&digits)?).ok();
    Date::new(number(year)?, two([*m10, *m1])?, two([*d10, *d1])?).ok()
}

/// The first and the last moment of what a text names.
pub(super) fn moment(text: &str) -> Option<(DateTime, DateTime)> {
    let (day, time) = match text.split_once(['T', 't', ' ']) {
        // GDAL writes a day as "2020-01-01T".
        Some((day, "")) => (day, None),
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let mut fields = day.split('-');
    let fields = [(); 4].map(|()| fields.next());
    let (first, last) = match fields {
        [Some(year), None, ..] if time.is_none() => {
            let year = digits(year, 4)?;
            (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
        }
        [Some(year), Some(month), None, _] if time.is_none() => {
            let first = Date::new(digits(year, 4)?, digits(month, 2)?, 1).ok()?;
            (first, first.last_of_month())
        }
        [Some(year), Some(month), Some(day), None] => {
            let day = Date::new(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?).ok()?;
            (day, day)
        }
        _ => return None,
    };
    match time {
        Some(time) => {
            let moment = first.to_datetime(wall_clock(time)?);
            Some((moment, moment))
        }
        None => Some((first.at(0, 0, 0, 0), last.at(23, 59, 59, 999_000_000))),
    }
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff`, with or without `Z` or an offset, which is not applied.
fn wall_clock(text: &str) -> Option<Time> {
    let offset = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, offset) = text.split_at_checked(offset)?;
    if !is_offset(offset) {
        return None;
    }
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let fields: Vec<&str> = clock.split(':').collect();
    let (hour, minute, second) = match *fields.as_slice() {
        [hour, minute] => (digits(hour, 2)?, digits(minute, 2)?, 0),
        [hour, minute, second] => (digits(hour, 2)?, digits(minute, 2)?, digits(second, 2)?),
        _ => return None,
    };
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
    // A leap second is the last second of its minute: no incident is dated more finely.
    Time::new(
        hour,
        minute,
        i8::min(second, 59),
        millis.parse::<i32>().ok()? * 1_000_000,
    )
    .ok()
}

fn is_offset(text: &str) -> bool {
    match text.strip_prefix(['+', '-']) {
        None => matches!(text, "" | "Z" | "z"),
        Some(offset) => offset.split_once(':').is_some_and(|(hours, minutes)| {
            digits::<u8>(hours, 2).is_some_and(|hours| hours < 24)
                && digits::<u8>(minutes, 2).is_some_and(|minutes| minutes < 60)
        }),
    }
}

fn digits<N: FromStr>(text: &str, count: usize) -> Option<N> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
