//! Debian's GDAL: the OGC API driver as `ogrinfo` and `ogr2ogr` use it.

use std::fs;

use serde_json::Value;

use super::visit::{Visit, assert_asked, for_items, in_the_workshop, run};
use super::{BOX, ids_of, points};
use crate::support::incidents;

/// Pages of a thousand: left to itself this driver asks for the largest page there is.
const PAGE: [&str; 2] = ["-oo", "PAGE_SIZE=1000"];

#[test]
fn ogrinfo_lists_every_collection_with_type_count_and_extent() {
    let visit = Visit::to_the_bundled_data();
    let printed = ogrinfo(&visit, &["-al"]);
    let mut layers = printed.split("Layer name: ").skip(1).map(|layer| {
        let line = |start: &str| {
            let line = layer.lines().find_map(|line| line.strip_prefix(start));
            line.unwrap_or_default().trim().to_owned()
        };
        let name = layer.lines().next().unwrap().to_owned();
        (
            name,
            line("Geometry:"),
            line("Feature Count:"),
            line("Extent:"),
        )
    });
    let list = visit.json("/collections");
    let heard = visit.end();
    for collection in list["collections"].as_array().unwrap() {
        let (name, geometry, count, extent) = layers.next().unwrap();
        assert_eq!(collection["id"], *name);
        assert_eq!(collection["itemCount"].to_string(), count, "{name}");
        let bbox = &collection["extent"]["spatial"]["bbox"][0];
        let corner = |side: usize| format!("{:.6}", bbox[side].as_f64().unwrap());
        let [west, south, east, north] = [0, 1, 2, 3].map(corner);
        let expected = format!("({west}, {south}) - ({east}, {north})");
        assert_eq!(extent, expected, "{name}");
        assert_eq!(geometry, geometry_of(&name), "{name}");
        assert!(!for_items(&heard, &name).is_empty(), "{name}");
    }
    assert!(layers.next().is_none());
}

fn geometry_of(collection: &str) -> &'static str {
    match collection {
        "incidents" | "places" | "airports" => "Point",
        "countries" | "provinces" | "districts" | "lakes" => "Multi Polygon",
        "rivers" | "borders" => "Multi Line String",
        "roads" => "Line String",
        "kyrgyz-tajik-border" => "Unknown (any)",
        "border-changes" | "rasht-valley" | "dushanbe" | "ferghana-valley" => "Polygon",
        other => panic!("a collection that this test does not know: {other}"),
    }
}

#[test]
fn ogr2ogr_copies_the_incidents_whole_page_by_page() {
    let visit = Visit::to_the_bundled_data();
    let copied = ogr2ogr(&visit, "incidents", &["-oo", "PAGE_SIZE=50"]);
    let all = incidents();
    assert_eq!(copied.len(), all.len());
    for (copy, own) in copied.iter().zip(all) {
        assert_eq!(copy["properties"]["id"], *own.id);
        let point = copy["geometry"]["coordinates"].as_array();
        let point = point.map(|at| (at[0].as_f64().unwrap(), at[1].as_f64().unwrap()));
        assert_eq!(point, own.point, "{}", own.id);
        for name in [
            "title",
            "title_ru",
            "deaths_low",
            "deaths_best",
            "deaths_high",
            "part_of",
        ] {
            assert_eq!(
                copy["properties"][name], own.properties[name],
                "{} {name}",
                own.id
            );
        }
    }
    let heard = visit.end();
    let pages = for_items(&heard, "incidents");
    let followed = pages.iter().filter(|one| one.value("cursor").is_some());
    assert_eq!(followed.count(), all.len().div_ceil(50) - 1, "{pages:#?}");
}

#[test]
fn ogr2ogr_pages_through_twelve_thousand_points() {
    let visit = Visit::to(&[points::file()]);
    let copied = ogr2ogr(&visit, points::COLLECTION, &PAGE);
    let ids = copied.iter().map(|one| &one["properties"]["id"]);
    points::assert_all(ids.map(|id| id.as_str().unwrap()));
    points::assert_fetched_by_thousands(&visit.end());
}

#[test]
fn gdal_lets_the_server_filter_by_box() {
    let visit = Visit::to_the_bundled_data();
    let printed = ogrinfo(&visit, &["incidents", "-spat", "68", "38", "72", "40"]);
    assert_count(&printed, ids_of(|one| one.is_inside(BOX)).len());
    assert_asked(&visit.end(), "incidents", &[("bbox", "68,38,72,40")]);
}

#[test]
fn gdal_lets_the_server_filter_by_property() {
    let visit = Visit::to_the_bundled_data();
    let printed = ogrinfo(&visit, &["incidents", "-where", "category = 'clash'"]);
    let clashes = ids_of(|one| one.properties["category"] == "clash");
    assert_count(&printed, clashes.len());
    assert_asked(&visit.end(), "incidents", &[("category", "clash")]);
}

#[test]
fn gdal_lets_the_server_filter_by_time() {
    let visit = Visit::to_the_bundled_data();
    let days = "date_start >= '2010-08-01' AND date_start <= '2010-09-30'";
    let printed = ogrinfo(&visit, &["incidents", "-where", days]);
    let during = ids_of(|one| one.is_during("2010-08-01", "2010-09-30"));
    assert_count(&printed, during.len());
    // The driver prints a date with a bare `T` behind it.
    let datetime = [("datetime", "2010-08-01T/2010-09-30T")];
    assert_asked(&visit.end(), "incidents", &datetime);
}

#[test]
fn gdal_reads_the_part_of_a_file_that_lies_in_a_box() {
    let visit = Visit::to_the_bundled_data();
    let path = "/collections/incidents/download?f=fgb";
    let file = format!("/vsicurl/{}{path}", visit.url());
    let arguments = [
        "-ro",
        "-so",
        &file,
        "incidents",
        "-spat",
        "68",
        "38",
        "72",
        "40",
    ];
    let printed = run("ogrinfo", &arguments, &[]);
    assert_count(&printed, ids_of(|one| one.is_inside(BOX)).len());
    let heard = visit.end();
    assert!(heard.iter().any(|one| one.status == 206), "{heard:?}");
}

fn ogrinfo(visit: &Visit, arguments: &[&str]) -> String {
    let url = visit.oapif();
    let arguments = [&["-ro", "-so", &url], arguments, &PAGE].concat();
    run("ogrinfo", &arguments, &[])
}

/// The features of a copy that `ogr2ogr` makes.
fn ogr2ogr(visit: &Visit, collection: &str, options: &[&str]) -> Vec<Value> {
    let copy = in_the_workshop(&format!("{collection}-copy.geojson"));
    let _ = fs::remove_file(&copy);
    let url = visit.oapif();
    let arguments = [&["-f", "GeoJSON", &copy, &url, collection], options].concat();
    run("ogr2ogr", &arguments, &[]);
    let mut copied: Value = serde_json::from_slice(&fs::read(&copy).unwrap()).unwrap();
    match copied["features"].take() {
        Value::Array(features) => features,
        other => panic!("{other}"),
    }
}

fn assert_count(printed: &str, expected: usize) {
    let expected = format!("Feature Count: {expected}\n");
    assert!(printed.contains(&expected), "{expected}{printed}");
}
