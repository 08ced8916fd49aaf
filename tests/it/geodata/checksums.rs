//! The files are those of the table in `SOURCES.md`, to the byte.

use std::collections::BTreeSet;
use std::fs;

use sha2::{Digest as _, Sha256};

use super::files::{layer, path, settings, table};

#[test]
fn every_file_has_the_bytes_and_features_that_the_table_states() {
    let table = table();
    assert!(table.len() >= 19, "{} rows", table.len());
    for row in &table {
        let bytes =
            fs::read(path(&row.file)).unwrap_or_else(|error| panic!("{}: {error}", row.file));
        let sha256: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let name = row.file.strip_suffix(".geojson");
        let features = name.map(|name| layer(name).len());
        assert_eq!(
            (features, bytes.len(), &sha256),
            (row.features, row.bytes, &row.sha256),
            "{}: features, bytes and sha256, found and in the table",
            row.file
        );
    }
}

#[test]
fn every_committed_file_of_data_is_in_the_table_once() {
    let mut committed = BTreeSet::new();
    for folder in ["", "overview/"] {
        for entry in fs::read_dir(path(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if [".geojson", ".webp"].iter().any(|end| name.ends_with(end)) {
                committed.insert(format!("{folder}{name}"));
            }
        }
    }
    let rows: Vec<String> = table().into_iter().map(|row| row.file).collect();
    let listed: BTreeSet<String> = rows.iter().cloned().collect();
    assert_eq!(rows.len(), listed.len(), "a file stands twice: {rows:?}");
    assert_eq!(committed, listed, "in the folder, and in the table");
}

#[test]
fn every_collection_is_described_and_every_description_has_its_file() {
    let settings = settings();
    let described: BTreeSet<String> = settings
        .collections
        .iter()
        .map(|(id, said)| {
            let file = said.file.clone();
            file.unwrap_or_else(|| format!("{id}.geojson"))
        })
        .collect();
    let listed = table().into_iter().filter(|row| row.features.is_some());
    let listed = listed.map(|row| row.file);
    let listed: BTreeSet<String> = listed.filter(|file| !file.contains('/')).collect();
    assert_eq!(described, listed, "in collections.toml, and in the table");
}
