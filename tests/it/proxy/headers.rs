//! The headers of proxies, one by one, without a socket.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::ConnectInfo;
use http::{Method, StatusCode};
use marz::ogc::Front;
use marz::sources;
use marz::traffic::Network;

use crate::support::{Answer, request_from, source};

/// The application behind proxies of these networks.
fn behind(networks: &[&str], public_url: Option<&str>) -> Router {
    let trusted: Vec<Network> = networks.iter().map(|text| text.parse().unwrap()).collect();
    let front = Front {
        trusted: trusted.into(),
        ..Front::default()
    };
    let towns = source("towns", "towns.csv", "name,lon,lat\nKhujand,69.6,40.3\n");
    let (catalog, _) = sources::catalog(vec![towns], false).unwrap();
    marz::app::router_behind(front, catalog, public_url.map(|url| url.parse().unwrap()))
}

const PROXY: &str = "10.0.0.1:4000";
const STRANGER: &str = "198.51.100.1:4000";

async fn ask(app: &Router, peer: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let peer: SocketAddr = peer.parse().unwrap();
    request_from(app, Some(ConnectInfo(peer)), Method::GET, path, headers).await
}

/// What the link to itself of a small document begins with.
fn base(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let json = answer.json();
    let own = json["links"][0]["href"].as_str().unwrap();
    let base = own.strip_suffix("/collections");
    base.unwrap_or_else(|| panic!("{own}")).to_owned()
}

/// What a trusted proxy may say, and the address that follows.
const SAYINGS: &[(&[(&str, &str)], &str)] = &[
    (&[], "http://localhost"),
    (&[("x-forwarded-proto", "https")], "https://localhost"),
    (&[("x-forwarded-proto", "HTTPS")], "https://localhost"),
    (&[("x-forwarded-host", "m.example")], "http://m.example"),
    (
        &[("x-forwarded-host", "[2001:db8::1]:8443")],
        "http://[2001:db8::1]:8443",
    ),
    (&[("x-forwarded-prefix", "/marz")], "http://localhost/marz"),
    (
        &[("x-forwarded-prefix", "/a/b.c/")],
        "http://localhost/a/b.c",
    ),
    (&[("x-forwarded-prefix", "/")], "http://localhost"),
    (&[("x-forwarded-prefix", "")], "http://localhost"),
    (
        &[
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "m.example:8443"),
            ("x-forwarded-prefix", "/marz"),
        ],
        "https://m.example:8443/marz",
    ),
    (
        &[("forwarded", "for=192.0.2.1;proto=https;host=m.example")],
        "https://m.example",
    ),
    (
        &[
            ("forwarded", "proto=https;host=\"m.example:8443\""),
            ("x-forwarded-prefix", "/marz"),
        ],
        "https://m.example:8443/marz",
    ),
    // Two proxies in a row: the outer one knows the public address. What stands left of it a
    // client has written.
    (
        &[(
            "forwarded",
            "host=evil.example, for=192.0.2.1;host=m.example;proto=https, for=10.0.0.2;host=inner",
        )],
        "https://m.example",
    ),
    (
        &[(
            "forwarded",
            "for=192.0.2.1;host=evil.example, for=192.0.2.1;host=m.example",
        )],
        "http://m.example",
    ),
    (
        &[
            ("x-forwarded-for", "192.0.2.9, 192.0.2.1, 10.0.0.2"),
            ("x-forwarded-host", "evil.example, m.example, inner"),
            ("x-forwarded-proto", "https"),
        ],
        "https://m.example",
    ),
    (
        &[
            ("x-forwarded-for", "192.0.2.1"),
            ("x-forwarded-host", "evil.example, m.example"),
        ],
        "http://m.example",
    ),
    // Both forms, when they agree.
    (
        &[
            ("forwarded", "host=m.example"),
            ("x-forwarded-host", "M.example"),
        ],
        "http://m.example",
    ),
];

#[tokio::test]
async fn a_trusted_proxy_says_what_the_public_address_is() {
    let app = behind(&["10.0.0.0/8"], None);
    for (headers, expected) in SAYINGS {
        let answer = ask(&app, PROXY, "/collections", headers).await;
        assert_eq!(base(&answer), *expected, "{headers:?}");
    }
}

