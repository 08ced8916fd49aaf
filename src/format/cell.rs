//! The properties of one feature as typed values, for formats whose columns have types.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};
use serde::Deserialize;

use super::columns::Columns;
use super::pieces::Cause;
use crate::domain::{FeatureId, FeatureText, PropertyType};

/// A value of its column's type.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    /// Not known, not there.
    Null,
    Text(Cow<'a, str>),
    Date(Date),
    /// What the clock of the place showed, and how the author wrote it.
    DateTime(DateTime, Cow<'a, str>),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Texts(Vec<Cow<'a, str>>),
    /// Anything, as JSON.
    Json(&'a str),
}

/// A value that is not of its column's type.
#[derive(Debug, thiserror::Error)]
#[error("feature {id}, property {property:?}: found {found}; expected {expected}")]
pub(super) struct Misfit {
    id: FeatureId,
    property: String,
    found: String,
    expected: &'static str,
}

/// What the feature has in each column.
pub(super) fn cells<'a>(
    feature: &'a FeatureText,
    columns: &Columns,
) -> Result<Vec<Cell<'a>>, Misfit> {
    let typed = |(column, value): (&super::columns::Column, Option<&'a str>)| {
        let Some(value) = value else {
            return Ok(Cell::Null);
        };
        let property = &column.property;
        typed(property.kind, value).ok_or_else(|| Misfit {
            id: feature.id.clone(),
            property: property.name.clone(),
            found: value.chars().take(60).collect(),
            expected: property.kind.noun(),
        })
    };
    columns
        .iter()
        .zip(columns.values(feature))
        .map(typed)
        .collect()
}

/// The number that a feature is called by, for columns of numbers.
pub(super) fn number(id: &FeatureId) -> Result<i64, Cause> {
    let number = match id {
        FeatureId::Number(number) => i64::try_from(*number).ok(),
        FeatureId::Text(_) => None,
    };
    number.ok_or_else(|| {
        format!("feature {id}: found this identifier; expected a whole number below 2^63").into()
    })
}

/// `value` is what the property is written as.
fn typed(kind: PropertyType, value: &str) -> Option<Cell<'_>> {
    Some(match kind {
        PropertyType::Text => Cell::Text(text(value)?),
        PropertyType::Date => Cell::Date(text(value)?.parse().ok()?),
        PropertyType::DateTime => {
            let text = text(value)?;
            Cell::DateTime(wall_clock(&text)?, text)
        }
        PropertyType::Integer => Cell::Integer(serde_json::from_str(value).ok()?),
        PropertyType::Number => Cell::Number(serde_json::from_str(value).ok()?),
        PropertyType::Boolean => Cell::Boolean(serde_json::from_str(value).ok()?),
        PropertyType::TextList => {
            let texts: Vec<Text<'_>> = serde_json::from_str(value).ok()?;
            Cell::Texts(texts.into_iter().map(|Text(text)| text).collect())
        }
        PropertyType::NumberList | PropertyType::Array | PropertyType::Object => Cell::Json(value),
    })
}

/// Borrowed where it stands as it is.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The text that is written so; `None` if that is no text.
pub(super) fn text(written: &str) -> Option<Cow<'_, str>> {
    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(written).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// The time that stands there. An offset is read and not applied, as everywhere in marz.
fn wall_clock(text: &str) -> Option<DateTime> {
    let (day, time) = text.split_at_checked(10)?;
    let time = time.strip_prefix(['T', 't', ' '])?;
    let clock = time.split(['Z', 'z', '+', '-']).next()?;
    let (day, clock): (Date, Time) = (day.parse().ok()?, clock.parse().ok()?);
    Some(day.to_datetime(clock))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    #[test]
    fn a_value_has_the_type_of_its_column() {
        let noon = date(2010, 9, 19).at(12, 30, 0, 250_000_000);
        let exact = "2010-09-19T12:30:00.25+05:00";
        for (kind, value, expected) in [
            (PropertyType::Text, json!(""), Some(Cell::Text("".into()))),
            (
                PropertyType::Text,
                json!("say \"no\""),
                Some(Cell::Text("say \"no\"".into())),
            ),
            (PropertyType::Text, json!(1), None),
            (
                PropertyType::Date,
                json!("2010-09-19"),
                Some(Cell::Date(date(2010, 9, 19))),
            ),
            (
                PropertyType::DateTime,
                json!(exact),
                Some(Cell::DateTime(noon, exact.into())),
            ),
            (
                PropertyType::Integer,
                json!(i64::MIN),
                Some(Cell::Integer(i64::MIN)),
            ),
            (PropertyType::Integer, json!(u64::MAX), None),
            (PropertyType::Number, json!(1), Some(Cell::Number(1.0))),
            (
                PropertyType::TextList,
                json!(["a", "b\n"]),
                Some(Cell::Texts(vec!["a".into(), "b\n".into()])),
            ),
            (PropertyType::TextList, json!(["a", 1]), None),
        ] {
            assert_eq!(
                typed(kind, &value.to_string()),
                expected,
                "{kind:?} {value}"
            );
        }
    }

    #[test]
    fn every_way_to_write_a_moment_is_read() {
        for text in [
            "2010-09-19T12:30",
            "2010-09-19 12:30:00",
            "2010-09-19t12:30:00z",
            "2010-09-19T12:30:00-05:00",
        ] {
            assert_eq!(
                wall_clock(text),
                Some(date(2010, 9, 19).at(12, 30, 0, 0)),
                "{text}"
            );
        }
        assert_eq!(
            wall_clock("2016-12-31T23:59:60Z"),
            Some(date(2016, 12, 31).at(23, 59, 59, 0))
        );
    }
}
