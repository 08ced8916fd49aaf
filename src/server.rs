//! Connections: accepted, bounded in number and time, and ended in good order.
//!
//! Our own loop and not `axum::serve`, which has no time-out for a client that never finishes its
//! headers, and none for one that stops reading.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

/// What a client may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at one time; the next one waits in the system's queue.
    pub connections: usize,
    /// Until the headers of a request are there, also of the next one on a kept connection.
    pub headers: Duration,
    /// Until a client that has stopped reading is let go.
    pub write: Duration,
    /// For open requests after the end was asked for.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            headers: Duration::from_secs(15),
            write: Duration::from_secs(30),
            grace: Duration::from_secs(20),
        }
    }
}

/// Headers of one request, in all.
const HEADER_BYTES: usize = 32 * 1024;
/// Header fields of one request.
const HEADER_FIELDS: usize = 64;

/// Serves until `stop` is ready; then no connection is accepted any more, and open requests
/// are finished.
///
/// Each request is answered by the application that is there when it comes, from the first line to
/// the last: another one may take its place at any time, also on open connections.
pub async fn serve(
    listener: TcpListener,
    app: watch::Receiver<Router>,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(HEADER_BYTES)
        .max_headers(HEADER_FIELDS);
    tokio::pin!(stop);
    loop {
        let next = async {
            let permit = Arc::clone(&room).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, most likely: a pause lets some of them come back.
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let app = app.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            // Handlers decide by it whose word about a request counts.
            request.extensions_mut().insert(ConnectInfo(peer));
            let now = app.borrow().clone();
            now.oneshot(request)
        });
        let connection = open.watch(http.serve_connection(timed(stream, limits.write), service));
        tokio::spawn(async move {
            // What ends a connection early is the client's doing and no news.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(permit);
        });
    }
    drop(listener);
    tracing::info!(open = open.count(), "stopping; open requests are finished");
    if tokio::time::timeout(limits.grace, open.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests took too long and were cut off");
    }
}

fn timed(
    stream: TcpStream,
    write: Duration,
) -> TokioIo<std::pin::Pin<Box<TimeoutStream<TcpStream>>>> {
    // Small answers leave at once instead of waiting for more.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(write));
    TokioIo::new(Box::pin(stream))
}
