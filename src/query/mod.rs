//! What is asked of a collection: which features, in which order, which part of them, and what of
//! each.
//!
//! Pure, and already checked: a `Query` names only properties that the collection has, with
//! values of their type. Grouped as the parts of OGC API Features are.

pub mod cql;
mod cursor;
mod datum;
mod equals;
mod facets;
mod sort;
mod view;

use std::fmt;

use crate::domain::{Interval, Region};

pub use cursor::{Cursor, CursorError};
pub use datum::{Datum, Kind};
pub use equals::Equals;
pub use facets::{Dimension, Facets, MOST_DIMENSIONS, Measure, Step};
pub use sort::{Place, SortKey, order, sortables};
pub use view::{MOST_DIGITS, View};

/// Which features, and which page of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Which features.
    pub filter: Filter,
    /// In which order; without keys in that of their identifiers.
    pub sort: Vec<SortKey>,
    /// How many of them, from where.
    pub page: Page,
}

/// Which features: all conditions hold at once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Touching this box.
    pub bbox: Option<Region>,
    /// Sharing a moment with this interval, or without time.
    pub datetime: Option<Interval>,
    /// In at least one of these areas; empty for anywhere.
    pub areas: Vec<String>,
    /// In this area too, whatever else is asked: the file of an area holds nothing from elsewhere.
    pub within: Option<String>,
    /// With these values.
    pub equals: Vec<Equals>,
    /// Meeting this condition.
    pub cql: Option<cql::Cql>,
}

/// Which part of the matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// At most so many features.
    pub limit: usize,
    /// Where the page starts.
    pub from: From,
}

/// Where a page starts.
#[derive(Debug, Clone, PartialEq)]
pub enum From {
    /// Behind so many matches.
    Offset(usize),
    /// Behind this place in the order, whether or not the feature is still there.
    After(Place),
}

impl fmt::Display for Filter {
    /// One text for one filter: what a cursor's digest is made of.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(bbox) = &self.bbox {
            write!(out, "bbox={bbox:?};")?;
        }
        if let Some(datetime) = &self.datetime {
            write!(out, "datetime={datetime};")?;
        }
        for area in &self.areas {
            write!(out, "area={area:?};")?;
        }
        if let Some(area) = &self.within {
            write!(out, "within={area:?};")?;
        }
        for Equals { property, value } in &self.equals {
            write!(out, "{property:?}={value};")?;
        }
        if let Some(cql) = &self.cql {
            write!(out, "filter={cql};")?;
        }
        Ok(())
    }
}
