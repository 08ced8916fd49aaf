//! Counts and sums as JSON, written as they lie there: an answer has thousands of groups.

use serde::Serialize;
use serde::ser::{SerializeMap as _, SerializeSeq as _, Serializer};

use super::link::Link;
use crate::query::{Facets, Measure};
use crate::store::{Groups, Key, Sum, Tally};

/// The answer of `facets`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document<'a> {
    number_matched: usize,
    by: &'a [String],
    groups: Each<'a>,
    total: Tallied<'a>,
    links: &'a [Link],
}

impl<'a> Document<'a> {
    /// `names` are those of the dimensions.
    pub(super) fn new(
        names: &'a [String],
        facets: &'a Facets,
        groups: &'a Groups,
        links: &'a [Link],
    ) -> Self {
        let sums = &facets.sums;
        Self {
            number_matched: groups.total.count,
            by: names,
            groups: Each {
                names,
                sums,
                groups,
            },
            total: Tallied {
                key: None,
                sums,
                tally: &groups.total,
            },
            links,
        }
    }
}

struct Each<'a> {
    names: &'a [String],
    sums: &'a [Measure],
    groups: &'a Groups,
}

impl Serialize for Each<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let groups = &self.groups.groups;
        let mut list = to.serialize_seq(Some(groups.len()))?;
        for (keys, tally) in groups {
            list.serialize_element(&Tallied {
                key: Some((self.names, keys)),
                sums: self.sums,
                tally,
            })?;
        }
        list.end()
    }
}

/// A count, and each sum: of one property as `{"sum", "unknown"}`, of a range with its three.
struct Tallied<'a> {
    key: Option<(&'a [String], &'a [Key])>,
    sums: &'a [Measure],
    tally: &'a Tally,
}

impl Serialize for Tallied<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        if let Some((names, keys)) = self.key {
            map.serialize_entry("key", &Named(names, keys))?;
        }
        map.serialize_entry("count", &self.tally.count)?;
        if !self.sums.is_empty() {
            map.serialize_entry("sums", &Sums(self.sums, &self.tally.sums))?;
        }
        map.end()
    }
}

struct Named<'a>(&'a [String], &'a [Key]);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().zip(self.1.iter().map(Known)))
    }
}

struct Known<'a>(&'a Key);

impl Serialize for Known<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Key::Boolean(truth) => to.serialize_bool(*truth),
            Key::Number(number) => number.0.serialize(to),
            Key::Text(text) => to.serialize_str(text),
            Key::Unknown => to.serialize_unit(),
        }
    }
}

struct Sums<'a>(&'a [Measure], &'a [Sum]);

impl Serialize for Sums<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let names = self.0.iter().map(|measure| &measure.name);
        to.collect_map(
            names.zip(
                self.0
                    .iter()
                    .zip(self.1)
                    .map(|(measure, sum)| Parts(measure, sum)),
            ),
        )
    }
}

struct Parts<'a>(&'a Measure, &'a Sum);

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for ((name, _), part) in self.0.parts.iter().zip(&self.1.parts) {
            map.serialize_entry(name, &super::facets::number(*part))?;
        }
        map.serialize_entry("unknown", &self.1.unknown)?;
        map.end()
    }
}
