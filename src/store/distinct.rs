//! The values that a property takes, where they are few: the choices of a form.

use serde_json::Value;

use super::Snapshot;
use super::column::Column;

/// Letters of a value that can stand in a list of choices.
const LONGEST: usize = 80;

impl Snapshot {
    /// The values of this property, sorted, each once; of a list its entries. `None` if there are
    /// more than `most` of them, or any that is no choice: a long text, an object.
    pub fn distinct(&self, property: &str, most: usize) -> Option<Vec<Value>> {
        let Some(Column::Coded(column)) = self.columns.named(property) else {
            return self.columns.named(property).is_none().then(Vec::new);
        };
        let mut found: Vec<Value> = Vec::new();
        for value in column.values() {
            let values = match value {
                Value::Array(values) => values.as_slice(),
                value => std::slice::from_ref(value),
            };
            for value in values {
                if found.contains(value) {
                    continue;
                }
                if found.len() == most || !is_choice(value) {
                    return None;
                }
                found.push(value.clone());
            }
        }
        found.sort_by(order);
        Some(found)
    }
}

fn is_choice(value: &Value) -> bool {
    match value {
        Value::String(text) => text.chars().nth(LONGEST).is_none(),
        Value::Number(_) | Value::Bool(_) => true,
        _ => false,
    }
}

/// Numbers by value, texts by their letters.
fn order(a: &Value, b: &Value) -> std::cmp::Ordering {
    let numbers = a.as_f64().zip(b.as_f64());
    numbers.map_or_else(
        || a.to_string().cmp(&b.to_string()),
        |(a, b)| a.total_cmp(&b),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Collection, Feature, FeatureId, Property, PropertyType, Schema};
    use serde_json::json;

    fn snapshot(values: Value) -> Snapshot {
        let collection = Collection {
            id: "c".into(),
            title: "c".into(),
            description: None,
            keywords: Vec::new(),
            attribution: None,
            license: None,
            schema: Schema {
                properties: vec![Property {
                    name: "p".into(),
                    title: None,
                    description: None,
                    kind: PropertyType::Object,
                }],
            },
            time: None,
        };
        let Value::Array(values) = values else {
            panic!("a list");
        };
        let feature = |(number, value): (u64, Value)| Feature {
            id: FeatureId::Number(number),
            geometry: None,
            properties: std::iter::once(("p".to_owned(), value)).collect(),
        };
        Snapshot::build(collection, (0..).zip(values).map(feature).collect()).unwrap()
    }

    #[test]
    fn few_values_are_listed_in_order_and_many_or_long_ones_are_not() {
        let distinct = |values: Value| snapshot(values).distinct("p", 3);
        assert_eq!(
            distinct(json!([10, 9, null, 10])),
            Some(vec![json!(9), json!(10)])
        );
        assert_eq!(
            distinct(json!([["b", "a"], ["a"], []])),
            Some(vec![json!("a"), json!("b")])
        );
        assert_eq!(distinct(json!([1, 2, 3, 4])), None);
        assert_eq!(distinct(json!([{"a": 1}])), None);
        assert_eq!(distinct(json!(["x".repeat(81)])), None);
        assert_eq!(snapshot(json!([1])).distinct("q", 3), Some(Vec::new()));
    }
}
