//! A file of several layers as Debian's GDAL makes it.

use std::path::Path;
use std::process::Command;

use http::StatusCode;
use serde_json::{Value, json};

use super::{found, ids, path, places, properties};
use crate::support::{get, serving};

const POSTS: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "id": "kok-tash", "geometry": {"type": "Point", "coordinates": [70.55, 39.97, 1150.5]}, "properties":
  {"opened": "2021-04-28", "seen": "2021-04-28T09:30:00", "guards": 12, "share": 0.5, "open": true, "tags": ["a", "b, c"], "more": {"k": [1, null]}}},
{"type": "Feature", "id": "golovnoy", "geometry": null, "properties":
  {"opened": null, "seen": null, "guards": null, "share": null, "open": false, "tags": null, "more": null}}]}"#;
const ROADS: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[70, 39], [71, 40]]}, "properties": {"ref": "M41"}},
{"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": [[[70, 39], [69, 38]]]}, "properties": {"ref": "РБ04"}}]}"#;
const NOTES: &str = "post,note\nkok-tash,closed\ngolovnoy,\n";

fn ogr2ogr(arguments: &[&str]) {
    let output = Command::new("ogr2ogr")
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{error}; `apt-get install gdal-bin` brings it"));
    assert!(output.status.success(), "{output:?}");
}

/// Border posts, roads in Web Mercator, and notes without a place.
fn layers(name: &str) -> std::path::PathBuf {
    let path = path(name);
    let to = path.to_str().unwrap();
    let source = |file: &str, content: &str| {
        let path = super::path(&format!("{name}-{file}"));
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let posts = source("posts.geojson", POSTS);
    ogr2ogr(&["-f", "GPKG", to, &posts, "-nln", "Border posts"]);
    let more = ["-f", "GPKG", "-update", "-append", to];
    let roads = source("roads.geojson", ROADS);
    let projected = [
        "-nln",
        "roads",
        "-nlt",
        "PROMOTE_TO_MULTI",
        "-t_srs",
        "EPSG:3857",
    ];
    ogr2ogr(&[&more[..], &[&roads], &projected].concat());
    let notes = source("notes.csv", NOTES);
    ogr2ogr(&[&more[..], &[&notes, "-nln", "notes"]].concat());
    path
}

#[tokio::test]
async fn each_layer_is_a_collection() {
    let path = layers("layers.gpkg");
    let sources = found(&path);
    let names: Vec<&str> = sources.iter().map(|source| &*source.id).collect();
    assert_eq!(names, ["Border-posts", "roads", "notes"]);
    let read: Vec<_> = sources.iter().map(marz::sources::Source::read).collect();
    for import in &read {
        assert_eq!(import.findings, []);
    }
    assert_eq!(ids(&read[0]), ["kok-tash", "golovnoy"]);
    let mut posts = properties(&read[0]);
    // GDAL 3.6 writes lists of texts in a form of its own, reads a moment and writes it as one of UTC.
    let seen = posts[0]["seen"].take();
    assert!(
        seen.as_str().unwrap().starts_with("2021-04-28T09:30:00"),
        "{seen}"
    );
    assert_eq!(
        posts,
        [
            json!({"opened": "2021-04-28", "seen": null, "guards": 12, "share": 0.5, "open": true,
                "tags": "(2:a,b, c)", "more": {"k": [1, null]}}),
            json!({"opened": null, "seen": null, "guards": null, "share": null, "open": false,
                "tags": null, "more": null}),
        ]
    );
    assert_eq!(
        places(&read[0]),
        [
            json!({"type": "Point", "coordinates": [70.55, 39.97, 1150.5]}),
            Value::Null
        ]
    );
    assert_eq!(ids(&read[1]), ["1", "2"]);
    assert_eq!(properties(&read[1])[1], json!({"ref": "РБ04"}));
    assert_eq!(
        places(&read[1]),
        [
            json!({"type": "MultiLineString", "coordinates": [[[70.0, 39.0], [71.0, 40.0]]]}),
            json!({"type": "MultiLineString", "coordinates": [[[70.0, 39.0], [69.0, 38.0]]]}),
        ]
    );
    assert_eq!(
        properties(&read[2])[0],
        json!({"post": "kok-tash", "note": "closed"})
    );
    assert_eq!(places(&read[2]), [Value::Null, Value::Null]);

    let app = serving(sources);
    let url = "/collections/roads/items?bbox=68,37,69.5,38.5";
    let found = get(&app, url).await;
    assert_eq!(found.status, StatusCode::OK);
    assert_eq!(found.json()["numberMatched"], 1);
}

#[test]
fn a_layer_of_another_system_is_told_and_the_others_are_served() {
    let path = layers("systems.gpkg");
    let to = path.to_str().unwrap();
    let roads =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("geopackage/systems.gpkg-roads.geojson");
    let roads = roads.to_str().unwrap();
    let other = ["-nln", "lambert", "-t_srs", "EPSG:2154"];
    ogr2ogr(&[&["-f", "GPKG", "-update", "-append", to, roads], &other[..]].concat());
    let error = marz::sources::catalog(found(&path), false).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "{to}: table lambert: found the reference system EPSG:2154 (\"RGF93 v1 / Lambert-93\"); \
             expected one of EPSG:4326, EPSG:3857, EPSG:32641, EPSG:32642, EPSG:32643; \
             `ogr2ogr -t_srs EPSG:4326 copy.gpkg file.gpkg` converts"
        )
    );
    let (catalog, left_out) = marz::sources::catalog(found(&path), true).unwrap();
    assert_eq!(left_out.len(), 1);
    assert!(catalog.find("lambert").is_none());
    assert_eq!(catalog.find("roads").unwrap().len(), 2);
}
