//! More than the server takes: refused at once and in plain words, and over as soon as it is over.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::routing::get;
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use marz::ogc::{self, Front};
use marz::server::{Limits, serve};
use marz::sources;
use marz::traffic::{Network, Rate, RateLimit, Room};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::support::{Answer, request_from, source};

/// A small application behind this, with some addresses more.
fn app(front: Front, more: Router) -> Router {
    let towns = source("towns", "towns.csv", "name,lon,lat\nKhujand,69.6,40.3\n");
    let (catalog, _) = sources::catalog(vec![towns], false).unwrap();
    let state = ogc::State {
        catalog: Arc::new(catalog),
        public_url: None,
        tiles: ogc::Tiles::default(),
        ready: ogc::Ready::default(),
        files: ogc::Files::default(),
    };
    ogc::router(Arc::new(state), Arc::new(front), more)
}

fn room_for(places: usize) -> Front {
    Front {
        room: Room::of(places),
        ..Front::default()
    }
}

async fn ask(app: &Router, method: Method, path: &str) -> Answer {
    request_from(app, None, method, path, &[]).await
}

fn is_refused(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert!(
        answer
            .header("access-control-expose-headers")
            .contains("Retry-After")
    );
    assert_eq!(answer.json()["status"], status.as_u16());
}

