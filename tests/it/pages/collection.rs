//! The page of a collection: facts, map, fields, downloads.

use super::{attributes, page, plain, texts};
use crate::support::{bundled, get, serving, source};

fn map(html: &str) -> &str {
    let (_, map) = html.split_once("<svg").unwrap();
    map.split("</svg>").next().unwrap()
}

#[tokio::test]
async fn the_page_says_what_it_is_where_and_when_and_on_what_terms() {
    let text = page(&bundled(), "/collections/incidents").await.text();
    let said = plain(&text);
    for part in [
        "Features 236",
        "Time 1989-06-03 – 2025-12-24",
        "Extent 37.62° E – 74.61° E, 36.73° N – 55.76° N",
        "Licence CC-BY-4.0",
        "Attribution marz contributors",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let links = attributes(&text, "href");
    assert!(links.contains(&"https://creativecommons.org/licenses/by/4.0/".to_owned()));
}

#[tokio::test]
async fn every_collection_has_a_small_map_with_its_box_and_a_text_for_those_who_do_not_see_it() {
    let app = bundled();
    let collections = get(&app, "/collections").await.json();
    for collection in collections["collections"].as_array().unwrap() {
        let id = collection["id"].as_str().unwrap();
        let text = page(&app, &format!("/collections/{id}?lang=ru"))
            .await
            .text();
        let map = map(&text);
        assert!(map.len() < 30_000, "{id}: {} bytes", map.len());
        assert!(map.contains("<rect class=\"extent\""), "{id}");
        assert!(map.matches("class=\"country\"").count() >= 2, "{id}");
        assert!(
            map.contains("role=\"img\"") && map.contains("<title id=\"map-title\">Карта охвата<")
        );
        assert!(map.contains("с рамкой вокруг объектов, от "), "{id}");
        assert!(
            map.contains(">Таджикистан<") || map.contains(">Казахстан<"),
            "{id}"
        );
    }
}

#[tokio::test]
async fn the_map_has_the_countries_of_today_and_dots_for_points() {
    let text = page(&bundled(), "/collections/incidents").await.text();
    let map = map(&text);
    // Ten countries; those with two vintages once.
    assert_eq!(map.matches("class=\"country\"").count(), 10);
    let dots = map.split("class=\"dots\" d=\"").nth(1).unwrap();
    let dots = dots.split('"').next().unwrap();
    let incidents = crate::support::incidents();
    let placed = incidents.iter().filter(|one| one.point.is_some()).count();
    assert_eq!(dots.matches("h0").count(), placed);
}

#[tokio::test]
async fn other_data_have_the_same_outlines_and_data_without_places_no_map() {
    let wells = source("wells", "wells.csv", "depth,lon,lat\n5,70,39\n");
    let text = page(&serving(vec![wells]), "/collections/wells")
        .await
        .text();
    assert!(map(&text).contains(">Tajikistan<"));
    let table = source("table", "table.csv", "a,b\n1,2\n");
    let answer = page(&serving(vec![table]), "/collections/table").await;
    assert_eq!(answer.status, 200);
    assert!(!answer.text().contains("<svg"), "nothing to show");
}

#[tokio::test]
async fn every_field_is_listed_with_what_can_be_done_with_it() {
    let text = page(&bundled(), "/collections/incidents").await.text();
    let said = plain(&text);
    for row in [
        "category Category text clash , explosion , civilians (violence against civilians)",
        "areas Areas list of texts Which of the four areas",
        "deaths_best Deaths, best figure whole number Best estimate; null where none is known, never 0 for unknown. yes yes",
        "sources Sources list Documents",
    ] {
        assert!(said.contains(row), "{row} in {said}");
    }
    let fields = text.split("<h2>Fields</h2>").nth(1).unwrap();
    let schema = get(&bundled(), "/collections/incidents/schema")
        .await
        .json();
    // The geometry is no field of the table.
    let properties = schema["properties"].as_object().unwrap().len() - 1;
    assert_eq!(texts(fields, "<th scope=\"row\"").len(), properties);
}

#[tokio::test]
async fn all_features_can_be_had_in_every_format() {
    let text = page(&bundled(), "/collections/places").await.text();
    let links = attributes(&text, "href");
    for format in [
        "json",
        "jsonfg",
        "geojsonseq",
        "csv",
        "fgb",
        "gpkg",
        "parquet",
        "kml",
    ] {
        let link = format!("http://localhost/collections/places/download?f={format}");
        assert!(links.contains(&link), "{link}");
    }
    let text = page(&bundled(), "/collections/dushanbe").await.text();
    let layer = "http://localhost/geojson/dushanbe.geojson".to_owned();
    assert!(attributes(&text, "href").contains(&layer));
}
