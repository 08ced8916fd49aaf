//! Some features of a file, read by one thread: what is known of them when they are gone.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::inspect::{self, Facts};
use super::quick::Name;
use super::{CollectionSettings, Finding, Place, Record};
use crate::domain::{FeatureId, FeatureText, TimeError, TimeProperties};

/// What is kept of the features of a piece.
#[derive(Debug)]
pub(super) struct Part<T> {
    /// What the caller has made of the features.
    pub(super) taken: T,
    pub(super) ids: Vec<FeatureId>,
    pub(super) lines: Vec<usize>,
    pub(super) facts: Facts,
    /// Of features that could not be read.
    pub(super) findings: Vec<Finding>,
    /// Which properties were taken for the time; those of the whole file are known only later.
    time: Option<TimeProperties>,
    /// The positions of features whose time is wrong, if those are the properties.
    wrong_times: Vec<(usize, TimeError)>,
}

impl<T> Part<T> {
    pub(super) fn new(
        records: Vec<Record>,
        facts: Facts,
        findings: Vec<Finding>,
        settings: &CollectionSettings,
        take: impl Fn(Vec<FeatureText>) -> T,
    ) -> Self {
        let (features, lines): (Vec<FeatureText>, Vec<usize>) = records
            .into_iter()
            .map(|record| (record.feature, record.line))
            .unzip();
        let time = inspect::time(&facts, settings);
        Self {
            wrong_times: time
                .as_ref()
                .map_or(Vec::new(), |time| wrong_times(&features, time)),
            ids: features.iter().map(|feature| feature.id.clone()).collect(),
            lines,
            facts,
            findings,
            time,
            taken: take(features),
        }
    }

    /// The identifiers, with the lines of their features.
    pub(super) fn ids(&self) -> impl Iterator<Item = (&FeatureId, usize)> + Clone {
        self.ids.iter().zip(self.lines.iter().copied())
    }

    /// Have these properties said the same of its features as those that were taken for the time?
    pub(super) fn has_time(&self, time: &TimeProperties) -> bool {
        self.telling(self.time.as_ref()) == self.telling(Some(time))
    }

    /// The properties of a time that have any value here.
    fn telling<'a>(&self, time: Option<&'a TimeProperties>) -> Option<TimeProperties> {
        let time = time?;
        let has = |name: &&'a String| self.facts.has(name);
        let (start, end) = (Some(&time.start).filter(has), time.end.as_ref().filter(has));
        (start.is_some() || end.is_some()).then(|| TimeProperties {
            start: start.cloned().unwrap_or_default(),
            end: end.cloned(),
            missing_end: time.missing_end,
        })
    }

    /// The features whose time is wrong: their positions here, and what is wrong.
    pub(super) fn wrong_times(&mut self, file: &str) -> Vec<(usize, Finding)> {
        let finding = |(position, error): (usize, TimeError)| {
            let place = Place::line(file, *self.lines.get(position)?)
                .feature(self.ids.get(position)?)
                .field(error.property);
            Some((position, Finding::error(place, error.found, error.expected)))
        };
        let wrong = std::mem::take(&mut self.wrong_times);
        wrong.into_iter().filter_map(finding).collect()
    }
}

fn wrong_times(features: &[FeatureText], time: &TimeProperties) -> Vec<(usize, TimeError)> {
    let wrong = |(position, feature): (usize, &FeatureText)| {
        let mut said = Said {
            names: [Some(&time.start), time.end.as_ref()],
            values: [None, None],
        };
        let mut reader = serde_json::Deserializer::from_str(&feature.properties);
        // It always is an object, of which not all is read.
        let _ = reader.deserialize_map(&mut said);
        let [start, end] = &said.values;
        let error = time.between(start.as_ref(), end.as_ref()).err()?;
        Some((position, error))
    };
    features.iter().enumerate().filter_map(wrong).collect()
}

/// What the properties say of two of them.
struct Said<'a> {
    names: [Option<&'a String>; 2],
    values: [Option<Value>; 2],
}

impl Said<'_> {
    fn is_complete(&self) -> bool {
        let mut both = self.names.iter().zip(&self.values);
        both.all(|(name, value)| name.is_none() || value.is_some())
    }
}

impl<'de> Visitor<'de> for &mut Said<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        // What follows is not read. The reader takes that for an error, and nobody asks it.
        while !self.is_complete()
            && let Some(Name(name)) = members.next_key()?
        {
            let mut wanted = self.names.iter().zip(&mut self.values);
            match wanted.find(|(own, _)| own.is_some_and(|own| *own == name)) {
                Some((_, value)) => *value = Some(members.next_value()?),
                None => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}
