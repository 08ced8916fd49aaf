//! Sums over incidents: what is contained in another incident of the result is not added again.

use std::collections::HashSet;

use crate::support::{bundled, get, incidents};

/// Low, best, high, as anybody would add them up from the API's answer.
fn sum(features: &[serde_json::Value]) -> [u64; 3] {
    let ids: HashSet<&str> = features
        .iter()
        .map(|feature| feature["id"].as_str().unwrap())
        .collect();
    let counted = |feature: &&serde_json::Value| {
        feature["properties"]["part_of"]
            .as_str()
            .is_none_or(|whole| !ids.contains(whole))
    };
    ["deaths_low", "deaths_best", "deaths_high"].map(|name| {
        features
            .iter()
            .filter(counted)
            .filter_map(|one| one["properties"][name].as_u64())
            .sum()
    })
}

#[tokio::test]
async fn the_border_war_of_september_2022_is_counted_once() {
    let url = "/collections/incidents/items?datetime=2022-09-14/2022-09-17&limit=1000&area=kyrgyz-tajik-border";
    let answer = get(&bundled(), url).await.json();
    let features = answer["features"].as_array().unwrap();
    let whole = features
        .iter()
        .find(|one| one["id"] == "2022-09-14-border-war")
        .unwrap();
    let parts = features
        .iter()
        .filter(|one| one["properties"]["part_of"] == "2022-09-14-border-war");
    assert!(parts.count() >= 3);
    let expected = ["deaths_low", "deaths_best", "deaths_high"]
        .map(|name| whole["properties"][name].as_u64().unwrap());
    assert_eq!(sum(features), expected);
}

#[test]
fn no_part_has_more_dead_than_its_whole() {
    let all = incidents();
    let mut parts = 0;
    for part in all {
        let Some(whole) = part.properties["part_of"].as_str() else {
            continue;
        };
        let whole = all
            .iter()
            .find(|one| one.id == whole)
            .unwrap_or_else(|| panic!("{whole}"));
        parts += 1;
        let best = part.properties["deaths_best"].as_u64().unwrap_or(0);
        let high = whole.properties["deaths_high"].as_u64().unwrap_or(u64::MAX);
        assert!(best <= high, "{} in {}", part.id, whole.id);
    }
    assert!(parts >= 8, "{parts} parts");
}
