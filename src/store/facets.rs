//! Counts and sums by groups, over the matches of a filter.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::iter;
use std::sync::Arc;

use serde_json::{Number, Value};

use super::combinations::Numbers;
use super::counting::{Counted, MOST_GROUPS};
use super::groupings::Groupings;
use super::measured::Measured;
use super::selection::Selection;
use super::snapshot::{LONGEST, TooCostly};
use super::{PART_OF, Snapshot};
use crate::domain::FeatureId;
use crate::query::{Facets, Filter, Measure};

/// The groups of a result, and the result as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// In the order of their keys; unknown values come last.
    pub groups: Vec<(Vec<Key>, Tally)>,
    /// Of all matches, each once, whatever the groups are.
    pub total: Tally,
}

/// What the features of a group have in common in one dimension.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// False, then true.
    Boolean(bool),
    /// As it stands in the data; compared by value.
    Number(Sortable),
    /// A text, a span of time, an area's identifier.
    Text(Arc<str>),
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
        let selection = self.matches(filter, LONGEST)?;
        let mut dimensions: Vec<Groupings<'_>> = facets
            .by
            .iter()
            .map(|by| Groupings::new(self, by, areas))
            .collect();
        let mut measures: Vec<Measured<'_>> = facets
            .sums
            .iter()
            .map(|measure| Measured::new(self, measure))
            .collect();
        let by_codes =
            |dimensions: &[Groupings<'_>]| Counted::new(dimensions.iter().map(Groupings::size));
        let mut counted = by_codes(&dimensions);
        let mut groups = Counted::new(iter::empty());
        let new = || Tally::new(&facets.sums);
        let mut total = new();
        let mut failed = None;
        let mut codes = vec![Vec::new(); dimensions.len()];
        selection.each_some(|rows| {
            if failed.is_some() {
                return;
            }
            for (codes, dimension) in codes.iter_mut().zip(&mut dimensions) {
                dimension.codes(rows, codes);
            }
            for measure in &mut measures {
                measure.look(rows);
            }
            for (at, row) in rows.iter().enumerate() {
                let is_part = !measures.is_empty() && self.is_part(*row, &selection);
                let mut numbers = Numbers::default();
                for (number, codes) in numbers.iter_mut().zip(&codes) {
                    *number = codes.get(at).copied().unwrap_or_default();
                }
                total.add(at, &measures, is_part);
                counted.change(&numbers, new, |tally| tally.add(at, &measures, is_part));
            }
            // Many codes may belong to few groups, and to too many.
            if counted.len() > MOST_GROUPS {
                let full = std::mem::replace(&mut counted, by_codes(&dimensions));
                failed = groups.take_in(full, &mut dimensions).err();
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        groups.take_in(counted, &mut dimensions)?;
        let ranks: Vec<Vec<u32>> = dimensions.iter().map(Groupings::ranks).collect();
        let rank = |numbers: &Numbers| -> Numbers {
            let mut own = *numbers;
            for (number, ranks) in own.iter_mut().zip(&ranks) {
                let rank = usize::try_from(*number).ok().and_then(|at| ranks.get(at));
                *number = rank.copied().unwrap_or(u32::MAX);
            }
            own
        };
        let mut ordered: Vec<(Numbers, Numbers, Tally)> = groups
            .finish()
            .map(|(numbers, tally)| (rank(&numbers), numbers, tally))
            .collect();
        ordered.sort_unstable_by_key(|(rank, ..)| *rank);
        let key = |numbers: &[u32]| -> Vec<Key> {
            let each = dimensions.iter().zip(numbers);
            each.map(|(dimension, number)| dimension.key(*number))
                .collect()
        };
        let groups = ordered
            .into_iter()
            .map(|(_, numbers, tally)| (key(&numbers), tally))
            .collect();
        Ok(Groups { groups, total })
    }

    /// Is the row contained in another one of these?
    pub(super) fn is_part(&self, row: usize, among: &Selection) -> bool {
        let whole = self.value(row, PART_OF);
        let Some(whole) = whole.as_deref().and_then(Value::as_str) else {
            return false;
        };
        let named = [
            FeatureId::from_path(whole),
            FeatureId::Text(whole.to_owned()),
        ];
        let rows = named.iter().filter_map(|id| self.ids.find(id));
        rows.into_iter().any(|row| among.has(row))
    }
}

impl Key {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Unknown,
            Value::Bool(truth) => Self::Boolean(*truth),
            Value::Number(number) => Self::Number(Sortable(number.clone())),
            Value::String(text) => Self::Text(text.as_str().into()),
            other => Self::Text(other.to_string().into()),
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

impl Hash for Sortable {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value().to_bits().hash(state);
    }
}

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
    /// Nothing yet, of the same measures.
    pub(super) fn empty(&self) -> Self {
        let sum = |sum: &Sum| Sum {
            parts: vec![0.0; sum.parts.len()],
            unknown: 0,
        };
        Self {
            count: 0,
            sums: self.sums.iter().map(sum).collect(),
        }
    }

    /// Adds other features of the same measures.
    pub(super) fn append(&mut self, other: &Self) {
        self.count += other.count;
        for (sum, other) in self.sums.iter_mut().zip(&other.sums) {
            for (part, other) in sum.parts.iter_mut().zip(&other.parts) {
                *part += other;
            }
            sum.unknown += other.unknown;
        }
    }

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

    /// Adds a row, which is `at` that place of those that were looked at.
    fn add(&mut self, at: usize, measures: &[Measured<'_>], is_part: bool) {
        self.count += 1;
        if is_part {
            return;
        }
        for (sum, measure) in self.sums.iter_mut().zip(measures) {
            sum.add(measure.of(at));
        }
    }
}

impl Sum {
    /// Where only a lower figure of a range is known, the others are at least that: so the sums
    /// of a range are in order, as its figures are.
    fn add(&mut self, parts: impl Iterator<Item = Option<f64>>) {
        let mut least = None;
        for (sum, known) in self.parts.iter_mut().zip(parts) {
            least = known.or(least);
            *sum += least.unwrap_or_default();
        }
        self.unknown += usize::from(least.is_none());
    }
}
