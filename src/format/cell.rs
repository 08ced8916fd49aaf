//! One property of one feature as a typed value, for formats whose columns have types.

use jiff::civil::{Date, DateTime, Time};
use serde_json::Value;

use super::columns::Column;
use super::pieces::Cause;
use crate::domain::{FeatureId, PropertyType, Record};

/// A value of its column's type.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    /// Not known, not there.
    Null,
    Text(&'a str),
    Date(Date),
    /// What the clock of the place showed, and how the author wrote it.
    DateTime(DateTime, &'a str),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Texts(Vec<&'a str>),
    /// Anything, as JSON.
    Json(&'a Value),
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

/// What the record has in that column.
pub(super) fn cell<'a>(record: &'a Record, column: &Column) -> Result<Cell<'a>, Misfit> {
    let property = &column.property;
    let value = match record.feature.properties.get(&property.name) {
        None | Some(Value::Null) => return Ok(Cell::Null),
        Some(value) => value,
    };
    typed(property.kind, value).ok_or_else(|| Misfit {
        id: record.feature.id.clone(),
        property: property.name.clone(),
        found: value.to_string().chars().take(60).collect(),
        expected: property.kind.noun(),
    })
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

fn typed(kind: PropertyType, value: &Value) -> Option<Cell<'_>> {
    Some(match kind {
        PropertyType::Text => Cell::Text(value.as_str()?),
        PropertyType::Date => Cell::Date(value.as_str()?.parse().ok()?),
        PropertyType::DateTime => {
            let text = value.as_str()?;
            Cell::DateTime(wall_clock(text)?, text)
        }
        PropertyType::Integer => Cell::Integer(value.as_i64()?),
        PropertyType::Number => Cell::Number(value.as_f64()?),
        PropertyType::Boolean => Cell::Boolean(value.as_bool()?),
        PropertyType::TextList => {
            let texts: Option<_> = value.as_array()?.iter().map(Value::as_str).collect();
            Cell::Texts(texts?)
        }
        PropertyType::NumberList | PropertyType::Array | PropertyType::Object => Cell::Json(value),
    })
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
            (PropertyType::Text, json!(""), Some(Cell::Text(""))),
            (PropertyType::Text, json!(1), None),
            (
                PropertyType::Date,
                json!("2010-09-19"),
                Some(Cell::Date(date(2010, 9, 19))),
            ),
            (
                PropertyType::DateTime,
                json!(exact),
                Some(Cell::DateTime(noon, exact)),
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
                json!(["a", "b"]),
                Some(Cell::Texts(vec!["a", "b"])),
            ),
            (PropertyType::TextList, json!(["a", 1]), None),
        ] {
            assert_eq!(typed(kind, &value), expected, "{kind:?} {value}");
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
