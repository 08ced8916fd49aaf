//! What marz exports comes back when it is served: features, places, values, identifiers, words.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use axum::Router;
use geojson::GeometryValue;
use marz::domain::{Collection, Feature, PropertyType};
use marz::sources::{self, Source};
use serde_json::{Value, json};

use super::{found, path};
use crate::support::{bundled, get, serving};

/// Downloads a collection, reads the file, compares all of it.
async fn comes_back(app: &Router, source: &Source) {
    let id = &source.id;
    let path = path(&format!("{id}.gpkg"));
    let url = format!("/collections/{id}/download?f=gpkg");
    std::fs::write(&path, get(app, &url).await.body).unwrap();
    let again = found(&path);
    assert_eq!(again.len(), 1, "{id}");
    assert_eq!(again[0].id, *id);
    let (before, after) = (source.read(), again[0].read());
    assert_eq!(after.findings, [], "{id}");
    assert_eq!(after.features.len(), before.features.len(), "{id}");
    let start = |of: &Collection| of.time.as_ref().map(|time| time.start.clone());
    let (one, other) = (&before.collection, &after.collection);
    assert_eq!(
        (&one.title, &one.description, start(one)),
        (&other.title, &other.description, start(other)),
        "{id}"
    );
    // The columns come in the order of the properties, some under another name.
    let properties: Vec<_> = one.schema.properties.iter().collect();
    let columns: Vec<_> = other.schema.properties.iter().collect();
    assert_eq!(properties.len(), columns.len(), "{id}");
    for (property, column) in properties.iter().zip(&columns) {
        assert_eq!(
            (&property.title, &property.description),
            (&column.title, &column.description)
        );
    }
    let features = after.features.iter();
    let by_id: HashMap<String, &Feature> = features
        .map(|feature| (feature.id.to_string(), feature))
        .collect();
    for feature in &before.features {
        let found = by_id[&feature.id.to_string()];
        assert_eq!(found.id, feature.id, "{id}");
        for (property, column) in properties.iter().zip(&columns) {
            let value = feature.properties.get(&property.name);
            let value = expected(property.kind, value.unwrap_or(&Value::Null));
            let found = &found.properties[&column.name];
            assert_eq!(*found, value, "{id} {} {}", feature.id, column.name);
        }
        assert_same_place(feature, found);
    }
}

/// What a column of that type keeps of a value.
fn expected(kind: PropertyType, value: &Value) -> Value {
    match (kind, value) {
        (PropertyType::Number, Value::Number(number)) => json!(number.as_f64()),
        (PropertyType::DateTime, Value::String(text)) if text.len() < 24 => {
            json!(format!("{}T{}:00.000Z", &text[..10], &text[11..16]))
        }
        _ => value.clone(),
    }
}

fn assert_same_place(before: &Feature, after: &Feature) {
    let value = |feature: &Feature| feature.geometry.clone().map(|geometry| geometry.value);
    let (before, after) = (value(before), value(after));
    let several = match before.clone() {
        Some(GeometryValue::Polygon { coordinates }) => Some(GeometryValue::MultiPolygon {
            coordinates: vec![coordinates],
        }),
        Some(GeometryValue::LineString { coordinates }) => Some(GeometryValue::MultiLineString {
            coordinates: vec![coordinates],
        }),
        // An empty geometry is none.
        Some(GeometryValue::MultiPoint { coordinates }) if coordinates.is_empty() => None,
        Some(GeometryValue::GeometryCollection { geometries }) if geometries.is_empty() => None,
        other => other,
    };
    assert!(
        after == before || after == several,
        "{after:?}, not {before:?}"
    );
}

#[tokio::test]
async fn every_bundled_collection_comes_back() {
    let app = bundled();
    let sources = sources::bundled_sources().unwrap();
    assert!(sources.len() > 10);
    for source in &sources {
        comes_back(&app, source).await;
    }
}

#[tokio::test]
async fn numbers_and_everything_nasty_come_back() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for name in ["nasty", "numbers"] {
        let sources = found(&fixtures.join(format!("{name}.geojson")));
        let app = serving(found(&fixtures.join(format!("{name}.geojson"))));
        comes_back(&app, &sources[0]).await;
    }
}

#[tokio::test]
async fn what_was_projected_comes_back_to_the_millimetre() {
    let app = bundled();
    let all = sources::bundled_sources().unwrap();
    let incidents = all.iter().find(|source| source.id == "incidents").unwrap();
    let before = incidents.read();
    for code in [4326, 3857, 32641, 32642, 32643] {
        let path = path(&format!("incidents-{code}.gpkg"));
        let url = format!("/collections/incidents/download?f=gpkg&crs=EPSG:{code}");
        std::fs::write(&path, get(&app, &url).await.body).unwrap();
        let (after, wrong) = super::read(&path);
        assert_eq!(wrong, "", "{code}");
        let mut placed = 0;
        for feature in &before.features {
            let same = after.features.iter().find(|one| one.id == feature.id);
            let value = |feature: &Feature| feature.geometry.clone().map(|one| one.value);
            match (value(feature), value(same.unwrap())) {
                (
                    Some(GeometryValue::Point { coordinates: at }),
                    Some(GeometryValue::Point { coordinates: found }),
                ) => {
                    placed += 1;
                    let far = (at[0] - found[0]).abs().max((at[1] - found[1]).abs());
                    assert!(far < 1e-8, "{code} {}: {far}", feature.id);
                }
                (before, after) => assert_eq!(before, after),
            }
        }
        assert!(placed > 200, "{code}");
    }
}

#[test]
fn the_commands_read_what_they_write() {
    let marz = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_marz"))
            .args(arguments)
            .output()
            .unwrap()
    };
    let own = path("own.gpkg");
    let own = own.to_str().unwrap();
    let towns = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/right.geojson");
    let first = marz(&["export", "--data", towns, "--output", own]);
    assert!(first.status.success(), "{first:?}");
    let checked = marz(&["check", own]);
    assert!(checked.status.success(), "{checked:?}");
    let talk = String::from_utf8(checked.stderr).unwrap();
    assert!(talk.contains("1 file, 1 feature, 0 findings"), "{talk}");
    let direct = marz(&["export", "--data", towns, "--format", "json"]);
    let again = marz(&["export", "--data", own, "--format", "json"]);
    let features = |output: Vec<u8>| {
        let json: Value = serde_json::from_slice(&output).unwrap();
        json["features"].clone()
    };
    let again = features(again.stdout);
    assert_eq!(again, features(direct.stdout));
    assert_eq!(again.as_array().unwrap().len(), 1);
}
