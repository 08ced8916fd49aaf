//! By what features are grouped: each group of a dimension has a number, and each row a code, which
//! stands for the numbers of its groups.

use std::collections::HashMap;
use std::sync::Arc;

use geo::Intersects as _;
use serde_json::Value;

use super::Snapshot;
use super::column::{Coded, Column};
use super::facets::Key;
use super::spans::Named;
use crate::domain::Bbox;
use crate::query::Dimension;

/// One dimension, ready for the rows of a snapshot.
#[derive(Debug)]
pub(super) struct Groupings<'a> {
    snapshot: &'a Snapshot,
    by: By<'a>,
    /// The groups that were seen, by their numbers.
    keys: Vec<Key>,
    numbers: HashMap<Key, u32>,
    /// For each code what its rows belong to.
    by_code: Vec<Belongs>,
    /// The groups of codes that have several.
    several: Vec<Vec<u32>>,
    /// Codes for lists of groups, where the data has none.
    codes: HashMap<Vec<u32>, u32>,
    /// The span that was asked last.
    own: [u32; 1],
}

/// The groups of the rows of one code.
#[derive(Debug, Clone)]
enum Belongs {
    NotSeen,
    ToOne([u32; 1]),
    /// At this place of the list.
    ToSeveral(usize),
}

#[derive(Debug)]
enum By<'a> {
    Column(Option<&'a Column>),
    Span(&'a Named),
    Area(Option<&'a Arc<Snapshot>>),
}

impl<'a> Groupings<'a> {
    pub(super) fn new(
        snapshot: &'a Snapshot,
        dimension: &Dimension,
        areas: &'a HashMap<String, Arc<Snapshot>>,
    ) -> Self {
        let by = match dimension {
            Dimension::Property(name) => return Self::of_property(snapshot, name),
            Dimension::Step(step) => By::Span(snapshot.times.spans(*step)),
            Dimension::Area(collection) => By::Area(areas.get(collection)),
        };
        Self::by(snapshot, by)
    }

    /// By the values of a property.
    pub(super) fn of_property(snapshot: &'a Snapshot, name: &str) -> Self {
        Self::by(snapshot, By::Column(snapshot.columns.named(name)))
    }

    fn by(snapshot: &'a Snapshot, by: By<'a>) -> Self {
        Self {
            snapshot,
            by,
            keys: Vec::new(),
            numbers: HashMap::new(),
            by_code: Vec::new(),
            several: Vec::new(),
            codes: HashMap::new(),
            own: [0],
        }
    }

    pub(super) fn key(&self, number: u32) -> Key {
        if let By::Span(spans) = self.by {
            let name = spans.name(number);
            return name.map_or(Key::Unknown, |name| Key::Text(Arc::clone(name)));
        }
        let key = usize::try_from(number)
            .ok()
            .and_then(|number| self.keys.get(number));
        key.cloned().unwrap_or(Key::Unknown)
    }

    /// How many codes there are; 0 where that is not known before.
    pub(super) fn size(&self) -> usize {
        let most = match self.by {
            By::Span(spans) => spans.count().saturating_add(1),
            By::Column(Some(Column::Coded(column))) => column.most(),
            By::Column(_) | By::Area(_) => return 0,
        };
        usize::try_from(most).unwrap_or(usize::MAX)
    }

    /// Where each group stands in the order of their keys, by its number.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let count = match self.by {
            By::Span(spans) => return (0..=spans.count()).collect(),
            By::Column(_) | By::Area(_) => u32::try_from(self.keys.len()).unwrap_or(u32::MAX),
        };
        let mut order: Vec<u32> = (0..count).collect();
        order.sort_by_cached_key(|number| self.key(*number));
        let mut ranks = vec![0; order.len()];
        for (rank, number) in (0..).zip(order) {
            let entry = usize::try_from(number).ok();
            if let Some(entry) = entry.and_then(|number| ranks.get_mut(number)) {
                *entry = rank;
            }
        }
        ranks
    }

    /// For each of these rows a number that is the same for all that belong to the same groups, in
    /// `to`.
    pub(super) fn codes(&mut self, rows: &[usize], to: &mut Vec<u32>) {
        to.clear();
        let snapshot = self.snapshot;
        match self.by {
            By::Span(spans) => snapshot.times.gather(spans, rows, to),
            By::Column(Some(Column::Coded(column))) => column.gather(rows, to),
            By::Column(column) => to.extend(rows.iter().map(|row| {
                let value = column.and_then(|column| column.value(*row, &snapshot.texts));
                self.code(keys(value.as_deref()))
            })),
            By::Area(areas) => to.extend(rows.iter().map(|row| {
                let around = areas.map(|areas| around(areas, snapshot, *row));
                self.code(around.unwrap_or_default())
            })),
        }
    }

    /// The code of the groups with these keys, where the data has none.
    fn code(&mut self, keys: Vec<Key>) -> u32 {
        let numbers = self.numbered(keys);
        if let Some(code) = self.codes.get(&*numbers) {
            return *code;
        }
        let code = u32::try_from(self.by_code.len()).unwrap_or(u32::MAX);
        self.codes.insert(numbers.clone(), code);
        let belongs = self.belongs(numbers);
        self.by_code.push(belongs);
        code
    }

    /// Forgets the codes that the data does not have: there may be as many as rows.
    pub(super) fn forget(&mut self) {
        if !matches!(self.by, By::Span(_) | By::Column(Some(Column::Coded(_)))) {
            self.codes.clear();
            self.by_code.clear();
            self.several.clear();
        }
    }

    /// The numbers of the groups of a code, each once; never none.
    pub(super) fn groups(&mut self, code: u32) -> &[u32] {
        match self.by {
            By::Span(_) => {
                self.own = [code];
                return &self.own;
            }
            By::Column(Some(Column::Coded(column))) => self.see(code, column),
            By::Column(_) | By::Area(_) => {}
        }
        let place = usize::try_from(code).ok();
        match place.and_then(|code| self.by_code.get(code)) {
            Some(Belongs::ToOne(only)) => only,
            Some(Belongs::ToSeveral(at)) => self.several.get(*at).map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }

    /// Finds the groups of a column's code, unless that was done before.
    fn see(&mut self, number: u32, column: &Coded) {
        let code = usize::try_from(number).unwrap_or(usize::MAX);
        if code >= self.by_code.len() {
            let codes = usize::try_from(column.most()).unwrap_or(usize::MAX);
            self.by_code.resize(codes.max(code + 1), Belongs::NotSeen);
        }
        if let Some(Belongs::NotSeen) = self.by_code.get(code) {
            let numbers = self.numbered(keys(column.of_code(number)));
            let belongs = self.belongs(numbers);
            if let Some(entry) = self.by_code.get_mut(code) {
                *entry = belongs;
            }
        }
    }

    fn belongs(&mut self, numbers: Vec<u32>) -> Belongs {
        if let [only] = *numbers {
            return Belongs::ToOne([only]);
        }
        self.several.push(numbers);
        Belongs::ToSeveral(self.several.len() - 1)
    }

    fn numbered(&mut self, mut keys: Vec<Key>) -> Vec<u32> {
        keys.sort();
        keys.dedup();
        if keys.is_empty() {
            keys.push(Key::Unknown);
        }
        let mut number = |key: Key| {
            *self.numbers.entry(key).or_insert_with_key(|key| {
                self.keys.push(key.clone());
                u32::try_from(self.keys.len() - 1).unwrap_or(u32::MAX)
            })
        };
        keys.into_iter().map(&mut number).collect()
    }
}

/// Of a list each of its values.
fn keys(value: Option<&Value>) -> Vec<Key> {
    match value {
        Some(Value::Array(values)) => values.iter().map(Key::of).collect(),
        Some(value) => vec![Key::of(value)],
        None => Vec::new(),
    }
}

/// The features of `areas` in which a row lies.
fn around(areas: &Snapshot, snapshot: &Snapshot, row: usize) -> Vec<Key> {
    let place = snapshot.geometry(row).zip(snapshot.places.bounds(row));
    let Some((geometry, bounds)) = place else {
        return Vec::new();
    };
    areas
        .places
        .near(&Bbox::from(bounds), |_| true)
        .into_iter()
        .map(|area| area as usize)
        .filter(|area| {
            let shape = areas.geometry(*area);
            shape.is_some_and(|shape| shape.intersects(&*geometry))
        })
        .filter_map(|area| areas.ids.of(area))
        .map(|id| Key::Text(id.to_string().into()))
        .collect()
}
