//! Questions to the whole application over 300,000 made-up incidents, without the network.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

#[path = "../made_up/mod.rs"]
mod made_up;

use std::fmt;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI32, Ordering};

use axum::Router;
use axum::body::Body;
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use made_up::{LAST_DAY, day};
use marz::store::Catalog;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    let catalog = Catalog::new(vec![made_up::snapshot(300_000)], Vec::new());
    marz::app::router(catalog, None)
});

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_all().build().unwrap());

/// What can be asked in many ways.
#[derive(Clone, Copy)]
pub(crate) struct Question {
    name: &'static str,
    path: &'static str,
    by: By,
}

/// What is different each time, so that nothing is remembered.
#[derive(Clone, Copy)]
enum By {
    /// Nothing: it is always the same.
    Nothing,
    /// The number of a feature.
    Number,
    /// The beginning of an interval of so many days.
    Days(i32),
}

/// The first is the floor: what every request passes through, with an answer that costs nothing.
pub(crate) const QUESTIONS: [Question; 11] = [
    question("nothing", "/health", By::Nothing),
    question("one feature", "/collections/made-up/items/", By::Number),
    question(
        "100 neighbours",
        "/collections/made-up/items?limit=100&offset=",
        By::Number,
    ),
    question(
        "bbox and year",
        "/collections/made-up/items?bbox=70.3,38.9,70.5,39.1&limit=100",
        By::Days(365),
    ),
    question(
        "two properties",
        "/collections/made-up/items?limit=100&filter=category='clash'%20AND%20deaths_best%3E=5",
        By::Days(3_650),
    ),
    question(
        "polygon and two years",
        "/collections/made-up/items?limit=100&filter=S_INTERSECTS(geom,POLYGON((70.3%2038.9,\
         70.5%2038.9,70.6%2039,70.5%2039.1,70.3%2039.1,70.2%2039,70.3%2038.9)))",
        By::Days(730),
    ),
    question(
        "facets by month and category",
        "/collections/made-up/facets?by=month,category&bbox=69,38,71,40",
        By::Days(3_650),
    ),
    question(
        "tile of zoom 6",
        "/collections/made-up/tiles/WebMercatorQuad/6/24/44?properties=category,date_start",
        By::Days(600),
    ),
    question(
        "tile of zoom 8",
        "/collections/made-up/tiles/WebMercatorQuad/8/97/178?properties=category,date_start",
        By::Days(600),
    ),
    question(
        "tile of zoom 10",
        "/collections/made-up/tiles/WebMercatorQuad/10/390/713?properties=category,date_start",
        By::Days(600),
    ),
    question(
        "clusters of zoom 6",
        "/collections/made-up/tiles/WebMercatorQuad/6/24/44?cluster=true",
        By::Days(9_000),
    ),
];

const fn question(name: &'static str, path: &'static str, by: By) -> Question {
    Question { name, path, by }
}

impl Question {
    /// An address at which it was not asked before.
    pub(crate) fn path(&self) -> String {
        static ASKED: AtomicI32 = AtomicI32::new(0);
        let asked = ASKED.fetch_add(1, Ordering::Relaxed);
        let path = self.path;
        match self.by {
            By::Nothing => path.to_owned(),
            // Neighbours would be in the processor's memory already.
            By::Number => format!(
                "{path}{}",
                asked.wrapping_mul(7_919).rem_euclid(290_000) + 1
            ),
            By::Days(days) => {
                let first = asked % (LAST_DAY - days);
                let joint = if path.contains('?') { '&' } else { '?' };
                format!("{path}{joint}datetime={}/{}", day(first), day(first + days))
            }
        }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name)
    }
}

/// Reads the incidents, which takes some seconds.
pub(crate) fn prepare() {
    LazyLock::force(&ROUTER);
    LazyLock::force(&RUNTIME);
}

/// The length of the answer.
pub(crate) fn answer(path: &str) -> usize {
    RUNTIME.block_on(async {
        let request = Request::get(path).header("host", "localhost");
        let request = request.body(Body::empty()).unwrap();
        let response = ROUTER.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let body = response.into_body().collect().await.unwrap();
        body.to_bytes().len()
    })
}
