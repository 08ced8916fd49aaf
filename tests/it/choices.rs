//! What of each feature, in which order, how many: Features Parts 5, 6 and 8, and what is beside
//! the standards.

use http::StatusCode;
use serde_json::{Value, json};

use crate::support::{bundled, get, incidents, serving, source};

const ITEMS: &str = "/collections/incidents/items";

#[tokio::test]
async fn only_the_properties_that_were_asked_for_are_answered() {
    let app = bundled();
    let names = |feature: &Value| -> Vec<String> {
        let properties = feature["properties"].as_object().unwrap();
        properties.keys().cloned().collect()
    };
    let some = get(
        &app,
        &format!("{ITEMS}?limit=3&properties=title,deaths_best"),
    )
    .await;
    for feature in some.json()["features"].as_array().unwrap() {
        assert_eq!(names(feature), ["title", "deaths_best"]);
        assert!(feature["geometry"].is_object());
    }
    let none = get(&app, &format!("{ITEMS}?limit=1&properties="))
        .await
        .json();
    assert_eq!(none["features"][0]["properties"], json!({}));
    let url = format!("{ITEMS}?limit=1&exclude-properties=sources,description");
    let but = get(&app, &url).await.json();
    let left = names(&but["features"][0]);
    let all = names(&get(&app, &format!("{ITEMS}?limit=1")).await.json()["features"][0]);
    assert_eq!(left.len() + 2, all.len());
    let one = format!("{ITEMS}/2010-09-19-kamarob-ambush?properties=title&skipGeometry=true");
    let one = get(&app, &one).await.json();
    assert_eq!((names(&one).len(), &one["geometry"]), (1, &Value::Null));
}

/// The most digits behind the point.
fn longest(value: &Value) -> usize {
    match value {
        Value::Array(all) => all.iter().map(longest).max().unwrap_or(0),
        number => number
            .to_string()
            .split_once('.')
            .map_or(0, |(_, digits)| digits.len()),
    }
}

#[tokio::test]
async fn coordinates_are_written_with_so_many_digits() {
    let app = bundled();
    let url = "/collections/rivers/items?limit=5&coordinatePrecision=2";
    let rivers = get(&app, url).await.json();
    for river in rivers["features"].as_array().unwrap() {
        assert!(longest(&river["geometry"]["coordinates"]) <= 2);
    }
}

#[tokio::test]
async fn an_answer_has_the_order_that_was_asked_for_on_every_page() {
    let app = bundled();
    let mut expected: Vec<(Option<u64>, String, String)> = incidents()
        .iter()
        .map(|one| {
            let deaths = one.properties["deaths_best"].as_u64();
            (deaths, one.days.0.clone(), one.id.clone())
        })
        .collect();
    // The greatest first, what is not known last; then by day, then by identifier.
    expected.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let expected: Vec<String> = expected.into_iter().map(|(_, _, id)| id).collect();
    let mut url = format!("{ITEMS}?limit=37&sortby=-deaths_best,%2Bdate_start");
    let mut found = Vec::new();
    loop {
        let answer = get(&app, &url).await;
        found.extend(answer.ids());
        let json = answer.json();
        let links = json["links"].as_array().unwrap();
        let Some(next) = links.iter().find(|link| link["rel"] == "next") else {
            break;
        };
        let href = next["href"].as_str().unwrap();
        url = href.trim_start_matches("http://localhost").to_owned();
    }
    assert_eq!(found, expected);
    let other = url.replace("-deaths_best", "deaths_best");
    assert_eq!(get(&app, &other).await.status, StatusCode::BAD_REQUEST);
}

