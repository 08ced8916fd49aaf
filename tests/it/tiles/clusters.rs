//! Clusters lose no point and double none, say what their members say, and name them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use http::StatusCode;
use serde_json::Value;

use super::{DEGREES, MERCATOR, ZOOMS, attributes, points, tile, tiles_with};
use crate::support::{Random, bundled, get, incidents};

const PARTS: [&str; 3] = ["deaths_low", "deaths_best", "deaths_high"];

/// What a feature of a clustered tile stands for.
fn count(tags: &Value) -> u64 {
    tags["point_count"].as_u64().unwrap_or(1)
}

/// Questions as people ask them, from a seed.
fn questions(random: &mut Random, number: usize) -> Vec<String> {
    let one = |random: &mut Random| {
        let year = 1995 + random.below(25);
        let more = random.below(10);
        let mut parts = vec![format!("datetime={year}/{}", year + more)];
        if random.once_in(2) {
            let categories = ["clash", "explosion", "civilians", "unrest", "operation"];
            parts.push(format!("category={}", random.pick(&categories)));
        }
        if random.once_in(3) {
            let (west, south) = (random.between(67, 72), random.between(37, 41));
            parts.push(format!(
                "bbox={west},{south},{},{}",
                west + 2.5,
                south + 2.5
            ));
        }
        if random.once_in(3) {
            parts.push(format!("filter=deaths_best%20%3E%20{}", random.below(6)));
        }
        parts.join("&")
    };
    (0..number).map(|_| one(random)).collect()
}

