//! The features of a GeoJSON file as most of them are, read without a tree of values.
//!
//! Knows nothing of errors: whatever is unusual (a new property, a name that is there twice, what
//! is wrong) is left to the reader that says so, [`super::geojson`].

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
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

/// The feature, if it is a usual one; its properties are then among the facts.
pub(super) fn feature(raw: &str, number: u64, facts: &mut Facts) -> Option<FeatureText> {
    let mut reader = serde_json::Deserializer::from_str(raw);
    let parts = Parts {
        kind: None,
        id: None,
        geometry: None,
        properties: None,
        length: raw.len(),
        facts,
    };
    let parts = reader.deserialize_map(parts).ok()?;
    reader.end().ok()?;
    if parts.kind?.0 != "Feature" {
        return None;
    }
    let id = match parts.id.map(RawValue::get) {
        None | Some("null") => FeatureId::Number(number),
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
    let (text, seen) = parts.properties?;
    let properties = String::from_utf8(text).ok()?;
    facts.add_seen(&seen);
    Some(FeatureText {
        id,
        geometry,
        properties,
    })
}

/// The members of a feature, each once.
struct Parts<'de, 'a> {
    kind: Option<Name<'de>>,
    id: Option<&'de RawValue>,
    geometry: Option<&'de RawValue>,
    properties: Option<Written>,
    /// The letters of all that is not read yet.
    length: usize,
    facts: &'a Facts,
}

/// Properties as text; and the number of each, with what its value is.
type Written = (Vec<u8>, Vec<(usize, Kind)>);

impl<'de> Visitor<'de> for Parts<'de, '_> {
    type Value = Self;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Self, A::Error> {
        while let Some(Name(name)) = members.next_key()? {
            let is_twice = match &*name {
                "type" => self.kind.replace(members.next_value()?).is_some(),
                "id" => self.id.replace(members.next_value()?).is_some(),
                "geometry" => {
                    let raw: &RawValue = members.next_value()?;
                    self.length -= raw.get().len();
                    self.geometry.replace(raw).is_some()
                }
                "properties" => {
                    let written = members.next_value_seed(Members {
                        text: Vec::with_capacity(self.length),
                        seen: Vec::with_capacity(self.facts.properties().min(FEW)),
                        facts: self.facts,
                    })?;
                    self.properties.replace(written).is_some()
                }
                _ => {
                    members.next_value::<IgnoredAny>()?;
                    false
                }
            };
            if is_twice {
                return Err(Error::custom("not as the others"));
            }
        }
        Ok(self)
    }
}

/// Properties on their way from text to text.
struct Members<'a> {
    text: Vec<u8>,
    /// The number of each property, and what its value is.
    seen: Vec<(usize, Kind)>,
    facts: &'a Facts,
}

impl<'de> DeserializeSeed<'de> for Members<'_> {
    type Value = Written;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Written, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members<'_> {
    type Value = Written;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Written, A::Error> {
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
        Ok((self.text, self.seen))
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
