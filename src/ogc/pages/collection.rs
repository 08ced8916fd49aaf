//! The page of a collection: what and where it is, what its features say, how to get them.

use std::sync::Arc;

use maud::{Markup, html};

use super::address::{self, collection_path};
use super::collections::{count, span};
use super::frame::{data, page, prose};
use super::map::{self, Thing};
use super::value::outward;
use super::words::{Words, fill};
use super::{fields, outlines, recipes};
use crate::domain::{Bbox, Collection};
use crate::format::Format;
use crate::ogc::files;
use crate::ogc::link::segment;
use crate::ogc::request::Request;
use crate::store::Snapshot;

/// `/collections/{collection}`
pub(in crate::ogc) fn collection(request: &Request, snapshot: &Arc<Snapshot>) -> Markup {
    let words = Words::of(request.language);
    let collection = snapshot.collection();
    let path = collection_path(&collection.id);
    let content = html! {
        @if let Some(about) = &collection.description { p.lead { (prose(request.language, about)) } }
        p.buttons {
            a.button.primary href=(address::page(request, &format!("{path}/items"))) { (words.look) }
            a.button href="#recipes" { (words.recipes) }
            a.button href="#downloads" { (words.downloads) }
        }
        div.beside {
            (facts(request, words, snapshot))
            @if let Some(bbox) = snapshot.extent().spatial { (extent(request, words, snapshot, bbox)) }
        }
        h2 #recipes { (words.recipes) }
        (recipes::recipes(request, &collection.id))
        h2 #downloads { (words.downloads) }
        p { (words.downloads_about) }
        (downloads(request, &path))
        @if files::members(&request.state.catalog, snapshot).len() > 1 {
            p { (words.layer_file_about) }
            ul.files { li {
                a href=(request.url(&format!("/geojson/{}.geojson", segment(&collection.id)))) {
                    (words.layer_file)
                }
            } }
        }
        h2 { (words.fields) }
        (fields::fields(request, collection))
        h2 { (words.json_and_more) }
        ul.links {
            li { a href=(address::page(request, &format!("{path}/schema"))) { (words.schema) } }
            li { a href=(address::page(request, &format!("{path}/queryables"))) { (words.queryables) } }
            li { a href=(address::page(request, &format!("{path}/sortables"))) { (words.sortables) } }
            @if snapshot.extent().spatial.is_some() {
                li { a href=(address::page(request, &format!("{path}/tiles"))) { (words.tiles) } }
            }
        }
    };
    page(
        request,
        &collection.title,
        &[("/collections", words.collections)],
        &content,
    )
}

fn facts(request: &Request, words: &Words, snapshot: &Snapshot) -> Markup {
    let collection = snapshot.collection();
    html! {
        dl.facts {
            div { dt { (words.features) } dd { (count(request, snapshot)) } }
            div { dt { (words.time) } dd {
                @match span(snapshot) { Some(span) => (span), None => (words.undated) }
            } }
            @if let Some(bbox) = snapshot.extent().spatial {
                @let [west, south, east, north] = edges(&bbox);
                div { dt { (words.extent) } dd { (west) " – " (east) ", " (south) " – " (north) } }
            }
            @if let Some(license) = licence(collection) { div { dt { (words.licence) } dd { (license) } } }
            @if let Some(attribution) = &collection.attribution {
                div { dt { (words.attribution) } dd { (data(request.language, attribution)) } }
            }
            div { dt { (words.id) } dd { code { (collection.id) } } }
        }
    }
}

fn licence(collection: &Collection) -> Option<Markup> {
    let license = collection.license.as_ref()?;
    let url = license.url.as_deref().unwrap_or_default();
    Some(outward(url, &license.name))
}

fn extent(request: &Request, words: &Words, snapshot: &Arc<Snapshot>, bbox: Bbox) -> Markup {
    let places = outlines::places(snapshot);
    let [west, south, east, north] = edges(&bbox);
    let said = fill(
        words.extent_said,
        &[
            ("west", &west),
            ("east", &east),
            ("south", &south),
            ("north", &north),
        ],
    );
    html! {
        @if let Some(map) = map::map(request, words.map_of_extent, &said, &Thing::Box(bbox, &places)) { (map) }
    }
}

/// West, south, east, north, as a map writes them.
fn edges(bbox: &Bbox) -> [String; 4] {
    let side = |degrees: f64, positive: &str, negative: &str| {
        let letter = if degrees < 0.0 { negative } else { positive };
        format!("{:.2}° {letter}", degrees.abs())
    };
    [
        side(bbox.west, "E", "W"),
        side(bbox.south, "N", "S"),
        side(bbox.east, "E", "W"),
        side(bbox.north, "N", "S"),
    ]
}

/// All features in every format.
fn downloads(request: &Request, path: &str) -> Markup {
    let url = request.url(&format!("{path}/download"));
    html! {
        ul.files {
            @for format in Format::FILES {
                li { a href={ (url) "?f=" (format.name()) } { (format.entry().title) } }
            }
        }
    }
}
