//! The properties of a collection: their names, types and meanings.

use serde_json::Value;

/// What a property holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertyType {
    /// Any text.
    Text,
    /// A text that is a date, `YYYY-MM-DD`.
    Date,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// True or false.
    Boolean,
    /// A list.
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
            Value::Number(number) if number.is_f64() => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(text) if is_date(text) => Self::Date,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        })
    }

    /// The narrowest type that holds the values of both.
    #[must_use]
    pub fn widen(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Integer, Self::Number) | (Self::Number, Self::Integer) => Self::Number,
            (Self::Date, Self::Text) | (Self::Text, Self::Date) => Self::Text,
            _ => Self::Object,
        }
    }

    /// Can a query ask for equality with it?
    pub fn is_queryable(self) -> bool {
        !matches!(self, Self::Array | Self::Object)
    }

    /// The word that error messages use.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "a date (YYYY-MM-DD)",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "true or false",
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
    pub fn queryables(&self) -> impl Iterator<Item = &Property> {
        self.properties
            .iter()
            .filter(|property| property.kind.is_queryable())
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
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
        assert_eq!(seen(json!(["2010-09-19", null])), Some(PropertyType::Date));
        assert_eq!(
            seen(json!(["2010-09-19", "2010-09"])),
            Some(PropertyType::Text)
        );
        assert_eq!(seen(json!(["2010-13-19"])), Some(PropertyType::Text));
        assert_eq!(seen(json!([1, "one"])), Some(PropertyType::Object));
        assert_eq!(seen(json!([null])), None);
    }
}
