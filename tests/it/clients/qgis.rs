//! Debian's QGIS 3.22 without a window, by its Python. All of its questions in one process, and
//! each test reads the part of the answer that it is about.
//!
//! This QGIS leaves filters by property to itself: 3.32 and later send them, which
//! `qgis_replay.rs` replays.

use std::fs;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::visit::{Heard, Visit, assert_asked, for_items, in_the_house, in_the_workshop, run};
use super::{BOX, ids_of};

/// What QGIS calls the types of geometries, by their numbers.
const TYPES: &[(&str, u64)] = &[
    ("incidents", 1),
    ("roads", 2),
    ("border-changes", 3),
    ("borders", 5),
    ("countries", 6),
];

struct Seen {
    answer: Value,
    heard: Vec<Heard>,
    collections: Value,
}

fn seen() -> &'static Seen {
    static SEEN: OnceLock<Seen> = OnceLock::new();
    SEEN.get_or_init(|| {
        let visit = Visit::to_the_bundled_data();
        // A profile of its own: the user's has a cache.
        let home = in_the_workshop("qgis");
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).unwrap();
        let environment = [
            ("HOME", &*home),
            ("XDG_RUNTIME_DIR", &home),
            ("QT_QPA_PLATFORM", "offscreen"),
        ];
        let script = in_the_house("tests/clients/read_with_qgis.py");
        let mut arguments = vec![&*script, visit.url()];
        arguments.extend(TYPES.iter().map(|(collection, _)| *collection));
        // Debian's Python: the bindings are made for that one.
        let printed = run("/usr/bin/python3", &arguments, &environment);
        let collections = visit.json("/collections");
        Seen {
            answer: serde_json::from_str(&printed).unwrap(),
            heard: visit.end(),
            collections,
        }
    })
}

#[test]
fn qgis_sees_geometry_types_and_counts_without_fetching_the_features() {
    let Seen {
        answer,
        heard,
        collections,
    } = seen();
    assert_eq!(answer["crs"], "EPSG:4326");
    for (id, number) in TYPES {
        let own = &answer["collections"][id];
        assert_eq!(own["geometry"], *number, "{id}");
        let declared = collections["collections"].as_array().unwrap();
        let declared = declared.iter().find(|one| one["id"] == *id).unwrap();
        assert_eq!(own["count"], declared["itemCount"], "{id}");
        if *id != "incidents" {
            let limits = for_items(heard, id)
                .into_iter()
                .map(|one| one.value("limit"));
            assert_eq!(limits.collect::<Vec<_>>(), [Some("10")], "{id}");
        }
    }
}

#[test]
fn qgis_sees_the_fields_with_their_types() {
    let fields = &seen().answer["fields"];
    for (name, expected) in [
        ("id", "String"),
        ("title", "String"),
        ("date_start", "Date"),
        ("date_end", "Date"),
        ("deaths_best", "Integer"),
        ("border_distance_km", "Real"),
        ("areas", "StringList"),
    ] {
        assert_eq!(fields[name], expected, "{name}: {fields}");
    }
}

#[test]
fn qgis_asks_for_what_is_in_view() {
    let seen = seen();
    assert_eq!(seen.answer["box"], json!(ids_of(|one| one.is_inside(BOX))));
    assert_asked(&seen.heard, "incidents", &[("bbox", "68,38,72,40")]);
}

#[test]
fn qgis_lets_the_server_filter_by_time() {
    let seen = seen();
    let expected = ids_of(|one| one.is_during("2010-08-01", "2010-09-30"));
    assert_eq!(seen.answer["days"], json!(expected));
    let datetime = [("datetime", "2010-08-01/2010-09-30")];
    assert_asked(&seen.heard, "incidents", &datetime);
}

#[test]
fn qgis_finds_the_same_clashes_as_the_server() {
    let clashes = ids_of(|one| one.properties["category"] == "clash");
    assert_eq!(seen().answer["clashes"], json!(clashes));
}

#[test]
fn qgis_opens_a_saved_geopackage() {
    let saved = &seen().answer["geopackage"];
    assert_eq!(saved["crs"], "EPSG:4326");
    assert_eq!(saved["geometry"], 1);
    assert_eq!(saved["has_index"], true);
    for (name, expected) in [
        ("title", "String"),
        ("date_start", "Date"),
        ("deaths_best", "Integer64"),
        ("border_distance_km", "Real"),
        ("areas", "JSON"),
    ] {
        let fields = &saved["fields"];
        assert_eq!(fields[name], expected, "{name}: {fields}");
    }
    assert_eq!(saved["box"], json!(ids_of(|one| one.is_inside(BOX))));
    let unknown = ids_of(|one| one.properties["deaths_best"].is_null());
    assert_eq!(saved["unknown_deaths"], json!(unknown));
    let days = saved["days"].as_object().unwrap();
    for (id, day) in days {
        let is_it = |one: &super::Incident| one.properties["date_start"] == *day;
        assert!(ids_of(is_it).contains(&id.as_str()), "{id}: {day}");
    }
    assert_eq!(days.len(), ids_of(|_| true).len());
}
