//! What pages load: the style sheet, the map's typeface, the icon.

use std::sync::LazyLock;

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, header};

use crate::ogc::problem::Problem;
use crate::ogc::request::Segments;

macro_rules! font {
    ($name:literal) => {
        (
            $name,
            "font/woff2",
            include_bytes!(concat!("../../../web/fonts/", $name)) as &[u8],
        )
    };
}

/// Their names, types and contents. The fonts are the map's, in the same files.
const FILES: [(&str, &str, &[u8]); 5] = [
    font!("noto-sans-latin.woff2"),
    font!("noto-sans-cyrillic.woff2"),
    font!("noto-sans-extended.woff2"),
    font!("noto-sans-latin-extended.woff2"),
    (
        "icon.svg",
        "image/svg+xml",
        include_bytes!("../../../web/src/icon.svg"),
    ),
];

/// The colours and the typeface of the map, then what only pages need: one source for both.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    let fonts = include_str!("../../../web/src/styles/fonts.css");
    let fonts = fonts.replace("../../fonts/", "pages/");
    let tokens = include_str!("../../../web/src/styles/tokens.css");
    [&fonts, tokens, include_str!("pages.css")].concat()
});

/// `/pages.css`
pub(in crate::ogc) async fn style_sheet() -> Response {
    kept("text/css; charset=utf-8", STYLE.as_bytes())
}

/// `/pages/{file}`
pub(in crate::ogc) async fn file(Segments(name): Segments<String>) -> Result<Response, Problem> {
    let file = FILES.iter().find(|(known, _, _)| *known == name);
    file.map(|(_, media_type, bytes)| kept(media_type, bytes))
        .ok_or_else(|| Problem::not_found("There is no such file."))
}

fn kept(media_type: &'static str, bytes: &'static [u8]) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    response
}
