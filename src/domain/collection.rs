//! A collection's description: what it holds, whose it is, how it says when.

use super::{Schema, TimeProperties};

/// Everything about a collection but its features.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// In every address; letters, digits, `-` and `_`.
    pub id: String,
    /// For people.
    pub title: String,
    /// One to three sentences.
    pub description: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Whom to name beside the data.
    pub attribution: Option<String>,
    /// On what terms it may be used.
    pub license: Option<License>,
    /// What its features say.
    pub schema: Schema,
    /// Which properties say when; `None` if features have no time.
    pub time: Option<TimeProperties>,
}

/// The terms of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct License {
    /// SPDX identifier, or a name.
    pub name: String,
    /// The text of the licence.
    pub url: Option<String>,
}

impl Collection {
    /// The property that lists the areas in which a feature lies.
    pub const AREAS: &'static str = "areas";

    /// Do its features say in which areas they lie?
    pub fn has_areas(&self) -> bool {
        self.schema
            .find(Self::AREAS)
            .is_some_and(|property| property.kind == super::PropertyType::TextList)
    }
}
