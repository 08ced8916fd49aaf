//! The bundled map: its page, its assets, their caching.

use http::{Method, StatusCode};

use crate::support::{bundled, get, request};

/// The addresses of the assets that the page loads first.
async fn assets() -> Vec<String> {
    let page = get(&bundled(), "/map").await;
    assert_eq!(page.status, StatusCode::OK, "`make web` builds the map");
    let text = page.text();
    text.split("./")
        .skip(1)
        .map(|rest| format!("/{}", rest.split('"').next().unwrap()))
        .collect()
}

#[tokio::test]
async fn the_page_of_the_map_allows_nothing_from_elsewhere() {
    let page = get(&bundled(), "/map?t=2010-08-01/2010-09-30").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe") && !policy.contains("http"));
    assert!(!page.text().contains("http://") && !page.text().contains("https://"));
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_come_in_the_best_encoding() {
    let app = bundled();
    let assets = assets().await;
    let script = assets
        .iter()
        .find(|name| name.contains("/index-") && name.contains(".js"))
        .unwrap();
    let plain = get(&app, script).await;
    assert_eq!(
        plain.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        plain.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let mut sizes = vec![plain.body.len()];
    for (accepts, encoding) in [("gzip", "gzip"), ("gzip, deflate, br, zstd", "br")] {
        let packed = request(&app, Method::GET, script, &[("accept-encoding", accepts)]).await;
        assert_eq!(packed.header("content-encoding"), encoding);
        assert_ne!(packed.header("etag"), plain.header("etag"));
        let known = [
            ("accept-encoding", accepts),
            ("if-none-match", packed.header("etag")),
        ];
        let again = request(&app, Method::GET, script, &known).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        sizes.push(packed.body.len());
    }
    assert!(sizes.is_sorted_by(|a, b| a > b), "{sizes:?}");
}

#[tokio::test]
async fn an_unknown_asset_is_not_found_and_never_a_page() {
    for path in [
        "/assets/none.js",
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
    ] {
        let answer = get(&bundled(), path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text().contains("<html"), "{path}");
    }
}
