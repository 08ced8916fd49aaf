//! GDAL as Debian has it reads what marz writes: every feature, property and null, without a
//! word of warning.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use geojson::{Geometry, GeometryValue};
use marz::domain::{Property, PropertyType, Record};
use marz::format::Format;
use serde_json::{Value, json};

use super::samples::folder;
use super::{Sample, samples, written};

/// What a program prints; it must be content.
fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; `apt-get install gdal-bin` brings it"));
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {talk}");
    assert_eq!(talk, "", "{program} {arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The features of a file, through GDAL.
fn read(path: &Path, options: &[&str]) -> Vec<Value> {
    let path = path.to_str().unwrap();
    let fixed = ["-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=17"];
    let arguments = [&fixed[..], options, &["/vsistdout/", path]].concat();
    let read: Value = serde_json::from_str(&run("ogr2ogr", &arguments)).unwrap();
    read["features"].as_array().unwrap().clone()
}

/// The rule for names that occur twice, once more.
fn columns<'a>(own: &[&str], properties: &'a [Property]) -> Vec<(String, &'a Property)> {
    let mut taken: Vec<String> = own.iter().map(|name| (*name).to_owned()).collect();
    let mut columns = Vec::new();
    for property in properties {
        let plain = if property.name.is_empty() {
            "_"
        } else {
            &property.name
        };
        let mut name = plain.to_owned();
        let mut number = 2;
        while taken.contains(&name.to_lowercase()) {
            name = format!("{plain}_{number}");
            number += 1;
        }
        taken.push(name.to_lowercase());
        columns.push((name, property));
    }
    columns
}

/// What GDAL makes of a value on the way to GeoJSON. FlatGeobuf has no days, only moments.
fn expected(format: Format, kind: PropertyType, value: Option<&Value>) -> Value {
    match (kind, value) {
        (_, None) => Value::Null,
        (PropertyType::Date, Some(Value::String(day))) if format == Format::FlatGeobuf => {
            json!(format!("{day}T00:00:00"))
        }
        (PropertyType::Number, Some(value)) => json!(value.as_f64()),
        (_, Some(value)) => value.clone(),
    }
}

fn check(sample: &Sample, format: Format, own: &[&str]) {
    let path = written(&folder("gdal"), sample, format);
    let found = read(&path, &["-preserve_fid"]);
    assert_eq!(found.len(), sample.records.len(), "{}", path.display());
    let columns = columns(own, &sample.layer.properties);
    let id = |record: &Record| record.feature.id.to_string();
    let records: HashMap<String, &Record> =
        sample.records.iter().map(|one| (id(one), one)).collect();
    for feature in &found {
        let properties = &feature["properties"];
        // Without a column of identifiers the rows of a GeoPackage are numbered by them.
        let found = properties.get("id").unwrap_or(&feature["id"]);
        let found = found
            .as_str()
            .map_or_else(|| found.to_string(), str::to_owned);
        let record = records[&found];
        let written = record.feature.values();
        for (name, property) in &columns {
            let value = written.get(&property.name);
            let expected = expected(format, property.kind, value);
            let found = properties.get(name).unwrap_or(&Value::Null);
            // GDAL unpacks any text that is JSON, whatever its column holds, and packs a scalar
            // of a column of JSON.
            let packed = |one: &Value, other: &Value| {
                let text = one.as_str().map(serde_json::from_str::<Value>);
                text.is_some_and(|read| read.is_ok_and(|read| read == *other))
            };
            let is_json = packed(found, &expected) || packed(&expected, found);
            assert!(
                *found == expected || is_json,
                "{} {} {name}: {found}, not {expected}",
                path.display(),
                id(record)
            );
        }
        let place = record.feature.geometry.as_ref();
        assert_same_place(place, &feature["geometry"], &path);
    }
}

