//! A condition in CQL2 that works on a collection, for people who write their first one.

use serde_json::Value;

use super::columns;
use crate::domain::{Property, PropertyType};
use crate::ogc::language::Language;
use crate::store::Snapshot;

/// Values of a property from which one is taken.
const MOST_VALUES: usize = 30;

/// Made of the collection's own properties and values, else of its extent.
pub(super) fn example(snapshot: &Snapshot) -> Option<String> {
    let collection = snapshot.collection();
    let schema = &collection.schema;
    let ordered = columns::ordered(collection, Language::English, &schema.properties);
    let mut plain = ordered.iter().filter(|property| is_plain(&property.name));
    let text = plain.clone().find_map(|property| value(snapshot, property));
    let number = plain
        .find(|property| matches!(property.kind, PropertyType::Integer | PropertyType::Number));
    let number = number.map(|property| format!("{} > 1", property.name));
    let both: Vec<String> = text.into_iter().chain(number).collect();
    if !both.is_empty() {
        return Some(both.join(" AND "));
    }
    let bbox = snapshot.extent().spatial?;
    Some(format!("S_INTERSECTS(geom, BBOX({bbox}))"))
}

fn value(snapshot: &Snapshot, property: &Property) -> Option<String> {
    if property.kind != PropertyType::Text {
        return None;
    }
    let values = snapshot.distinct(&property.name, MOST_VALUES)?;
    let mut choices = values.iter().filter(|_| values.len() > 1);
    let value = choices.find_map(Value::as_str)?;
    Some(format!(
        "{} = '{}'",
        property.name,
        value.replace('\'', "''")
    ))
}

/// Can it stand in a condition without quotation marks? Words of the language cannot.
fn is_plain(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "and",
        "or",
        "not",
        "like",
        "in",
        "is",
        "null",
        "between",
        "true",
        "false",
        "date",
        "timestamp",
    ];
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !WORDS.contains(&&*name.to_ascii_lowercase())
}
