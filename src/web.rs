//! The bundled web map: assets inside the binary, with validators and cache headers.
//!
//! Names under `/assets/` carry a hash of their content, so that they may be kept for ever; an
//! unknown one is a 404 and never a page, which a browser would take for a broken script.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::{Embed, EmbeddedFile};

#[derive(Embed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Assets;

/// Nothing from elsewhere, no inline script, and no page of others around it.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; \
    style-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// `/map` and what it loads.
pub fn router() -> Router {
    Router::new()
        .route("/map", get(map))
        .route("/assets/{*path}", get(asset))
        .route(
            "/favicon.svg",
            get(|headers: HeaderMap| answer("favicon.svg", headers)),
        )
        .route(
            "/favicon.ico",
            get(|headers: HeaderMap| answer("favicon.svg", headers)),
        )
}

/// Was the web map built before the binary?
pub fn is_built() -> bool {
    Assets::get("index.html").is_some()
}

async fn map(headers: HeaderMap) -> Response {
    let mut response = if is_built() {
        answer("index.html", headers).await
    } else {
        let page = include_str!("web_not_built.html");
        let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        (StatusCode::SERVICE_UNAVAILABLE, html, page).into_response()
    };
    let policy = HeaderValue::from_static(CONTENT_SECURITY_POLICY);
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    answer(&format!("assets/{path}"), headers).await
}

#[expect(clippy::unused_async, reason = "handlers are async")]
async fn answer(path: &str, headers: HeaderMap) -> Response {
    let Some((file, encoding)) = find(path, text(&headers, &header::ACCEPT_ENCODING)) else {
        return (StatusCode::NOT_FOUND, "There is no such asset.\n").into_response();
    };
    let tag = format!("\"{}\"", hex(&file));
    let known = text(&headers, &header::IF_NONE_MATCH)
        .split(',')
        .any(|known| known.trim() == tag);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        file.data.into_response()
    };
    let caching = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, no-cache"
    };
    let out = response.headers_mut();
    out.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media_type(path)),
    );
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(header::ETAG, tag);
    }
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// The file in the best encoding that lies beside it and that the client takes.
fn find(path: &str, accepted: &str) -> Option<(EmbeddedFile, Option<&'static str>)> {
    // A debug build reads files, where dots lead elsewhere.
    if path.split('/').any(|part| part == "..") {
        return None;
    }
    let takes = |name: &str| {
        accepted.split(',').map(str::trim).any(|part| {
            part.split(';').next() == Some(name) && !part.replace(' ', "").ends_with(";q=0")
        })
    };
    let encoded = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(name, _)| takes(name))
        .find_map(|(name, ending)| Some((Assets::get(&format!("{path}{ending}"))?, Some(name))));
    encoded.or_else(|| Some((Assets::get(path)?, None)))
}

fn text<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> &'a str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn hex(file: &EmbeddedFile) -> String {
    let digest = bytes::Bytes::copy_from_slice(&file.metadata.sha256_hash());
    format!("{digest:x}").chars().take(32).collect()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
