//! What can be found out about a collection from its features: title, types, time.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::report::quoted;
use super::{CollectionSettings, Finding, Place};
use crate::domain::{
    Collection, Feature, FeatureId, Interval, License, MissingEnd, Property, PropertyType, Schema,
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

/// What the features of a collection show, some of them or all.
#[derive(Debug, Default)]
pub(super) struct Facts {
    count: usize,
    /// In the order in which they were seen first.
    properties: IndexMap<String, Seen>,
}

impl Facts {
    /// Of no features yet, all of which will have these properties in this order.
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a String>) -> Self {
        Self {
            count: 0,
            properties: names.map(|name| (name.clone(), Seen::new(name))).collect(),
        }
    }

    pub(super) fn add(&mut self, feature: &Feature) {
        self.count += 1;
        for (name, value) in &feature.properties {
            let seen = self.properties.entry(name.clone());
            let seen = seen.or_insert_with(|| Seen::new(name));
            seen.add(Kind::of(value, seen.may_be_time));
        }
    }

    /// How many different properties were seen.
    pub(super) fn properties(&self) -> usize {
        self.properties.len()
    }

    /// Adds a feature of which these are the properties, by their numbers.
    pub(super) fn add_seen(&mut self, all: &[(usize, Kind)]) {
        self.count += 1;
        for (number, kind) in all {
            if let Some((_, seen)) = self.properties.get_index_mut(*number) {
                seen.add(*kind);
            }
        }
    }

    /// The number of a property that was seen before; features mostly have them in one order.
    pub(super) fn number(&self, name: &str, expected: usize) -> Option<usize> {
        match self.properties.get_index(expected) {
            Some((own, _)) if own == name => Some(expected),
            _ => self.properties.get_index_of(name),
        }
    }

    /// Has the property of this number a name by which data says when?
    pub(super) fn may_be_time(&self, number: usize) -> bool {
        let seen = self.properties.get_index(number);
        seen.is_some_and(|(_, seen)| seen.may_be_time)
    }

    /// Adds those of the features that follow.
    pub(super) fn append(&mut self, next: &Self) {
        self.count += next.count;
        for (name, seen) in &next.properties {
            match self.properties.get_mut(name) {
                Some(own) => own.append(seen),
                None => {
                    self.properties.insert(name.clone(), seen.clone());
                }
            }
        }
    }

    /// Has any feature a value for this property?
    pub(super) fn has(&self, name: &str) -> bool {
        self.properties.get(name).is_some_and(Seen::has_value)
    }

    /// Is every value of this property a time?
    fn are_dated(&self, name: &str) -> bool {
        self.properties.get(name).is_none_or(|seen| seen.is_dated)
    }
}

/// The collection's description: what the settings say, and where they are silent what the
/// features show.
pub(super) fn describe(id: &str, facts: &Facts, settings: &CollectionSettings) -> Collection {
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
        schema: schema(facts, settings),
        time: time(facts, settings),
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

fn schema(facts: &Facts, settings: &CollectionSettings) -> Schema {
    let property = |(name, seen): (&String, &Seen)| {
        let settings = settings.properties.get(name);
        Property {
            name: name.to_owned(),
            title: settings.and_then(|said| said.title.clone()),
            description: settings.and_then(|said| said.description.clone()),
            kind: seen.kind(),
        }
    };
    Schema {
        properties: facts.properties.iter().map(property).collect(),
    }
}

/// What the values of one property are.
#[derive(Debug, Clone)]
struct Seen {
    kind: Option<PropertyType>,
    /// An empty list is a list of anything.
    empty_list: bool,
    may_be_time: bool,
    /// Is each of its values a time, if its name may be that of one?
    is_dated: bool,
}

/// What one value is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    of: Option<PropertyType>,
    empty_list: bool,
    is_dated: bool,
}

impl Kind {
    pub(super) const NULL: Self = Self {
        of: None,
        empty_list: false,
        is_dated: true,
    };

    pub(super) fn of(value: &serde_json::Value, may_be_time: bool) -> Self {
        match value {
            serde_json::Value::Null => Self::NULL,
            serde_json::Value::String(text) => Self::of_text(text, may_be_time),
            serde_json::Value::Array(list) if list.is_empty() => Self {
                of: None,
                empty_list: true,
                is_dated: false,
            },
            value => Self {
                of: PropertyType::of(value),
                empty_list: false,
                is_dated: false,
            },
        }
    }