/// Between two pages features come and go: what stays is seen once, whatever else happens.
#[tokio::test]
async fn a_next_link_stays_right_while_the_data_changes() {
    let data = |rows: &[(&str, i32)]| {
        let lines: Vec<String> = rows
            .iter()
            .map(|(id, rank)| format!("{id},70,39,{rank}"))
            .collect();
        let text = format!("id,lon,lat,rank\n{}\n", lines.join("\n"));
        let mut source = source("x", "x.csv", &text);
        source.settings.id = Some("id".to_owned());
        serving(vec![source])
    };
    let before = data(&[("a", 5), ("b", 4), ("c", 4), ("d", 3), ("e", 1)]);
    for sort in ["", "&sortby=-rank"] {
        let first = get(&before, &format!("/collections/x/items?limit=2{sort}")).await;
        assert_eq!(first.ids(), ["a", "b"]);
        let json = first.json();
        let next = json["links"].as_array().unwrap().iter();
        let next = next.clone().find(|link| link["rel"] == "next").unwrap()["href"].clone();
        let next = next
            .as_str()
            .unwrap()
            .trim_start_matches("http://localhost")
            .to_owned();
        // One before the page and one behind it come, the last of the page goes.
        let after = data(&[("a", 5), ("aa", 9), ("c", 4), ("cc", 3), ("d", 3), ("e", 1)]);
        let second = get(&after, &next.replace("limit=2", "limit=10")).await;
        assert_eq!(second.ids(), ["c", "cc", "d", "e"], "{sort}");
    }
}

#[tokio::test]
async fn a_count_alone_is_cheap_and_exact() {
    let app = bundled();
    let hits = get(&app, &format!("{ITEMS}?resultType=hits&category=clash")).await;
    let json = hits.json();
    let clashes = incidents()
        .iter()
        .filter(|one| one.properties["category"] == "clash")
        .count();
    assert_eq!(json["numberMatched"], clashes);
    assert_eq!(json["features"], json!([]));
    assert_eq!(hits.header("ogc-numbermatched"), clashes.to_string());
    assert!(
        json["links"]
            .as_array()
            .unwrap()
            .iter()
            .all(|link| link["rel"] != "next")
    );
}

#[tokio::test]
async fn a_schema_says_what_every_feature_has_in_single_words() {
    let app = bundled();
    let list = get(&app, "/collections").await.json();
    for collection in list["collections"].as_array().unwrap() {
        let id = collection["id"].as_str().unwrap();
        let schema = get(&app, &format!("/collections/{id}/schema")).await;
        assert_eq!(schema.header("content-type"), "application/schema+json");
        let schema = schema.json();
        let properties = schema["properties"].as_object().unwrap();
        assert_eq!(properties["geom"]["x-ogc-role"], "primary-geometry");
        let mut order = Vec::new();
        for (name, property) in properties {
            order.push(property["x-ogc-propertySeq"].as_u64().unwrap());
            let is_geometry = name == "geom";
            assert_eq!(property["type"].is_string(), !is_geometry, "{id} {name}");
        }
        let expected: Vec<u64> = (1..=order.len() as u64).collect();
        assert_eq!(order, expected, "{id}");
        let url = format!("/collections/{id}/items?limit=1000&skipGeometry=true");
        let items = get(&app, &url).await.json();
        for feature in items["features"].as_array().unwrap() {
            for (name, value) in feature["properties"].as_object().unwrap() {
                let fits = match properties[name]["type"].as_str().unwrap() {
                    "string" => value.is_string(),
                    "integer" => value.is_i64(),
                    "number" => value.is_number(),
                    "boolean" => value.is_boolean(),
                    "array" => value.is_array(),
                    _ => true,
                };
                assert!(fits || value.is_null(), "{id} {name} {value}");
            }
        }
    }
    let incidents = get(&app, "/collections/incidents/schema").await.json();
    let of = |name: &str| &incidents["properties"][name];
    assert_eq!(of("date_start")["format"], "date");
    assert_eq!(of("date_start")["x-ogc-role"], "primary-interval-start");
    assert_eq!(of("date_end")["x-ogc-role"], "primary-interval-end");
    assert_eq!(of("areas")["items"]["type"], "string");
    assert_eq!(of("geom")["format"], "geometry-point");
    let sortables = get(&app, "/collections/incidents/sortables").await.json();
    assert!(sortables["properties"]["areas"].is_null());
    assert!(sortables["properties"]["deaths_best"].is_object());
}
