//! Which properties of a feature say when it was, and what they say.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{Interval, IntervalError};

/// The properties that say when a feature was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeProperties {
    /// Its first day or moment.
    pub start: String,
    /// Its last day or moment, if another property says it.
    pub end: Option<String>,
    /// What a feature without an end means.
    pub missing_end: MissingEnd,
}

/// What a start without an end means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MissingEnd {
    /// It was over on the day on which it started.
    Day,
    /// It still holds.
    Open,
}

/// A time that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{property}: found {found}; expected {expected}")]
pub struct TimeError {
    /// In which property.
    pub property: String,
    /// What stands there.
    pub found: String,
    /// What should.
    pub expected: String,
}

const A_TIME: &str = "a date (2010-09-19), month, year or date-time, or null";

impl TimeProperties {
    /// When the feature with these properties was; `None` if they do not say.
    pub fn interval(&self, properties: &Map<String, Value>) -> Result<Option<Interval>, TimeError> {
        let end = self.end.as_ref().and_then(|name| properties.get(name));
        self.between(properties.get(&self.start), end)
    }

    /// When a feature was of which these are the values of the two properties.
    pub fn between(
        &self,
        start: Option<&Value>,
        end: Option<&Value>,
    ) -> Result<Option<Interval>, TimeError> {
        let end_name = self.end.as_deref().unwrap_or_default();
        let first = moment(start, &self.start)?;
        let last = moment(end, end_name)?;
        let (first, last) = match (first, last) {
            (None, None) => return Ok(None),
            (Some(day), None) if self.missing_end == MissingEnd::Day => return Ok(Some(day)),
            (first, last) => (
                first.and_then(|at| at.start()),
                last.and_then(|at| at.end()),
            ),
        };
        Interval::new(first, last).map(Some).ok_or_else(|| {
            let said = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
            TimeError {
                property: end_name.to_owned(),
                found: said(end),
                expected: format!("{} ({}) or later", self.start, said(start)),
            }
        })
    }
}

/// The span that a property names; a whole number is a year.
fn moment(value: Option<&Value>, name: &str) -> Result<Option<Interval>, TimeError> {
    let text = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) if text.is_empty() => return Ok(None),
        Some(Value::String(text)) => Cow::Borrowed(text.as_str()),
        Some(Value::Number(number)) => Cow::Owned(format!("{:0>4}", number.to_string())),
        Some(other) => Cow::Owned(other.to_string()),
    };
    Interval::of_moment(&text)
        .map(Some)
        .map_err(|_not_a_time: IntervalError| TimeError {
            property: name.to_owned(),
            found: format!("{:?}", text.chars().take(40).collect::<String>()),
            expected: A_TIME.to_owned(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(missing_end: MissingEnd, properties: &Value) -> String {
        let (start, end) = ("a".to_owned(), Some("b".to_owned()));
        let time = TimeProperties {
            start,
            end,
            missing_end,
        };
        match time.interval(properties.as_object().unwrap()) {
            Ok(Some(interval)) => interval.to_string(),
            Ok(None) => "undated".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_missing_end_is_the_same_day_or_open_as_the_collection_says() {
        let day = json!({"a": "2010-09-19", "b": null});
        let span = "2010-09-19T00:00:00Z/2010-09-19T23:59:59Z";
        assert_eq!(read(MissingEnd::Day, &day), span);
        assert_eq!(read(MissingEnd::Open, &day), "2010-09-19T00:00:00Z/..");
        let end = json!({"b": 2010});
        assert_eq!(read(MissingEnd::Open, &end), "../2010-12-31T23:59:59Z");
        assert_eq!(read(MissingEnd::Open, &json!({"a": ""})), "undated");
    }

    #[test]
    fn what_cannot_be_used_is_said_with_its_property() {
        assert_eq!(
            read(
                MissingEnd::Day,
                &json!({"a": "2010-09-20", "b": "2010-09-19"})
            ),
            "b: found \"2010-09-19\"; expected a (\"2010-09-20\") or later"
        );
        assert_eq!(
            read(MissingEnd::Day, &json!({"a": "19.9.2010"})),
            "a: found \"19.9.2010\"; expected a date (2010-09-19), month, year or date-time, or null"
        );
        assert!(read(MissingEnd::Day, &json!({"a": [1]})).starts_with("a: found \"[1]\""));
    }
}
