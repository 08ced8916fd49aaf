//! The sources of a feature, with the figures that each gives.

use maud::{Markup, html};
use serde_json::{Map, Value};

use super::value::{outward, unknown};
use super::words::Words;

/// The property of the code book that lists documents.
const PROPERTY: &str = "sources";

/// Is this the list of sources, in the form of the code book?
pub(super) fn is_list(name: &str, value: &Value) -> bool {
    let Value::Array(sources) = value else {
        return false;
    };
    let is_document = |source: &Value| {
        ["publisher", "title", "url"]
            .iter()
            .any(|member| source[*member].is_string())
    };
    name == PROPERTY && !sources.is_empty() && sources.iter().all(is_document)
}

pub(super) fn sources(words: &Words, properties: &Map<String, Value>) -> Markup {
    let found = properties
        .get(PROPERTY)
        .filter(|value| is_list(PROPERTY, value));
    let sources = found
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let has = |member: &str| sources.iter().any(|source| !source[member].is_null());
    let (has_deaths, has_injured) = (has("deaths"), has("injured"));
    html! {
        @if !sources.is_empty() {
            h2 { (words.sources) }
            div.wide tabindex="0" role="region" aria-label=(words.sources) {
                table.sources {
                    thead { tr {
                        th scope="col" { (words.source) }
                        th scope="col" { (words.date) }
                        @if has_deaths { th.number scope="col" { (words.deaths) } }
                        @if has_injured { th.number scope="col" { (words.injured) } }
                        th scope="col" { (words.remark) }
                    } }
                    tbody {
                        @for source in sources {
                            tr {
                                td { (document(source)) }
                                td.when { (figure(words, &source["date"])) }
                                @if has_deaths { td.number { (figure(words, &source["deaths"])) } }
                                @if has_injured { td.number { (figure(words, &source["injured"])) } }
                                td { (source["remark"].as_str().unwrap_or_default()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn document(source: &Value) -> Markup {
    let text = |member: &str| source[member].as_str().filter(|text| !text.is_empty());
    let (publisher, title, url) = (text("publisher"), text("title"), text("url"));
    let named = title.or(publisher).or(url).unwrap_or_default();
    html! {
        @if let (Some(publisher), Some(_)) = (publisher, title) { strong { (publisher) } ": " }
        span lang=[text("language")] { (outward(url.unwrap_or_default(), named)) }
    }
}

fn figure(words: &Words, value: &Value) -> Markup {
    html! {
        @match value {
            Value::Number(number) => (number),
            Value::String(text) => (text),
            _ => (unknown(words)),
        }
    }
}