#[tokio::test]
async fn the_tiles_of_every_zoom_have_all_points_of_any_question_once() {
    let app = bundled();
    let mut random = Random::new(2010);
    let mut asked = vec![String::new()];
    asked.extend(questions(&mut random, 5));
    for (number, question) in asked.iter().enumerate() {
        let all = points(&app, "incidents", question).await;
        // The whole at every zoom; questions at every third.
        for zoom in ZOOMS.filter(|zoom| number == 0 || zoom % 3 == 2) {
            for set in [MERCATOR, DEGREES] {
                for gathered in ["true", "false"] {
                    let mut found = 0;
                    for (col, row) in tiles_with(set, zoom, &all) {
                        let url = format!(
                            "/collections/incidents/tiles/{set}/{zoom}/{row}/{col}?properties=&cluster={gathered}&{question}"
                        );
                        let (_, tile) = tile(&app, &url).await;
                        found += attributes(&tile, "incidents")
                            .iter()
                            .map(|(_, tags)| count(tags))
                            .sum::<u64>();
                    }
                    assert_eq!(
                        found,
                        all.len() as u64,
                        "{set} {zoom} {question} {gathered}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn all_tiles_within_the_limits_have_no_more_than_those_with_points() {
    let app = bundled();
    let all = points(&app, "incidents", "").await.len() as u64;
    let set = get(&app, "/collections/incidents/tiles/WebMercatorQuad")
        .await
        .json();
    for zoom in 0..=5 {
        let limits = &set["tileMatrixSetLimits"][zoom];
        let of = |name: &str| u32::try_from(limits[name].as_u64().unwrap()).unwrap();
        let mut found = 0;
        for row in of("minTileRow")..=of("maxTileRow") {
            for col in of("minTileCol")..=of("maxTileCol") {
                let url = format!(
                    "/collections/incidents/tiles/WebMercatorQuad/{zoom}/{row}/{col}?cluster=true"
                );
                found += attributes(&tile(&app, &url).await.1, "incidents")
                    .iter()
                    .map(|(_, tags)| count(tags))
                    .sum::<u64>();
            }
        }
        assert_eq!(found, all, "{zoom}");
    }
}

#[tokio::test]
async fn a_cluster_names_its_members_and_says_what_they_say() {
    let app = bundled();
    for question in [
        "",
        "&datetime=2009/2012",
        "&category=clash&filter=deaths_best%20%3E%3D%202",
    ] {
        let all = points(&app, "incidents", question.trim_start_matches('&')).await;
        for zoom in [3, 6, 9] {
            for (col, row) in tiles_with(MERCATOR, zoom, &all).into_iter().take(4) {
                let url = format!(
                    "/collections/incidents/tiles/WebMercatorQuad/{zoom}/{row}/{col}?cluster=true{question}"
                );
                let (_, tile) = tile(&app, &url).await;
                for (_, tags) in attributes(&tile, "incidents")
                    .iter()
                    .filter(|(_, tags)| tags["cluster"] == true)
                {
                    let members = tags["members"].as_str().unwrap();
                    let path = members.strip_prefix("http://localhost").unwrap();
                    let page = get(&app, &format!("{path}&limit=1000")).await.json();
                    assert_eq!(page["numberMatched"], tags["point_count"], "{members}");
                    told_together(tags, page["features"].as_array().unwrap());
                }
            }
        }
    }
}

/// Counts by category, first and last day, as anybody would find them.
fn told_together(tags: &Value, features: &[Value]) {
    let days = |name: &str| {
        features
            .iter()
            .map(|one| one["properties"][name].as_str().unwrap())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(tags["date_first"], *days("date_start").first().unwrap());
    assert_eq!(tags["date_last"], *days("date_end").last().unwrap());
    let mut categories: BTreeMap<String, u64> = BTreeMap::new();
    for one in features {
        let category = one["properties"]["category"].as_str().unwrap();
        *categories
            .entry(format!("category:{category}"))
            .or_default() += 1;
    }
    let found = tags
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, _)| name.starts_with("category:"));
    let found: BTreeMap<String, u64> = found
        .map(|(name, count)| (name.clone(), count.as_u64().unwrap()))
        .collect();
    assert_eq!(found, categories);
}

#[tokio::test]
async fn the_sums_of_all_clusters_count_nobody_twice() {
    let app = bundled();
    for (first, last) in [("2022-01-01", "2022-12-31"), ("1989-01-01", "2025-12-31")] {
        let matches: Vec<_> = incidents()
            .iter()
            .filter(|one| one.is_during(first, last))
            .collect();
        let present: HashSet<&str> = matches.iter().map(|one| &*one.id).collect();
        let mut expected = [0; 3];
        for one in matches.iter().filter(|one| one.point.is_some()) {
            let whole = one.properties["part_of"].as_str();
            if whole.is_some_and(|whole| present.contains(whole)) {
                continue;
            }
            let mut least = 0;
            for (sum, part) in expected.iter_mut().zip(PARTS) {
                least = one.properties[part].as_u64().unwrap_or(least);
                *sum += least;
            }
        }
        // At the top of the pyramid everything is in a few clusters, and whoever is alone tells
        // figures of their own.
        let url = format!(
            "/collections/incidents/tiles/WebMercatorQuad/0/0/0?cluster=true&datetime={first}/{last}"
        );
        let (_, tile) = tile(&app, &url).await;
        let mut found = [0; 3];
        for (_, tags) in attributes(&tile, "incidents") {
            let is_part = tags["part_of"]
                .as_str()
                .is_some_and(|whole| present.contains(whole));
            let mut least = 0;
            for (sum, part) in found.iter_mut().zip(PARTS).filter(|_| !is_part) {
                least = tags[part].as_u64().unwrap_or(least);
                *sum += least;
            }
        }
        assert_eq!(found, expected, "{first}");
    }
}

#[tokio::test]
async fn a_cluster_lies_in_its_tile_and_keeps_its_name_whatever_else_is_asked() {
    let app = bundled();
    let url = "/collections/incidents/tiles/WebMercatorQuad/5/12/22?cluster=true";
    let (_, plain) = tile(&app, url).await;
    let (_, less) = tile(
        &app,
        &format!("{url}&datetime=2000/..&properties=title&sum=injured&by=country"),
    )
    .await;
    let named = |tile: &fast_mvt::MvtTile| -> BTreeMap<String, u64> {
        let all = attributes(tile, "incidents").into_iter();
        all.filter_map(|(number, tags)| {
            Some((tags["cluster_id"].as_str()?.to_owned(), number.unwrap()))
        })
        .collect()
    };
    let (plain_names, less_names) = (named(&plain), named(&less));
    assert!(less_names.len() > 2);
    assert!(
        less_names
            .iter()
            .all(|(name, number)| plain_names.get(name) == Some(number))
    );
    for feature in plain.layers.iter().flat_map(|layer| &layer.features) {
        let fast_mvt::MvtGeometry::Point(at) = &feature.geometry else {
            panic!("{feature:?}");
        };
        assert!((0..4096).contains(&at.x()) && (0..4096).contains(&at.y()));
    }
    let tags = &attributes(&less, "incidents")[0].1;
    assert!(
        tags["deaths_best"].is_null()
            && tags["injured"].is_u64()
            && tags["injured_unknown"].is_u64()
    );
    assert!(
        tags.as_object()
            .unwrap()
            .keys()
            .any(|name| name.starts_with("country:")),
        "{tags}"
    );
}

#[tokio::test]
async fn members_can_be_counted_and_saved_and_other_names_of_clusters_are_refused() {
    let app = bundled();
    let cell = "cluster=WebMercatorQuad/8/97/177";
    let page = get(
        &app,
        &format!("/collections/incidents/items?limit=1000&{cell}"),
    )
    .await
    .json();
    let count = page["numberMatched"].as_u64().unwrap();
    assert!(count > 3);
    let facets = get(&app, &format!("/collections/incidents/facets?{cell}"))
        .await
        .json();
    assert_eq!(facets["numberMatched"], count);
    let saved = get(
        &app,
        &format!("/collections/incidents/download?{cell}&f=csv"),
    )
    .await
    .text();
    assert!(saved.lines().count() as u64 > count);
    let both = format!("/collections/incidents/items?{cell}&bbox=-180,-90,0,0");
    assert_eq!(get(&app, &both).await.json()["numberMatched"], 0);
    // What is no point is in no cluster.
    let countries = format!("/collections/countries/items?{cell}");
    assert_eq!(get(&app, &countries).await.json()["numberMatched"], 0);
    for wrong in [
        "true",
        "8/97/177",
        "WebMercatorQuad/8/97/256",
        "WebMercatorQuad/8/97/177/",
    ] {
        let answer = get(
            &app,
            &format!("/collections/incidents/items?cluster={wrong}"),
        )
        .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}
