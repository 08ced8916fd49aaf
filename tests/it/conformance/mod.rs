//! Each conformance class that is declared, with its requirements and the tests that hold them.
//!
//! `make conformance` runs the abstract tests of Features Parts 1 and 2 besides, under their own
//! names (`tests/conformance/`).

mod classes;
mod tile_classes;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{bundled, get};
use classes::CLASSES;
use tile_classes::TILE_CLASSES;

/// All classes of the table.
fn all() -> impl Iterator<Item = &'static classes::Class> {
    CLASSES.iter().chain(TILE_CLASSES)
}

const SPEC: &str = "http://www.opengis.net/spec/";

/// The names of all tests of the project in Rust.
fn tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            let mut is_test = false;
            for line in text.lines().map(str::trim) {
                if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
                    is_test = true;
                } else if let Some((_, rest)) = line.split_once("fn ").filter(|_| is_test) {
                    names.insert(rest.split('(').next().unwrap().to_owned());
                    is_test = false;
                }
            }
        }
    }
    names
}

#[tokio::test]
async fn every_class_that_is_declared_is_tested_and_nothing_else_is_declared() {
    let declared = get(&bundled(), "/conformance").await.json();
    let declared: BTreeSet<String> = declared["conformsTo"]
        .as_array()
        .unwrap()
        .iter()
        .map(|class| class.as_str().unwrap().trim_start_matches(SPEC).to_owned())
        .collect();
    let listed: BTreeSet<String> = all().map(|(class, _)| (*class).to_owned()).collect();
    assert_eq!(declared, listed);
    let tests = tests();
    for (class, requirements) in all() {
        assert!(!requirements.is_empty(), "{class}");
        for (requirement, test) in *requirements {
            assert!(
                tests.contains(*test),
                "{class}, {requirement}: no test {test}"
            );
        }
    }
}

#[tokio::test]
async fn json_fg_says_when_and_in_which_system() {
    let app = bundled();
    let one = "/collections/incidents/items/2010-09-19-kamarob-ambush?f=jsonfg";
    let plain = get(&app, one).await;
    assert_eq!(plain.header("content-type"), "application/fg+json");
    let plain = plain.json();
    assert_eq!(plain["time"]["date"], "2010-09-19");
    assert!(plain["geometry"].is_object() && plain["place"].is_null());
    let class = format!("{SPEC}json-fg-1/1.0/conf/core");
    assert!(
        plain["conformsTo"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| *one == class)
    );
    let utm = "http://www.opengis.net/def/crs/EPSG/0/32642";
    let projected = get(&app, &format!("{one}&crs={utm}")).await.json();
    assert!(projected["geometry"].is_null());
    assert_eq!(projected["place"]["type"], "Point");
    assert!(projected.to_string().contains("EPSG/0/32642"));
    let page = "/collections/incidents/items?f=jsonfg&limit=2&datetime=2010-09";
    let page = get(&app, page).await.json();
    assert_eq!(page["type"], "FeatureCollection");
    assert!(page["conformsTo"].is_array() && page["features"][0]["conformsTo"].is_null());
}

#[tokio::test]
async fn two_properties_are_compared_with_each_other() {
    let url = "/collections/incidents/items?limit=1000&filter=deaths_high%20%3E%20deaths_best";
    let found = get(&bundled(), url).await.ids();
    let expected: Vec<String> = crate::support::incidents()
        .iter()
        .filter(|one| {
            let of = |name: &str| one.properties[name].as_u64();
            of("deaths_high")
                .zip(of("deaths_best"))
                .is_some_and(|(high, best)| high > best)
        })
        .map(|one| one.id.clone())
        .collect();
    assert!(expected.len() > 5);
    assert_eq!(found, expected);
}