    pub(super) fn of_text(text: &str, may_be_time: bool) -> Self {
        Self {
            of: Some(PropertyType::of_text(text)),
            empty_list: false,
            is_dated: may_be_time && Interval::of_moment(text).is_ok(),
        }
    }
}

impl Seen {
    fn new(name: &str) -> Self {
        let is_usual = |(start, end, _): &(&str, Option<&str>, MissingEnd)| {
            *start == name || *end == Some(name)
        };
        let may_be_time = TIMES.iter().any(is_usual);
        Self {
            kind: None,
            empty_list: false,
            may_be_time,
            is_dated: may_be_time,
        }
    }

    fn add(&mut self, kind: Kind) {
        self.empty_list |= kind.empty_list;
        self.is_dated &= kind.is_dated;
        self.widen(kind.of);
    }

    fn has_value(&self) -> bool {
        self.empty_list || self.kind.is_some()
    }

    fn append(&mut self, next: &Self) {
        self.empty_list |= next.empty_list;
        self.is_dated &= next.is_dated;
        self.widen(next.kind);
    }

    fn widen(&mut self, seen: Option<PropertyType>) {
        let kind = self.kind;
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

/// The properties that say when: those that the settings name, else usual ones that fit.
pub(super) fn time(facts: &Facts, settings: &CollectionSettings) -> Option<TimeProperties> {
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
        let end = end.filter(|end| facts.has(end));
        let dated = |name: &str| facts.are_dated(name);
        let fits = (facts.has(start) || end.is_some()) && dated(start) && end.is_none_or(dated);
        fits.then(|| TimeProperties {
            start: (*start).to_owned(),
            end: end.map(str::to_owned),
            missing_end: *missing_end,
        })
    })
}

/// Finds properties that the settings name and no feature has.
pub(super) fn check_names(
    file: &str,
    facts: &Facts,
    settings: &CollectionSettings,
) -> Vec<Finding> {
    let time = settings.time.as_ref();
    let named = [
        ("id", settings.id.as_ref()),
        ("time.start", time.map(|time| &time.start)),
        ("time.end", time.and_then(|time| time.end.as_ref())),
    ];
    let is_missing = |name: &str| facts.count > 0 && !facts.properties.contains_key(name);
    let wrong = |(key, name): (&str, Option<&String>)| {
        let name = name.filter(|name| is_missing(name))?;
        let found = format!("{}, which no feature has", quoted(name));
        let place = Place::file(file).field(format!("settings, {key}"));
        Some(Finding::error(place, found, "the name of a property"))
    };
    named.into_iter().filter_map(wrong).collect()
}

/// Finds identifiers that are used twice, with the positions of the later features.
///
/// `ids` come with the lines of their features; `line` is what a line is called.
pub(super) fn check_ids<'a>(
    file: &str,
    line: &str,
    ids: impl Iterator<Item = (&'a FeatureId, usize)> + Clone,
) -> Vec<(usize, Finding)> {
    if are_ascending(ids.clone().map(|(id, _)| id)) {
        return Vec::new();
    }
    // By text, since the number 17 and the text "17" have one address.
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut findings = Vec::new();
    for (position, (id, own)) in ids.enumerate() {
        if let Some(first) = seen.insert(id.to_string(), own) {
            let place = Place::line(file, own).feature(id).field("id");
            let found = format!("an id that {line} {first} has already");
            let finding = Finding::error(place, found, "ids that are unique in the file");
            findings.push((position, finding));
        }
    }
    findings
}

/// Are they all numbers, or all texts, of which each is greater than the one before it? Then none
/// is there twice, which most files show without a table of all.
fn are_ascending<'a>(mut ids: impl Iterator<Item = &'a FeatureId>) -> bool {
    let Some(mut last) = ids.next() else {
        return true;
    };
    ids.all(|id| {
        let is_greater = match (last, id) {
            (FeatureId::Number(last), FeatureId::Number(id)) => last < id,
            (FeatureId::Text(last), FeatureId::Text(id)) => last < id,
            _ => false,
        };
        last = id;
        is_greater
    })
}
