//! The filters that are in force, each with the address without it.

use maud::{Markup, html};

use super::address;
use super::words::{Words, fill};
use crate::domain::Collection;
use crate::ogc::queryables;
use crate::ogc::request::Request;

/// A filter: what it is called, its value, the parameters that go with it.
struct Chip {
    name: String,
    value: String,
    parameters: Vec<String>,
}

pub(super) fn chips(request: &Request, collection: &Collection) -> Markup {
    let words = Words::of(request.language);
    let chips = all(request, words, collection);
    html! {
        @if !chips.is_empty() {
            section.chips aria-label=(words.active) {
                h2.visually-hidden { (words.active) }
                ul {
                    @for chip in &chips {
                        @let what = format!("{}: {}", chip.name, chip.value);
                        li {
                            a.chip href=(without(request, &chip.parameters)) {
                                span.visually-hidden { (fill(words.remove, &[("what", &what)])) }
                                span aria-hidden="true" { (what) " ×" }
                            }
                        }
                    }
                    @if chips.len() > 1 {
                        @let all: Vec<String> = chips.iter().flat_map(|chip| chip.parameters.clone()).collect();
                        li { a href=(without(request, &all)) { (words.clear) } }
                    }
                }
            }
        }
    }
}

fn all(request: &Request, words: &Words, collection: &Collection) -> Vec<Chip> {
    let properties = queryables::parameters(&[collection]);
    let chip = |(name, value): (String, String)| {
        let (title, with): (&str, &[&str]) = match &*name {
            "bbox" => (words.bbox, &["bbox-crs"]),
            "datetime" => (words.time, &[]),
            "area" => (words.area, &[]),
            "filter" => (words.condition, &["filter-lang", "filter-crs"]),
            other => {
                let property = properties.iter().find(|one| one.name == other)?;
                (property.title.as_deref().unwrap_or(&property.name), &[])
            }
        };
        let with = with.iter().map(|name| (*name).to_owned());
        Some(Chip {
            name: title.to_owned(),
            value,
            parameters: std::iter::once(name.clone()).chain(with).collect(),
        })
    };
    request.pairs().into_iter().filter_map(chip).collect()
}

/// A page of another filter begins anew.
fn without(request: &Request, parameters: &[String]) -> String {
    let gone = parameters.iter().map(|name| (&**name, None));
    let changes: Vec<_> = gone.chain([("cursor", None), ("offset", None)]).collect();
    address::here(request, &changes)
}
