//! Groups of many features, against a naive count of the same.

use std::collections::{BTreeMap, HashMap};

use marz::domain::{Collection, Feature, FeatureId, Property, PropertyType, Schema};
use marz::query::{Facets, Filter};
use marz::store::{FacetsError, Groups, Key, Snapshot};
use serde_json::{Value, json};

/// More than are looked at together.
const MANY: u64 = 3_000;

/// Numbers without an order that is seen.
fn mixed(number: u64, most: u64) -> u64 {
    (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33) % most
}

fn properties(number: u64) -> Value {
    let list = |seed: u64| -> Vec<String> {
        let tag = |at: u64| format!("tag {}", mixed(number * seed + at, 5));
        (0..mixed(number * seed, 4)).map(tag).collect()
    };
    // One that is so long that its column keeps no values.
    let long = if number == 1_500 {
        "x".repeat(5_000)
    } else {
        String::new()
    };
    json!({
        "kind": if number.is_multiple_of(5) { Value::Null } else { json!(mixed(number, 3)) },
        "tags": list(7),
        "others": list(13),
        "plain": [format!("{}", number % 11), format!("{}", number % 3), long],
        "own": number,
        "dead": if number.is_multiple_of(4) { Value::Null } else { json!(number % 9) },
    })
}

fn snapshot(count: u64) -> Snapshot {
    let property = |(name, kind): (&str, PropertyType)| Property {
        name: name.to_owned(),
        title: None,
        description: None,
        kind,
    };
    let collection = Collection {
        id: "c".into(),
        title: "c".into(),
        description: None,
        keywords: Vec::new(),
        attribution: None,
        license: None,
        schema: Schema {
            properties: [
                ("kind", PropertyType::Integer),
                ("tags", PropertyType::TextList),
                ("others", PropertyType::TextList),
                ("plain", PropertyType::TextList),
                ("own", PropertyType::Integer),
                ("dead", PropertyType::Integer),
            ]
            .map(property)
            .into(),
        },
        time: None,
    };
    let feature = |number: u64| Feature {
        id: FeatureId::Number(number),
        geometry: None,
        properties: properties(number).as_object().unwrap().clone(),
    };
    Snapshot::build(collection, (0..count).map(feature).collect()).unwrap()
}

fn counted(snapshot: &Snapshot, by: &str) -> Result<Groups, FacetsError> {
    let schema = &snapshot.collection().schema;
    let facets = Facets {
        by: Facets::by(by, schema, |_| false).unwrap(),
        sums: Facets::sums("dead", schema).unwrap(),
    };
    snapshot.facets(&Filter::default(), &facets, &HashMap::new())
}

/// What a feature says of a property: of a list each of its values once.
fn said(properties: &Value, name: &str) -> Vec<String> {
    let mut values = match &properties[name] {
        Value::Array(values) => values.iter().map(Value::to_string).collect(),
        value => vec![value.to_string()],
    };
    values.sort();
    values.dedup();
    if values.is_empty() {
        values.push("null".to_owned());
    }
    values
}

fn written(key: &Key) -> String {
    match key {
        Key::Boolean(truth) => truth.to_string(),
        Key::Number(number) => number.0.to_string(),
        Key::Text(text) => json!(**text).to_string(),
        Key::Unknown => "null".to_owned(),
    }
}

/// Compares the groups of so many features with a naive count.
fn check(snapshot: &Snapshot, count: u64, dimensions: &[&str]) {
    let mut expected: BTreeMap<Vec<String>, (usize, f64, usize)> = BTreeMap::new();
    for number in 0..count {
        let own = properties(number);
        let mut keys = vec![Vec::new()];
        for name in dimensions {
            let longer = |key: &Vec<String>| -> Vec<Vec<String>> {
                let values = said(&own, name).into_iter();
                values
                    .map(|value| [key.clone(), vec![value]].concat())
                    .collect()
            };
            keys = keys.iter().flat_map(longer).collect();
        }
        for key in keys {
            let tally = expected.entry(key).or_default();
            tally.0 += 1;
            tally.1 += own["dead"].as_f64().unwrap_or_default();
            tally.2 += usize::from(own["dead"].is_null());
        }
    }
    let found = counted(snapshot, &dimensions.join(",")).unwrap();
    assert_eq!(found.total.count, usize::try_from(count).unwrap());
    assert!(found.groups.is_sorted_by_key(|(keys, _)| keys.clone()));
    let found: BTreeMap<Vec<String>, (usize, f64, usize)> = found
        .groups
        .iter()
        .map(|(keys, tally)| {
            let sum = &tally.sums[0];
            let keys = keys.iter().map(written).collect();
            (keys, (tally.count, sum.parts[0], sum.unknown))
        })
        .collect();
    assert_eq!(found, expected, "{dimensions:?}");
}

#[test]
fn groups_of_many_features_are_what_a_naive_count_says() {
    let snapshot = snapshot(MANY);
    check(&snapshot, MANY, &["kind"]);
    check(&snapshot, MANY, &["tags", "kind"]);
    check(&snapshot, MANY, &["plain", "tags"]);
    check(&snapshot, MANY, &["kind", "plain", "tags"]);
}

#[test]
fn groups_are_as_many_as_an_answer_may_have_and_no_more() {
    let groups = counted(&snapshot(10_000), "own").unwrap();
    assert_eq!(groups.groups.len(), 10_000);
    let refused = counted(&snapshot(10_001), "own");
    assert_eq!(refused, Err(FacetsError::TooManyGroups));
}

#[test]
fn many_combinations_of_lists_are_few_groups() {
    // More different pairs of lists than an answer may have groups.
    check(&snapshot(30_000), 30_000, &["tags", "others"]);
}
