//! The addresses that pages link to.
//!
//! What the reader chose by the address stays: `lang`, and `f=html` if the page was asked for so.
//! Otherwise pages are linked plainly, so that what is copied from a browser's address line gives
//! a GIS tool its features.

use crate::format::Format;
use crate::ogc::language::PARAMETER;
use crate::ogc::link::{query, segment};
use crate::ogc::request::Request;

/// A page of this server, by its path, which begins with a slash.
pub(super) fn page(request: &Request, path: &str) -> String {
    let pairs = request.pairs();
    let format = pairs
        .iter()
        .any(|(name, value)| name == "f" && value == Format::Html.name());
    let language = language(request);
    let kept = format
        .then_some(("f", Format::Html.name()))
        .into_iter()
        .chain(language);
    format!("{}{}", request.url(path), query(kept))
}

/// The landing page: without `f=html` it leads browsers to the map.
pub(super) fn root(request: &Request) -> String {
    let format = ("f", Format::Html.name());
    let all = std::iter::once(format).chain(language(request));
    format!("{}{}", request.url("/"), query(all))
}

/// The map, in a state that its parameters say.
pub(super) fn map(request: &Request, state: &[(&str, &str)]) -> String {
    let all = state.iter().copied().chain(language(request));
    format!("{}{}", request.url("/map"), query(all))
}

/// The same page with other parameters. What was posted is asked again by address.
pub(super) fn here(request: &Request, changes: &[(&str, Option<&str>)]) -> String {
    let path = request.path();
    match path.strip_suffix("/search") {
        Some(own) if request.is_posted() => request.elsewhere(&format!("{own}/items"), changes),
        _ => request.elsewhere(path, changes),
    }
}

/// The page of a feature.
pub(super) fn item(request: &Request, collection: &str, id: &str) -> String {
    let path = format!("{}/items/{}", collection_path(collection), segment(id));
    page(request, &path)
}

/// The path of a collection.
pub(super) fn collection_path(id: &str) -> String {
    format!("/collections/{}", segment(id))
}

/// The language, where the address names one of ours.
fn language(request: &Request) -> Option<(&'static str, &'static str)> {
    let code = request.language.code();
    let pairs = request.pairs();
    let named = pairs
        .iter()
        .any(|(name, value)| name == PARAMETER && value == code);
    named.then_some((PARAMETER, code))
}
