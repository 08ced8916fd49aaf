//! The place behind the last feature of a page, as a `next` link carries it.
//!
//! A cursor is the digest of the filter that it was made for and the last feature's identifier:
//! `6f0a3c51e2b4d978.t2010-09-19-kamarob-ambush`. With another filter it is an error, not another
//! beginning: a client that changes its question while paging would lose or double features.

use std::fmt;

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::Filter;
use crate::domain::FeatureId;

/// A position in the matches of one filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    digest: String,
    after: FeatureId,
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
    /// The position behind the feature `after` in the matches of `filter`.
    pub fn new(filter: &Filter, after: FeatureId) -> Self {
        Self {
            digest: digest(filter),
            after,
        }
    }

    /// Reads a cursor that was made for `filter`.
    pub fn read(text: &str, filter: &Filter) -> Result<FeatureId, CursorError> {
        let (found, key) = text.split_once('.').ok_or(CursorError::Malformed)?;
        let after = match key.split_at_checked(1) {
            Some(("n", number)) => number.parse().map(FeatureId::Number).ok(),
            Some(("t", id)) => Some(FeatureId::Text(id.to_owned())),
            _ => None,
        };
        let after = after.ok_or(CursorError::Malformed)?;
        if found == digest(filter) {
            Ok(after)
        } else {
            Err(CursorError::OtherQuery)
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.after {
            FeatureId::Number(number) => write!(out, "{}.n{number}", self.digest),
            FeatureId::Text(text) => write!(out, "{}.t{text}", self.digest),
        }
    }
}

fn digest(filter: &Filter) -> String {
    let digest = Sha256::digest(filter.to_string());
    format!("{:x}", Bytes::copy_from_slice(&digest))
        .chars()
        .take(16)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cursor_of_another_filter_is_refused() {
        let all = Filter::default();
        let rasht = Filter {
            areas: vec!["rasht-valley".to_owned()],
            ..Filter::default()
        };
        let text = Cursor::new(&all, FeatureId::Number(7)).to_string();
        assert_eq!(Cursor::read(&text, &all), Ok(FeatureId::Number(7)));
        assert_eq!(Cursor::read(&text, &rasht), Err(CursorError::OtherQuery));
        for text in ["", "x", "x.", "x.z1", "x.nabc", "..", "x.n-1"] {
            assert_eq!(
                Cursor::read(text, &all),
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
                let text = Cursor::new(&filter, id.clone()).to_string();
                prop_assert_eq!(Cursor::read(&text, &filter), Ok(id));
            }
        }
    }
}
