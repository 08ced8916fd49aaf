//! What a monitor reads on the second address, and what it must not find there.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::process::Command;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Method, Request, StatusCode};
use marz::ogc::Front;
use marz::sources;
use marz::traffic::{Rate, RateLimit, Room};
use tower::ServiceExt as _;

use crate::support::{Marz, get, request, request_from, source};

fn apps(front: Front) -> (Router, Router) {
    let towns = source(
        "towns",
        "towns.csv",
        "name,lon,lat\nKhujand,69.6,40.3\nOsh,72.8,40.5\n",
    );
    let (catalog, _) = sources::catalog(vec![towns], false).unwrap();
    marz::app::routers(Arc::new(front), catalog, None)
}

/// The numbers by name and labels; the text must be well-formed.
async fn numbers(admin: &Router) -> BTreeMap<String, String> {
    let answer = get(admin, "/metrics").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .header("content-type")
            .starts_with("application/openmetrics-text")
    );
    assert!(answer.header("access-control-allow-origin").is_empty());
    let text = answer.text();
    assert!(text.ends_with("# EOF\n"), "{text}");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, number) = line.rsplit_once(' ').unwrap();
            assert!(number.parse::<f64>().is_ok(), "{line}");
            (name.to_owned(), number.to_owned())
        })
        .collect()
}

#[tokio::test]
async fn requests_are_counted_by_route_method_and_class_of_status() {
    let (app, admin) = apps(Front::default());
    let items = "/collections/towns/items?bbox=69,40,70,41";
    let length = get(&app, items).await.body.len();
    request(&app, Method::HEAD, items, &[]).await;
    request(&app, Method::OPTIONS, items, &[]).await;
    get(&app, "/collections/none/items?limit=1").await;
    get(&app, "/health").await;
    request(&app, Method::POST, items, &[]).await;
    request(&app, Method::from_bytes(b"SECRET").unwrap(), items, &[]).await;
    for path in ["/nowhere", "/wp-login.php", "/a/b/c?d=e"] {
        get(&app, path).await;
    }
    let numbers = numbers(&admin).await;
    let route = "/collections/{collection}/items";
    let count = |route: &str, method: &str, status: &str| {
        let name = format!(
            "marz_requests_total{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}}"
        );
        numbers.get(&name).map(String::as_str)
    };
    assert_eq!(count(route, "GET", "2xx"), Some("1"));
    assert_eq!(count(route, "HEAD", "2xx"), Some("1"));
    assert_eq!(count(route, "OPTIONS", "2xx"), Some("1"));
    assert_eq!(count(route, "GET", "4xx"), Some("1"));
    assert_eq!(count(route, "other", "4xx"), Some("2"));
    assert_eq!(count("/health", "GET", "2xx"), Some("1"));
    assert_eq!(count("unknown", "GET", "4xx"), Some("3"));
    let duration = |part: &str| &*numbers[&format!("marz_request_duration_seconds_{part}")];
    assert_eq!(duration(&format!("count{{route=\"{route}\"}}")), "6");
    assert_eq!(
        duration(&format!("bucket{{le=\"+Inf\",route=\"{route}\"}}")),
        "6"
    );
    let sent: usize = numbers["marz_response_body_bytes_total"].parse().unwrap();
    assert!(sent > length, "{sent}");
    assert_eq!(
        numbers["marz_collection_features{collection=\"towns\"}"],
        "2"
    );
    let version = concat!(
        "marz_build_info{version=\"",
        env!("CARGO_PKG_VERSION"),
        "\"}"
    );
    assert_eq!(numbers[version], "1");
}

