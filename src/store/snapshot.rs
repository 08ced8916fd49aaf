//! One collection in memory: indexed, immutable, each feature already written as GeoJSON.
//!
//! Features lie in the order of their identifiers, so that a page is found by key and stays right
//! when a feature before it comes or goes. A page is written by copying the features' texts.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;

use super::Found;
use super::columns::Columns;
use super::ids::Ids;
use super::places::Places;
use super::seen::Seen;
use super::selection::Selection;
use super::texts::Texts;
use super::times::{Times, TimesThere};
use crate::domain::{Collection, Crs, Extent, FeatureId, Record, TimeError};
use crate::format::geojson::read_feature;
use crate::query::cql::{self, Cql, CqlError, Language};
use crate::query::{Filter, From, Query};

/// A collection with its features, shared by all requests.
#[derive(Debug)]
pub struct Snapshot {
    pub(super) collection: Collection,
    pub(super) extent: Extent,
    pub(super) ids: Ids,
    pub(super) texts: Texts,
    pub(super) places: Places,
    pub(super) times: Times,
    pub(super) times_there: TimesThere,
    pub(super) columns: Columns,
    pub(super) digest: [u8; 32],
    /// The rows of filters.
    pub(super) seen: Seen<Arc<Selection>>,
    /// Conditions, as they were written.
    pub(super) read: Seen<Cql>,
    /// Where the points are on the square of Web Mercator.
    pub(super) mercator: OnceLock<Vec<[u32; 2]>>,
}

/// Why features do not make a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// Two features of one name.
    #[error("feature {0}: this id is used twice; expected ids that are unique in a collection")]
    DuplicateId(FeatureId),
    /// A time that cannot be used.
    #[error("feature {id}: {error}")]
    Time {
        /// Of which feature.
        id: FeatureId,
        /// What is wrong.
        error: TimeError,
    },
    /// A geometry that cannot be used.
    #[error("feature {id}: geometry: {error}")]
    Geometry {
        /// Of which feature.
        id: FeatureId,
        /// What is wrong.
        error: String,
    },
    /// More than rows can be numbered.
    #[error("found {0} features; expected at most {max}", max = u32::MAX)]
    TooMany(usize),
}

/// A filter that would take longer than one client may keep a core.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "comparing the features with this filter takes more than {} seconds; expected geometries \
     with fewer positions, or a bbox beside the filter",
    LONGEST.as_secs()
)]
pub struct TooCostly;

/// For the comparison of all features with a condition.
pub(super) const LONGEST: Duration = Duration::from_secs(5);

impl Snapshot {
    /// What the collection says of itself.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Where and when its features lie.
    pub fn extent(&self) -> &Extent {
        &self.extent
    }

    /// The names of the geometry types that occur, sorted.
    pub fn geometry_types(&self) -> &[&'static str] {
        self.places.types()
    }

    /// Are all identifiers whole numbers that fit into 64 bits with a sign?
    pub fn has_numeric_ids(&self) -> bool {
        let greatest = self.ids.greatest_number();
        greatest.is_some_and(|number| i64::try_from(number).is_ok())
    }

    /// How many features it has.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Has it no feature at all?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Does any feature say that it lies in this area?
    pub fn has_area(&self, area: &str) -> bool {
        let filter = Filter {
            within: Some(area.to_owned()),
            ..Filter::default()
        };
        self.matches(&filter, LONGEST)
            .is_ok_and(|found| found.count() > 0)
    }

    /// Changes whenever a feature or the description changes.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// Has it a feature of that identifier?
    pub fn has(&self, id: &FeatureId) -> bool {
        self.ids.find(id).is_some()
    }

    /// The GeoJSON of one feature.
    pub fn text(&self, id: &FeatureId) -> Option<Bytes> {
        let row = self.ids.find(id)?;
        Some(self.texts.range(&(row..row + 1)).0)
    }

    /// One feature.
    pub fn record(&self, id: &FeatureId) -> Option<Record> {
        self.ids.find(id).map(|row| self.record_of(row))
    }

    pub(super) fn record_of(&self, row: usize) -> Record {
        Record {
            feature: read_feature(self.texts.slice(row)),
            time: self.times.of(row),
        }
    }

    /// Answers a query; the count of matches is exact.
    pub fn find(self: &Arc<Self>, query: &Query) -> Result<Found, TooCostly> {
        self.find_within(query, LONGEST)
    }

    /// The same, given up if it takes longer to compare rows one by one.
    pub fn find_within(
        self: &Arc<Self>,
        query: &Query,
        patience: Duration,
    ) -> Result<Found, TooCostly> {
        let selection = self.matches(&query.filter, patience)?;
        let matched = selection.count();
        let page = &query.page;
        let (rows, start) = if query.sort.is_empty() {
            let start = match &page.from {
                From::Offset(offset) => (*offset).min(matched),
                From::After(place) => selection.count_before(self.ids.rows_to(&place.id)),
            };
            (selection.page(start, page.limit), start)
        } else {
            self.in_order(&selection, &query.sort, page)
        };
        let more = start + rows.len() < matched;
        Ok(Found {
            snapshot: Arc::clone(self),
            rows,
            matched,
            start,
            more,
        })
    }

    /// Reads a condition on the features; coordinates in it are of the system `crs`.
    pub fn read_cql(&self, text: &str, language: Language, crs: Crs) -> Result<Cql, CqlError> {
        let read = || Cql::parse(text, language, crs, &self.collection.schema);
        self.read.or(cql::name(text, language, crs), read)
    }

    /// The rows that a filter selects; those of a filter that was asked before are remembered.
    pub(super) fn matches(
        &self,
        filter: &Filter,
        patience: Duration,
    ) -> Result<Arc<Selection>, TooCostly> {
        let find = || self.select(filter, patience).map(Arc::new);
        // A box or a time alone is found as fast as it is remembered.
        if filter.cql.is_none() && filter.equals.is_empty() && filter.areas.is_empty() {
            return find();
        }
        self.seen.or(filter.to_string(), find)
    }

    /// Is a condition true of a row, by all that the row has? `None` is unknown.
    pub(super) fn holds(&self, condition: &cql::Condition, row: usize) -> Option<bool> {
        let geometry = self.places.geometry(row);
        condition.holds(&cql::Row {
            properties: &Whole {
                snapshot: self,
                row,
            },
            geometry: geometry.as_deref(),
            bounds: self.places.bounds(row),
            time: self.times.of(row),
        })
    }

    /// What a row says of a property; `None` where it says nothing, or null.
    pub(super) fn value(&self, row: usize, property: &str) -> Option<std::borrow::Cow<'_, Value>> {
        self.columns.named(property)?.value(row, &self.texts)
    }
}

/// All properties of a row.
#[derive(Debug)]
struct Whole<'a> {
    snapshot: &'a Snapshot,
    row: usize,
}

impl cql::Properties for Whole<'_> {
    fn value(&self, name: &str) -> Option<std::borrow::Cow<'_, Value>> {
        self.snapshot.value(self.row, name)
    }
}
