//! The first page: what is served, the map, the collections, the way to the recipes.

use maud::{Markup, html};

use super::address::{self, collection_path};
use super::collections::{count, span};
use super::frame::{data, page, prose};
use super::words::Words;
use crate::ogc::language::Language;
use crate::ogc::request::Request;

/// `/?f=html`
pub(in crate::ogc) fn landing(request: &Request, title: &str) -> Markup {
    let words = Words::of(request.language);
    let content = html! {
        p.lead { (words.lead) }
        p { a.button.primary href=(address::map(request, &[])) { (words.open_map) } }
        h2 { (words.collections) }
        ul.cards {
            @for snapshot in request.state.catalog.iter() {
                @let collection = snapshot.collection();
                @let path = collection_path(&collection.id);
                li.card {
                    h3 { a href=(address::page(request, &path)) { (data(request.language, &collection.title)) } }
                    p.figures-line {
                        a href=(address::page(request, &format!("{path}/items"))) {
                            (words.features) ": " (count(request, snapshot))
                        }
                        @if let Some(span) = span(snapshot) { span { (span) } }
                    }
                    @if let Some(about) = &collection.description {
                        p.about { (prose(request.language, about)) }
                    }
                }
            }
        }
        h2 { (words.tools) }
        p { (words.tools_about) }
        ul.links {
            @for snapshot in request.state.catalog.iter().take(IN_TOOLS) {
                @let collection = snapshot.collection();
                @let url = address::page(request, &collection_path(&collection.id));
                li { a href={ (url) "#recipes" } {
                    (words.recipes) ": " (data(request.language, &collection.title))
                } }
            }
        }
        h2 { (words.more_about) }
        ul.links {
            li { a href=(address::page(request, "/api")) { (words.api) } }
            li { a href=(address::page(request, "/conformance")) { (words.conformance) } }
            li { a href=(address::page(request, "/functions")) { (words.functions) } }
            li { a href=(address::page(request, "/tiles")) { (words.tiles) } }
            li { a href=(address::page(request, "/tileMatrixSets")) { (words.matrix_sets) } }
            li { a href=(address::page(request, "/styles")) { (words.styles) } }
        }
    };
    match request.language {
        Language::English => page(request, title, &[], &content),
        _ => page(request, &short_title(request), &[], &content),
    }
}

/// The title without a word of English but the data's own.
fn short_title(request: &Request) -> String {
    let catalog = &request.state.catalog;
    let titles = catalog.iter().map(|snapshot| &*snapshot.collection().title);
    let named: Vec<&str> = titles.take(IN_TITLE).collect();
    let more = match catalog.iter().count().saturating_sub(IN_TITLE) {
        0 => String::new(),
        more => format!(" (+{more})"),
    };
    format!("marz: {}{more}", named.join(", "))
}

const IN_TITLE: usize = 3;

/// So many collections are named with their recipes; the cards lead to all.
const IN_TOOLS: usize = 5;
