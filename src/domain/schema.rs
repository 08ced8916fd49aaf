//! The properties of a collection: their names, types and meanings.

use serde_json::Value;

/// What a property holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertyType {
    /// Any text.
    Text,
    /// A text that is a date, `YYYY-MM-DD`.
    Date,
    /// A text that is a date with a time, as RFC 3339 writes it.
    DateTime,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// True or false.
    Boolean,
    /// A list of texts.
    TextList,
    /// A list of numbers.
    NumberList,
    /// A list of anything else.
    Array,
    /// A nested object, or values of several types.
    Object,
}

/// One property of a collection's features.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// As it stands in the data.
    pub name: String,
    /// For people.
    pub title: Option<String>,
    /// What it means, with its unit.
    pub description: Option<String>,
    /// What it holds.
    pub kind: PropertyType,
}

/// The properties of a collection, in the order in which the data has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    /// Each name once.
    pub properties: Vec<Property>,
}

impl PropertyType {
    /// The type of one value; `None` for null, which fits every type.
    pub fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Null => return None,
            Value::Bool(_) => Self::Boolean,
            // A whole number that 64 bits with a sign cannot hold is a number like any other.
            Value::Number(number) if number.is_i64() => Self::Integer,
            Value::Number(_) => Self::Number,
            Value::String(text) => Self::of_text(text),
            Value::Array(values) if values.iter().all(Value::is_string) => Self::TextList,
            Value::Array(values) if values.iter().all(Value::is_number) => Self::NumberList,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        })
    }

    /// The type of a text.
    pub fn of_text(text: &str) -> Self {
        if is_date(text) {
            Self::Date
        } else if is_date_time(text) {
            Self::DateTime
        } else {
            Self::Text
        }
    }

    /// The narrowest type that holds the values of both.
    #[must_use]
    pub fn widen(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Integer, Self::Number) | (Self::Number, Self::Integer) => Self::Number,
            (
                Self::Date | Self::DateTime | Self::Text,
                Self::Date | Self::DateTime | Self::Text,
            ) => Self::Text,
            (
                Self::TextList | Self::NumberList | Self::Array,
                Self::TextList | Self::NumberList | Self::Array,
            ) => Self::Array,
            _ => Self::Object,
        }
    }

    /// Is it one value, that a query can compare with another?
    pub fn is_scalar(self) -> bool {
        !matches!(
            self,
            Self::TextList | Self::NumberList | Self::Array | Self::Object
        )
    }

    /// Can a query ask for it?
    pub fn is_queryable(self) -> bool {
        self.is_scalar() || matches!(self, Self::TextList | Self::NumberList)
    }

    /// Is it a moment or a day?
    pub fn is_temporal(self) -> bool {
        matches!(self, Self::Date | Self::DateTime)
    }

    /// The word that error messages use.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "a date (YYYY-MM-DD)",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::DateTime => "a date-time (YYYY-MM-DDThh:mm:ssZ)",
            Self::TextList => "a list of texts",
            Self::NumberList => "a list of numbers",
            Self::Array => "a list",
            Self::Object => "an object",
        }
    }
}

impl Schema {
    /// The property of that name, with its position.
    pub fn find(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }

    /// The properties that a query can compare with a value.
    pub fn scalars(&self) -> impl Iterator<Item = &Property> {
        self.properties
            .iter()
            .filter(|property| property.kind.is_scalar())
    }

    /// The properties that a filter can ask for.
    pub fn queryables(&self) -> impl Iterator<Item = &Property> {
        self.properties
            .iter()
            .filter(|property| property.kind.is_queryable())
    }
}

fn is_date(text: &str) -> bool {
    super::written_time::day(text).is_some()
}

/// A day and a time of day, with or without seconds, `Z` or an offset.
fn is_date_time(text: &str) -> bool {
    text.len() >= 16
        && text
            .split_at_checked(10)
            .is_some_and(|(day, time)| is_date(day) && time.starts_with(['T', 't', ' ']))
        && super::Interval::of_moment(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_type_holds_every_value_seen() {
        let seen = |values: Value| {
            let values = values.as_array().unwrap().clone();
            values
                .iter()
                .filter_map(PropertyType::of)
                .reduce(PropertyType::widen)
        };
        assert_eq!(seen(json!([1, null, 2])), Some(PropertyType::Integer));
        assert_eq!(seen(json!([1, 2.5])), Some(PropertyType::Number));
        assert_eq!(seen(json!([1, u64::MAX])), Some(PropertyType::Number));
        assert_eq!(seen(json!([i64::MIN])), Some(PropertyType::Integer));
        assert_eq!(seen(json!(["2010-09-19", null])), Some(PropertyType::Date));
        assert_eq!(
            seen(json!(["2010-09-19", "2010-09"])),
            Some(PropertyType::Text)
        );
        assert_eq!(seen(json!(["2010-13-19"])), Some(PropertyType::Text));
        let moments = json!(["2010-09-19T12:00:00Z", "2010-09-19 12:00"]);
        assert_eq!(seen(moments), Some(PropertyType::DateTime));
        assert_eq!(
            seen(json!(["2010-09-19T12:00:00Z", "2010-09-19"])),
            Some(PropertyType::Text)
        );
        assert_eq!(seen(json!([[], ["a"]])), Some(PropertyType::TextList));
        assert_eq!(seen(json!([["a"], [1], []])), Some(PropertyType::Array));
        assert_eq!(seen(json!([1, "one"])), Some(PropertyType::Object));
        assert_eq!(seen(json!([null])), None);
    }
}