#[tokio::test]
async fn no_label_holds_an_address_or_what_a_client_wrote() {
    let (app, admin) = apps(Front::default());
    let peer: SocketAddr = "198.51.100.77:1".parse().unwrap();
    for path in [
        "/collections/towns/items?bbox=69.123,40,70,41&name=written",
        "/collections/written/items/written",
        "/written?written=written",
        "/assets/written",
        "/geojson/written.geojson",
    ] {
        let headers = [("x-forwarded-for", "203.0.113.99"), ("referer", "written")];
        request_from(&app, Some(ConnectInfo(peer)), Method::GET, path, &headers).await;
    }
    let text = get(&admin, "/metrics").await.text();
    for word in ["written", "69.123", "198.51.100", "203.0.113", "?"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[tokio::test]
async fn a_thousand_invented_addresses_and_methods_add_no_line() {
    let (app, admin) = apps(Front::default());
    let invent = |number: u32| {
        let app = app.clone();
        async move {
            let method = Method::from_bytes(format!("M{number}").as_bytes()).unwrap();
            request(&app, method, &format!("/invented/{number}"), &[]).await;
            get(&app, &format!("/collections/c{number}")).await;
        }
    };
    invent(0).await;
    let before = numbers(&admin).await;
    for number in 1..1000 {
        invent(number).await;
    }
    assert_eq!(numbers(&admin).await.len(), before.len());
}

#[tokio::test]
async fn what_is_in_flight_and_what_was_refused_is_counted_by_its_reason() {
    let front = Front {
        room: Room::of(1),
        rate: Some(Rate::new(
            RateLimit::new(0.000_01, NonZeroU32::MIN).unwrap(),
        )),
        ..Front::default()
    };
    let (app, admin) = apps(front);
    let before = numbers(&admin).await;
    assert_eq!(before["marz_requests_in_flight"], "0");
    for reason in ["overload", "rate_limit", "timeout"] {
        let name = format!("marz_requests_rejected_total{{reason=\"{reason}\"}}");
        assert_eq!(before[&name], "0");
    }
    let begin = Request::get("/collections").header("host", "localhost");
    let open = app
        .clone()
        .oneshot(begin.body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(
        get(&app, "/collections").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(numbers(&admin).await["marz_requests_in_flight"], "1");
    drop(open);
    let peer: SocketAddr = "192.0.2.1:1".parse().unwrap();
    for _ in 0..3 {
        request_from(
            &app,
            Some(ConnectInfo(peer)),
            Method::GET,
            "/collections",
            &[],
        )
        .await;
    }
    let after = numbers(&admin).await;
    assert_eq!(after["marz_requests_in_flight"], "0");
    assert_eq!(
        after["marz_requests_rejected_total{reason=\"overload\"}"],
        "1"
    );
    assert_eq!(
        after["marz_requests_rejected_total{reason=\"rate_limit\"}"],
        "2"
    );
    let refused = "marz_requests_total{route=\"/collections\",method=\"GET\",status=\"5xx\"}";
    assert_eq!(after[refused], "1");
}

#[test]
fn the_second_address_has_metrics_and_the_public_one_has_none() {
    let marz = Marz::serve(&[
        "tests/fixtures/incidents.geojson",
        "--admin-listen",
        "127.0.0.1:0",
    ]);
    let curl = |url: &str| {
        let output = Command::new("curl")
            .args(["-sS", "--noproxy", "*", url])
            .output()
            .unwrap();
        assert!(output.status.success(), "{url}");
        String::from_utf8(output.stdout).unwrap()
    };
    curl(&format!("{}/collections", marz.url));
    let text = curl(&marz.metrics);
    assert!(
        text.contains("marz_requests_total{route=\"/collections\""),
        "{text}"
    );
    let health = marz.metrics.replace("/metrics", "/health");
    assert!(curl(&health).contains("\"status\":\"ok\""));
    assert!(curl(&format!("{}/metrics", marz.url)).contains("\"status\":404"));
    let elsewhere = marz.metrics.replace("/metrics", "/collections");
    assert!(curl(&elsewhere).contains("only /metrics and /health"));
    let (status, log) = marz.terminate();
    assert!(status.success(), "{status}: {log}");
}
