//! Any JSON value: objects as lists of terms, lists as lists, addresses as links.

use maud::{Markup, html};
use serde_json::Value;

use super::words::Words;

/// The whole value.
pub(super) fn value(words: &Words, json: &Value) -> Markup {
    html! {
        @match json {
            Value::Null => (unknown(words)),
            Value::Bool(true) => (words.yes),
            Value::Bool(false) => (words.no),
            Value::Number(number) => (number),
            Value::String(text) => (text_or_link(text)),
            Value::Array(values) => @if values.iter().any(|value| value.is_object() || value.is_array()) {
                ul.values { @for part in values { li { (value(words, part)) } } }
            } @else if values.iter().any(|part| part.as_str().is_some_and(is_address)) {
                ul.values { @for part in values { li { (value(words, part)) } } }
            } @else {
                @for (number, part) in (0..).zip(values) {
                    @if number > 0 { ", " }
                    (value(words, part))
                }
            },
            Value::Object(members) => @if let Some((href, title)) = link(json) {
                (outward(href, title))
                @if let Some(rel) = members.get("rel").and_then(Value::as_str) { " (" (rel) ")" }
            } @else {
                dl.terms { @for (name, part) in members { dt { (name) } dd { (value(words, part)) } } }
            },
        }
    }
}

/// What is not there: a dash to see, words to hear.
pub(super) fn unknown(words: &Words) -> Markup {
    html! {
        span.unknown {
            span aria-hidden="true" { "–" }
            span.visually-hidden { (words.not_known) }
        }
    }
}

/// A text, which may be an address.
pub(super) fn text_or_link(text: &str) -> Markup {
    html! { @if is_address(text) { (outward(text, text)) } @else { (text) } }
}

/// A link to wherever the data say.
pub(super) fn outward(href: &str, text: &str) -> Markup {
    html! {
        @if is_address(href) { a href=(href) rel="noopener noreferrer" { (text) } }
        @else { (text) }
    }
}

/// A link object's address and title.
fn link(json: &Value) -> Option<(&str, &str)> {
    let href = json["href"].as_str().filter(|href| is_address(href))?;
    Some((href, json["title"].as_str().unwrap_or(href)))
}

/// Nothing else becomes a link: `javascript:` is an address, too. One with braces is a template, and
/// leads nowhere.
pub(super) fn is_address(text: &str) -> bool {
    let is_http = text.starts_with("https://") || text.starts_with("http://");
    is_http && !text.contains('{')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ogc::language::Language;
    use serde_json::json;

    #[test]
    fn text_of_the_data_never_becomes_markup() {
        let words = Words::of(Language::English);
        let json = json!({"<b>": "<script>alert(1)</script>", "url": "javascript:alert(1)"});
        let page = value(words, &json).into_string();
        assert!(!page.contains("<script>") && !page.contains("<b>") && !page.contains("href"));
        let link = json!({"href": "https://example.org/\"><i>", "title": "<i>"});
        assert!(!value(words, &link).into_string().contains("<i>"));
    }
}
