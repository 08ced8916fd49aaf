//! The functions besides those of CQL2: distance, age, and what can be said of vague dates.

use crate::support::{bundled, get, serving, source};

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

async fn found(filter: &str) -> Vec<String> {
    let url = format!(
        "/collections/incidents/items?limit=1000&filter={}",
        encoded(filter)
    );
    get(&bundled(), &url).await.ids()
}

/// Metres on a sphere of the mean radius: within half a per cent of the ellipsoid.
fn on_a_sphere((x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> f64 {
    let (y1, y2) = (y1.to_radians(), y2.to_radians());
    let half = |a: f64| (a / 2.0).sin().powi(2);
    let a = half(y2 - y1) + y1.cos() * y2.cos() * half((x2 - x1).to_radians());
    2.0 * 6_371_008.8 * a.sqrt().asin()
}

#[tokio::test]
async fn a_distance_finds_what_lies_that_near() {
    let garm = (70.37, 39.03);
    for metres in [1_000.0, 30_000.0, 100_000.0, 400_000.0] {
        let filter = format!("s_dwithin(geom, POINT(70.37 39.03), {metres})");
        let found = found(&filter).await;
        for one in crate::support::incidents() {
            let Some(at) = one.point else {
                assert!(!found.contains(&one.id));
                continue;
            };
            let distance = on_a_sphere(garm, at);
            if distance < metres * 0.994 {
                assert!(found.contains(&one.id), "{} at {distance}", one.id);
            } else if distance > metres * 1.006 {
                assert!(!found.contains(&one.id), "{} at {distance}", one.id);
            }
        }
    }
}

/// The distance of each incident to the border was computed on the ellipsoid when the data was
/// built, by other code in another language.
#[tokio::test]
async fn the_distance_to_the_border_is_that_of_the_data() {
    let app = bundled();
    let url = "/collections/borders/items?limit=100&datetime=2024-06-01";
    let borders = get(&app, url).await.json();
    let line = borders["features"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["id"].as_str().is_some_and(|id| id.starts_with("kg-tj")))
        .unwrap_or_else(|| panic!("no border of Kyrgyzstan and Tajikistan"));
    let filter = serde_json::json!({"op": "s_dwithin", "args": [
        {"property": "geom"}, line["geometry"], 20_000,
    ]});
    let body = serde_json::json!({"filter": filter, "limit": 1000});
    let search = "/collections/incidents/search";
    let answer = crate::support::post(&app, search, "application/json", body.to_string()).await;
    assert_eq!(answer.status, http::StatusCode::OK, "{}", answer.text());
    let found = answer.ids();
    let mut compared = 0;
    for one in crate::support::incidents() {
        // Later ones were measured from the line of 2025.
        let told = one.properties["border_distance_km"].as_f64();
        let Some(kilometres) = told.filter(|_| one.days.1.as_str() < "2025-03-13") else {
            continue;
        };
        if kilometres < 19.8 {
            assert!(found.contains(&one.id), "{}: {kilometres} km", one.id);
            compared += 1;
        } else if kilometres > 20.2 {
            assert!(!found.contains(&one.id), "{}: {kilometres} km", one.id);
            compared += 1;
        }
    }
    assert!(compared > 200, "{compared}");
}

const VAGUE: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","id":"day","geometry":null,"properties":{"date_start":"2010-09-19","date_end":"2010-09-19","date_precision":"day"}},
    {"type":"Feature","id":"days","geometry":null,"properties":{"date_start":"2010-09-28","date_end":"2010-10-03","date_precision":"day"}},
    {"type":"Feature","id":"month","geometry":null,"properties":{"date_start":"2010-09-01","date_end":"2010-09-30","date_precision":"month"}},
    {"type":"Feature","id":"undated","geometry":null,"properties":{"date_start":null,"date_end":null,"date_precision":null}},
    {"type":"Feature","id":"year","geometry":null,"properties":{"date_start":"2010-01-01","date_end":"2010-12-31","date_precision":"year"}}
]}"#;

#[tokio::test]
async fn what_is_possible_and_what_is_certain_are_told_apart() {
    let app = serving(vec![source("vague", "vague.geojson", VAGUE)]);
    for (filter, expected) in [
        (
            "possibly_during(INTERVAL('2010-09-10','2010-09-30'))",
            &["day", "days", "month", "year"][..],
        ),
        (
            "certainly_during(INTERVAL('2010-09-10','2010-09-30'))",
            &["day", "days"],
        ),
        (
            "certainly_during(INTERVAL('2010-09-01','2010-09-30'))",
            &["day", "days", "month"],
        ),
        (
            "certainly_during(INTERVAL('2010-01-01','..'))",
            &["day", "days", "month", "year"],
        ),
        ("certainly_during(DATE('2010-09-19'))", &["day"]),
        (
            "possibly_during(DATE('2010-09-19')) AND NOT certainly_during(DATE('2010-09-19'))",
            &["month", "year"],
        ),
        ("age_days(DATE('2010-10-04')) = 1", &["days"]),
        ("age_days(DATE('2010-09-20')) BETWEEN 0 AND 7", &["day"]),
        (
            "age_days(DATE('2010-09-20')) < 0",
            &["days", "month", "year"],
        ),
    ] {
        let url = format!("/collections/vague/items?filter={}", encoded(filter));
        assert_eq!(get(&app, &url).await.ids(), expected, "{filter}");
    }
}

#[tokio::test]
async fn every_function_is_published_with_its_arguments() {
    let published = get(&bundled(), "/functions").await.json();
    let names: Vec<&str> = published["functions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|function| {
            assert!(!function["arguments"].as_array().unwrap().is_empty());
            function["name"].as_str().unwrap()
        })
        .collect();
    assert_eq!(
        names,
        [
            "s_dwithin",
            "possibly_during",
            "certainly_during",
            "age_days"
        ]
    );
}
