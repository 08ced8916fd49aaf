//! The members of a JSON object that we wrote ourselves, found without reading their values.
//!
//! For compact JSON only, without blanks between its parts: what `format::geojson` writes. Of other
//! text it makes no sense, but never more than that.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::Value;

/// A member: its name as it is written, without the quotation marks, and where its value stands.
pub type Member<'a> = (&'a [u8], Range<usize>);

/// The members of the object that begins at `from`.
pub fn members(text: &[u8], from: usize) -> impl Iterator<Item = Member<'_>> {
    // Each member begins behind a brace or a comma.
    let mut at = from + 1;
    std::iter::from_fn(move || {
        let name = at + 1..string_end(text, at)?.checked_sub(1)?;
        let value = name.end + 2..value_end(text, name.end + 2)?;
        at = value.end + 1;
        Some((text.get(name)?, value))
    })
}

/// Where the value ends that begins at `from`: behind its last letter.
fn value_end(text: &[u8], from: usize) -> Option<usize> {
    match text.get(from)? {
        b'"' => string_end(text, from),
        b'{' | b'[' => {
            let (mut depth, mut at) = (0_usize, from);
            loop {
                match text.get(at)? {
                    b'"' => {
                        at = string_end(text, at)?;
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        _ => {
            let rest = text.get(from..)?.iter();
            let length = rest.take_while(|byte| !matches!(byte, b',' | b'}' | b']'));
            Some(from + length.count())
        }
    }
}

/// Where the string ends whose first quotation mark stands at `from`: behind its last one.
pub fn string_end(text: &[u8], from: usize) -> Option<usize> {
    if text.get(from) != Some(&b'"') {
        return None;
    }
    let mut at = from + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
        if text.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Names by their places in a list, looked up as they are written.
#[derive(Debug, Clone)]
pub struct Names {
    numbers: HashMap<Vec<u8>, usize, foldhash::fast::RandomState>,
    /// Features mostly have their properties in one order.
    listed: Vec<Vec<u8>>,
}

impl Names {
    /// Of a list, in its order.
    pub fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let listed: Vec<Vec<u8>> = names.map(written).collect();
        Self {
            numbers: listed.iter().cloned().zip(0..).collect(),
            listed,
        }
    }

    /// As they are written.
    pub fn listed(&self) -> &[Vec<u8>] {
        &self.listed
    }

    /// Of each member that is in the list its place there, and where its value stands.
    pub fn places<'a>(
        &self,
        members: impl Iterator<Item = Member<'a>>,
    ) -> impl Iterator<Item = (usize, Range<usize>)> {
        let mut expected = 0;
        members.filter_map(move |(name, value)| {
            let place = match self.listed.get(expected) {
                Some(listed) if listed == name => expected,
                _ => *self.numbers.get(name)?,
            };
            expected = place + 1;
            Some((place, value))
        })
    }
}

/// A name as JSON has it, without the quotation marks.
pub fn written(name: &str) -> Vec<u8> {
    let quoted = Value::from(name).to_string();
    let inner = quoted.as_bytes().get(1..quoted.len() - 1);
    inner.unwrap_or_default().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Map, json};

    fn seen(text: &str) -> Vec<(String, String)> {
        let one = |(name, value): Member<'_>| {
            let name = String::from_utf8(name.to_vec()).unwrap();
            (name, text.get(value).unwrap().to_owned())
        };
        members(text.as_bytes(), 0).map(one).collect()
    }

    #[test]
    fn every_kind_of_value_is_found_whole() {
        let values = json!({
            "a": 1, "b": "x,}\"\\", "c": [1, ["]", {}], {"d": "}"}], "ж\n\"": {"e": [null]},
            "f": null, "g": -1.5e-7, "h": true, "": "",
        });
        let expected: Vec<(String, String)> = values
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| {
                let name = String::from_utf8(written(name)).unwrap();
                (name, value.to_string())
            })
            .collect();
        assert_eq!(seen(&values.to_string()), expected);
        assert_eq!(seen("{}"), []);
    }

    #[test]
    fn names_are_found_in_any_order_and_others_passed_over() {
        let names = Names::new(["a", "ж\n", "b"].into_iter());
        let text = json!({"b": 1, "c": 2, "a": 3, "ж\n": 4}).to_string();
        let places = names.places(members(text.as_bytes(), 0));
        let found: Vec<(usize, &str)> = places
            .map(|(place, value)| (place, text.get(value).unwrap()))
            .collect();
        assert_eq!(found, [(2, "1"), (0, "3"), (1, "4")]);
    }

    proptest! {
        #[test]
        fn names_and_texts_of_all_letters_are_told_apart(names in prop::collection::vec(".{0,8}", 0..6), texts in prop::collection::vec(".{0,8}", 6)) {
            let object: Map<String, Value> = names.into_iter().zip(texts.into_iter().map(Value::from)).collect();
            let expected: Vec<String> = object.values().map(Value::to_string).collect();
            let found: Vec<String> = seen(&Value::from(object).to_string()).into_iter().map(|(_, value)| value).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn what_is_no_json_ends_somewhere(text in r#"[{}\[\]",:\\a]{0,40}"#) {
            prop_assert!(members(text.as_bytes(), 0).count() <= text.len());
        }
    }
}
