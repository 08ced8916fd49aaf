//! What went wrong: a page for those who read pages, problem documents for machines.

use http::{Method, StatusCode};

use super::{BROWSER, ITEMS, attributes, page, plain};
use crate::support::{bundled, get, request};

#[tokio::test]
async fn a_reader_gets_a_page_with_what_is_wrong_and_the_form_as_it_was() {
    let url = format!("{ITEMS}?limit=x&bbox=1,2,3&category=clash&colour=red&lang=ru");
    let answer = page(&bundled(), &url).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.header("content-language"), "ru");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(
        answer
            .header("content-security-policy")
            .contains("script-src 'none'")
    );
    let text = answer.text();
    let said = plain(&text);
    assert!(said.contains("На этот адрес нельзя ответить"), "{said}");
    assert!(said.contains("bbox : expected 4 numbers"), "{said}");
    assert!(said.contains("(найдено: 1,2,3 )"), "{said}");
    assert!(text.contains("name=\"bbox\" type=\"text\"") && text.contains("value=\"1,2,3\""));
    assert!(text.contains("<option value=\"clash\" selected>"));
    assert!(text.contains("name=\"limit\" type=\"text\"") && text.contains("value=\"x\""));
}

#[tokio::test]
async fn machines_keep_their_problem_documents() {
    let app = bundled();
    for (query, accept) in [
        ("?limit=x", ""),
        ("?limit=x", "*/*"),
        ("?limit=x", "application/geo+json"),
        ("?limit=x&f=json", BROWSER.1),
        ("?limit=x&f=csv", BROWSER.1),
    ] {
        let url = format!("{ITEMS}{query}");
        let answer = request(&app, Method::GET, &url, &[("accept", accept)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{query} {accept}"
        );
        assert!(answer.header("vary").contains("accept"));
        assert_eq!(answer.json()["errors"][0]["parameter"], "limit");
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_on_a_page_that_leads_back() {
    let app = bundled();
    for path in [
        "/nowhere",
        "/collections/none",
        "/collections/none/items",
        "/collections/incidents/items/none",
        "/geojson/none.geojson",
    ] {
        let answer = page(&app, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        let text = answer.text();
        assert!(plain(&text).contains("Nothing is here"), "{path}");
        assert!(attributes(&text, "href").contains(&"http://localhost/?f=html".to_owned()));
        assert!(!text.contains("<form"), "{path}");
    }
    // An asset that is missing is never a page, which a browser would take for a script.
    let asset = page(&app, "/assets/none.js").await;
    assert!(!asset.text().contains("<html"));
}

#[tokio::test]
async fn a_page_of_an_error_is_readable_in_every_encoding_and_has_no_body_for_head() {
    let app = bundled();
    let headers = [BROWSER, ("accept-encoding", "br, gzip, zstd")];
    let answer = request(&app, Method::GET, "/nowhere", &headers).await;
    assert_eq!(answer.header("content-encoding"), "");
    assert!(answer.text().starts_with("<!DOCTYPE html>"));
    let head = request(&app, Method::HEAD, "/nowhere", &headers).await;
    assert_eq!(head.status, StatusCode::NOT_FOUND);
    assert_eq!(head.header("content-type"), "text/html; charset=utf-8");
    assert!(head.body.is_empty());
    let post = request(&app, Method::POST, "/collections", &headers).await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(post.header("allow"), "GET, HEAD, OPTIONS");
    assert!(plain(&post.text()).contains("The server does not answer this request"));
}

#[tokio::test]
async fn a_host_that_is_none_is_refused_without_a_page() {
    let headers = [BROWSER, ("host", "evil\"><script>")];
    let answer = request(&bundled(), Method::GET, "/collections", &headers).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let own = get(&bundled(), "/collections?f=html&x=1").await;
    assert_eq!(own.header("content-type"), "text/html; charset=utf-8");
}
