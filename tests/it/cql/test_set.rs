//! The test set of the parser's own published package, read from there.
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use axum::Router;
use http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Answer, serving, source};

/// The folder of the published `cql2` package, from which its test set is read.
fn package() -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER
        .get_or_init(|| {
            let output = Command::new(env!("CARGO"))
                .args(["metadata", "--format-version", "1", "--locked", "--offline"])
                .args(["--filter-platform", &host()])
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .output()
                .unwrap();
            let json: Value = serde_json::from_slice(&output.stdout).unwrap();
            let packages = json["packages"].as_array().unwrap();
            let cql2 = packages.iter().find(|one| one["name"] == "cql2").unwrap();
            let manifest = PathBuf::from(cql2["manifest_path"].as_str().unwrap());
            manifest.parent().unwrap().to_owned()
        })
        .clone()
}

/// The platform of this compiler: the packages of others may never have been fetched.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.unwrap().to_owned()
}

fn read(name: &str) -> String {
    std::fs::read_to_string(package().join("tests").join(name)).unwrap()
}

/// The hexagons of the test set reach beyond 180 degrees, where no data of marz may lie. At half
/// the size, which a float takes without rounding, they have the same relations.
fn halve(coordinates: &mut Value) {
    match coordinates {
        Value::Array(all) => all.iter_mut().for_each(halve),
        number => *number = json!(number.as_f64().unwrap() / 2.0),
    }
}

/// The same for the coordinates of a filter, which are the only numbers of those in question.
fn halved(filter: &str) -> String {
    if !filter.starts_with("s_") {
        return filter.to_owned();
    }
    let mut halved = String::new();
    let mut number = String::new();
    for letter in filter.chars().chain([' ']) {
        if letter.is_ascii_digit() || matches!(letter, '.' | '-') {
            number.push(letter);
            continue;
        }
        if let Ok(whole) = number.parse::<f64>() {
            halved.push_str(&(whole / 2.0).to_string());
        }
        number.clear();
        halved.push(letter);
    }
    halved
}

/// The 112 features of the test set as a collection.
fn test_data() -> Router {
    let features: Vec<Value> = read("cql2testdata.ndjson")
        .lines()
        .map(|line| {
            let mut properties: Value = serde_json::from_str(line).unwrap();
            let mut geometry = properties.as_object_mut().unwrap().remove("geom").unwrap();
            halve(&mut geometry["coordinates"]);
            let id = properties["intfield"].clone();
            json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties})
        })
        .collect();
    let collection = json!({"type": "FeatureCollection", "features": features}).to_string();
    serving(vec![source("test", "test.geojson", &collection)])
}

async fn asked(app: &Router, language: &str, filter: &str) -> Answer {
    let body = json!({"filter": filter, "filter-lang": language, "limit": 1000});
    post(app, "/collections/test/search", &body).await
}

async fn post(app: &Router, url: &str, body: &Value) -> Answer {
    crate::support::post(app, url, "application/json", body.to_string()).await
}

fn numbers(answer: &Answer) -> Vec<u64> {
    let json = answer.json();
    let features = json["features"].as_array().unwrap();
    features
        .iter()
        .map(|feature| feature["id"].as_u64().unwrap())
        .collect()
}

/// Where marz answers otherwise than the package's evaluator, and why.
const OTHERWISE: [(&str, &str); 0] = [];

#[tokio::test]
async fn the_test_set_finds_the_features_that_it_expects() {
    let app = test_data();
    let expected = read("operators_expected.txt");
    let lines: Vec<&str> = expected.lines().collect();
    let (mut checked, mut failures) = (0, Vec::new());
    for pair in lines.chunks(2) {
        let [filter, expected] = pair else {
            panic!("a filter without an expectation: {pair:?}");
        };
        if OTHERWISE.iter().any(|(known, _)| known == filter) {
            continue;
        }
        let mut expected: Vec<u64> = expected
            .split_whitespace()
            .map(|id| id.parse().unwrap())
            .collect();
        expected.sort_unstable();
        let answer = asked(&app, "cql2-text", &halved(filter)).await;
        if answer.status != StatusCode::OK {
            failures.push(format!("{filter}\n    {}", answer.text()));
        } else if numbers(&answer) != expected {
            failures.push(format!(
                "{filter}\n    found {:?}\n    expected {expected:?}",
                numbers(&answer)
            ));
        }
        checked += 1;
    }
    assert!(checked > 100, "{checked}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
