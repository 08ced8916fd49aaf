//! How long the parts of an answer take, without the network: `make bench-micro`.
//!
//! 300,000 made-up incidents, the same on every machine. `reading` makes a condition of a text,
//! `plan` finds which rows match and how many, and writes nothing; `page` writes a hundred that were
//! found. `copy` is the floor: copying as many bytes as a page has. Read the others as multiples of
//! it, in one run.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod made_up;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};

use divan::{AllocProfiler, Bencher, black_box};
use marz::domain::{Bbox, Crs, FeatureId};
use marz::format::geojson::{head, write_collection};
use marz::query::cql::{Cql, Language};
use marz::query::{Filter, From, Page, Place, Query};
use marz::store::{Found, Snapshot};
use mimalloc::MiMalloc;
use serde_json::Map;

#[global_allocator]
static ALLOCATOR: AllocProfiler<MiMalloc> = AllocProfiler::new(MiMalloc);

fn main() {
    divan::main();
}

const COUNT: u32 = 300_000;

static SNAPSHOT: LazyLock<Arc<Snapshot>> = LazyLock::new(|| Arc::new(made_up::snapshot(COUNT)));

const THREE: &str = "category = 'clash' AND deaths_best >= 5 AND area = 'rasht-valley'";
const POLYGON: &str = "S_INTERSECTS(geom, POLYGON((70.3 38.9, 70.5 38.9, 70.6 39, 70.5 39.1, \
    70.3 39.1, 70.2 39, 70.3 38.9)))";

fn read(text: &str) -> Cql {
    let schema = &SNAPSHOT.collection().schema;
    Cql::parse(text, Language::Text, Crs::Crs84, schema).unwrap()
}

fn find(filter: Filter, from: From) -> Found {
    let query = Query {
        filter,
        sort: Vec::new(),
        page: Page { limit: 100, from },
    };
    SNAPSHOT.find(&query).unwrap()
}

fn bbox(text: &str) -> Filter {
    Filter {
        bbox: Some(text.parse::<Bbox>().unwrap().into()),
        ..Filter::default()
    }
}

fn plan(bencher: Bencher<'_, '_>, filter: &Filter) {
    bencher.bench(|| find(black_box(filter).clone(), From::Offset(0)).matched());
}

fn written(found: Found) -> usize {
    write_collection(head(&Map::new()), found.into_features())
        .map(|chunk| chunk.len())
        .sum()
}

#[divan::bench]
fn copy(bencher: Bencher<'_, '_>) {
    let page = vec![b'x'; written(find(Filter::default(), From::Offset(0)))];
    bencher.bench(|| black_box(&page).clone());
}

#[divan::bench(args = [THREE, POLYGON])]
fn reading(bencher: Bencher<'_, '_>, text: &str) {
    bencher.bench(|| read(black_box(text)));
}

#[divan::bench]
fn plan_of_a_small_bbox(bencher: Bencher<'_, '_>) {
    plan(bencher, &bbox("70.35,39,70.4,39.05"));
}

#[divan::bench]
fn plan_of_a_bbox_and_year(bencher: Bencher<'_, '_>) {
    let datetime = Some("2010".parse().unwrap());
    let bbox = bbox("69,38,71,40");
    plan(bencher, &Filter { datetime, ..bbox });
}

#[divan::bench]
fn plan_of_a_month(bencher: Bencher<'_, '_>) {
    let datetime = Some("2010-09".parse().unwrap());
    plan(
        bencher,
        &Filter {
            datetime,
            ..Filter::default()
        },
    );
}

/// With another number each time: what was asked before is remembered.
#[divan::bench(args = [THREE, POLYGON])]
fn plan_of_a_condition(bencher: Bencher<'_, '_>, text: &str) {
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let filter = || {
        let number = ASKED.fetch_add(1, Ordering::Relaxed);
        Filter {
            cql: Some(read(&format!("{text} AND deaths_best < 1{number:06}"))),
            ..Filter::default()
        }
    };
    bencher
        .with_inputs(filter)
        .bench_values(|filter| find(filter, From::Offset(0)).matched());
}

#[divan::bench]
fn plan_of_a_deep_page_by_key(bencher: Bencher<'_, '_>) {
    let after = Place {
        values: Vec::new(),
        id: FeatureId::Number(200_000),
    };
    bencher.bench(|| find(Filter::default(), From::After(black_box(&after).clone())).matched());
}

#[divan::bench]
fn page_of_neighbours(bencher: Bencher<'_, '_>) {
    let found = find(Filter::default(), From::Offset(0));
    bencher.bench(|| written(black_box(&found).clone()));
}

#[divan::bench]
fn page_of_scattered_features(bencher: Bencher<'_, '_>) {
    let found = find(bbox("69,38,71,40"), From::Offset(0));
    bencher.bench(|| written(black_box(&found).clone()));
}

#[divan::bench]
fn one_feature(bencher: Bencher<'_, '_>) {
    LazyLock::force(&SNAPSHOT);
    bencher.bench(|| SNAPSHOT.text(black_box(&FeatureId::Number(123_456))));
}
