//! What a tile needs of a snapshot: the features in a box that meet a filter.

use std::borrow::Cow;
use std::collections::HashSet;

use geo::Geometry;
use serde_json::Value;

use super::Snapshot;
use super::snapshot::{LONGEST, TooCostly};
use crate::domain::{Bbox, FeatureId, Interval};
use crate::query::Filter;

/// A feature that may be in a tile.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// What names it.
    pub id: FeatureId,
    /// Where it is.
    pub geometry: Cow<'a, Geometry<f64>>,
    /// When it was.
    pub time: Option<Interval>,
    snapshot: &'a Snapshot,
    row: usize,
}

impl<'a> Candidate<'a> {
    /// What it says of a property; `None` where it says nothing, or null.
    pub fn value(&self, property: &str) -> Option<Cow<'a, Value>> {
        self.snapshot.value(self.row, property)
    }
}

impl Snapshot {
    /// The features that meet a filter and touch a box, in the order of their identifiers.
    pub fn touching(&self, filter: &Filter, bbox: Bbox) -> Result<Vec<Candidate<'_>>, TooCostly> {
        let mut near = filter.clone();
        near.bbox = Some(bbox.into());
        let mut found = Vec::new();
        // Each tile is another box: remembering its rows would forget those of questions.
        self.select(&near, LONGEST)?.each(|row| {
            let (Some(geometry), Some(id)) = (self.geometry(row), self.ids.of(row)) else {
                return;
            };
            if filter
                .bbox
                .is_none_or(|region| region.intersects(&geometry))
            {
                found.push(Candidate {
                    id,
                    geometry,
                    time: self.times.of(row),
                    snapshot: self,
                    row,
                });
            }
        });
        Ok(found)
    }

    /// The identifiers of all features that meet a filter, wherever they are.
    pub fn identifiers(&self, filter: &Filter) -> Result<HashSet<String>, TooCostly> {
        let mut all = HashSet::new();
        self.matches(filter, LONGEST)?.each(|row| {
            all.extend(self.ids.of(row).map(|id| id.to_string()));
        });
        Ok(all)
    }

    /// The geometries of a collection that has others than points.
    pub fn geometries(&self) -> impl Iterator<Item = &Geometry<f64>> {
        (0..self.len()).filter_map(|row| match self.geometry(row)? {
            Cow::Borrowed(geometry) => Some(geometry),
            Cow::Owned(_point) => None,
        })
    }
}
