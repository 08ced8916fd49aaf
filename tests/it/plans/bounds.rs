//! What a file or a filter could ask too much of.

use std::time::Duration;

use marz::domain::Crs;
use marz::import::{self, CollectionSettings, Content, File};
use marz::query::cql::{Cql, Language};
use marz::query::{Filter, From, Page, Query, SortKey};
use marz::store::Snapshot;
use serde_json::{Value, json};
use std::sync::Arc;

fn snapshot(features: impl Iterator<Item = Value>) -> Arc<Snapshot> {
    let features: Vec<Value> = features
        .map(|properties| json!({"type": "Feature", "geometry": null, "properties": properties}))
        .collect();
    let document = json!({"type": "FeatureCollection", "features": features});
    let file = File {
        name: "made-up.geojson".to_owned(),
        content: Content::Bytes(document.to_string().into_bytes()),
    };
    let import = import::read("made-up", &file, &CollectionSettings::default());
    assert!(import.findings.is_empty(), "{:?}", import.findings);
    Arc::new(Snapshot::build(import.collection, import.features).unwrap())
}

fn query(snapshot: &Snapshot, text: &str, sort: &str) -> Query {
    let schema = &snapshot.collection().schema;
    let cql = Cql::parse(text, Language::Text, Crs::Crs84, schema).unwrap();
    Query {
        filter: Filter {
            cql: Some(cql),
            ..Filter::default()
        },
        sort: SortKey::parse(sort, schema).unwrap(),
        page: Page {
            limit: 100,
            from: From::Offset(0),
        },
    }
}

/// A cell for each of them under each name would be a hundred million.
#[test]
fn features_with_names_of_their_own_are_found_by_all_of_them() {
    let features = (0..10_000_usize)
        .map(|number| Value::Object([(name(number), json!(number))].into_iter().collect()));
    let snapshot = snapshot(features);
    for number in [0, 499, 500, 9_999] {
        let name = name(number).replace('"', "\"\"");
        let text = format!("\"{name}\" = {number}");
        let sort = self::name(number);
        let found = snapshot.find(&query(&snapshot, &text, &sort)).unwrap();
        assert_eq!(found.matched(), 1, "{text}");
        let unknown = format!("\"{name}\" IS NULL");
        let found = snapshot.find(&query(&snapshot, &unknown, &sort)).unwrap();
        assert_eq!(found.matched(), 9_999, "{unknown}");
    }
}

fn name(number: usize) -> String {
    format!("p {number} \"")
}

#[test]
fn patterns_are_given_up_when_their_time_is_over() {
    let titles =
        (0..2_000).map(|number| json!({"title": format!("{number} {}", "ab".repeat(900))}));
    let snapshot = snapshot(titles);
    let query = query(&snapshot, "title LIKE '%a%a%a%c'", "title");
    assert!(snapshot.find_within(&query, Duration::ZERO).is_err());
    assert_eq!(snapshot.find(&query).unwrap().matched(), 0);
}

#[test]
fn a_pattern_has_at_most_a_thousand_letters() {
    let snapshot = snapshot(std::iter::once(json!({"title": "a"})));
    let schema = &snapshot.collection().schema;
    let read = |letters: usize| {
        let text = format!("title LIKE '{}'", "a".repeat(letters));
        Cql::parse(&text, Language::Text, Crs::Crs84, schema)
    };
    assert!(read(1_000).is_ok());
    let error = read(1_001).unwrap_err().to_string();
    assert!(
        error.contains("1001 letters; expected at most 1000"),
        "{error}"
    );
}
