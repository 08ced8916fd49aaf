//! The order of an answer: `sortby=-deaths_best,date_start`.

use std::cmp::Ordering;
use std::fmt;

use serde_json::Value;

use super::datum::{Datum, Kind};
use crate::domain::{FeatureId, Property, Schema};

/// One property by which features are ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortKey {
    /// The property's name.
    pub property: String,
    /// Greatest first.
    pub descending: bool,
    kind: Kind,
}

/// Where a feature stands in an order: the values of its keys, then its identifier, so that no
/// two stand in the same place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// As the data has them; null where there is none.
    pub values: Vec<Value>,
    /// What decides between equals.
    pub id: FeatureId,
}

/// So many keys order an answer at most.
const MOST_KEYS: usize = 16;

impl SortKey {
    /// Reads the keys, the most telling first. `+` (or the blank that it becomes in a query) and
    /// nothing before a name is ascending, `-` descending.
    pub fn parse(text: &str, schema: &Schema) -> Result<Vec<Self>, String> {
        let keys = text
            .split(',')
            .map(|key| Self::one(key, schema))
            .collect::<Result<Vec<_>, _>>()?;
        if keys.len() > MOST_KEYS {
            return Err(format!("expected at most {MOST_KEYS} properties"));
        }
        match keys.iter().enumerate().find(|(number, key)| {
            keys.iter()
                .take(*number)
                .any(|other| other.property == key.property)
        }) {
            Some((_, twice)) => Err(format!("{} is named twice", twice.property)),
            None => Ok(keys),
        }
    }

    fn one(text: &str, schema: &Schema) -> Result<Self, String> {
        let text = text.trim();
        let (descending, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let found = sortables(schema).find(|property| property.name == name);
        let kind = found.and_then(|property| Kind::of(property.kind));
        let Some(kind) = kind else {
            let known: Vec<&str> = sortables(schema).map(|one| &*one.name).collect();
            let name: String = name.chars().take(100).collect();
            return Err(format!(
                "found \"{name}\"; expected properties with - or + before them: {}",
                known.join(", ")
            ));
        };
        Ok(Self {
            property: name.to_owned(),
            descending,
            kind,
        })
    }

    /// A value of its property, as it is compared.
    pub fn read(&self, value: &Value) -> Option<Datum> {
        self.kind.read(value)
    }

    /// What is not known comes last, whichever the direction.
    fn order(&self, a: Option<&Datum>, b: Option<&Datum>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) => {
                let order = a.order(b).unwrap_or(Ordering::Equal);
                if self.descending {
                    order.reverse()
                } else {
                    order
                }
            }
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    }
}

/// The properties by which an answer can be ordered.
pub fn sortables(schema: &Schema) -> impl Iterator<Item = &Property> {
    schema.scalars()
}

/// The order of two features by their values.
pub fn order(keys: &[SortKey], a: &[Option<Datum>], b: &[Option<Datum>]) -> Ordering {
    keys.iter()
        .zip(a.iter().zip(b))
        .map(|(key, (a, b))| key.order(a.as_ref(), b.as_ref()))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

impl Place {
    /// Its values, as the keys compare them.
    pub fn data(&self, keys: &[SortKey]) -> Vec<Option<Datum>> {
        keys.iter()
            .zip(&self.values)
            .map(|(key, value)| key.kind.read(value))
            .collect()
    }
}

impl fmt::Display for SortKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.descending { "-" } else { "+" };
        write!(out, "{sign}{}", self.property)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PropertyType;
    use serde_json::json;

    fn schema() -> Schema {
        let property = |name: &str, kind| Property {
            name: name.to_owned(),
            title: None,
            description: None,
            kind,
        };
        Schema {
            properties: vec![
                property("deaths", PropertyType::Integer),
                property("day", PropertyType::Date),
                property("areas", PropertyType::TextList),
            ],
        }
    }

    #[test]
    fn unknown_comes_last_in_both_directions() {
        for (text, expected) in [("deaths", [1, 3, 0]), ("-deaths", [3, 1, 0])] {
            let keys = SortKey::parse(text, &schema()).unwrap();
            let mut rows = [
                json!({"deaths": 3}),
                json!({"deaths": null}),
                json!({"deaths": 1}),
            ];
            let values =
                |row: &Value| vec![row.get("deaths").and_then(|value| keys[0].read(value))];
            rows.sort_by(|a, b| order(&keys, &values(a), &values(b)));
            let found: Vec<u64> = rows
                .iter()
                .map(|row| row["deaths"].as_u64().unwrap_or(0))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_sorted_by_is_named() {
        let error = |text| SortKey::parse(text, &schema()).unwrap_err();
        assert!(error("areas").contains("found \"areas\""));
        assert!(error("deaths,-deaths").contains("twice"));
        assert!(error("").contains("expected properties"));
        assert!(SortKey::parse(" deaths,-day", &schema()).is_ok());
    }
}
