//! What is written: the bundled collections, and two files of everything that can go wrong.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use geojson::{Geometry, GeometryValue};
use marz::domain::{Crs, Feature, FeatureId, Record};
use marz::format::{self, Format, Layer};
use marz::import::{self, CollectionSettings, Content, File, Import};
use marz::sources;
use serde_json::Map;

/// A collection, ready to be written.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) layer: Layer,
    pub(super) records: Vec<Record>,
    /// The file that it was read from.
    pub(super) source: PathBuf,
}

/// All of them, read once.
pub(super) fn samples() -> &'static [Sample] {
    static ALL: OnceLock<Vec<Sample>> = OnceLock::new();
    ALL.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let bundled = sources::bundled_sources().unwrap().into_iter();
        let bundled = bundled.map(|source| {
            let file = root.join(&source.file.name);
            sample(source.read(), file)
        });
        let fixtures = ["nasty", "numbers"].map(|id| {
            let file = root.join(format!("tests/fixtures/{id}.geojson"));
            let (name, content) = (id.to_owned(), Content::Bytes(std::fs::read(&file).unwrap()));
            let settings = CollectionSettings::default();
            sample(import::read(id, &File { name, content }, &settings), file)
        });
        bundled.chain(fixtures).collect()
    })
}

fn sample(import: Import, source: PathBuf) -> Sample {
    assert_eq!(import.findings, []);
    assert!(source.exists(), "{}", source.display());
    let collection = import.collection;
    let mut seen = HashSet::new();
    let types = import
        .features
        .iter()
        .filter_map(|feature| Some(feature.geometry.as_ref()?.value.type_name()))
        .filter(|name| seen.insert(*name))
        .collect();
    let is_number = |feature: &Feature| matches!(feature.id, FeatureId::Number(_));
    let layer = Layer {
        name: collection.id,
        title: collection.title,
        description: collection.description,
        rights: collection.license.map(|license| license.name),
        properties: collection.schema.properties,
        geometry: Some(types),
        numeric_ids: import.features.iter().all(is_number),
        crs: Crs::Crs84,
        count: import.features.len(),
        members: Map::new(),
    };
    let time = collection.time;
    let record = |feature: Feature| Record {
        time: time
            .as_ref()
            .and_then(|time| time.interval(&feature.properties).unwrap()),
        feature: feature.into(),
    };
    Sample {
        layer,
        records: import.features.into_iter().map(record).collect(),
        source,
    }
}

/// A sample of points in another reference system.
pub(super) fn projected(sample: &Sample, crs: Crs) -> Sample {
    let mut sample = sample.clone();
    sample.layer.crs = crs;
    for record in &mut sample.records {
        let Some(GeometryValue::Point { coordinates }) = record
            .feature
            .geometry
            .take()
            .map(|geometry| geometry.value)
        else {
            panic!("a feature that is no point");
        };
        let (x, y) = crs.project(coordinates[0], coordinates[1]).unwrap();
        record.feature.geometry = Some(Geometry::new_point([x, y]));
    }
    sample
}

/// A folder for files, empty when the tests begin to write.
pub(super) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("formats")
        .join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a sample in a format, and says where.
pub(super) fn written(folder: &Path, sample: &Sample, format: Format) -> PathBuf {
    let crs = match sample.layer.crs {
        Crs::Crs84 => String::new(),
        crs => format!("-{}", crs.epsg()),
    };
    let path = folder.join(format!(
        "{}{crs}.{}",
        sample.layer.name,
        format.entry().extension
    ));
    let records = sample.records.clone().into_iter();
    let pieces = format::write(format, sample.layer.clone(), records);
    let bytes: Vec<u8> = pieces.flat_map(|piece| piece.unwrap()).collect();
    std::fs::write(&path, bytes).unwrap();
    path
}
