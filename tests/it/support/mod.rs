//! What tests share: the application without a socket, and a naive reading of the data.

mod naive;
mod nginx;
mod process;
mod random;

use std::net::SocketAddr;
use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use marz::import::{CollectionSettings, Content, File};
use marz::sources::{self, Source};
use serde_json::Value;
use tower::ServiceExt as _;

pub(crate) use naive::{Incident, incidents};
pub(crate) use nginx::Nginx;
pub(crate) use process::Marz;
pub(crate) use random::Random;

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The identifiers of a page's features.
    pub(crate) fn ids(&self) -> Vec<String> {
        let json = self.json();
        let features = json["features"].as_array().unwrap();
        features
            .iter()
            .map(|feature| feature["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The application with the bundled data, made once.
pub(crate) fn bundled() -> Router {
    static APP: OnceLock<Router> = OnceLock::new();
    APP.get_or_init(|| serving(sources::bundled_sources().unwrap()))
        .clone()
}

/// The application with other data.
pub(crate) fn serving(sources: Vec<Source>) -> Router {
    let (catalog, left_out) = sources::catalog(sources, false).unwrap();
    assert_eq!(left_out, []);
    marz::app::router(catalog, None)
}

/// A source of that content, without settings.
pub(crate) fn source(id: &str, file: &str, content: &str) -> Source {
    let file = File {
        name: file.to_owned(),
        content: Content::Bytes(content.as_bytes().to_vec()),
    };
    Source {
        id: id.to_owned(),
        file,
        settings: CollectionSettings::default(),
    }
}

/// GET with the headers of no particular client.
pub(crate) async fn get(app: &Router, url: &str) -> Answer {
    request(app, Method::GET, url, &[]).await
}

/// A request with these headers.
pub(crate) async fn request(
    app: &Router,
    method: Method,
    url: &str,
    headers: &[(&str, &str)],
) -> Answer {
    request_from(app, None, method, url, headers).await
}

/// The same over a connection from that address.
pub(crate) async fn request_from(
    app: &Router,
    peer: Option<ConnectInfo<SocketAddr>>,
    method: Method,
    url: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let mut request = Request::builder().method(method).uri(url);
    if headers.iter().all(|(name, _)| *name != "host") {
        request = request.header(header::HOST, "localhost");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    if let Some(peer) = peer {
        request.extensions_mut().insert(peer);
    }
    answer(app, request).await
}

/// POST with a body of that type.
pub(crate) async fn post(app: &Router, url: &str, media_type: &str, body: String) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(url)
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, media_type);
    answer(app, request.body(Body::from(body)).unwrap()).await
}

async fn answer(app: &Router, request: Request<Body>) -> Answer {
    let response = app.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}
