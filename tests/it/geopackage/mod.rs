//! Files of OGC GeoPackage as data to be served: our own, those of GDAL, and those of nobody's friends.

mod blobs;
mod gdal;
mod hostile;
mod round_trip;
mod sources;
mod values;

use std::path::{Path, PathBuf};

use marz::import::Import;
use marz::sources::Source;
use rusqlite::Connection;
use serde_json::Value;

/// The tables of the standard.
const STANDARD: &str = include_str!("../../../src/format/geopackage/schema.sql");

/// A file of its own for each name; what was there before is gone.
fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("geopackage");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    let _ = std::fs::remove_file(&path);
    path
}

/// A GeoPackage of these statements.
fn made(name: &str, sql: &str) -> PathBuf {
    let path = path(name);
    let db = Connection::open(&path).unwrap();
    db.execute_batch(&format!(
        "PRAGMA synchronous = OFF; BEGIN; {STANDARD} {sql}; COMMIT"
    ))
    .unwrap();
    path
}

/// The statements that list a table of features in longitude and latitude.
fn listed(table: &str) -> String {
    listed_in(table, 4326)
}

/// The same in a system of EPSG.
fn listed_in(table: &str, code: i32) -> String {
    format!(
        "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES \
         ('Somewhere {code}', {code}, 'EPSG', {code}, 'undefined', NULL);
         INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) \
         VALUES ('{table}', 'features', '{table}', {code});
         INSERT INTO gpkg_geometry_columns VALUES ('{table}', 'geom', 'GEOMETRY', {code}, 2, 2);"
    )
}

/// A geometry as SQL writes it, from well-known binary.
fn blob(wkb: &str) -> String {
    format!("x'4750000100000000{}'", wkb.replace(' ', ""))
}

/// A point as SQL writes it.
fn point(x: f64, y: f64) -> String {
    blob(&format!("0101000000{}{}", hex(x), hex(y)))
}

fn hex(number: f64) -> String {
    number
        .to_le_bytes()
        .map(|byte| format!("{byte:02x}"))
        .concat()
}

/// What is served of a path, without settings.
fn found(path: &Path) -> Vec<Source> {
    marz::sources::find(&[path.to_owned()], None).unwrap()
}

/// The one collection of a path, and what is wrong with it.
fn read(path: &Path) -> (Import, String) {
    let sources = found(path);
    let [source] = sources.as_slice() else {
        panic!("{} collections", sources.len());
    };
    let import = source.read();
    let findings = source.located(import.findings.clone());
    let folder = path.parent().unwrap().to_str().unwrap().to_owned() + "/";
    let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
    (import, findings.join("\n").replace(&folder, ""))
}

/// What is wrong with the one collection of a path.
fn findings(path: &Path) -> String {
    read(path).1
}

fn properties(import: &Import) -> Vec<Value> {
    let all = import.features.iter();
    all.map(|feature| Value::Object(feature.properties.clone()))
        .collect()
}

fn ids(import: &Import) -> Vec<String> {
    let all = import.features.iter();
    all.map(|feature| feature.id.to_string()).collect()
}

/// The geometries as GeoJSON.
fn places(import: &Import) -> Vec<Value> {
    let all = import.features.iter();
    all.map(|feature| serde_json::to_value(&feature.geometry).unwrap())
        .collect()
}
