//! How long each format takes for 100,000 made-up points, without the network: `make bench-micro`.
//!
//! `copy` is the floor: the features' own clones, thrown away. Read the others in one run.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::sync::LazyLock;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use geojson::Geometry;
use marz::domain::{Crs, Feature, FeatureId, Property, PropertyType, Record};
use marz::format::{self, Format, Layer};
use serde_json::{Map, json};

fn main() {
    divan::main();
}

const COUNT: u32 = 100_000;

static RECORDS: LazyLock<Vec<Record>> = LazyLock::new(|| (0..COUNT).map(record).collect());

fn record(number: u32) -> Record {
    let part = |factor: u32| f64::from(number.wrapping_mul(factor) % 100_003) / 100_003.0;
    let day = format!(
        "{}-{:02}-{:02}",
        1990 + number % 35,
        number % 12 + 1,
        number % 28 + 1
    );
    let properties = json!({
        "title": format!("Incident {number} of the made-up collection"),
        "description": "A sentence of about the length that a description has. ".repeat(4),
        "category": "clash",
        "date_start": day,
        "date_end": day,
        "areas": ["rasht-valley", "dushanbe"],
        "deaths": number % 9,
        "distance": part(31) * 100.0,
        "related": null,
        "approximate": number.is_multiple_of(2),
    });
    let feature = Feature {
        id: FeatureId::Text(format!("incident-{number:06}")),
        geometry: Some(Geometry::new_point([
            66.0 + part(7919) * 10.0,
            36.0 + part(104_729) * 7.0,
        ])),
        properties: properties.as_object().unwrap().clone(),
    };
    Record {
        feature: feature.into(),
        time: Some(day.parse().unwrap()),
    }
}

fn layer() -> Layer {
    let property = |(name, kind): (&str, PropertyType)| Property {
        name: name.to_owned(),
        title: None,
        description: None,
        kind,
    };
    let properties = [
        ("title", PropertyType::Text),
        ("description", PropertyType::Text),
        ("category", PropertyType::Text),
        ("date_start", PropertyType::Date),
        ("date_end", PropertyType::Date),
        ("areas", PropertyType::TextList),
        ("deaths", PropertyType::Integer),
        ("distance", PropertyType::Number),
        ("related", PropertyType::Text),
        ("approximate", PropertyType::Boolean),
    ];
    Layer {
        name: "made-up".to_owned(),
        title: "Made up".to_owned(),
        description: None,
        rights: None,
        properties: properties.map(property).to_vec(),
        geometry: Some(vec!["Point"]),
        numeric_ids: false,
        crs: Crs::Crs84,
        count: RECORDS.len(),
        members: Map::new(),
    }
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn copy(bencher: Bencher<'_, '_>) {
    LazyLock::force(&RECORDS);
    bencher.counter(ItemsCount::new(COUNT)).bench(|| {
        for record in RECORDS.iter().cloned() {
            drop(black_box(record));
        }
    });
}

#[divan::bench(
    args = ["json", "jsonfg", "geojsonseq", "csv", "fgb", "gpkg", "parquet", "kml"],
    sample_count = 3,
    sample_size = 1
)]
fn write(bencher: Bencher<'_, '_>, name: &str) {
    LazyLock::force(&RECORDS);
    let format = Format::ALL
        .into_iter()
        .find(|format| format.name() == name)
        .unwrap();
    bencher.counter(ItemsCount::new(COUNT)).bench(|| {
        let pieces = format::write(format, layer(), RECORDS.iter().cloned());
        pieces.for_each(|piece| drop(black_box(piece.unwrap())));
    });
}
