//! How long the server takes to answer, without the network: `make bench-micro`.
//!
//! 300,000 made-up incidents, the same on every machine. `copy` is the floor: copying as many
//! bytes as the page of 100 features has. Read the others as multiples of it, in one run.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod made_up;

use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use marz::domain::{Bbox, FeatureId};
use marz::format::geojson::{head, write_collection};
use marz::query::{Filter, From, Page, Place, Query};
use marz::store::Snapshot;
use serde_json::Map;

fn main() {
    divan::main();
}

const COUNT: u32 = 300_000;

static SNAPSHOT: LazyLock<Arc<Snapshot>> = LazyLock::new(|| Arc::new(made_up::snapshot(COUNT)));

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
    let bbox = Some("70.35,39,70.4,39.05".parse::<Bbox>().unwrap().into());
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
