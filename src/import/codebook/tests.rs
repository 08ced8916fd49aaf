//! The embedded schema can be used; no input whatever makes a check panic.

use geojson::Geometry;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::domain::{Feature, FeatureId};
use crate::import::{CollectionSettings, File, Settings, inspect, read};

fn countries() -> Countries {
    Countries::new(&[])
}

#[test]
fn tmp_bundled() {
    let get = |name: &str| File { name: name.to_owned(), bytes: std::fs::read(name).unwrap() };
    let c = read("countries", &get("geodata/countries.geojson"), &CollectionSettings::default());
    let c = Countries::new(&c.features);
    let i = read("incidents", &get("geodata/incidents.geojson"), &CollectionSettings::default());
    println!("{:?} {:?}", i.findings, applies_to(&i));
    let t = std::time::Instant::now();
    for f in check("incidents.geojson", &i, &c) { println!("{f}"); }
    println!("{:?}", t.elapsed());
}
