//! `OWSLib`, the Python library of many catalogues and scripts.

use serde_json::{Value, json};

use super::visit::{Visit, assert_asked};
use super::{BOX, ids_of};

#[test]
fn owslib_finds_its_way_from_the_landing_page_to_a_feature() {
    let visit = Visit::to_the_bundled_data();
    let collections = visit.json("/collections");
    let seen = visit.python("read_with_owslib.py", &[]);
    for rel in ["service-desc", "conformance", "data"] {
        let landing = seen["landing"].as_array().unwrap();
        assert!(landing.contains(&json!(rel)), "{rel}: {landing:?}");
    }
    assert!(seen["api"].as_str().unwrap().starts_with("3.0."), "{seen}");
    let ids = collections["collections"].as_array().unwrap();
    let ids: Vec<&Value> = ids.iter().map(|one| &one["id"]).collect();
    assert_eq!(seen["collections"], json!(ids));
    // It keeps those alone whose `itemType` is `feature`.
    assert_eq!(seen["feature_collections"], json!(ids));
    assert_eq!(seen["title"], "Incidents");
    let clashes = ids_of(|one| {
        one.properties["category"] == "clash"
            && one.is_inside(BOX)
            && one.is_during("2010-08-01", "2010-09-30")
    });
    assert_eq!(seen["matched"], clashes.len());
    assert_eq!(seen["page"], json!(clashes[..clashes.len().min(5)]));
    assert_eq!(seen["item"], clashes[0]);
    let asked = [
        ("bbox", "68,38,72,40"),
        ("datetime", "2010-08/2010-09"),
        ("category", "clash"),
        ("limit", "5"),
    ];
    let heard = visit.end();
    assert_asked(&heard, "incidents", &asked);
    let item = format!("/collections/incidents/items/{}", clashes[0]);
    for path in ["/", "/api", "/conformance", "/collections", &item] {
        assert!(heard.iter().any(|one| one.path == path), "{path}");
    }
    // The properties that can be asked for are asked about as soon as the server declares it.
    let is_declared = seen["conformance"].to_string().contains("/conf/queryables");
    let queryables = seen["queryables"].as_array();
    assert_eq!(queryables.is_some(), is_declared);
    assert!(queryables.is_none_or(|names| names.contains(&json!("category"))));
}
