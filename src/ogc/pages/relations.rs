//! How a feature stands to others of its collection: what it is part of, what it is related to.

use maud::{Markup, html};
use serde_json::{Map, Value};

use super::address;
use super::columns::name_of;
use super::frame::data;
use super::words::Words;
use crate::domain::FeatureId;
use crate::ogc::request::Request;
use crate::store::Snapshot;

/// The properties of the code book.
const RELATED: &str = "related";
const PART_OF: &str = "part_of";

/// Is this the list of relations, in the form of the code book?
pub(super) fn is_list(name: &str, value: &Value) -> bool {
    let Value::Array(relations) = value else {
        return false;
    };
    let is_relation = |one: &Value| one["id"].is_string();
    name == RELATED && !relations.is_empty() && relations.iter().all(is_relation)
}

/// The link to the feature that contains this one.
pub(super) fn whole(
    request: &Request,
    snapshot: &Snapshot,
    name: &str,
    value: &Value,
) -> Option<Markup> {
    let id = value.as_str().filter(|_| name == PART_OF)?;
    Some(named(request, snapshot, id))
}

pub(super) fn related(
    request: &Request,
    words: &Words,
    snapshot: &Snapshot,
    properties: &Map<String, Value>,
) -> Markup {
    let found = properties
        .get(RELATED)
        .filter(|value| is_list(RELATED, value));
    let relations = found
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    html! {
        @if !relations.is_empty() {
            h2 { (words.related) }
            ul.related {
                @for relation in relations {
                    li {
                        @if let Some(how) = relation["how"].as_str() { (how_said(words, how)) ": " }
                        (named(request, snapshot, relation["id"].as_str().unwrap_or_default()))
                    }
                }
            }
        }
    }
}

fn how_said<'a>(words: &Words, how: &'a str) -> &'a str {
    match how {
        "led_to" => words.led_to,
        "followed" => words.followed,
        "same_actors" => words.same_actors,
        "see_also" => words.see_also,
        other => other,
    }
}

/// The feature of that identifier by its name, with a link if it is there.
fn named(request: &Request, snapshot: &Snapshot, id: &str) -> Markup {
    let record = snapshot.record(&FeatureId::from_path(id));
    html! {
        @match record {
            Some(record) => {
                @let properties = record.feature.values();
                @let name = name_of(request.language, &properties).unwrap_or(id);
                a href=(address::item(request, &snapshot.collection().id, id)) { (data(request.language, name)) }
            },
            None => code { (id) },
        }
    }
}
