//! The house: layers that import only what lies below them, files that say what they are.

use std::fs;
use std::path::{Path, PathBuf};

/// Which layers each layer may import. A layer that is missing here may import nothing.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("query", &["domain"]),
    ("format", &["domain"]),
    ("tile", &["domain"]),
    ("store", &["domain", "query", "format"]),
    ("import", &["domain"]),
    (
        "ogc",
        &["domain", "query", "format", "store", "tile", "traffic"],
    ),
    ("config", &["import", "traffic"]),
    ("bundled", &["config", "import"]),
    ("sources", &["bundled", "config", "import", "store"]),
    (
        "app",
        &[
            "config", "ogc", "server", "sources", "store", "traffic", "web",
        ],
    ),
    ("export", &["app", "format", "sources", "store"]),
    (
        "cli",
        &[
            "app",
            "doctor",
            "export",
            "import",
            "sources",
            "telemetry",
            "traffic",
        ],
    ),
];

/// Only these know HTTP.
const HTTP: &[&str] = &["ogc", "web", "server", "app", "export", "doctor"];

/// Lines of a file, tests at its end included: above, it holds more than one idea.
const LONGEST: usize = 400;

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(!files.is_empty());
    files
}

/// The layer of a file: the first name below `src`.
fn layer(path: &Path) -> String {
    let below = path
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap();
    below
        .iter()
        .next()
        .unwrap()
        .to_str()
        .unwrap()
        .trim_end_matches(".rs")
        .to_owned()
}

#[test]
fn layers_import_only_what_lies_below_them() {
    let mut broken = Vec::new();
    for path in files("src", "rs") {
        let (layer, text) = (layer(&path), fs::read_to_string(&path).unwrap());
        if layer == "main" || layer == "lib" {
            continue;
        }
        let allowed = MAY_IMPORT
            .iter()
            .find(|(from, _)| *from == layer)
            .map_or(&[][..], |(_, to)| to);
        for target in text.split("crate::").skip(1) {
            // `crate::{a, b}` would hide a layer from this test: one `use` line a layer.
            let target: String = target
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            if target != layer && !allowed.contains(&&*target) {
                broken.push(format!(
                    "{}: {layer} must not import {target:?}",
                    path.display()
                ));
            }
        }
        if !HTTP.contains(&&*layer) && (text.contains("axum::") || text.contains("http::")) {
            broken.push(format!("{}: {layer} must not know HTTP", path.display()));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_layer_of_the_table_exists() {
    let layers: Vec<String> = files("src", "rs").iter().map(|path| layer(path)).collect();
    for (from, to) in MAY_IMPORT {
        for name in to.iter().chain([from]) {
            assert!(layers.iter().any(|layer| layer == name), "{name}");
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_holds_one_idea() {
    let mut broken = Vec::new();
    for path in files("src", "rs").into_iter().chain(files("tests", "rs")) {
        let text = fs::read_to_string(&path).unwrap();
        if !text.starts_with("//!") {
            broken.push(format!("{}: does not begin with //!", path.display()));
        }
        let lines = text.lines().count();
        if lines > LONGEST {
            broken.push(format!(
                "{}: {lines} lines, more than {LONGEST}",
                path.display()
            ));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn nothing_is_left_for_later_and_no_test_is_skipped() {
    // Written in two parts, so that this file does not find itself.
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("#[ig", "nore"),
        concat!("unimpl", "emented!"),
    ];
    for path in files("src", "rs").into_iter().chain(files("tests", "rs")) {
        let text = fs::read_to_string(&path).unwrap();
        for word in words {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}
