//! The page of one feature: a sheet of what it says, where it is, its sources and relations.

use geo::Geometry;
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::address::{self, collection_path};
use super::columns::{language_of, name_of};
use super::frame::{data, page};
use super::items::ON_MAP;
use super::map::{self, Thing};
use super::value::value;
use super::words::Words;
use super::{relations, sources};
use crate::domain::{FeatureId, Record};
use crate::format::Format;
use crate::ogc::request::Request;
use crate::store::Snapshot;

/// `/collections/{collection}/items/{feature}`: `record` as it is asked for, from `snapshot`.
pub(in crate::ogc) fn item(
    request: &Request,
    snapshot: &Snapshot,
    record: &Record,
    formats: &[Format],
) -> Markup {
    let words = Words::of(request.language);
    let collection = snapshot.collection();
    let feature = &record.feature;
    let id = feature.id.to_string();
    let properties = feature.values();
    let title = name_of(request.language, &properties).unwrap_or(&id);
    let content = html! {
        p.buttons {
            @if collection.id == ON_MAP && collection.schema.find("category").is_some() {
                a.button.primary href=(address::map(request, &[("sel", &id)])) { (words.show_on_map) }
            }
        }
        div.beside {
            (sheet(request, words, snapshot, &id, &properties))
            @if feature.geometry.is_some() { (place(request, words, snapshot, &feature.id, title)) }
            @else { p.help { (words.no_place) } }
        }
        (sources::sources(words, &properties))
        (relations::related(request, words, snapshot, &properties))
        h2 { (words.formats) }
        ul.files {
            @for format in formats.iter().filter(|format| **format != Format::Html) {
                li { a href=(address::here(request, &[("f", Some(format.name())), ("lang", None)])) { (format.entry().title) } }
            }
        }
    };
    let path = collection_path(&collection.id);
    let items = format!("{path}/items");
    let above = [
        ("/collections", words.collections),
        (&*path, &*collection.title),
        (&*items, words.features),
    ];
    page(request, title, &above, &content)
}

/// The properties in the order of the data, but for those that have a part of the page.
fn sheet(
    request: &Request,
    words: &Words,
    snapshot: &Snapshot,
    id: &str,
    properties: &Map<String, Value>,
) -> Markup {
    let schema = &snapshot.collection().schema;
    let shown = properties
        .iter()
        .filter(|(name, value)| !sources::is_list(name, value) && !relations::is_list(name, value));
    html! {
        dl.facts {
            div { dt { (words.id) } dd { code { (id) } } }
            @for (name, found) in shown {
                @let property = schema.find(name);
                @let title = property.and_then(|property| property.title.as_deref()).unwrap_or(name);
                div {
                    dt title=[property.and_then(|property| property.description.as_deref())] { (data(request.language, title)) }
                    dd lang=[language_of(name)] {
                        @match relations::whole(request, snapshot, name, found) {
                            Some(link) => (link),
                            None => (value(words, found)),
                        }
                    }
                }
            }
        }
    }
}

/// Where it is. As it is stored: the answer may be in another system of coordinates.
fn place(
    request: &Request,
    words: &Words,
    snapshot: &Snapshot,
    id: &FeatureId,
    title: &str,
) -> Markup {
    let geometry = snapshot
        .record(id)
        .and_then(|record| record.feature.geometry);
    let geometry = geometry.and_then(|geometry| Geometry::try_from(&geometry).ok());
    let map = geometry.and_then(|geometry| {
        map::map(
            request,
            words.map_of_feature,
            title,
            &Thing::Geometry(&geometry),
        )
    });
    html! { @if let Some(map) = map { (map) } }
}
