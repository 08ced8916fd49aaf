//! Long files, which stay on the disk until they are read: what is said of them is what is said of
//! the same text in memory.

use std::fs;
use std::path::{Path, PathBuf};

use marz::import::{Content, Import};
use marz::sources::Source;

use super::{findings, read_geojson};

const COUNT: usize = 20_000;

/// More than eight megabytes, with something else than most have as its last feature and its end.
fn text(last: &str, end: &str) -> String {
    let feature = |number: usize| {
        let long = "x".repeat(400);
        format!(
            r#"{{"type": "Feature", "geometry": null, "properties": {{"n": {number}, "a": "{long}"}}}}"#
        )
    };
    let mut features: Vec<String> = (1..COUNT).map(feature).collect();
    features.push(last.to_owned());
    let features = features.join(",\n");
    format!("\u{feff}{{\"type\": \"FeatureCollection\", \"features\": [\n{features}\n]{end}")
}

fn saved(name: &str, text: &str) -> (PathBuf, Source) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("long");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    let mut sources = marz::sources::find(std::slice::from_ref(&path), None).unwrap();
    let source = sources.pop().unwrap();
    assert!(matches!(source.file.content, Content::Open(_)));
    (path, source)
}

fn told(import: &Import, path: &Path) -> String {
    findings(import).replace(&path.display().to_string(), "own.geojson")
}

#[test]
fn what_is_wrong_with_a_long_file_is_told_as_of_a_short_one() {
    let usual = r#"{"type": "Feature", "geometry": null, "properties": {}}"#;
    for (last, end, expected) in [
        (usual, "}", ""),
        (usual, ", \"bbox\": [0, 0, 1, 1]}\n", ""),
        (
            "{}",
            "}",
            "own.geojson:20001: feature 20000: type: found nothing",
        ),
        ("1", "}", "own.geojson:20001: found 1"),
        (
            "{\"a\" 1}",
            "}",
            "own.geojson:20001: found broken JSON in column 6",
        ),
        (
            usual,
            "",
            "own.geojson:20002: found broken JSON in column 1",
        ),
        (
            usual,
            "} {}",
            "own.geojson:20002: found broken JSON in column 4",
        ),
        (
            usual,
            ", \"features\": []}",
            "own.geojson:20002: found duplicate field",
        ),
        (
            usual,
            ", \"crs\": \"EPSG:3857\"}",
            "own.geojson:20002: crs: found",
        ),
    ] {
        let text = text(last, end);
        let (path, source) = saved("wrong.geojson", &text);
        let (import, short) = (source.read(), read_geojson(text));
        let said = told(&import, &path);
        assert!(
            said.starts_with(expected) && said.is_empty() == expected.is_empty(),
            "{said}"
        );
        assert_eq!(said, findings(&short));
        assert_eq!(import.lines, short.lines);
        assert_eq!(import.features.last(), short.features.last());
    }
}

#[test]
fn letters_of_another_encoding_are_told_with_their_line() {
    let mut bytes = text("{}", "}").into_bytes();
    let at = bytes.len() - 5;
    bytes[at] = 0xE0;
    let (path, _) = saved("letters.geojson", &text("{}", "}"));
    fs::write(&path, &bytes).unwrap();
    let source = marz::sources::find(std::slice::from_ref(&path), None)
        .unwrap()
        .remove(0);
    assert_eq!(told(&source.read(), &path), findings(&read_geojson(bytes)));
}

#[test]
fn a_long_file_that_is_replaced_before_it_is_read_stays_what_it_was() {
    let usual = r#"{"type": "Feature", "geometry": null, "properties": {}}"#;
    let (path, source) = saved("old.geojson", &text(usual, "}"));
    let (other, _) = saved("new.geojson", &text("1", "}"));
    fs::rename(other, path).unwrap();
    assert_eq!(source.read().features.len(), COUNT);
}
