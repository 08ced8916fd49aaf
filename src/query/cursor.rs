//! The place behind the last feature of a page, as a `next` link carries it.
//!
//! A cursor is JSON in base64: the digest of the question that it was made for, the values by
//! which the answer is ordered, and the last feature's identifier. With another question it is an
//! error, not another beginning: a client that changes its question while paging would lose or
//! double features.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use bytes::Bytes;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Filter, Place, SortKey};
use crate::domain::FeatureId;

/// A position in the matches of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    digest: String,
    after: Place,
}

/// Why a cursor is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    /// Not a text that marz wrote.
    #[error("this is not a cursor of a `next` link")]
    Malformed,
    /// Made for other parameters.
    #[error("this cursor belongs to a request with other parameters; start again without it")]
    OtherQuery,
}

impl Cursor {
    /// The position behind the feature at `after` in the matches of `filter`, ordered by `sort`.
    pub fn new(filter: &Filter, sort: &[SortKey], after: Place) -> Self {
        Self {
            digest: digest(filter, sort),
            after,
        }
    }

    /// Reads a cursor that was made for `filter` and `sort`.
    pub fn read(text: &str, filter: &Filter, sort: &[SortKey]) -> Result<Place, CursorError> {
        let bytes = BASE64
            .decode(text)
            .map_err(|_no_base64| CursorError::Malformed)?;
        let json = serde_json::from_slice(&bytes).map_err(|_no_json| CursorError::Malformed)?;
        let Value::Array(parts) = json else {
            return Err(CursorError::Malformed);
        };
        let [Value::String(found), Value::Array(values), id] = parts.as_slice() else {
            return Err(CursorError::Malformed);
        };
        let id = match id {
            Value::Number(number) => number.as_u64().map(FeatureId::Number),
            Value::String(text) => Some(FeatureId::Text(text.clone())),
            _ => None,
        };
        let id = id.ok_or(CursorError::Malformed)?;
        if *found != digest(filter, sort) {
            return Err(CursorError::OtherQuery);
        }
        if values.len() != sort.len() {
            return Err(CursorError::Malformed);
        }
        let values = values.clone();
        Ok(Place { values, id })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = match &self.after.id {
            FeatureId::Number(number) => json!(number),
            FeatureId::Text(text) => json!(text),
        };
        let json = json!([self.digest, self.after.values, id]);
        out.write_str(&BASE64.encode(json.to_string()))
    }
}

fn digest(filter: &Filter, sort: &[SortKey]) -> String {
    let mut text = filter.to_string();
    text.extend(sort.iter().map(|key| format!("sort={key};")));
    let digest = Sha256::digest(text);
    format!("{:x}", Bytes::copy_from_slice(&digest))
        .chars()
        .take(16)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(id: FeatureId) -> Place {
        Place {
            values: Vec::new(),
            id,
        }
    }

    #[test]
    fn a_cursor_of_another_question_is_refused() {
        let all = Filter::default();
        let rasht = Filter {
            areas: vec!["rasht-valley".to_owned()],
            ..Filter::default()
        };
        let text = Cursor::new(&all, &[], at(FeatureId::Number(7))).to_string();
        assert_eq!(Cursor::read(&text, &all, &[]), Ok(at(FeatureId::Number(7))));
        assert_eq!(
            Cursor::read(&text, &rasht, &[]),
            Err(CursorError::OtherQuery)
        );
        let wrong = ["", "x", "W10", "e30", "WyIiLFtdLC0xXQ", "é", "AAAA="];
        for text in wrong {
            assert_eq!(
                Cursor::read(text, &all, &[]),
                Err(CursorError::Malformed),
                "{text:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_identifier_comes_back(id in "\\PC*", number: u64) {
            let filter = Filter::default();
            for id in [FeatureId::Text(id), FeatureId::Number(number)] {
                let text = Cursor::new(&filter, &[], at(id.clone())).to_string();
                prop_assert_eq!(Cursor::read(&text, &filter, &[]), Ok(at(id)));
            }
        }
    }
}
