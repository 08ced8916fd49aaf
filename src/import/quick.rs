//! The features of a GeoJSON file as most of them are, read without a tree of values.
//!
//! Knows nothing of errors: whatever is unusual (a new property, a name that is there twice, what
//! is wrong) is left to the reader that says so, [`super::geojson`].

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::geometry;
use super::inspect::{Facts, Kind};
use crate::domain::{FeatureId, FeatureText};

/// So many properties in an order of their own are compared with each other.
const FEW: usize = 64;

/// The reader of a whole feature stops at 127 lists and objects in each other; so many, wherever
/// they are, are surely not that deep.
const DEEP: usize = 100;

#[derive(Deserialize)]
struct Parts<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    properties: &'a RawValue,
}

/// The feature, if it is a usual one; its properties are then among the facts.
pub(super) fn feature(raw: &str, number: u64, facts: &mut Facts) -> Option<FeatureText> {
    let parts: Parts<'_> = serde_json::from_str(raw).ok()?;
    if parts.kind != "Feature" || !raw.starts_with('{') {
        return None;
    }
    let id = match parts.id.map(RawValue::get) {
        None => FeatureId::Number(number),
        Some(raw) if raw.starts_with('"') => {
            let text: String = serde_json::from_str(raw).ok()?;
            (!text.is_empty()).then_some(FeatureId::Text(text))?
        }
        Some(raw) => FeatureId::Number(raw.parse().ok()?),
    };
    let geometry = match parts.geometry.map(RawValue::get) {
        None | Some("null") => None,
        Some(raw) => Some(geometry::read(raw).ok()?),
    };
    let raw = parts.properties.get();
    let mut members = Members {
        text: String::with_capacity(raw.len() + 1).into_bytes(),
        seen: Vec::new(),
        facts,
    };
    let mut reader = serde_json::Deserializer::from_str(raw);
    reader.deserialize_map(&mut members).ok()?;
    let Members { text, seen, .. } = members;
    facts.add_seen(&seen);
    Some(FeatureText {
        id,
        geometry,
        properties: String::from_utf8(text).ok()?,
    })
}

/// Properties on their way from text to text.
struct Members<'a> {
    text: Vec<u8>,
    /// The number of each property, and what its value is.
    seen: Vec<(usize, Kind)>,
    facts: &'a Facts,
}

impl<'de> Visitor<'de> for &mut Members<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.text.push(b'{');
        while let Some(Name(name)) = members.next_key()? {
            let number = self.facts.number(&name, self.seen.len());
            let is_twice = |number: &usize| {
                self.seen.len() > FEW || self.seen.iter().any(|(seen, _)| seen == number)
            };
            // In order, as mostly, none is there twice.
            let is_next = |number: &usize| self.seen.last().is_none_or(|(last, _)| last < number);
            let number = number.filter(|number| is_next(number) || !is_twice(number));
            let number = number.ok_or_else(|| Error::custom("not as the others"))?;
            if !self.seen.is_empty() {
                self.text.push(b',');
            }
            write(&mut self.text, &*name)?;
            self.text.push(b':');
            let kind = members.next_value_seed(Copied {
                text: &mut self.text,
                may_be_time: self.facts.may_be_time(number),
            })?;
            self.seen.push((number, kind));
        }
        self.text.push(b'}');
        Ok(())
    }
}

/// A name, borrowed where it stands in the text as it is.
#[derive(Deserialize)]
pub(super) struct Name<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// A value that is written again as it is read.
struct Copied<'a> {
    text: &'a mut Vec<u8>,
    may_be_time: bool,
}

impl<'de> DeserializeSeed<'de> for Copied<'_> {
    type Value = Kind;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Kind, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Copied<'_> {
    type Value = Kind;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Kind, E> {
        self.text.extend_from_slice(b"null");
        Ok(Kind::NULL)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Kind, E> {
        write(self.text, &value)?;
        Ok(Kind::of(&Value::Bool(value), false))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Kind, E> {
        write(self.text, &value)?;
        Ok(Kind::of(&value.into(), false))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Kind, E> {
        write(self.text, &value)?;
        Ok(Kind::of(&value.into(), false))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Kind, E> {
        write(self.text, &value)?;
        Ok(Kind::of(&value.into(), false))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Kind, E> {
        write(self.text, value)?;
        Ok(Kind::of_text(value, self.may_be_time))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Kind, A::Error> {
        self.nested(&Value::deserialize(SeqAccessDeserializer::new(list))?)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Kind, A::Error> {
        self.nested(&Value::deserialize(MapAccessDeserializer::new(members))?)
    }
}

impl Copied<'_> {
    fn nested<E: Error>(self, value: &Value) -> Result<Kind, E> {
        let before = self.text.len();
        write(self.text, value)?;
        let written = self.text.iter().skip(before);
        let deepest = written.filter(|byte| matches!(byte, b'[' | b'{')).count();
        if deepest > DEEP {
            return Err(E::custom("not as the others"));
        }
        Ok(Kind::of(value, false))
    }
}

fn write<E: Error>(to: &mut Vec<u8>, value: &(impl serde::Serialize + ?Sized)) -> Result<(), E> {
    serde_json::to_writer(to, value).map_err(E::custom)
}
