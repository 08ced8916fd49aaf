//! A tile as an answer: which there are, which parameters they take, validators, what is in them.

use http::{Method, StatusCode};

use super::{DEGREES, MERCATOR, attributes, place, tile, tiles_with};
use crate::support::{Marz, bundled, get, incidents, request, serving, source};

const TILES: &str = "/collections/incidents/tiles/WebMercatorQuad";
/// Which incidents a question should find.
type Holds<'a> = Box<dyn Fn(&crate::support::Incident) -> bool + 'a>;

/// The Rasht Valley and the lands around it.
const AROUND: &str = "5/12/22";

#[tokio::test]
async fn outside_there_is_no_tile_and_inside_where_nothing_is_there_is_no_content() {
    let app = bundled();
    for missing in [
        "WebMercatorQuad/3/0/0",
        "WebMercatorQuad/0/0/1",
        "WebMercatorQuad/5/12/-1",
        "WebMercatorQuad/5/12/022",
        "WebMercatorQuad/17/0/0",
        "WebMercatorQuad/99/0/0",
        "WebMercatorQuad/x/0/0",
        "WebMercatorQuad/5/99999999999999999999/0",
        "NoSuchQuad/5/12/22",
    ] {
        for above in ["/collections/incidents/tiles", "/tiles"] {
            let answer = get(&app, &format!("{above}/{missing}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{above}/{missing}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
    }
    assert_eq!(
        get(&app, "/collections/nothing/tiles/WebMercatorQuad/0/0/0")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    // West of Rasht, in the limits: nothing happened there.
    let (answer, _) = tile(&app, &format!("{TILES}/12/1500/2600")).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let (answer, _) = tile(&app, &format!("{TILES}/{AROUND}?datetime=1900")).await;
    assert_eq!(
        (answer.status, answer.header("ogc-numbermatched")),
        (StatusCode::NO_CONTENT, "0")
    );
}

#[tokio::test]
async fn a_tile_answers_the_question_that_items_answer() {
    let app = bundled();
    let category = |category: &'static str| {
        move |one: &crate::support::Incident| one.properties["category"] == category
    };
    let during = |first: &'static str, last: &'static str| {
        move |one: &crate::support::Incident| one.is_during(first, last)
    };
    let questions: Vec<(&str, Holds<'_>)> = vec![
        ("", Box::new(|_| true)),
        ("?f=mvt", Box::new(|_| true)),
        ("?category=clash", Box::new(category("clash"))),
        (
            "?datetime=2010-08/2010-09",
            Box::new(during("2010-08-01", "2010-09-30")),
        ),
        (
            "?datetime=2022-09-14",
            Box::new(during("2022-09-14", "2022-09-14")),
        ),
        (
            "?filter=category%20%3D%20'unrest'",
            Box::new(category("unrest")),
        ),
        (
            "?bbox=70,38,71,39",
            Box::new(|one| one.is_inside([70.0, 38.0, 71.0, 39.0])),
        ),
        (
            "?area=rasht-valley",
            Box::new(|one| one.areas.iter().any(|area| area == "rasht-valley")),
        ),
    ];
    for set in [MERCATOR, DEGREES] {
        for (question, holds) in &questions {
            for zoom in [0, 5, 8] {
                let points: Vec<_> = incidents()
                    .iter()
                    .filter(|one| holds(one))
                    .filter_map(|one| Some((one.point?, &one.id)))
                    .collect();
                let places: Vec<_> = points.iter().map(|(point, _)| *point).collect();
                assert!(!places.is_empty(), "{question}");
                for (col, row) in tiles_with(set, zoom, &places).into_iter().take(6) {
                    let url =
                        format!("/collections/incidents/tiles/{set}/{zoom}/{row}/{col}{question}");
                    let (answer, tile) = tile(&app, &url).await;
                    let inside = points
                        .iter()
                        .filter(|((x, y), _)| place(set, zoom, *x, *y) == (col, row));
                    let expected: Vec<&str> = inside.map(|(_, id)| &***id).collect();
                    let found = attributes(&tile, "incidents");
                    let found: Vec<&str> = found
                        .iter()
                        .map(|(_, tags)| tags["id"].as_str().unwrap())
                        .collect();
                    assert_eq!(found, expected, "{url}");
                    assert_eq!(
                        answer.header("ogc-numbermatched"),
                        expected.len().to_string()
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn the_properties_that_were_asked_for_become_attributes() {
    let app = bundled();
    let url = format!(
        "{TILES}/{AROUND}?properties=title,deaths_best,areas&filter=deaths_best%20%3E%2025"
    );
    let (_, some) = tile(&app, &url).await;
    let found = attributes(&some, "incidents");
    assert!(!found.is_empty());
    for (id, tags) in found {
        let names: Vec<&String> = tags.as_object().unwrap().keys().collect();
        assert_eq!(
            names,
            ["id", "title", "areas", "deaths_best"]
                .iter()
                .filter(|name| names.iter().any(|one| one == *name))
                .collect::<Vec<_>>(),
            "{tags}"
        );
        let incident = incidents()
            .iter()
            .find(|one| tags["id"] == *one.id)
            .unwrap();
        assert_eq!(tags["deaths_best"], incident.properties["deaths_best"]);
        assert_eq!(tags["title"], incident.properties["title"]);
        assert_eq!(tags["areas"], incident.properties["areas"].to_string());
        assert!(id.unwrap() < 1 << 52);
    }
    let (_, all) = tile(&app, &format!("{TILES}/{AROUND}")).await;
    let (_, tags) = &attributes(&all, "incidents")[0];
    assert!(tags["category"].is_string() && tags["sources"].is_null() && tags["areas"].is_null());
}

#[tokio::test]
async fn a_feature_has_the_same_number_in_every_tile_and_numbers_stay_as_they_are() {
    let app = bundled();
    let ambush = "2010-09-19-kamarob-ambush";
    let incident = incidents().iter().find(|one| one.id == ambush).unwrap();
    let (x, y) = incident.point.unwrap();
    let mut numbers = Vec::new();
    for (set, zoom, question) in [
        (MERCATOR, 0, ""),
        (MERCATOR, 9, ""),
        (DEGREES, 6, "?datetime=2010"),
    ] {
        let (col, row) = place(set, zoom, x, y);
        let (_, found) = tile(
            &app,
            &format!("/collections/incidents/tiles/{set}/{zoom}/{row}/{col}{question}"),
        )
        .await;
        let one = attributes(&found, "incidents")
            .into_iter()
            .find(|(_, tags)| tags["id"] == ambush);
        numbers.push(one.unwrap().0.unwrap());
    }
    assert_eq!(numbers, [numbers[0]; 3]);
    let numbered = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":17,"geometry":{"type":"Point","coordinates":[70,39]},"properties":{"id":"own","n":2.5,"t":true,"o":{"a":1}}}]}"#;
    let app = serving(vec![source("numbered", "numbered.geojson", numbered)]);
    let (_, found) = tile(
        &app,
        "/collections/numbered/tiles/WebMercatorQuad/0/0/0?properties=id,n,t,o",
    )
    .await;
    let expected = serde_json::json!({"id": "own", "n": 2.5, "t": true, "o": "{\"a\":1}"});
    assert_eq!(attributes(&found, "numbered"), [(Some(17), expected)]);
}

#[tokio::test]
async fn tiles_of_all_have_the_collections_that_were_asked_for_in_layers() {
    let app = bundled();
    let names = |tile: &fast_mvt::MvtTile| -> Vec<String> {
        tile.layers
            .iter()
            .map(|layer| layer.name().to_owned())
            .collect()
    };
    let (_, some) = tile(
        &app,
        "/tiles/WebMercatorQuad/5/12/22?collections=rivers,incidents,rivers",
    )
    .await;
    assert_eq!(names(&some), ["rivers", "incidents"]);
    let (_, all) = tile(&app, "/tiles/WebMercatorQuad/4/6/11?properties=").await;
    assert!(names(&all).len() >= 14, "{:?}", names(&all));
    // What a layer does not know leaves it whole; what it knows does not.
    let question =
        "collections=incidents,countries&category=clash&datetime=2010&filter=deaths_best%20%3E%200";
    let (_, asked) = tile(&app, &format!("/tiles/WebMercatorQuad/5/12/22?{question}")).await;
    let categories = attributes(&asked, "incidents");
    assert!(
        !categories.is_empty()
            && categories
                .iter()
                .all(|(_, tags)| tags["category"] == "clash")
    );
    let countries = attributes(&asked, "countries");
    assert!(
        countries.len() > 2
            && countries
                .iter()
                .all(|(_, tags)| tags["valid_from"].is_null())
    );
    for (wrong, what) in [
        ("collections=incidents,nothing", "there is no collection"),
        ("filter=nothing%20%3D%201", "nothing"),
        ("properties=nothing", "there is no property"),
    ] {
        let answer = get(&app, &format!("/tiles/WebMercatorQuad/5/12/22?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(answer.text().contains(what), "{}", answer.text());
    }
}

#[tokio::test]
async fn wrong_and_unknown_parameters_of_tiles_are_told_at_once() {
    let url = format!(
        "{TILES}/{AROUND}?cluster=yes&datetime=soon&colour=red&f=png&sum=title&by=areas&properties=x&limit=5"
    );
    let answer = get(&bundled(), &url).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let json = answer.json();
    let told: Vec<&str> = json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["parameter"].as_str().unwrap())
        .collect();
    assert_eq!(
        told,
        [
            "cluster",
            "datetime",
            "properties",
            "sum",
            "by",
            "f",
            "colour",
            "limit"
        ]
    );
}

#[tokio::test]
async fn a_tile_that_a_client_has_is_not_sent_again() {
    let app = bundled();
    for url in [
        format!("{TILES}/{AROUND}"),
        format!("{TILES}/{AROUND}?cluster=true"),
        format!("{TILES}/{AROUND}?datetime=1900"),
        "/tiles/WebMercatorQuad/5/12/22".to_owned(),
    ] {
        for encoding in ["identity", "gzip", "zstd", "br"] {
            let first = request(&app, Method::GET, &url, &[("accept-encoding", encoding)]).await;
            let tag = first.header("etag").to_owned();
            assert!(tag.starts_with('"'), "{url}");
            let known = [("accept-encoding", encoding), ("if-none-match", &*tag)];
            let second = request(&app, Method::GET, &url, &known).await;
            assert_eq!(
                (second.status, second.header("etag")),
                (StatusCode::NOT_MODIFIED, &*tag),
                "{url}"
            );
            assert!(second.body.is_empty());
        }
    }
    let tag = |answer: crate::support::Answer| answer.header("etag").to_owned();
    let plain = tag(get(&app, &format!("{TILES}/{AROUND}")).await);
    assert_ne!(
        plain,
        tag(get(&app, &format!("{TILES}/{AROUND}?cluster=true")).await)
    );
    assert_ne!(plain, tag(get(&app, &format!("{TILES}/6/24/44")).await));
}

#[test]
fn two_servers_and_every_request_get_the_same_bytes() {
    let servers = [Marz::serve(&[]), Marz::serve(&[])];
    for path in [
        "/tiles/WebMercatorQuad/4/6/11",
        "/tiles/WorldCRS84Quad/4/4/22",
        "/collections/districts/tiles/WebMercatorQuad/7/48/88",
        "/collections/incidents/tiles/WebMercatorQuad/6/24/44?sum=injured&by=country",
    ] {
        let bytes: Vec<Vec<u8>> = servers
            .iter()
            .flat_map(|server| [server, server])
            .map(|server| {
                let url = format!("{}{path}", server.url.trim_end_matches('/'));
                ureq::get(&url)
                    .call()
                    .unwrap()
                    .body_mut()
                    .read_to_vec()
                    .unwrap()
            })
            .collect();
        assert!(bytes[0].len() > 1_000, "{path}");
        assert!(bytes.iter().all(|other| *other == bytes[0]), "{path}");
    }
}
