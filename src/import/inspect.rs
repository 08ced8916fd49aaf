//! What can be found out about a collection from its features: title, types, time.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::report::quoted;
use super::{CollectionSettings, Finding, Place};
use crate::domain::{
    Collection, Feature, Interval, License, MissingEnd, Property, PropertyType, Schema,
    TimeProperties,
};

/// Names by which data says when, the most telling first.
const TIMES: [(&str, Option<&str>, MissingEnd); 10] = [
    ("date_start", Some("date_end"), MissingEnd::Day),
    ("start_date", Some("end_date"), MissingEnd::Day),
    ("valid_from", Some("valid_to"), MissingEnd::Open),
    ("start", Some("end"), MissingEnd::Day),
    ("event_date", None, MissingEnd::Day),
    ("date", None, MissingEnd::Day),
    ("datetime", None, MissingEnd::Day),
    ("timestamp", None, MissingEnd::Day),
    ("time", None, MissingEnd::Day),
    ("day", None, MissingEnd::Day),
];

/// The collection's description: what the settings say, and where they are silent what the
/// features show.
pub(super) fn describe(
    id: &str,
    features: &[Feature],
    settings: &CollectionSettings,
) -> Collection {
    let title = settings.title.clone().unwrap_or_else(|| title_of(id));
    let license = settings.license.clone().map(|name| License {
        name,
        url: settings.license_url.clone(),
    });
    Collection {
        id: id.to_owned(),
        title,
        description: settings.description.clone(),
        keywords: settings.keywords.clone(),
        attribution: settings.attribution.clone(),
        license,
        schema: schema(features, settings),
        time: time(features, settings),
    }
}

/// `border_incidents-2010` is "Border incidents 2010".
fn title_of(id: &str) -> String {
    let words = id.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or(words.clone(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn schema(features: &[Feature], settings: &CollectionSettings) -> Schema {
    let mut kinds: IndexMap<&str, Seen> = IndexMap::new();
    for (name, value) in features.iter().flat_map(|feature| &feature.properties) {
        kinds.entry(name).or_default().add(value);
    }
    let property = |(name, seen): (&str, Seen)| {
        let settings = settings.properties.get(name);
        Property {
            name: name.to_owned(),
            title: settings.and_then(|said| said.title.clone()),
            description: settings.and_then(|said| said.description.clone()),
            kind: seen.kind(),
        }
    };
    Schema {
        properties: kinds.into_iter().map(property).collect(),
    }
}

/// What the values of one property are.
#[derive(Default)]
struct Seen {
    kind: Option<PropertyType>,
    /// An empty list is a list of anything.
    empty_list: bool,
}

impl Seen {
    fn add(&mut self, value: &serde_json::Value) {
        if value.as_array().is_some_and(Vec::is_empty) {
            self.empty_list = true;
            return;
        }
        let (kind, seen) = (self.kind, PropertyType::of(value));
        self.kind = kind.zip(seen).map(|(a, b)| a.widen(b)).or(kind).or(seen);
    }

    fn kind(&self) -> PropertyType {
        match self.kind {
            None if self.empty_list => PropertyType::TextList,
            None => PropertyType::Text,
            Some(kind) if self.empty_list && kind.is_scalar() => PropertyType::Object,
            Some(kind) => kind,
        }
    }
}

fn time(features: &[Feature], settings: &CollectionSettings) -> Option<TimeProperties> {
    if let Some(said) = &settings.time {
        let usual = TIMES.iter().find(|(start, _, _)| *start == said.start);
        let missing_end = said.missing_end.or(usual.map(|(_, _, missing)| *missing));
        return Some(TimeProperties {
            start: said.start.clone(),
            end: said.end.clone(),
            missing_end: missing_end.unwrap_or(MissingEnd::Day),
        });
    }
    TIMES.iter().find_map(|(start, end, missing_end)| {
        let end = end.filter(|end| features.iter().any(|feature| has(feature, end)));
        let named = |name: &str| features.iter().any(|feature| has(feature, name));
        let dated = |name: &str| features.iter().all(|feature| is_dated(feature, name));
        let fits = (named(start) || end.is_some()) && dated(start) && end.is_none_or(dated);
        fits.then(|| TimeProperties {
            start: (*start).to_owned(),
            end: end.map(str::to_owned),
            missing_end: *missing_end,
        })
    })
}

fn has(feature: &Feature, name: &str) -> bool {
    feature
        .properties
        .get(name)
        .is_some_and(|value| !value.is_null())
}

fn is_dated(feature: &Feature, name: &str) -> bool {
    match feature.properties.get(name) {
        None | Some(serde_json::Value::Null) => true,
        Some(value) => value
            .as_str()
            .is_some_and(|text| Interval::of_moment(text).is_ok()),
    }
}

/// Finds properties that the settings name and no feature has.
pub(super) fn check_names(
    file: &str,
    features: &[Feature],
    settings: &CollectionSettings,
) -> Vec<Finding> {
    let time = settings.time.as_ref();
    let named = [
        ("id", settings.id.as_ref()),
        ("time.start", time.map(|time| &time.start)),
        ("time.end", time.and_then(|time| time.end.as_ref())),
    ];
    let is_missing = |name: &str| {
        !features.is_empty() && !features.iter().any(|all| all.properties.contains_key(name))
    };
    let wrong = |(key, name): (&str, Option<&String>)| {
        let name = name.filter(|name| is_missing(name))?;
        let found = format!("{}, which no feature has", quoted(name));
        let place = Place::file(file).field(format!("settings, {key}"));
        Some(Finding::error(place, found, "the name of a property"))
    };
    named.into_iter().filter_map(wrong).collect()
}

/// Finds identifiers that are used twice, with the positions of the later features.
pub(super) fn check_ids(
    file: &str,
    features: &[Feature],
    lines: &[usize],
) -> Vec<(usize, Finding)> {
    // By text, since the number 17 and the text "17" have one address.
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut findings = Vec::new();
    for (position, (feature, &line)) in features.iter().zip(lines).enumerate() {
        if let Some(first) = seen.insert(feature.id.to_string(), line) {
            let place = Place::line(file, line).feature(&feature.id).field("id");
            let found = format!("an id that line {first} has already");
            let finding = Finding::error(place, found, "ids that are unique in the file");
            findings.push((position, finding));
        }
    }
    findings
}

/// Finds times that cannot be read, or that end before they start, with the features' positions.
pub(super) fn check_times(
    file: &str,
    collection: &Collection,
    features: &[Feature],
    lines: &[usize],
) -> Vec<(usize, Finding)> {
    let Some(time) = &collection.time else {
        return Vec::new();
    };
    let wrong = |(position, (feature, &line)): (usize, (&Feature, &usize))| {
        let error = time.interval(&feature.properties).err()?;
        let place = Place::line(file, line)
            .feature(&feature.id)
            .field(error.property);
        Some((position, Finding::error(place, error.found, error.expected)))
    };
    features
        .iter()
        .zip(lines)
        .enumerate()
        .filter_map(wrong)
        .collect()
}
