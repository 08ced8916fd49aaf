//! The pages for people: what they show, in which language, and what they never do.

mod api;
mod collection;
mod facets;
mod form;
mod hostile;
mod item;
mod items;
mod landing;
mod languages;
mod links;
mod problem;
mod recipes;

use axum::Router;
use http::Method;

use crate::support::{Answer, request};

/// What a browser sends.
pub(crate) const BROWSER: (&str, &str) = (
    "accept",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
);

/// Every kind of page, of the bundled data.
const PAGES: [&str; 19] = [
    "/?f=html",
    "/conformance?f=html",
    "/functions?f=html",
    "/api?f=html",
    "/collections?f=html",
    "/collections/incidents?f=html",
    "/collections/incidents/schema?f=html",
    "/collections/incidents/queryables?f=html",
    "/collections/incidents/sortables?f=html",
    "/collections/incidents/items?f=html&datetime=2010&category=clash&limit=3",
    "/collections/incidents/items/2010-09-19-kamarob-ambush?f=html",
    "/collections/incidents/tiles?f=html",
    "/collections/incidents/tiles/WebMercatorQuad?f=html",
    "/tiles?f=html",
    "/tiles/WorldCRS84Quad?f=html",
    "/tileMatrixSets?f=html",
    "/tileMatrixSets/WebMercatorQuad?f=html",
    "/styles?f=html",
    "/styles/map?f=html",
];

const ITEMS: &str = "/collections/incidents/items";

/// A page, as a browser asks for it.
async fn page(app: &Router, url: &str) -> Answer {
    request(app, Method::GET, url, &[BROWSER]).await
}

/// The values of an attribute, unescaped.
fn attributes(html: &str, name: &str) -> Vec<String> {
    let before = format!(" {name}=\"");
    let values = html.split(&*before).skip(1);
    values
        .map(|value| unescaped(value.split('"').next().unwrap()))
        .collect()
}

/// The texts between the tags of this beginning and the next tag.
fn texts(html: &str, tag: &str) -> Vec<String> {
    let elements = html.split(tag).skip(1);
    let text = |element: &str| {
        let (_, inside) = element.split_once('>').unwrap();
        unescaped(inside.split('<').next().unwrap())
    };
    elements.map(text).collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// The text of a page without its tags, blanks made one.
fn plain(html: &str) -> String {
    let parts = html.split('<').map(|part| {
        let inside = part.split_once('>').map_or("", |(_, inside)| inside);
        unescaped(inside)
    });
    let text: Vec<String> = parts.collect();
    text.join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
