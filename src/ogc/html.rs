//! The documents for people: every JSON document as a page, features as a table.
//!
//! Everything shown is escaped by `maud`; only `http` and `https` addresses become links.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, header};
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;

use super::link::{Link, segment};
use super::request::Request;
use crate::domain::Collection;
use crate::format::geojson::read_feature;
use crate::store::Found;

/// A page: `above` are the paths and titles of the documents over this one.
pub(super) fn page(
    request: &Request,
    title: &str,
    above: &[(&str, &str)],
    content: &Markup,
) -> Markup {
    let root = request.url("/");
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – marz" }
                link rel="stylesheet" href={ (root) "pages.css" };
            }
            body {
                nav aria-label="Where you are" {
                    a href={ (root) "?f=html" } { "marz" }
                    @for (path, name) in above {
                        " / " a href={ (root) (path) "?f=html" } { (name) }
                    }
                    " / " span aria-current="page" { (title) }
                    a.map href={ (root) "map" } { "Map" }
                }
                main {
                    h1 { (title) }
                    (content)
                    p { a href=(request.with(&[("f", Some("json"))])) { "This document as JSON" } }
                }
            }
        }
    }
}

/// Any JSON value: objects as lists of terms, lists as lists, addresses as links.
pub(super) fn value(json: &Value) -> Markup {
    html! {
        @match json {
            Value::Null => span.null { "not known" },
            Value::Bool(truth) => (truth),
            Value::Number(number) => (number),
            Value::String(text) if is_address(text) => a href=(text) rel="noopener noreferrer" { (text) },
            Value::String(text) => (text),
            Value::Array(values) => @if values.iter().any(|value| value.is_object() || value.is_array()) {
                ul { @for part in values { li { (value(part)) } } }
            } @else {
                @for (number, part) in (0..).zip(values) {
                    @if number > 0 { ", " }
                    (value(part))
                }
            },
            Value::Object(members) => @if let Some((href, title)) = link(json) {
                a href=(href) rel="noopener noreferrer" { (title) }
                @if let Some(rel) = members.get("rel").and_then(Value::as_str) { " (" (rel) ")" }
            } @else {
                dl { @for (name, part) in members { dt { (name) } dd { (value(part)) } } }
            },
        }
    }
}

/// The collections with what they hold.
pub(super) fn collections(request: &Request) -> Markup {
    html! {
        table {
            thead { tr { th { "Collection" } th { "Features" } th { "What it is" } } }
            tbody {
                @for snapshot in request.state.catalog.iter() {
                    @let collection = snapshot.collection();
                    @let url = request.url(&format!("/collections/{}", segment(&collection.id)));
                    tr {
                        th scope="row" { a href={ (url) "?f=html" } { (collection.title) } }
                        td.number { a href={ (url) "/items?f=html" } { (snapshot.len()) } }
                        td { (collection.description.as_deref().unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

/// A page of features as a table, a column a property.
pub(super) fn features(
    request: &Request,
    collection: &Collection,
    found: Found,
    links: &[Link],
) -> Markup {
    let (matched, returned) = (found.matched(), found.returned());
    let own = format!("collections/{}", segment(&collection.id));
    let next = links
        .iter()
        .map(Link::json)
        .find(|link| link["rel"] == "next");
    let content = html! {
        p { (returned) " of " (matched) " matching features." }
        @if let Some(next) = next.as_ref().and_then(|next| next["href"].as_str()) {
            p { a rel="next" href=(next) { "The next page" } }
        }
        div.wide tabindex="0" role="region" aria-label="Features" {
            table {
                thead { tr {
                    th { "id" }
                    @for property in &collection.schema.properties {
                        th title=[property.description.as_deref()] {
                            (property.title.as_deref().unwrap_or(&property.name))
                        }
                    }
                } }
                tbody {
                    @for feature in found.into_features() {
                        (row(request, &own, collection, &read_feature(&feature)))
                    }
                }
            }
        }
    };
    let above = [("collections", "Collections"), (&*own, &*collection.title)];
    page(request, "Features", &above, &content)
}

fn row(request: &Request, own: &str, collection: &Collection, feature: &Value) -> Markup {
    let id = feature["id"]
        .as_str()
        .map_or_else(|| feature["id"].to_string(), str::to_owned);
    html! {
        tr {
            th scope="row" {
                a href=(request.url(&format!("/{own}/items/{}?f=html", segment(&id)))) { (id) }
            }
            @for property in &collection.schema.properties {
                td { (value(feature["properties"].get(&property.name).unwrap_or(&Value::Null))) }
            }
        }
    }
}

/// A link object's address and title.
fn link(json: &Value) -> Option<(&str, &str)> {
    let href = json["href"].as_str().filter(|href| is_address(href))?;
    Some((href, json["title"].as_str().unwrap_or(href)))
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// `/pages.css`
pub(super) async fn style_sheet() -> Response {
    let mut response = include_str!("pages.css").into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/css; charset=utf-8"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn text_of_the_data_never_becomes_markup() {
        let json = json!({"<b>": "<script>alert(1)</script>", "url": "javascript:alert(1)"});
        let page = value(&json).into_string();
        assert!(!page.contains("<script>") && !page.contains("<b>") && !page.contains("href"));
        let link = value(&json!({"href": "https://example.org/\"><i>", "title": "<i>"}));
        assert!(!link.into_string().contains("<i>"));
    }
}
