//! How long the server takes to answer, without the network: `make bench`.
//!
//! 300,000 made-up incidents, the same on every machine. `copy` is the floor: copying as many
//! bytes as the page of 100 features has. Read the others as multiples of it, in one run.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark fails by panicking"
)]

use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use marz::domain::{Bbox, Feature, FeatureId};
use marz::format::geojson::{head, write_collection};
use marz::import::{self, CollectionSettings, File};
use marz::query::{Filter, From, Page, Place, Query};
use marz::store::Snapshot;
use serde_json::{Map, json};

fn main() {
    divan::main();
}

const COUNT: u64 = 300_000;

static SNAPSHOT: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    let file = File {
        name: "empty.csv".to_owned(),
        bytes: b"date_start,date_end\n".to_vec(),
    };
    let settings: CollectionSettings =
        toml::from_str(r#"time = { start = "date_start", end = "date_end" }"#).unwrap();
    let collection = import::read("made-up", &file, &settings).collection;
    Arc::new(Snapshot::build(collection, (0..COUNT).map(feature).collect()).unwrap())
});

/// Spread over the region and over 35 years by three numbers without a common divisor.
fn feature(number: u64) -> Feature {
    let part =
        |factor: u64| f64::from(u32::try_from(number * factor % 100_003).unwrap()) / 100_003.0;
    let month = number * 7_919 % 420;
    let day = format!(
        "{}-{:02}-{:02}",
        1990 + month / 12,
        month % 12 + 1,
        number % 28 + 1
    );
    let category = [
        "clash",
        "explosion",
        "civilians",
        "unrest",
        "operation",
        "political",
    ][usize::try_from(number % 6).unwrap()];
    let properties = json!({
        "title": format!("Incident {number} of the made-up collection"),
        "description": "A sentence of about the length that a description has. ".repeat(4),
        "category": category, "date_start": day, "date_end": day, "deaths_best": number % 40,
    });
    Feature {
        id: FeatureId::Number(number),
        geometry: Some(geojson::Geometry::new_point([
            67.0 + 8.0 * part(7_307),
            36.0 + 7.0 * part(15_485),
        ])),
        properties: properties.as_object().unwrap().clone(),
    }
}

fn answer(filter: &Filter, from: From) -> usize {
    let query = Query {
        filter: filter.clone(),
        sort: Vec::new(),
        page: Page { limit: 100, from },
    };
    let found = SNAPSHOT.find(&query).unwrap();
    write_collection(head(&Map::new()), found.into_features())
        .map(|chunk| chunk.len())
        .sum()
}

fn bench(bencher: Bencher<'_, '_>, filter: &Filter) {
    LazyLock::force(&SNAPSHOT);
    bencher.bench(|| answer(black_box(filter), From::Offset(0)));
}

#[divan::bench]
fn copy(bencher: Bencher<'_, '_>) {
    let page = vec![b'x'; answer(&Filter::default(), From::Offset(0))];
    bencher.bench(|| black_box(&page).clone());
}

#[divan::bench]
fn first_page_of_all(bencher: Bencher<'_, '_>) {
    bench(bencher, &Filter::default());
}

#[divan::bench]
fn small_bbox(bencher: Bencher<'_, '_>) {
    let bbox = Some("70,39,70.15,39.15".parse::<Bbox>().unwrap().into());
    bench(
        bencher,
        &Filter {
            bbox,
            ..Filter::default()
        },
    );
}

#[divan::bench]
fn bbox_and_year(bencher: Bencher<'_, '_>) {
    let (bbox, datetime) = (
        "69,38,71,40".parse::<Bbox>().unwrap().into(),
        "2010".parse().unwrap(),
    );
    bench(
        bencher,
        &Filter {
            bbox: Some(bbox),
            datetime: Some(datetime),
            ..Filter::default()
        },
    );
}

#[divan::bench]
fn one_month(bencher: Bencher<'_, '_>) {
    let datetime = Some("2010-09".parse().unwrap());
    bench(
        bencher,
        &Filter {
            datetime,
            ..Filter::default()
        },
    );
}

#[divan::bench]
fn deep_page_by_cursor(bencher: Bencher<'_, '_>) {
    LazyLock::force(&SNAPSHOT);
    let after = Place {
        values: Vec::new(),
        id: FeatureId::Number(200_000),
    };
    bencher.bench(|| answer(black_box(&Filter::default()), From::After(after.clone())));
}

#[divan::bench]
fn one_feature(bencher: Bencher<'_, '_>) {
    LazyLock::force(&SNAPSHOT);
    bencher.bench(|| {
        SNAPSHOT
            .record(black_box(&FeatureId::Number(123_456)))
            .unwrap()
            .feature
            .properties
            .len()
    });
}
