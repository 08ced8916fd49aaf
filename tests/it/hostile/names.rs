//! Requests and data that nobody would write, and that somebody sends.

use std::collections::HashSet;

use http::{Method, StatusCode};
use serde_json::Value;

use crate::support::{bundled, get, request, serving, source};

/// A property of the name of every parameter, and one without a name.
const NAMED_LIKE_PARAMETERS: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[70,39]},"properties":{
        "limit":5,"offset":1,"cursor":"c","f":"html","bbox":"b","bbox-crs":"x","crs":"x","area":"n","datetime":"2010","":"x"}},
    {"type":"Feature","id":"b","geometry":{"type":"Point","coordinates":[71,39]},"properties":{
        "limit":1,"offset":2,"cursor":"d","f":"json","bbox":"c","bbox-crs":"y","crs":"y","area":"s","datetime":"2011"}}]}"#;

#[tokio::test]
async fn a_property_named_like_a_parameter_leaves_the_parameter_its_meaning() {
    let app = serving(vec![source("odd", "odd.geojson", NAMED_LIKE_PARAMETERS)]);
    for (query, expected) in [
        ("limit=1", &["a"][..]),
        ("limit=5", &["a", "b"]),
        ("offset=1", &["b"]),
        ("bbox=70.5,38,72,40", &["b"]),
        ("datetime=2010&f=json", &["a"]),
    ] {
        let url = format!("/collections/odd/items?{query}");
        assert_eq!(get(&app, &url).await.ids(), expected, "{query}");
    }
}

#[tokio::test]
async fn every_parameter_is_described_once_at_each_address() {
    for app in [
        bundled(),
        serving(vec![source("odd", "odd.geojson", NAMED_LIKE_PARAMETERS)]),
    ] {
        let api = get(&app, "/api").await.json();
        for (path, item) in api["paths"].as_object().unwrap() {
            let mut names = HashSet::new();
            let parameters = item["get"]["parameters"].as_array();
            for parameter in parameters.into_iter().flatten() {
                let reference = parameter["$ref"].as_str().unwrap_or_default();
                let shared = api.pointer(reference.trim_start_matches('#'));
                let name = &shared
                    .filter(|_| !reference.is_empty())
                    .unwrap_or(parameter)["name"];
                assert!(*name != "" && names.insert(name.clone()), "{path}: {name}");
            }
        }
    }
}

#[tokio::test]
async fn the_file_of_an_area_is_described_with_the_filters_of_its_incidents() {
    let api = get(&bundled(), "/api").await.json();
    let file = &api["paths"]["/geojson/rasht-valley.geojson"]["get"]["parameters"];
    let file = file.as_array().unwrap();
    assert!(file.iter().any(|one| one["name"] == "category"));
    let area: Value = "#/components/parameters/area".into();
    assert!(file.iter().any(|one| one["$ref"] == area));
    let url = "/geojson/rasht-valley.geojson?category=clash&area=dushanbe";
    assert_eq!(get(&bundled(), url).await.status, StatusCode::OK);
}

#[tokio::test]
async fn thousands_of_parameters_or_areas_are_refused_in_few_words() {
    let app = bundled();
    let items = "/collections/incidents/items";
    for query in [
        "x&".repeat(10_000),
        "limit=1&".repeat(4_000),
        format!("area={}", "a,".repeat(10_000)),
        format!("area=a{}", ",b".repeat(100)),
        format!("datetime={}", "/".repeat(20_000)),
        format!("bbox={}", "1,".repeat(10_000)),
    ] {
        let answer = get(&app, &format!("{items}?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query:.20}");
        let length = answer.body.len();
        assert!(length < 50_000, "{query:.20}: {length} bytes");
    }
}

#[tokio::test]
async fn an_address_of_other_bytes_than_utf8_is_a_problem_like_every_other() {
    let app = bundled();
    for path in [
        "/collections/%FF",
        "/collections/%FF/items",
        "/collections/incidents/items/%C3%28",
        "/collections/incidents/items/a%00b",
        "/collections/incidents/items/..%2f..%2fetc%2fpasswd",
        "/geojson/%FF.geojson",
    ] {
        for method in [Method::GET, Method::OPTIONS] {
            let answer = request(&app, method, path, &[]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
    }
}

#[tokio::test]
async fn a_monitor_that_names_no_host_learns_that_the_server_is_up() {
    let app = bundled();
    let health = request(&app, Method::GET, "/health", &[("host", "")]).await;
    assert_eq!(health.status, StatusCode::OK);
    let wrong = request(&app, Method::GET, "/health?x=1", &[("host", "")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}