fn assert_same_place(expected: Option<&Geometry>, found: &Value, path: &Path) {
    let found: Option<Geometry> = serde_json::from_value(found.clone()).unwrap();
    let is_empty = |one: &Geometry| match &one.value {
        GeometryValue::MultiPoint { coordinates } => coordinates.is_empty(),
        GeometryValue::GeometryCollection { geometries } => geometries.is_empty(),
        _ => false,
    };
    let (Some(expected), Some(found)) = (expected.filter(|one| !is_empty(one)), &found) else {
        let nowhere = found.is_none_or(|one| is_empty(&one)) && expected.is_none_or(is_empty);
        assert!(nowhere, "{}: {expected:?}", path.display());
        return;
    };
    let promoted = match &expected.value {
        GeometryValue::Polygon { coordinates } => Some(GeometryValue::MultiPolygon {
            coordinates: vec![coordinates.clone()],
        }),
        GeometryValue::LineString { coordinates } => Some(GeometryValue::MultiLineString {
            coordinates: vec![coordinates.clone()],
        }),
        _ => None,
    };
    let same = found.value == expected.value
        || promoted.is_some_and(|several| several == found.value)
        || (path.extension().is_some_and(|fgb| fgb == "fgb") && flat(expected) == flat(found));
    assert!(same, "{}: {found:?}, not {expected:?}", path.display());
}

/// Without heights: FlatGeobuf has them everywhere or nowhere.
fn flat(geometry: &Geometry) -> Value {
    fn walk(value: &mut Value) {
        if let Value::Array(values) = value {
            if values.first().is_some_and(Value::is_number) {
                values.truncate(2);
            }
            values.iter_mut().for_each(walk);
        }
    }
    let mut json = serde_json::to_value(geometry).unwrap();
    walk(&mut json["coordinates"]);
    json
}

#[test]
fn flatgeobuf_comes_back_whole() {
    for sample in samples() {
        check(sample, Format::FlatGeobuf, &["id"]);
    }
}

#[test]
fn geopackage_comes_back_whole() {
    for sample in samples() {
        check(sample, Format::GeoPackage, &["fid", "geom", "id"]);
    }
}

#[test]
fn a_geopackage_can_be_edited_and_its_index_follows() {
    let path = written(&folder("edited"), &samples()[0], Format::GeoPackage);
    let name = path.to_str().unwrap();
    let table = &samples()[0].layer.name;
    let edit = format!("UPDATE \"{table}\" SET geom = NULL WHERE fid = 1");
    run("ogrinfo", &["-q", name, "-sql", &edit]);
    let count = |table: &str| {
        let sql = format!("SELECT count(*) AS n FROM \"{table}\"");
        let said = run("ogrinfo", &["-ro", "-q", name, "-sql", &sql]);
        let number = said.split(" = ").last().unwrap().trim().to_owned();
        number.parse::<usize>().unwrap()
    };
    let placed = samples()[0].records.iter();
    let placed = placed
        .filter(|record| record.feature.geometry.is_some())
        .count();
    assert_eq!(count(&format!("rtree_{table}_geom")), placed - 1);
    assert_eq!(count(table), samples()[0].records.len());
}

#[test]
fn a_box_finds_through_the_index_what_lies_in_it() {
    let sample = samples()
        .iter()
        .find(|one| one.layer.name == "places")
        .unwrap();
    let inside = |record: &&Record| {
        let geometry = record.feature.geometry.as_ref().map(|one| &one.value);
        matches!(geometry, Some(GeometryValue::Point { coordinates: at })
            if (69.0..=71.0).contains(&at[0]) && (38.5..=40.0).contains(&at[1]))
    };
    let inside = sample.records.iter().filter(inside).count();
    assert!(inside > 100);
    for format in [Format::FlatGeobuf, Format::GeoPackage] {
        let path = written(&folder("box"), sample, format);
        let found = read(&path, &["-spat", "69", "38.5", "71", "40"]);
        assert_eq!(found.len(), inside, "{}", path.display());
    }
}

#[test]
fn csv_and_kml_have_every_place() {
    let csv = [
        ["-oo", "GEOM_POSSIBLE_NAMES=geom"],
        ["-oo", "X_POSSIBLE_NAMES=lon"],
        ["-oo", "Y_POSSIBLE_NAMES=lat"],
    ]
    .concat();
    for sample in samples().iter().filter(|one| one.layer.name != "nasty") {
        for (format, options) in [(Format::Csv, &*csv), (Format::Kml, &[])] {
            let path = written(&folder("gdal"), sample, format);
            let found = read(&path, options);
            assert_eq!(found.len(), sample.records.len(), "{}", path.display());
            for (record, found) in sample.records.iter().zip(found) {
                let expected = record.feature.geometry.as_ref();
                let found: Option<Geometry> =
                    serde_json::from_value(found["geometry"].clone()).unwrap();
                let (found, expected) = (found.as_ref().map(flat), expected.map(flat));
                assert_eq!(found, expected, "{} {}", path.display(), record.feature.id);
            }
        }
    }
}
