//! Sums over incidents: what is contained in another incident of the result is not added again.

use std::collections::HashSet;

use serde_json::Value;

use crate::support::{bundled, get, incidents};

/// Low, best, high, as anybody would add them up from the API's answer: an unknown figure is at
/// least the one below it.
fn sum(features: &[Value]) -> [u64; 3] {
    let ids: HashSet<&str> = features
        .iter()
        .map(|feature| feature["id"].as_str().unwrap())
        .collect();
    let counted = features.iter().filter(|feature| {
        let whole = feature["properties"]["part_of"].as_str();
        whole.is_none_or(|whole| !ids.contains(whole))
    });
    let mut sums = [0; 3];
    for feature in counted {
        let mut least = 0;
        for (sum, name) in sums
            .iter_mut()
            .zip(["deaths_low", "deaths_best", "deaths_high"])
        {
            least = feature["properties"][name].as_u64().unwrap_or(least);
            *sum += least;
        }
    }
    sums
}

/// The sums that the API itself makes.
fn told(tally: &Value) -> [u64; 3] {
    ["low", "best", "high"].map(|part| tally["sums"]["deaths"][part].as_u64().unwrap())
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
    let url = "/collections/incidents/facets?datetime=2022-09-14/2022-09-17&sum=deaths&area=kyrgyz-tajik-border";
    let facets = get(&bundled(), url).await.json();
    assert_eq!(told(&facets["total"]), expected);
    assert_eq!(facets["total"]["count"], features.len());
}

#[tokio::test]
async fn facets_of_any_question_add_up_as_its_items_do() {
    for question in [
        "datetime=2010",
        "category=clash",
        "area=rasht-valley&datetime=2009/2011",
        "filter=deaths_best%20%3E%205",
        "bbox=70,39,72,41",
        "country=TJ",
        "datetime=1900/1901",
    ] {
        let items = format!("/collections/incidents/items?limit=1000&{question}");
        let items = get(&bundled(), &items).await.json();
        let features = items["features"].as_array().unwrap();
        let url = format!("/collections/incidents/facets?by=year,category&sum=deaths&{question}");
        let facets = get(&bundled(), &url).await.json();
        assert_eq!(told(&facets["total"]), sum(features), "{question}");
        assert_eq!(facets["numberMatched"], features.len(), "{question}");
        // A feature is in one group: the groups add up to the whole.
        let mut groups = [0; 3];
        let mut count = 0;
        for group in facets["groups"].as_array().unwrap() {
            let [low, best, high] = told(group);
            assert!(low <= best && best <= high, "{question} {group}");
            groups = [groups[0] + low, groups[1] + best, groups[2] + high];
            count += group["count"].as_u64().unwrap();
            let key = &group["key"];
            let alike = features.iter().filter(|one| {
                let properties = &one["properties"];
                properties["category"] == key["category"]
                    && properties["date_start"].as_str().unwrap()[..4]
                        == *key["year"].as_str().unwrap()
            });
            assert_eq!(group["count"], alike.count(), "{question} {group}");
        }
        assert_eq!((groups, count), (sum(features), features.len() as u64));
    }
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
