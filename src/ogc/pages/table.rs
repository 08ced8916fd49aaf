//! Features as a table: a column a property, the most telling ones first.

use maud::{Markup, html};
use serde_json::{Map, Value};

use super::address;
use super::columns::{self, language_of};
use super::frame::data;
use super::value::{is_address, outward, unknown};
use super::words::{Words, fill};
use crate::domain::{Collection, Property, PropertyType, Record};
use crate::ogc::request::Request;

/// Letters of a text in a cell; the feature's own page has all of it.
const LONGEST: usize = 90;
/// Entries of a list of objects in a cell.
const ENTRIES: usize = 2;

pub(super) fn table(
    request: &Request,
    collection: &Collection,
    properties: &[Property],
    records: impl Iterator<Item = Record>,
) -> Markup {
    let words = Words::of(request.language);
    let columns = columns::ordered(collection, request.language, properties);
    html! {
        div.wide tabindex="0" role="region" aria-label=(words.table) {
            table.features {
                thead { tr {
                    th scope="col" { (words.id) }
                    @for column in &columns {
                        th class=[number_class(column)] scope="col" title=[column.description.as_deref()] {
                            div.cell { (data(request.language, column.title.as_deref().unwrap_or(&column.name))) }
                        }
                    }
                } }
                tbody {
                    @for record in records {
                        (row(request, words, collection, &columns, &record))
                    }
                }
            }
        }
    }
}

fn row(
    request: &Request,
    words: &Words,
    collection: &Collection,
    columns: &[&Property],
    record: &Record,
) -> Markup {
    let id = record.feature.id.to_string();
    let own = address::item(request, &collection.id, &id);
    let properties = record.feature.values();
    html! {
        tr {
            th scope="row" { a href=(own) { (id) } }
            @for column in columns {
                @let value = properties.get(&column.name).unwrap_or(&Value::Null);
                td class=[number_class(column)] lang=[language_of(&column.name)] {
                    div.cell { (cell(words, value, &own)) }
                }
            }
        }
    }
}

fn number_class(property: &Property) -> Option<&'static str> {
    let is_number = matches!(property.kind, PropertyType::Integer | PropertyType::Number);
    is_number.then_some("number")
}

/// A value in few words. `own` is the page that has it in full.
fn cell(words: &Words, value: &Value, own: &str) -> Markup {
    html! {
        @match value {
            Value::Null => (unknown(words)),
            Value::Bool(true) => (words.yes),
            Value::Bool(false) => (words.no),
            Value::Number(number) => (number),
            Value::String(text) if is_address(text) => (outward(text, &shortened(host(text)))),
            Value::String(text) => (shortened(text)),
            Value::Array(values) if values.is_empty() => (unknown(words)),
            Value::Array(values) if values.iter().any(|one| one.is_object() || one.is_array()) => {
                @for (number, one) in values.iter().take(ENTRIES).enumerate() {
                    @if number > 0 { ", " }
                    (entry(one))
                }
                @if let Some(more) = values.len().checked_sub(ENTRIES).filter(|more| *more > 0) {
                    ", " a href=(own) { (fill(words.more, &[("n", &more.to_string())])) }
                }
            },
            Value::Array(values) => (shortened(&listed(values))),
            Value::Object(_) => (entry(value)),
        }
    }
}

fn listed(values: &[Value]) -> String {
    let texts = values.iter().map(|value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    texts.collect::<Vec<_>>().join(", ")
}

/// An object by what names it; a source leads to its document.
fn entry(value: &Value) -> Markup {
    let Value::Object(members) = value else {
        return html! { (shortened(&value.to_string())) };
    };
    let name = ["publisher", "title", "name", "id"];
    let name = name.iter().find_map(|name| text(members, name));
    let url = ["url", "href"].iter().find_map(|name| text(members, name));
    html! {
        @match (name, url) {
            (Some(name), Some(url)) => (outward(url, &shortened(name))),
            (Some(name), None) => (shortened(name)),
            (None, Some(url)) => (outward(url, &shortened(host(url)))),
            (None, None) => (shortened(&value.to_string())),
        }
    }
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    members.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// The host of an address: the address itself is too long for a cell.
fn host(url: &str) -> &str {
    let behind = url.split_once("://").map_or(url, |(_, behind)| behind);
    behind.split('/').next().unwrap_or(behind)
}

fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ogc::language::Language;
    use serde_json::json;

    fn shown(value: &Value) -> String {
        cell(Words::of(Language::English), value, "/own").into_string()
    }

    #[test]
    fn a_cell_is_short_and_says_where_the_rest_is() {
        let long = shown(&json!("word ".repeat(100)));
        assert!(
            long.ends_with("word…") && long.chars().count() <= LONGEST + 1,
            "{long}"
        );
        let sources = json!([
            {"publisher": "UPI", "url": "https://upi.com/a"},
            {"publisher": "<RT>", "url": "javascript:alert(1)"},
            {"publisher": "c"}, {"publisher": "d"},
        ]);
        let sources = shown(&sources);
        assert!(
            sources.contains(">UPI</a>") && sources.contains("2 more</a>"),
            "{sources}"
        );
        assert!(
            !sources.contains("javascript") && sources.contains("&lt;RT&gt;"),
            "{sources}"
        );
        assert!(shown(&Value::Null).contains("not known"));
        assert_eq!(shown(&json!(["a", "b"])), "a, b");
    }
}
