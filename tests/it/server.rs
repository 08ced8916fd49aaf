//! Connections: bounded in time and number, ended in good order.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use marz::server::{Limits, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn running(app: Router, limits: Limits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async {
        let _ = stopped.await;
    };
    let ended = tokio::spawn(serve(listener, watch::channel(app).1, limits, stopped));
    Running {
        address,
        stop,
        ended,
    }
}

/// Everything that comes until the server closes the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

const SHORT: Duration = Duration::from_millis(200);
const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const LAST: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

fn hello() -> Router {
    Router::new().route("/", get(|| async { "hello" }))
}

#[tokio::test]
async fn a_client_that_never_finishes_its_headers_is_let_go() {
    let server = running(
        hello(),
        Limits {
            headers: SHORT,
            ..Limits::default()
        },
    )
    .await;
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        .await
        .unwrap();
    assert!(!rest(&mut slow).await.contains("200 OK"));
}

#[tokio::test]
async fn a_kept_connection_on_which_nothing_comes_is_closed() {
    let server = running(
        hello(),
        Limits {
            headers: SHORT,
            ..Limits::default()
        },
    )
    .await;
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(REQUEST).await.unwrap();
    assert!(rest(&mut idle).await.contains("hello"));
}

#[tokio::test]
async fn a_body_that_never_comes_holds_nothing_up() {
    let server = running(
        hello(),
        Limits {
            headers: SHORT,
            ..Limits::default()
        },
    )
    .await;
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    slow.write_all(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nx")
        .await
        .unwrap();
    assert!(rest(&mut slow).await.contains("405"));
}

#[tokio::test]
async fn a_client_that_stops_reading_is_let_go() {
    let endless = || async {
        let chunk = bytes::Bytes::from(vec![b'x'; 1 << 20]);
        let stream =
            futures_util::stream::repeat_with(move || Ok::<_, std::io::Error>(chunk.clone()));
        axum::body::Body::from_stream(stream)
    };
    let app = Router::new().route("/", get(endless));
    let limits = Limits {
        write: SHORT,
        connections: 1,
        ..Limits::default()
    };
    let server = running(app, limits).await;
    let mut stuck = TcpStream::connect(server.address).await.unwrap();
    stuck.write_all(REQUEST).await.unwrap();
    // Only one connection has room: the second is answered when the first was given up.
    let mut second = TcpStream::connect(server.address).await.unwrap();
    second.write_all(REQUEST).await.unwrap();
    let mut start = [0; 15];
    second.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 200 OK");
}

#[tokio::test]
async fn no_more_connections_than_there_is_room_for_are_served_at_once() {
    let server = running(
        hello(),
        Limits {
            connections: 1,
            ..Limits::default()
        },
    )
    .await;
    let mut first = TcpStream::connect(server.address).await.unwrap();
    first.write_all(REQUEST).await.unwrap();
    let mut start = [0; 15];
    first.read_exact(&mut start).await.unwrap();
    let mut second = TcpStream::connect(server.address).await.unwrap();
    second.write_all(LAST).await.unwrap();
    let waited = tokio::time::timeout(SHORT, second.read_exact(&mut start)).await;
    assert!(
        waited.is_err(),
        "the second connection was served beside the first"
    );
    drop(first);
    assert!(rest(&mut second).await.contains("200 OK"));
}

#[tokio::test]
async fn headers_beyond_measure_are_refused() {
    let server = running(hello(), Limits::default()).await;
    let mut greedy = TcpStream::connect(server.address).await.unwrap();
    let header = format!("X-Large: {}\r\n", "x".repeat(1000));
    greedy
        .write_all(b"GET / HTTP/1.1\r\nHost: a\r\n")
        .await
        .unwrap();
    let _ = greedy.write_all(header.repeat(100).as_bytes()).await;
    let _ = greedy.write_all(b"\r\n").await;
    assert!(!rest(&mut greedy).await.contains("200 OK"));
}

#[tokio::test]
async fn open_requests_are_finished_before_the_end() {
    let (begun, has_begun) = oneshot::channel();
    let (finish, finished) = oneshot::channel::<()>();
    let cell = std::sync::Arc::new(std::sync::Mutex::new(Some((begun, finished))));
    let slow = move || {
        let (begun, finished) = cell.lock().unwrap().take().unwrap();
        async move {
            begun.send(()).unwrap();
            finished.await.unwrap();
            "finished"
        }
    };
    let app = Router::new().route("/", get(slow));
    let server = running(app, Limits::default()).await;
    let mut client = TcpStream::connect(server.address).await.unwrap();
    client.write_all(REQUEST).await.unwrap();
    has_begun.await.unwrap();
    server.stop.send(()).unwrap();
    finish.send(()).unwrap();
    assert!(rest(&mut client).await.contains("finished"));
    server.ended.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn what_takes_too_long_at_the_end_is_cut_off() {
    let (begun, has_begun) = oneshot::channel();
    let cell = std::sync::Arc::new(std::sync::Mutex::new(Some(begun)));
    let never = move || {
        let begun = cell.lock().unwrap().take().unwrap();
        async move {
            begun.send(()).unwrap();
            std::future::pending::<()>().await;
        }
    };
    let app = Router::new().route("/", get(never));
    let server = running(
        app,
        Limits {
            grace: SHORT,
            ..Limits::default()
        },
    )
    .await;
    let mut client = TcpStream::connect(server.address).await.unwrap();
    client.write_all(REQUEST).await.unwrap();
    has_begun.await.unwrap();
    server.stop.send(()).unwrap();
    server.ended.await.unwrap();
}
