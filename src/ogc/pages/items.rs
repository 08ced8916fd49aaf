//! The page of a collection's features: form, filters in force, table, pages, downloads.

use std::sync::Arc;

use maud::{Markup, html};
use serde_json::Value;

use super::address::{self, collection_path};
use super::frame::page;
use super::words::{Words, fill, number};
use super::{chips, form, table};
use crate::domain::{Collection, Instant};
use crate::format::Format;
use crate::ogc::asked::Asked;
use crate::ogc::link::Link;
use crate::ogc::request::Request;
use crate::store::{Found, Snapshot};

/// Parameters of a page that a file does not have.
const OF_PAGES: [&str; 5] = ["limit", "offset", "cursor", "resultType", "lang"];

/// `/collections/{collection}/items`
pub(in crate::ogc) fn items(
    request: &Request,
    snapshot: &Arc<Snapshot>,
    asked: &Asked,
    found: Found,
    links: &[Link],
) -> Markup {
    let words = Words::of(request.language);
    let collection = snapshot.collection();
    let (start, matched, returned) = (found.start(), found.matched(), found.returned());
    let text = |count: usize| number(request.language, count);
    let all = text(matched);
    let count = if returned == 0 {
        fill(words.count_all, &[("all", &all)])
    } else {
        let (first, last) = (text(start + 1), text(start + returned));
        fill(
            words.count,
            &[("first", &first), ("last", &last), ("all", &all)],
        )
    };
    let properties = asked.view.kept(&collection.schema);
    let view = asked.view.clone();
    let records = found.into_records().map(move |record| view.of(record));
    let content = html! {
        (form::form(request, snapshot))
        (chips::chips(request, collection))
        div.results {
            p.count { strong { (count) } }
            @if let Some(state) = on_map(request, asked, collection) {
                p { a href=(state) { (words.show_on_map) } }
            }
        }
        @if matched == 0 {
            p.nothing { (words.none_found) }
        } @else if returned > 0 {
            (table::table(request, collection, &properties, records))
        }
        (pages(request, words, links))
        @if matched > 0 {
            section.files-of-filter {
                h2 { (words.downloads) }
                p { (fill(words.download_these, &[("all", &all)])) }
                (downloads(request, asked, collection))
            }
        }
    };
    let path = collection_path(&collection.id);
    let above = [
        ("/collections", words.collections),
        (&*path, &*collection.title),
    ];
    let title = format!("{}: {}", collection.title, words.features);
    page(request, &title, &above, &content)
}

/// There is no way back from a cursor but to the beginning.
fn pages(request: &Request, words: &Words, links: &[Link]) -> Markup {
    let is_later = request
        .pairs()
        .iter()
        .any(|(name, _)| name == "cursor" || name == "offset");
    let links: Vec<Value> = links.iter().map(Link::json).collect();
    let next = links.iter().find(|link| link["rel"] == "next");
    let next = next.and_then(|link| match link.pointer("/body/cursor") {
        Some(cursor) => {
            let changes = [("offset", None), ("cursor", cursor.as_str())];
            Some(address::here(request, &changes))
        }
        None => link["href"].as_str().map(str::to_owned),
    });
    html! {
        @if is_later || next.is_some() {
            nav.pages aria-label=(words.table) {
                @if is_later {
                    a.button href=(address::here(request, &[("cursor", None), ("offset", None)])) { (words.first_page) }
                }
                @if let Some(next) = next { a.button rel="next" href=(next) { (words.next_page) } }
            }
        }
    }
}

/// All that the filter selects, in each format that can have it.
fn downloads(request: &Request, asked: &Asked, collection: &Collection) -> Markup {
    let path = format!("{}/download", collection_path(&collection.id));
    let gone = OF_PAGES.map(|name| (name, None));
    html! {
        ul.files {
            @for format in Format::FILES {
                @if format.entry().any_crs || asked.crs.is_plain() {
                    @let changes: Vec<_> = gone.into_iter().chain([("f", Some(format.name()))]).collect();
                    li { a href=(request.elsewhere(&path, &changes)) { (format.entry().title) } }
                }
            }
        }
    }
}

/// The collection that the map shows, and what of its own filters an address can ask for.
pub(super) const ON_MAP: &str = "incidents";
const CATEGORIES: [&str; 6] = [
    "clash",
    "explosion",
    "civilians",
    "unrest",
    "operation",
    "political",
];
const AREAS: [&str; 4] = [
    "rasht-valley",
    "dushanbe",
    "ferghana-valley",
    "kyrgyz-tajik-border",
];

/// The map with the same filter; `None` where the map cannot have it.
fn on_map(request: &Request, asked: &Asked, collection: &Collection) -> Option<String> {
    let filter = &asked.query.filter;
    let is_shown = collection.id == ON_MAP && collection.schema.find("category").is_some();
    if !is_shown || filter.bbox.is_some() || filter.cql.is_some() {
        return None;
    }
    let mut state: Vec<(&str, String)> = Vec::new();
    if let Some(asked) = filter.datetime {
        let day = |moment: Option<Instant>| moment.map_or("..".to_owned(), Instant::day);
        state.push(("t", format!("{}/{}", day(asked.start()), day(asked.end()))));
    }
    for equals in &filter.equals {
        let value = equals
            .value
            .as_str()
            .filter(|_| equals.property == "category")?;
        state.push(("cat", known(&CATEGORIES, value)?.to_owned()));
    }
    if !filter.areas.is_empty() {
        let areas: Option<Vec<&str>> = filter
            .areas
            .iter()
            .map(|area| known(&AREAS, area))
            .collect();
        state.push(("area", areas?.join(",")));
    }
    let state: Vec<(&str, &str)> = state
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    Some(address::map(request, &state))
}

fn known<'a>(all: &[&'a str], value: &str) -> Option<&'a str> {
    all.iter().copied().find(|known| *known == value)
}
