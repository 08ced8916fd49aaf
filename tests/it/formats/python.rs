//! pyogrio (GDAL 3.12), geopandas and pyarrow read what marz writes, value by value.

use std::path::Path;
use std::process::Command;

use marz::domain::Crs;
use marz::format::Format;

use super::samples::folder;
use super::{projected, samples, written};

const FORMATS: [Format; 7] = [
    Format::JsonFg,
    Format::GeoJsonSeq,
    Format::Csv,
    Format::FlatGeobuf,
    Format::GeoPackage,
    Format::GeoParquet,
    Format::Kml,
];

#[test]
fn every_value_comes_back_from_every_format() {
    let folder = folder("python");
    for sample in samples() {
        for format in FORMATS {
            written(&folder, sample, format);
        }
        if sample.layer.name == "numbers" {
            for crs in Crs::ALL.into_iter().filter(|crs| *crs != Crs::Crs84) {
                for format in FORMATS {
                    if format.entry().any_crs {
                        written(&folder, &projected(sample, crs), format);
                    }
                }
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(root.join("target/clients/bin/python"))
        .args(["-W", "ignore"])
        .arg(root.join("tests/clients/formats.py"))
        .arg(&folder)
        .args(samples().iter().map(|sample| &sample.source))
        .output()
        .unwrap_or_else(|error| panic!("{error}; `make test` makes target/clients"));
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{wrong}");
    assert!(said.contains("17 sources, 7 formats"), "{said}");
}