#[tokio::test]
async fn beyond_the_room_a_request_is_refused_until_a_body_has_been_sent_or_given_up() {
    let app = app(room_for(1), Router::new());
    let begin = || async {
        let request = Request::get("/collections").header("host", "localhost");
        let response = app
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body()
    };
    for read_to_its_end in [true, false] {
        let body = begin().await;
        for path in ["/collections", "/nowhere", "/map"] {
            let refused = ask(&app, Method::GET, path).await;
            is_refused(&refused, StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(refused.header("retry-after"), "1");
        }
        let options = ask(&app, Method::OPTIONS, "/collections").await;
        assert_eq!(options.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(
            ask(&app, Method::GET, "/health").await.status,
            StatusCode::OK
        );
        if read_to_its_end {
            body.collect().await.unwrap();
        } else {
            drop(body);
        }
        assert_eq!(
            ask(&app, Method::GET, "/collections").await.status,
            StatusCode::OK
        );
    }
}

/// Everything that comes until the server closes the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn connect(address: SocketAddr, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn a_download_that_is_not_read_keeps_its_place_and_no_more() {
    const LENGTH: usize = 32 << 20;
    let large = || async { Body::from_stream(pieces(LENGTH >> 16)) };
    let app = app(room_for(1), Router::new().route("/large", get(large)));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = serve(
        listener,
        watch::channel(app).1,
        Limits::default(),
        std::future::pending(),
    );
    let server = tokio::spawn(server);
    let mut download = connect(address, "/large").await;
    let mut start = [0; 15];
    download.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 200 OK");
    let refused = rest(&mut connect(address, "/collections").await).await;
    assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");
    let health = rest(&mut connect(address, "/health").await).await;
    assert!(health.starts_with("HTTP/1.1 200"), "{health}");
    assert!(rest(&mut download).await.len() > LENGTH);
    let answered = rest(&mut connect(address, "/collections").await).await;
    assert!(answered.starts_with("HTTP/1.1 200"), "{answered}");
    server.abort();
}

fn pieces(count: usize) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> {
    let piece = Bytes::from(vec![b'x'; 1 << 16]);
    futures_util::stream::iter((0..count).map(move |_| Ok(piece.clone())))
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_does_not_begin_in_good_time_is_given_up() {
    let never = || async { std::future::pending::<()>().await };
    let app = app(room_for(1), Router::new().route("/never", get(never)));
    let answer = ask(&app, Method::GET, "/never").await;
    is_refused(&answer, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains("in good time"));
    // Its place is free again.
    assert_eq!(
        ask(&app, Method::GET, "/collections").await.status,
        StatusCode::OK
    );
}

#[tokio::test(start_paused = true)]
async fn a_long_download_that_makes_progress_is_not_cut_off() {
    use futures_util::StreamExt as _;
    let slow = || async {
        Body::from_stream(pieces(100).then(|piece| async {
            tokio::time::sleep(Duration::from_secs(20)).await;
            piece
        }))
    };
    let app = app(Front::default(), Router::new().route("/slow", get(slow)));
    let answer = ask(&app, Method::GET, "/slow").await;
    assert_eq!(
        (answer.status, answer.body.len()),
        (StatusCode::OK, 100 << 16)
    );
}

/// Two requests at once, and then one in a day.
fn two_each(trusted: &[&str]) -> Front {
    let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
    let limit = RateLimit::new(0.000_01, NonZeroU32::new(2).unwrap());
    Front {
        trusted: trusted.into(),
        rate: Some(Rate::new(limit.unwrap())),
        ..Front::default()
    }
}

async fn statuses(app: &Router, asked: &[(&str, Option<&str>)]) -> Vec<u16> {
    let mut statuses = Vec::new();
    for (peer, client) in asked {
        let peer: SocketAddr = peer.parse().unwrap();
        let headers: Vec<_> = client.iter().map(|it| ("x-forwarded-for", *it)).collect();
        let peer = Some(ConnectInfo(peer));
        let answer = request_from(app, peer, Method::GET, "/collections", &headers).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            is_refused(&answer, StatusCode::TOO_MANY_REQUESTS);
        }
        statuses.push(answer.status.as_u16());
    }
    statuses
}

#[tokio::test]
async fn a_client_that_asks_too_fast_is_refused_and_others_are_not() {
    let app = app(two_each(&[]), Router::new());
    let asked = [
        ("192.0.2.1:1", None),
        ("192.0.2.1:2", None),
        ("192.0.2.1:3", None),
        ("192.0.2.2:1", None),
        ("[2001:db8::1]:1", None),
        ("[2001:db8::2]:1", None),
        ("[2001:db8::3]:1", None),
        ("[2001:db8:0:1::1]:1", None),
    ];
    assert_eq!(
        statuses(&app, &asked).await,
        [200, 200, 429, 200, 200, 200, 429, 200]
    );
    let peer: SocketAddr = "192.0.2.1:4".parse().unwrap();
    let health = request_from(&app, Some(ConnectInfo(peer)), Method::GET, "/health", &[]).await;
    assert_eq!(health.status, StatusCode::OK);
}

#[tokio::test]
async fn a_stranger_cannot_ask_under_other_names_and_a_proxy_asks_for_its_clients() {
    let app = app(two_each(&["10.0.0.0/8"]), Router::new());
    let stranger =
        ["192.0.2.7", "192.0.2.8", "192.0.2.9"].map(|name| ("198.51.100.1:1", Some(name)));
    assert_eq!(statuses(&app, &stranger).await, [200, 200, 429]);
    let asked = [
        ("10.0.0.1:1", Some("192.0.2.1")),
        ("10.0.0.1:1", Some("192.0.2.1")),
        ("10.0.0.1:1", Some("192.0.2.1")),
        // What stands left of the first stranger was written by it.
        ("10.0.0.1:1", Some("203.0.113.5, 192.0.2.1")),
        ("10.0.0.1:1", Some("203.0.113.5, 192.0.2.1, 10.0.0.2")),
        ("10.0.0.1:1", Some("192.0.2.1:5555")),
        ("10.0.0.1:1", Some("192.0.2.2")),
    ];
    assert_eq!(
        statuses(&app, &asked).await,
        [200, 200, 429, 429, 429, 429, 200]
    );
}

#[test]
fn the_configuration_sets_the_limits_and_says_what_is_wrong_with_them() {
    use marz::config::{Config, parse};
    let read = |text: &str| parse::<Config>(std::path::Path::new("marz.toml"), text);
    let text = "[server]\nrequests = 10\nrate_limit = { requests_per_second = 5, burst = 20 }\n";
    let server = read(text).unwrap().server;
    assert_eq!(server.requests.map(std::num::NonZeroUsize::get), Some(10));
    let expected = RateLimit::new(5.0, NonZeroU32::new(20).unwrap());
    assert_eq!(server.rate_limit, expected.ok());
    for (line, says) in [
        ("requests = 0", "nonzero"),
        (
            "rate_limit = { requests_per_second = 0, burst = 2 }",
            "is 0; expected a number",
        ),
        (
            "rate_limit = { requests_per_second = 1, burst = 0 }",
            "nonzero",
        ),
        (
            "rate_limit = { requests_per_second = 1 }",
            "missing field `burst`",
        ),
        ("rate_limit = { requests_per_minute = 1 }", "unknown field"),
        (
            "trusted_proxies = [\"nginx\"]",
            "is no address and no block",
        ),
    ] {
        let error = read(&format!("[server]\n{line}\n"))
            .unwrap_err()
            .to_string();
        assert!(error.contains(says) && error.contains("line 2"), "{error}");
    }
}
