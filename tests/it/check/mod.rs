//! Broken incident data: each kind of mistake is told with its place, and nothing else is.
//!
//! Every test spoils one thing in `tests/fixtures/incidents.geojson`, which is right.

mod command;
mod documentation;
mod figures;
mod files;
mod letters;
mod links;
mod places;

use std::fs;
use std::path::Path;

use marz::import::codebook::{self, Countries};
use marz::import::{CollectionSettings, Content, File, read};

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn right() -> String {
    text("tests/fixtures/incidents.geojson")
}

/// The right file with one thing replaced.
fn spoiled(from: &str, to: &str) -> String {
    let right = right();
    assert_eq!(
        right.matches(from).count(),
        1,
        "{from} stands once in the fixture"
    );
    right.replace(from, to)
}

fn countries(path: &str) -> Countries {
    let file = File {
        name: "countries.geojson".to_owned(),
        content: Content::Bytes(text(path).into()),
    };
    Countries::new(&read("countries", &file, &CollectionSettings::default()).features)
}

/// All findings about a file of this content, one in a line.
fn findings(content: impl Into<Vec<u8>>) -> String {
    let countries = countries("tests/fixtures/countries.geojson");
    let file = File {
        name: "own.geojson".to_owned(),
        content: Content::Bytes(content.into()),
    };
    let import = read("own", &file, &CollectionSettings::default());
    let checked = codebook::check(&file.name, &import, &countries);
    let all = import.findings.iter().chain(&checked);
    all.map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn finds(from: &str, to: &str, expected: &str) {
    assert_eq!(findings(spoiled(from, to)), expected, "{from} → {to}");
}

#[test]
fn a_right_file_has_no_findings() {
    assert_eq!(findings(right()), "");
}

#[test]
fn the_bundled_incidents_have_no_findings() {
    let name = "geodata/incidents.geojson";
    let file = File {
        name: name.to_owned(),
        content: Content::Bytes(text(name).into()),
    };
    let import = read("incidents", &file, &CollectionSettings::default());
    let countries = countries("geodata/countries.geojson");
    let found = codebook::check(name, &import, &countries);
    let all: Vec<String> = import
        .findings
        .iter()
        .chain(&found)
        .map(ToString::to_string)
        .collect();
    assert_eq!(all, Vec::<String>::new());
    assert!(codebook::applies_to(&import));
    assert!(
        import.features.len() > 200,
        "{} incidents",
        import.features.len()
    );
}

#[test]
fn data_in_other_words_is_not_held_to_the_code_book() {
    let applies = |properties: &str| {
        let text =
            format!(r#"{{"type": "Feature", "geometry": null, "properties": {properties}}}"#);
        let file = File {
            name: "own.geojson".to_owned(),
            content: Content::Bytes(text.into()),
        };
        codebook::applies_to(&read("own", &file, &CollectionSettings::default()))
    };
    assert!(applies(
        r#"{"date_start": "2010", "category": "x", "deaths_best": 1}"#
    ));
    assert!(applies(
        r#"{"date_start": "2010", "event_type": "x", "sources": []}"#
    ));
    assert!(!applies(
        r#"{"date_start": "2010", "category": "x", "best": 1}"#
    ));
    assert!(!applies(
        r#"{"event_date": "2010", "event_type": "Battles", "fatalities": 1}"#
    ));
}
