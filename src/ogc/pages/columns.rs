//! Which properties tell most: their order in tables, and what a feature is called.

use serde_json::{Map, Value};

use crate::domain::{Collection, Property};
use crate::ogc::language::Language;

/// Ahead of the times of a feature, and behind them. A name in the reader's language goes before
/// the one without a language.
const NAMES: [&str; 2] = ["title", "name"];
const TELLING: [&str; 7] = [
    "category",
    "event_type",
    "place",
    "country",
    "deaths_best",
    "injured",
    "kind",
];

/// The properties, the most telling ones first, the others as the data have them.
pub(super) fn ordered<'a>(
    collection: &Collection,
    language: Language,
    properties: &'a [Property],
) -> Vec<&'a Property> {
    let mut first = names(language);
    if let Some(time) = &collection.time {
        first.push(time.start.clone());
        first.extend(time.end.clone());
    }
    first.extend(TELLING.map(str::to_owned));
    let mut ordered: Vec<&Property> = properties.iter().collect();
    ordered.sort_by_key(|property| {
        let place = first.iter().position(|name| *name == property.name);
        place.unwrap_or(usize::MAX)
    });
    ordered
}

/// What a feature is called in this language, if it has a name.
pub(super) fn name_of(language: Language, properties: &Map<String, Value>) -> Option<&str> {
    let named = |name: &String| properties.get(name)?.as_str();
    names(language)
        .iter()
        .filter_map(named)
        .find(|name| !name.trim().is_empty())
}

/// The names of properties that are names, the best one first.
fn names(language: Language) -> Vec<String> {
    let own = NAMES.map(|name| format!("{name}_{}", language.code()));
    own.into_iter().chain(NAMES.map(str::to_owned)).collect()
}

/// The language in which a property is, if its name says so: `title_ru`.
pub(super) fn language_of(property: &str) -> Option<&'static str> {
    let (name, code) = property.rsplit_once('_')?;
    let known = Language::ALL.into_iter().map(Language::code);
    let is_name = NAMES.contains(&name);
    known.filter(|_| is_name).find(|known| *known == code)
}
