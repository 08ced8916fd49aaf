//! Counts and sums as a table: a line a group, the whole in the last one.

use maud::{Markup, html};
use serde_json::Value;

use super::address;
use super::frame::{self, data};
use super::value::value;
use super::words::Words;
use crate::domain::Collection;
use crate::ogc::facets::Table;
use crate::ogc::request::Request;

pub(in crate::ogc) fn page(request: &Request, collection: &Collection, table: &Table) -> Markup {
    let words = Words::of(request.language);
    let path = address::collection_path(&collection.id);
    let above = [
        ("/collections", words.collections),
        (&*path, &*collection.title),
    ];
    let content = html! {
        div.wide tabindex="0" role="region" aria-label=(words.facets) {
            table.features {
                thead { tr {
                    @for (place, name) in (0..).zip(&table.head) {
                        th scope="col" class=[(place >= table.keys).then_some("number")] {
                            @if place == table.keys {
                                (words.features)
                            } @else {
                                (title(request, collection, name))
                            }
                        }
                    }
                } }
                tbody { @for line in &table.lines { (row(words, table.keys, line)) } }
                @if table.keys > 0 {
                    tfoot { tr {
                        th scope="row" colspan=(table.keys) { (words.total) }
                        @for number in &table.total { td.number { (value(words, number)) } }
                    } }
                }
            }
        }
    };
    let content = html! {
        (content)
        p { a href=(address::here(request, &[("f", Some("csv"))])) { "CSV" } }
    };
    frame::page(request, words.facets, &above, &content)
}

/// A property is called as the data calls it; what is none stands as in the address.
fn title(request: &Request, collection: &Collection, name: &str) -> Markup {
    let property = collection.schema.find(name);
    let title = property.and_then(|property| property.title.as_deref());
    html! {
        @match title {
            Some(title) => (data(request.language, title)),
            None => code { (name) },
        }
    }
}

fn row(words: &Words, keys: usize, line: &[Value]) -> Markup {
    html! {
        tr {
            @for (place, cell) in (0..).zip(line) {
                @if place < keys {
                    td { (value(words, cell)) }
                } @else {
                    td.number { (value(words, cell)) }
                }
            }
        }
    }
}
