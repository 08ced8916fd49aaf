//! A property as a parameter: the features in which it has a value.

use std::cmp::Ordering::Equal;

use serde_json::Value;

use crate::domain::{Property, PropertyType};

/// A property that has a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Equals {
    /// The property's name.
    pub property: String,
    /// What it must be.
    pub value: Value,
}

impl Equals {
    /// Reads `text` as a value of the property's type; the error says what was expected.
    pub fn parse(property: &Property, text: &str) -> Result<Self, &'static str> {
        let value = match property.kind {
            PropertyType::Integer => text.parse::<i64>().ok().map(Value::from),
            PropertyType::Number => text
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .map(Value::from),
            PropertyType::Boolean => text.parse::<bool>().ok().map(Value::from),
            _ => Some(Value::from(text)),
        };
        let value = value.ok_or_else(|| property.kind.noun())?;
        Ok(Self {
            property: property.name.clone(),
            value,
        })
    }

    /// Is this the value? Numbers are compared by value, so that 3 is 3.0; two whole numbers as
    /// they are, since beyond 2^53 a float cannot tell neighbours apart.
    pub fn holds(&self, value: &Value) -> bool {
        match (&self.value, value) {
            (Value::Number(wanted), Value::Number(found)) if wanted.is_f64() || found.is_f64() => {
                let numbers = wanted.as_f64().zip(found.as_f64());
                numbers.is_some_and(|(wanted, found)| wanted.partial_cmp(&found) == Some(Equal))
            }
            (wanted, found) => wanted == found,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_read_as_the_property_s_type() {
        let property = |kind| Property {
            name: "p".into(),
            title: None,
            description: None,
            kind,
        };
        let read = |kind, text| Equals::parse(&property(kind), text).map(|equals| equals.value);
        assert_eq!(read(PropertyType::Integer, "28"), Ok(json!(28)));
        assert_eq!(read(PropertyType::Integer, "2.5"), Err("a whole number"));
        assert_eq!(read(PropertyType::Number, "2.5"), Ok(json!(2.5)));
        assert_eq!(read(PropertyType::Number, "NaN"), Err("a number"));
        assert_eq!(read(PropertyType::Boolean, "true"), Ok(json!(true)));
        assert_eq!(read(PropertyType::Boolean, "yes"), Err("true or false"));
        assert_eq!(read(PropertyType::Text, "28"), Ok(json!("28")));
    }

    #[test]
    fn three_is_three_point_zero_and_unknown_is_not_zero() {
        let three = Equals {
            property: "p".into(),
            value: json!(3),
        };
        assert!(three.holds(&json!(3.0)) && three.holds(&json!(3)));
        assert!(!three.holds(&json!("3")) && !three.holds(&json!(null)));
        let zero = Equals {
            property: "p".into(),
            value: json!(0),
        };
        assert!(!zero.holds(&json!(null)) && zero.holds(&json!(-0.0)));
        let large = Equals {
            property: "p".into(),
            value: json!(9_007_199_254_740_993_i64),
        };
        assert!(large.holds(&json!(9_007_199_254_740_993_i64)));
        assert!(!large.holds(&json!(9_007_199_254_740_992_i64)));
    }
}
