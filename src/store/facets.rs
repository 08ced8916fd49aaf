//! Counts and sums by groups, over the matches of a filter.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use geo::Intersects as _;
use serde_json::{Number, Value};

use super::Snapshot;
use super::row::Row;
use super::snapshot::TooCostly;
use crate::domain::FeatureId;
use crate::query::{Dimension, Facets, Filter, Measure};

/// The groups of a result, and the result as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// In the order of their keys; unknown values come last.
    pub groups: Vec<(Vec<Key>, Tally)>,
    /// Of all matches, each once, whatever the groups are.
    pub total: Tally,
}

/// What the features of a group have in common in one dimension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// False, then true.
    Boolean(bool),
    /// As it stands in the data; compared by value.
    Number(Sortable),
    /// A text, a span of time, an area's identifier.
    Text(String),
    /// Nothing is known.
    Unknown,
}

/// A number with an order.
#[derive(Debug, Clone)]
pub struct Sortable(pub Number);

/// What was counted and added up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// Features.
    pub count: usize,
    /// One for each measure.
    pub sums: Vec<Sum>,
}

/// What was added up of one measure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sum {
    /// One for each part of the measure.
    pub parts: Vec<f64>,
    /// Features that were to be added and say nothing at all.
    pub unknown: usize,
}

/// Why groups are not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FacetsError {
    /// There would be more than an answer may have.
    #[error(
        "these dimensions make more than {MOST_GROUPS} groups; ask for fewer, or for a part of \
         the features"
    )]
    TooManyGroups,
    /// The filter takes too long.
    #[error(transparent)]
    TooCostly(#[from] TooCostly),
}

/// So many groups has an answer at most.
const MOST_GROUPS: usize = 10_000;

/// The property that names the feature of which this one is a part.
const PART_OF: &str = "part_of";

impl Snapshot {
    /// Counts and adds up. `areas` are the collections that the dimensions name.
    ///
    /// A sum leaves out what is contained in another feature of the result (`part_of`), so that
    /// nobody is counted twice; the count has all features.
    pub fn facets(
        &self,
        filter: &Filter,
        facets: &Facets,
        areas: &HashMap<String, Arc<Self>>,
    ) -> Result<Groups, FacetsError> {
        let rows: Vec<&Row> = self
            .matches(filter)?
            .into_iter()
            .filter_map(|row| self.row(row))
            .collect();
        let present: HashSet<String> = rows.iter().map(|row| row.id.to_string()).collect();
        let mut groups: BTreeMap<Vec<Key>, Tally> = BTreeMap::new();
        let mut total = Tally::new(&facets.sums);
        for row in rows {
            let is_part = row
                .properties
                .get(PART_OF)
                .and_then(Value::as_str)
                .is_some_and(|whole| present.contains(whole));
            total.add(row, &facets.sums, is_part);
            for key in keys(row, &facets.by, areas)? {
                let tally = groups
                    .entry(key)
                    .or_insert_with(|| Tally::new(&facets.sums));
                tally.add(row, &facets.sums, is_part);
            }
            if groups.len() > MOST_GROUPS {
                return Err(FacetsError::TooManyGroups);
            }
        }
        let groups = groups.into_iter().collect();
        Ok(Groups { groups, total })
    }

    /// The features of this collection in which a row lies.
    fn around(&self, row: &Row) -> Vec<&FeatureId> {
        let Some((geometry, bbox)) = row.geometry.as_ref().zip(row.bbox()) else {
            return Vec::new();
        };
        self.near(&bbox)
            .into_iter()
            .filter_map(|area| self.row(area))
            .filter(|area| {
                let shape = area.geometry.as_ref();
                shape.is_some_and(|shape| shape.intersects(geometry))
            })
            .map(|area| &area.id)
            .collect()
    }
}

/// The groups to which a feature belongs: one, unless it has several values in a dimension.
fn keys(
    row: &Row,
    by: &[Dimension],
    areas: &HashMap<String, Arc<Snapshot>>,
) -> Result<Vec<Vec<Key>>, FacetsError> {
    let mut keys = vec![Vec::new()];
    for dimension in by {
        let values = values(row, dimension, areas);
        // Before they are made: lists of the data multiply here.
        if keys.len().saturating_mul(values.len()) > MOST_GROUPS {
            return Err(FacetsError::TooManyGroups);
        }
        keys = keys
            .iter()
            .flat_map(|key| {
                values.iter().map(|value| {
                    let mut key: Vec<Key> = key.clone();
                    key.push(value.clone());
                    key
                })
            })
            .collect();
    }
    Ok(keys)
}

fn values(row: &Row, dimension: &Dimension, areas: &HashMap<String, Arc<Snapshot>>) -> Vec<Key> {
    let mut values: Vec<Key> = match dimension {
        Dimension::Property(name) => match row.properties.get(name) {
            Some(Value::Array(values)) => values.iter().map(Key::of).collect(),
            Some(value) => vec![Key::of(value)],
            None => Vec::new(),
        },
        Dimension::Step(step) => {
            let start = row.time.and_then(|time| time.start());
            start
                .map(|start| Key::Text(step.span(start)))
                .into_iter()
                .collect()
        }
        Dimension::Area(collection) => {
            let around = areas.get(collection).map(|areas| areas.around(row));
            let ids = around.into_iter().flatten();
            ids.map(|id| Key::Text(id.to_string())).collect()
        }
    };
    values.sort();
    values.dedup();
    if values.is_empty() {
        values.push(Key::Unknown);
    }
    values
}

impl Key {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Unknown,
            Value::Bool(truth) => Self::Boolean(*truth),
            Value::Number(number) => Self::Number(Sortable(number.clone())),
            Value::String(text) => Self::Text(text.clone()),
            other => Self::Text(other.to_string()),
        }
    }
}

impl Sortable {
    fn value(&self) -> f64 {
        self.0.as_f64().unwrap_or_default()
    }
}

impl PartialEq for Sortable {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Sortable {}

impl PartialOrd for Sortable {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sortable {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.value().total_cmp(&other.value())
    }
}

impl Tally {
    fn new(sums: &[Measure]) -> Self {
        let sum = |measure: &Measure| Sum {
            parts: vec![0.0; measure.parts.len()],
            unknown: 0,
        };
        Self {
            count: 0,
            sums: sums.iter().map(sum).collect(),
        }
    }

    fn add(&mut self, row: &Row, sums: &[Measure], is_part: bool) {
        self.count += 1;
        if is_part {
            return;
        }
        for (sum, measure) in self.sums.iter_mut().zip(sums) {
            sum.add(row, measure);
        }
    }
}

impl Sum {
    /// Where only a lower figure of a range is known, the others are at least that: so the sums
    /// of a range are in order, as its figures are.
    fn add(&mut self, row: &Row, measure: &Measure) {
        let mut least = None;
        for (sum, (_, property)) in self.parts.iter_mut().zip(&measure.parts) {
            let known = row.properties.get(property).and_then(Value::as_f64);
            least = known.or(least);
            *sum += least.unwrap_or_default();
        }
        self.unknown += usize::from(least.is_none());
    }
}
