//! One filter, however it is sent: as text or JSON, in the address or in a body.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{bundled, get, post, request};

const ITEMS: &str = "/collections/incidents/items";
const SEARCH: &str = "/collections/incidents/search";

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn text_and_json_in_address_and_body_find_the_same() {
    let app = bundled();
    let text = "category = 'clash' AND deaths_best >= 10";
    let json = json!({"op": "and", "args": [
        {"op": "=", "args": [{"property": "category"}, "clash"]},
        {"op": ">=", "args": [{"property": "deaths_best"}, 10]},
    ]});
    let expected: Vec<String> = crate::support::incidents()
        .iter()
        .filter(|one| {
            let deaths = one.properties["deaths_best"].as_u64();
            one.properties["category"] == "clash" && deaths.is_some_and(|deaths| deaths >= 10)
        })
        .map(|one| one.id.clone())
        .collect();
    assert!(expected.len() > 10);
    let url = format!("{ITEMS}?filter={}", encoded(text));
    assert_eq!(get(&app, &url).await.ids(), expected);
    let encoded_json = encoded(&json.to_string());
    let url = format!("{ITEMS}?filter-lang=cql2-json&filter={encoded_json}");
    assert_eq!(get(&app, &url).await.ids(), expected);
    for body in [
        json!({"filter": text}),
        json!({"filter": json}),
        json!({"filter": json.to_string(), "filter-lang": "cql2-json"}),
    ] {
        let answer = post(&app, SEARCH, "application/json", body.to_string()).await;
        assert_eq!(answer.ids(), expected, "{body}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let form = format!("filter={}&limit=1000", encoded(text));
    let answer = post(&app, SEARCH, "application/x-www-form-urlencoded", form).await;
    assert_eq!(answer.ids(), expected);
}

#[tokio::test]
async fn a_polygon_too_long_for_an_address_goes_into_a_body_page_by_page() {
    let app = bundled();
    let corners: Vec<String> = (0..=5_000)
        .map(|corner| {
            let angle = f64::from(corner % 5_000) * std::f64::consts::TAU / 5_000.0;
            format!("{:.6} {:.6}", 70.5 + 1.5 * angle.cos(), 39.5 + angle.sin())
        })
        .collect();
    let filter = format!("S_INTERSECTS(geom, POLYGON(({})))", corners.join(","));
    assert!(filter.len() > 90_000);
    let inside = |one: &&crate::support::Incident| {
        let Some((x, y)) = one.point else {
            return false;
        };
        ((x - 70.5) / 1.5).powi(2) + (y - 39.5).powi(2) <= 1.0
    };
    let expected: Vec<String> = crate::support::incidents()
        .iter()
        .filter(inside)
        .map(|one| one.id.clone())
        .collect();
    let mut body = json!({"filter": filter, "limit": 20});
    let mut found = Vec::new();
    loop {
        let answer = post(&app, SEARCH, "application/json", body.to_string()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        found.extend(answer.ids());
        let json = answer.json();
        let links = json["links"].as_array().unwrap();
        let Some(next) = links.iter().find(|link| link["rel"] == "next") else {
            break;
        };
        assert_eq!(next["method"], "POST");
        body = next["body"].clone();
    }
    assert!(expected.len() > 60, "{}", expected.len());
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_search_is_posted_and_says_so() {
    let app = bundled();
    let options = request(&app, Method::OPTIONS, SEARCH, &[]).await;
    assert_eq!(options.header("allow"), "POST, OPTIONS");
    let got = get(&app, SEARCH).await;
    assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(got.header("allow"), "POST, OPTIONS");
    // Nothing that clients would take for the right to edit.
    let items = request(&app, Method::OPTIONS, ITEMS, &[]).await;
    assert_eq!(items.header("allow"), "GET, HEAD, OPTIONS");
    for (media_type, body, expected) in [
        ("text/plain", "limit=1", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("application/json", "[]", StatusCode::BAD_REQUEST),
        ("application/json", "{", StatusCode::BAD_REQUEST),
        (
            "application/json",
            "{\"colour\": 1}",
            StatusCode::BAD_REQUEST,
        ),
        (
            "application/json",
            "{\"limit\": -1}",
            StatusCode::BAD_REQUEST,
        ),
    ] {
        let answer = post(&app, SEARCH, media_type, body.to_owned()).await;
        assert_eq!(answer.status, expected, "{body}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let long = format!("{{\"filter\": \"{}\"}}", "a".repeat(3_000_000));
    let answer = post(&app, SEARCH, "application/json", long).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn what_a_filter_may_ask_for_is_what_the_queryables_say() {
    let app = bundled();
    let queryables = get(&app, "/collections/incidents/queryables").await;
    assert_eq!(queryables.header("content-type"), "application/schema+json");
    let queryables = queryables.json();
    for (name, property) in queryables["properties"].as_object().unwrap() {
        let (type_, format) = (property["type"].as_str(), property["format"].as_str());
        let filter = match (type_, format) {
            (Some("string"), Some("date")) => format!("{name} < DATE('2030-01-01')"),
            (Some("string"), _) => format!("{name} <> 'x'"),
            (Some("integer" | "number"), _) => format!("{name} >= 0"),
            (Some("array"), _) => format!("A_OVERLAPS({name}, ('dushanbe'))"),
            (None, Some(_)) => format!("S_INTERSECTS({name}, BBOX(60,30,80,50))"),
            other => panic!("{name}: {other:?}"),
        };
        let answer = get(&app, &format!("{ITEMS}?filter={}", encoded(&filter))).await;
        assert_eq!(answer.status, StatusCode::OK, "{filter} {}", answer.text());
    }
    let Value::Object(properties) = &queryables["properties"] else {
        panic!("no properties");
    };
    assert!(!properties.contains_key("sources") && properties.contains_key("areas"));
}
