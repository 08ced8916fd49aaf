//! One value of a property, as queries compare it.

use std::cmp::Ordering;

use serde_json::Value;

use crate::domain::{Instant, Interval, PropertyType};

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// Compared letter by letter, by their numbers in Unicode.
    Text(String),
    /// Whole or not.
    Number(f64),
    /// False is less than true.
    Boolean(bool),
    /// A day is its first moment.
    Moment(Instant),
}

/// Of which kind a value is: only those of one kind are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A day or a moment.
    Moment,
}

impl Kind {
    /// The kind of a property's values; `None` for lists and objects.
    pub fn of(property: PropertyType) -> Option<Self> {
        match property {
            PropertyType::Text => Some(Self::Text),
            PropertyType::Date | PropertyType::DateTime => Some(Self::Moment),
            PropertyType::Integer | PropertyType::Number => Some(Self::Number),
            PropertyType::Boolean => Some(Self::Boolean),
            PropertyType::TextList
            | PropertyType::NumberList
            | PropertyType::Array
            | PropertyType::Object => None,
        }
    }

    /// The words of error messages.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Moment => "a date or date-time",
        }
    }

    /// A property's value as this kind; `None` for null and for what is of another kind.
    pub fn read(self, value: &Value) -> Option<Datum> {
        Some(match (self, value) {
            (Self::Text, Value::String(text)) => Datum::Text(text.clone()),
            (Self::Number, Value::Number(number)) => Datum::Number(number.as_f64()?),
            (Self::Boolean, Value::Bool(truth)) => Datum::Boolean(*truth),
            (Self::Moment, Value::String(text)) => {
                Datum::Moment(Interval::of_moment(text).ok()?.start()?)
            }
            _ => return None,
        })
    }
}

impl Datum {
    /// Which is less; `None` if they are of different kinds.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            (Self::Number(a), Self::Number(b)) => a.partial_cmp(b),
            (Self::Boolean(a), Self::Boolean(b)) => Some(a.cmp(b)),
            (Self::Moment(a), Self::Moment(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}
