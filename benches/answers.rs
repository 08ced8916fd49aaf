//! How long whole answers take, from the request to the last byte, without the network:
//! `make bench-micro`.
//!
//! 300,000 made-up incidents. No question is asked twice, so that nothing is remembered. `nothing`
//! is the floor: what every request passes through, with an answer that costs nothing.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod made_up;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI32, Ordering};

use axum::Router;
use axum::body::Body;
use divan::{Bencher, black_box};
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use made_up::{LAST_DAY, day};
use marz::store::Catalog;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

fn main() {
    divan::main();
}

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    let catalog = Catalog::new(vec![made_up::snapshot(300_000)], Vec::new());
    marz::app::router(catalog, None)
});

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_all().build().unwrap());

fn answer(path: &str) -> usize {
    RUNTIME.block_on(async {
        let request = Request::get(path).header("host", "localhost");
        let request = request.body(Body::empty()).unwrap();
        let response = ROUTER.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .len()
    })
}

/// Asks for the same with another interval each time; so many days of it.
fn bench(bencher: Bencher<'_, '_>, path: &str, days: i32) {
    static ASKED: AtomicI32 = AtomicI32::new(0);
    LazyLock::force(&ROUTER);
    let next = || {
        let first = ASKED.fetch_add(1, Ordering::Relaxed) % (LAST_DAY - days);
        format!("{path}&datetime={}/{}", day(first), day(first + days))
    };
    bencher
        .with_inputs(next)
        .bench_values(|path| answer(black_box(&path)));
}

#[divan::bench]
fn nothing(bencher: Bencher<'_, '_>) {
    bencher.bench(|| answer(black_box("/health")));
}

#[divan::bench]
fn items_of_a_bbox_and_year(bencher: Bencher<'_, '_>) {
    let path = "/collections/made-up/items?bbox=70.3,38.9,70.5,39.1&limit=100";
    bench(bencher, path, 365);
}

#[divan::bench]
fn items_of_a_filter(bencher: Bencher<'_, '_>) {
    let filter = "category='clash'%20AND%20deaths_best%3E=5";
    let path = format!("/collections/made-up/items?limit=100&filter={filter}");
    bench(bencher, &path, 3_650);
}

#[divan::bench]
fn facets_by_month_and_category(bencher: Bencher<'_, '_>) {
    let path = "/collections/made-up/facets?by=month,category&bbox=69,38,71,40";
    bench(bencher, path, 3_650);
}

const TILES: &str = "/collections/made-up/tiles/WebMercatorQuad";

#[divan::bench]
fn tile_of_zoom_6(bencher: Bencher<'_, '_>) {
    bench(
        bencher,
        &format!("{TILES}/6/24/44?properties=category,date_start"),
        600,
    );
}

#[divan::bench]
fn tile_of_zoom_8(bencher: Bencher<'_, '_>) {
    bench(
        bencher,
        &format!("{TILES}/8/97/178?properties=category,date_start"),
        600,
    );
}

#[divan::bench]
fn clusters_of_zoom_6(bencher: Bencher<'_, '_>) {
    bench(bencher, &format!("{TILES}/6/24/44?cluster=true"), 9_000);
}
