//! What a tile needs of a snapshot: the features in a box that meet a filter.

use std::collections::HashSet;

use geo::Geometry;
use serde_json::{Map, Value};

use super::Snapshot;
use super::snapshot::TooCostly;
use crate::domain::{Bbox, FeatureId, Interval};
use crate::query::Filter;

/// A feature that may be in a tile.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// What names it.
    pub id: &'a FeatureId,
    /// Where it is.
    pub geometry: &'a Geometry<f64>,
    /// What it says.
    pub properties: &'a Map<String, Value>,
    /// When it was.
    pub time: Option<Interval>,
}

impl Snapshot {
    /// The features that meet a filter and touch a box, in the order of their identifiers.
    pub fn touching(&self, filter: &Filter, bbox: Bbox) -> Result<Vec<Candidate<'_>>, TooCostly> {
        let mut near = filter.clone();
        near.bbox = Some(bbox.into());
        let rows = self.matches(&near)?.into_iter();
        let candidate = |row| {
            let row = self.row(row)?;
            let geometry = row.geometry.as_ref()?;
            let is_asked = filter.bbox.is_none_or(|region| region.intersects(geometry));
            is_asked.then_some(Candidate {
                id: &row.id,
                geometry,
                properties: &row.properties,
                time: row.time,
            })
        };
        Ok(rows.filter_map(candidate).collect())
    }

    /// The identifiers of all features that meet a filter, wherever they are.
    pub fn identifiers(&self, filter: &Filter) -> Result<HashSet<String>, TooCostly> {
        let rows = self.matches(filter)?.into_iter();
        let row = rows.filter_map(|row| self.row(row));
        Ok(row.map(|row| row.id.to_string()).collect())
    }

    /// All geometries.
    pub fn geometries(&self) -> impl Iterator<Item = &Geometry<f64>> {
        let rows = (0..self.len()).filter_map(|row| self.row(row));
        rows.filter_map(|row| row.geometry.as_ref())
    }
}
