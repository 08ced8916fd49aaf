//! Which edges features have in common. In a coverage each edge is run through twice, once in
//! each direction, by the two neighbours, but for those at its rim.

use std::collections::{BTreeMap, BTreeSet};

use super::files::Feature;
use super::grid::{Point, pairs, shown, turn};

pub(crate) type Edge = (Point, Point);

/// The edges of polygons that are to fit together.
#[derive(Debug, Default)]
pub(crate) struct Edges<'a> {
    /// Who has the edge on its rim, the own land to the left.
    owners: BTreeMap<Edge, &'a str>,
    /// What two of them have to their left, so that they overlap.
    pub(crate) overlaps: Vec<String>,
    /// Twice the area of all, in steps.
    pub(crate) turn: i64,
}

impl<'a> Edges<'a> {
    /// The edges of all features, each of which `name` names.
    pub(crate) fn of(
        features: impl IntoIterator<Item = &'a Feature>,
        name: impl Fn(&'a Feature) -> &'a str,
    ) -> Self {
        let mut edges = Self::default();
        for feature in features {
            for ring in feature.polygons().iter().flatten() {
                edges.add(name(feature), ring);
            }
        }
        edges
    }

    pub(crate) fn add(&mut self, name: &'a str, ring: &[Point]) {
        self.turn += turn(ring);
        for edge in pairs(ring) {
            if let Some(other) = self.owners.insert(edge, name) {
                let from = shown(edge.0);
                self.overlaps.push(format!(
                    "{name} and {other} overlap at the edge from {from}"
                ));
            }
        }
    }

    /// The edges to whose right nobody is, each with who is to their left.
    pub(crate) fn open(&self) -> BTreeMap<Edge, &'a str> {
        let is_open = |edge: &Edge| !self.owners.contains_key(&(edge.1, edge.0));
        let all = self.owners.iter().filter(|(edge, _)| is_open(edge));
        all.map(|(edge, owner)| (*edge, *owner)).collect()
    }

    /// The edges between each pair of neighbours, by their names in order, in one direction.
    pub(crate) fn between(&self) -> BTreeMap<(&'a str, &'a str), BTreeSet<Edge>> {
        let mut between: BTreeMap<_, BTreeSet<Edge>> = BTreeMap::new();
        for (&(a, b), &left) in &self.owners {
            if let Some(&right) = self.owners.get(&(b, a))
                && left != right
            {
                let names = (left.min(right), left.max(right));
                between.entry(names).or_default().insert(undirected((a, b)));
            }
        }
        between
    }
}

pub(crate) fn undirected((a, b): Edge) -> Edge {
    (a.min(b), a.max(b))
}

/// Edges put together to lines, each as long as it goes.
pub(crate) fn chains(edges: impl IntoIterator<Item = Edge>) -> Vec<Vec<Point>> {
    let mut onward: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
    let mut arrivals: BTreeMap<Point, usize> = BTreeMap::new();
    for (a, b) in edges {
        onward.entry(a).or_default().push(b);
        *arrivals.entry(b).or_default() += 1;
    }
    // Lines begin where more leaves than arrives; what is left then are rings.
    let is_begin = |(at, next): (&Point, &Vec<Point>)| {
        (next.len() > arrivals.get(at).copied().unwrap_or_default()).then_some(*at)
    };
    let mut starts: Vec<Point> = onward.iter().filter_map(is_begin).collect();
    starts.extend(onward.keys().copied());
    let mut chains = Vec::new();
    for start in starts {
        let (mut at, mut chain) = (start, vec![start]);
        while let Some(next) = onward.get_mut(&at).and_then(Vec::pop) {
            chain.push(next);
            at = next;
        }
        if chain.len() > 1 {
            chains.push(chain);
        }
    }
    chains
}