#[tokio::test]
async fn the_same_headers_of_anybody_else_change_nothing() {
    for (networks, peer) in [
        (&["10.0.0.0/8"][..], STRANGER),
        (&[], PROXY),
        (&["10.0.0.2", "fd00::/8"], PROXY),
    ] {
        let app = behind(networks, None);
        let plain = ask(&app, peer, "/collections", &[]).await;
        for headers in SAYINGS
            .iter()
            .map(|(headers, _)| *headers)
            .chain(BAD.iter().copied())
        {
            let answer = ask(&app, peer, "/collections", headers).await;
            assert_eq!(base(&answer), "http://localhost", "{headers:?}");
            assert_eq!(answer.headers, plain.headers, "{headers:?}");
        }
        let prefix = [("x-forwarded-prefix", "/marz")];
        let answer = ask(&app, peer, "/marz/collections", &prefix).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

/// What no proxy may say.
const BAD: &[&[(&str, &str)]] = &[
    &[("x-forwarded-proto", "ftp")],
    &[("x-forwarded-proto", "javascript")],
    &[("x-forwarded-host", "user@m.example")],
    &[("x-forwarded-host", "m.example/path")],
    &[("x-forwarded-host", "m.example\"><script>")],
    &[("x-forwarded-host", "m example")],
    &[("x-forwarded-host", "m.example:80:80")],
    &[("x-forwarded-host", ":80")],
    &[("x-forwarded-host", "m.example:99999999")],
    &[("x-forwarded-host", "\u{43c}.example")],
    &[("x-forwarded-prefix", "marz")],
    &[("x-forwarded-prefix", "//evil.example")],
    &[("x-forwarded-prefix", "/a/../b")],
    &[("x-forwarded-prefix", "/a//b")],
    &[("x-forwarded-prefix", "/a b")],
    &[("x-forwarded-prefix", "/a?b")],
    &[("x-forwarded-prefix", "/%2e%2e")],
    &[("x-forwarded-prefix", "/<script>")],
    &[("forwarded", "proto=ftp")],
    &[("forwarded", "host=\"user@m.example\"")],
    &[("forwarded", "host=\"m.example")],
    &[("forwarded", "nonsense")],
    &[("forwarded", "host=a;host=b")],
    &[("forwarded", "host=a"), ("x-forwarded-host", "b")],
    &[("forwarded", "proto=http"), ("x-forwarded-proto", "https")],
];

#[tokio::test]
async fn a_bad_word_of_a_trusted_proxy_is_refused_and_never_written_into_a_link() {
    let app = behind(&["10.0.0.0/8"], None);
    for headers in BAD {
        let answer = ask(&app, PROXY, "/collections", headers).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{headers:?}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        let names = ["forward", "Forward"]
            .iter()
            .any(|word| detail.contains(word));
        assert!(names, "{detail}");
        let health = ask(&app, PROXY, "/health", headers).await;
        assert_eq!(health.status, StatusCode::OK, "{headers:?}");
    }
}

#[tokio::test]
async fn the_public_address_that_was_set_has_the_last_word() {
    let app = behind(&["10.0.0.0/8"], Some("https://set.example/maps"));
    for headers in SAYINGS
        .iter()
        .map(|(headers, _)| *headers)
        .chain(BAD.iter().copied())
    {
        let answer = ask(&app, PROXY, "/collections", headers).await;
        assert_eq!(base(&answer), "https://set.example/maps", "{headers:?}");
        assert!(!answer.header("vary").contains("forwarded"));
    }
}

#[tokio::test]
async fn the_forwarded_path_works_for_routes_links_and_redirects_cut_off_or_not() {
    let app = behind(&["10.0.0.0/8"], None);
    let prefix = ("x-forwarded-prefix", "/marz");
    let ask = |path: &'static str, more: Option<(&'static str, &'static str)>| {
        let headers: Vec<_> = std::iter::once(prefix).chain(more).collect();
        let app = &app;
        async move { ask(app, PROXY, path, &headers).await }
    };
    for path in ["/collections", "/marz/collections"] {
        assert_eq!(base(&ask(path, None).await), "http://localhost/marz");
    }
    for path in ["/", "/marz", "/marz/"] {
        let to_map = ask(path, Some(("accept", "text/html"))).await;
        assert_eq!(to_map.header("location"), "/marz/map", "{path}");
    }
    for path in ["/collections/?f=json", "/marz/collections/?f=json"] {
        let slash = ask(path, None).await;
        assert_eq!(slash.status, StatusCode::PERMANENT_REDIRECT);
        assert_eq!(slash.header("location"), "../collections?f=json");
    }
    assert_eq!(ask("/marzipan", None).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_answer_that_the_headers_of_a_proxy_shaped_varies_by_them() {
    let app = behind(&["10.0.0.0/8"], None);
    let vary = |answer: &Answer| -> Vec<String> {
        let lines = answer.headers.get_all("vary").iter();
        lines
            .map(|line| line.to_str().unwrap().to_owned())
            .collect()
    };
    let headers = [("x-forwarded-host", "m.example")];
    let first = ask(&app, PROXY, "/collections", &headers).await;
    assert_eq!(
        vary(&first),
        [
            "accept, accept-encoding",
            "forwarded, x-forwarded-host, x-forwarded-prefix, x-forwarded-proto"
        ]
    );
    // The same without a header: a cache must not give it to those who send one.
    assert_eq!(
        vary(&ask(&app, PROXY, "/collections", &[]).await),
        vary(&first)
    );
    let tag = first.header("etag");
    let again = [headers[0], ("if-none-match", tag)];
    let second = ask(&app, PROXY, "/collections", &again).await;
    assert_eq!(
        (second.status, vary(&second)),
        (StatusCode::NOT_MODIFIED, vary(&first))
    );
    let other = [("x-forwarded-host", "n.example"), ("if-none-match", tag)];
    assert_eq!(
        ask(&app, PROXY, "/collections", &other).await.status,
        StatusCode::OK
    );
}
