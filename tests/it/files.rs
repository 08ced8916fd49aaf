//! One file per layer: the area and its incidents, as valid RFC 7946.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{bundled, get, incidents};

const AREAS: [&str; 4] = [
    "rasht-valley",
    "dushanbe",
    "ferghana-valley",
    "kyrgyz-tajik-border",
];

#[tokio::test]
async fn the_file_of_an_area_holds_the_area_and_exactly_its_incidents() {
    let app = bundled();
    for area in AREAS {
        let answer = get(&app, &format!("/geojson/{area}.geojson")).await;
        assert_eq!(answer.header("content-type"), "application/geo+json");
        let file = answer.json();
        let features = file["features"].as_array().unwrap();
        let (inside, layer): (Vec<&Value>, Vec<&Value>) = features
            .iter()
            .partition(|one| one["properties"]["kind"] == "incident");
        let found: BTreeSet<&str> = inside
            .iter()
            .map(|one| one["id"].as_str().unwrap())
            .collect();
        let all = incidents();
        let expected: BTreeSet<&str> = all
            .iter()
            .filter(|one| one.areas.iter().any(|own| own == area))
            .map(|one| &*one.id)
            .collect();
        assert_eq!(found, expected, "{area}");
        assert!(
            layer.iter().any(|one| one["properties"]["kind"] == "area"),
            "{area}"
        );
        assert_eq!(file["numberReturned"], features.len());
        assert!(!file["attribution"].as_str().unwrap().is_empty());
        let licenses = file["licenses"].as_array().unwrap();
        let of = |name: &str| licenses.iter().find(|one| one["collection"] == name);
        assert_eq!(of("incidents").unwrap()["name"], "CC-BY-4.0", "{area}");
        let url = of(area).unwrap()["url"].as_str().unwrap();
        assert!(url.starts_with("https://"), "{area}: {url}");
    }
}

#[tokio::test]
async fn the_file_of_the_rasht_valley_is_valid_and_holds_the_ambush_with_its_sources() {
    let text = get(&bundled(), "/geojson/rasht-valley.geojson")
        .await
        .text();
    let file: geojson::FeatureCollection = text.parse().unwrap();
    for feature in &file.features {
        for ring in rings(feature.geometry.as_ref()) {
            assert!(ring.len() >= 4 && ring.first() == ring.last());
        }
    }
    let file: Value = serde_json::from_str(&text).unwrap();
    assert!(file.get("crs").is_none());
    let features = file["features"].as_array().unwrap();
    let ambush = features
        .iter()
        .find(|one| one["id"] == "2010-09-19-kamarob-ambush")
        .unwrap();
    let figures: Vec<(String, Value)> = ambush["properties"]["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| {
            (
                source["publisher"].as_str().unwrap().to_owned(),
                source["deaths"].clone(),
            )
        })
        .collect();
    assert!(
        figures.contains(&("UPI".to_owned(), 25.into())),
        "{figures:?}"
    );
    assert!(figures.len() >= 4);
}

fn rings(geometry: Option<&geojson::Geometry>) -> Vec<&Vec<geojson::Position>> {
    match geometry.map(|geometry| &geometry.value) {
        Some(geojson::GeometryValue::Polygon { coordinates }) => coordinates.iter().collect(),
        Some(geojson::GeometryValue::MultiPolygon { coordinates }) => {
            coordinates.iter().flatten().collect()
        }
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn a_file_takes_the_filters_of_items() {
    let app = bundled();
    let file = get(
        &app,
        "/geojson/rasht-valley.geojson?category=clash&datetime=2010",
    )
    .await
    .json();
    let features = file["features"].as_array().unwrap();
    let kinds: BTreeSet<&str> = features
        .iter()
        .map(|one| one["properties"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, BTreeSet::from(["area", "incident"]));
    for one in features
        .iter()
        .filter(|one| one["properties"]["kind"] == "incident")
    {
        assert_eq!(one["properties"]["category"], "clash");
        assert!(one["properties"]["date_start"].as_str().unwrap() <= "2010-12-31");
    }
    // Another area asked for does not let incidents of elsewhere in.
    let both = get(&app, "/geojson/rasht-valley.geojson?area=dushanbe")
        .await
        .json();
    for one in both["features"].as_array().unwrap() {
        let areas = &one["properties"]["areas"];
        let inside = areas.is_null()
            || ["rasht-valley", "dushanbe"]
                .iter()
                .all(|area| areas.as_array().unwrap().iter().any(|own| own == area));
        assert!(inside, "{}", one["id"]);
    }
}

#[tokio::test]
async fn the_border_s_file_has_the_line_that_was_in_force() {
    let app = bundled();
    let lines = async |datetime: &str| {
        let url = format!("/geojson/kyrgyz-tajik-border.geojson?datetime={datetime}");
        let file = get(&app, &url).await.json();
        let features = file["features"].as_array().unwrap().clone();
        features
            .into_iter()
            .filter(|one| one["properties"]["kind"] == "border")
            .map(|one| one["properties"]["status"].as_str().unwrap().to_owned())
            .collect::<BTreeSet<String>>()
    };
    assert_eq!(
        lines("2021-04-28").await,
        BTreeSet::from(["undelimited".to_owned()])
    );
    assert_eq!(
        lines("2025-06-01").await,
        BTreeSet::from(["agreed".to_owned()])
    );
}

#[tokio::test]
async fn a_file_without_a_limit_holds_everything_and_with_one_so_many() {
    let app = bundled();
    let all = get(&app, "/geojson/places.geojson").await.json();
    let count = all["features"].as_array().unwrap().len();
    assert!(count > 1000, "{count}");
    let few = get(&app, "/geojson/rasht-valley.geojson?limit=5")
        .await
        .json();
    assert_eq!(few["features"].as_array().unwrap().len(), 5);
    assert_eq!(few["numberReturned"], 5);
    assert!(few["numberMatched"].as_u64().unwrap() > 5);
}
