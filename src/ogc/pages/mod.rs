//! The documents for people: every address that answers JSON answers a page as well.
//!
//! Written on the server, without script. Everything shown is escaped by `maud`; only `http` and
//! `https` addresses become links. All words are in `words`, all addresses are made in `address`.

mod address;
pub(super) mod api;
pub(super) mod assets;
mod chips;
pub(super) mod collection;
pub(super) mod collections;
mod columns;
mod cql;
pub(super) mod facets;
mod fields;
mod form;
mod frame;
pub(super) mod item;
pub(super) mod items;
pub(super) mod landing;
mod map;
mod outlines;
pub(super) mod problem;
mod recipes;
mod relations;
pub(super) mod sent;
mod shapes;
mod sources;
mod table;
mod value;
pub(super) mod words;

use maud::Markup;
use serde_json::Value;

use super::request::Request;
use crate::domain::Collection;
use words::Words;

/// A document that has no page of its own making: its members as they are.
pub(super) fn document(
    request: &Request,
    title: fn(&Words) -> &'static str,
    json: &Value,
) -> Markup {
    let words = Words::of(request.language);
    frame::page(request, title(words), &[], &value::value(words, json))
}

/// The same of a document that belongs to a collection.
pub(super) fn of_collection(
    request: &Request,
    title: fn(&Words) -> &'static str,
    collection: &Collection,
    json: &Value,
) -> Markup {
    let words = Words::of(request.language);
    let path = address::collection_path(&collection.id);
    let above = [
        ("/collections", words.collections),
        (&*path, &*collection.title),
    ];
    frame::page(request, title(words), &above, &value::value(words, json))
}

/// The words that stand for documents in headings.
pub(super) mod titles {
    use super::Words;

    pub(in crate::ogc) const fn conformance(words: &Words) -> &'static str {
        words.conformance
    }
    pub(in crate::ogc) const fn functions(words: &Words) -> &'static str {
        words.functions
    }
    pub(in crate::ogc) const fn tiles(words: &Words) -> &'static str {
        words.tiles
    }
    pub(in crate::ogc) const fn matrix_sets(words: &Words) -> &'static str {
        words.matrix_sets
    }
    pub(in crate::ogc) const fn styles(words: &Words) -> &'static str {
        words.styles
    }
    pub(in crate::ogc) const fn schema(words: &Words) -> &'static str {
        words.schema
    }
    pub(in crate::ogc) const fn queryables(words: &Words) -> &'static str {
        words.queryables
    }
    pub(in crate::ogc) const fn sortables(words: &Words) -> &'static str {
        words.sortables
    }
}
