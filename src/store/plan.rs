//! How a filter is answered: by looking at as little as possible.
//!
//! What is asked of one property is asked of each of its different values first, so that a row
//! answers with the number of its value. If a box leaves few rows, each of them is looked at; else
//! all rows are compared at once, word by word. What neither can answer (two properties compared,
//! geometries) is asked last, of the rows that are left.

use std::time::Duration;

use super::bits::Bits;
use super::patience::Patience;
use super::selection::Selection;
use super::snapshot::{Snapshot, TooCostly};
use super::times::During;
use super::tree::Tree;
use crate::domain::{Bbox, Region};
use crate::query::{Filter, cql};

/// A filter, made ready for the rows of a snapshot.
struct Plan<'a> {
    snapshot: &'a Snapshot,
    during: Option<During>,
    /// All have to be true; the cheap ones come first.
    trees: Vec<Tree<'a>>,
    /// What the index of boxes does not answer alone.
    region: Option<&'a Region>,
    /// Does it take long to look at a row?
    is_slow: bool,
}

/// One row of so many is few.
const FEW: usize = 64;

impl Snapshot {
    /// The rows that a filter selects.
    pub(super) fn select(
        &self,
        filter: &Filter,
        patience: Duration,
    ) -> Result<Selection, TooCostly> {
        let patience = &mut Patience::new(patience);
        let mut plan = Plan::new(self, filter, patience);
        patience.end()?;
        let asked = filter.bbox.map(|region| region.bbox);
        let condition = filter.cql.as_ref().map(cql::Cql::condition);
        let reach = condition.and_then(cql::Condition::reach).map(Bbox::from);
        let near = match asked.or(reach) {
            None => return plan.many(None, patience),
            Some(bbox) if self.places.are_all_in(&bbox) => {
                return plan.many(self.places.located().cloned(), patience);
            }
            // Where the boxes are, the times are too.
            Some(bbox) => match plan.during.take() {
                None => self.places.near(&bbox, |_| true),
                Some(during) => {
                    let is_during = |at: usize| self.times_there.is_during(at, &during);
                    self.places.near(&bbox, is_during)
                }
            },
        };
        if near.len() * FEW <= self.len() {
            return plan.few(near, patience);
        }
        let mut rows = Bits::none(self.len());
        for row in near {
            rows.add(row as usize);
        }
        plan.many(Some(rows), patience)
    }
}

impl<'a> Plan<'a> {
    fn new(snapshot: &'a Snapshot, filter: &'a Filter, patience: &mut Patience) -> Self {
        let mut trees = Vec::new();
        for equals in &filter.equals {
            trees.push(Tree::values(snapshot, &equals.property, |value| {
                equals.holds(value)
            }));
        }
        if !filter.areas.is_empty() {
            trees.push(Tree::in_areas(snapshot, &filter.areas));
        }
        if let Some(area) = &filter.within {
            trees.push(Tree::in_areas(snapshot, std::slice::from_ref(area)));
        }
        if let Some(cql) = &filter.cql {
            trees.extend(Tree::all_of(snapshot, cql.condition(), patience));
        }
        trees.sort_by_key(Tree::cost);
        let is_exact = |region: &&Region| snapshot.places.are_points() && region.is_its_box();
        let region = filter.bbox.as_ref().filter(|region| !is_exact(region));
        Self {
            is_slow: region.is_some() || trees.iter().any(|tree| tree.cost() > 0),
            snapshot,
            during: filter.datetime.map(|asked| snapshot.times.during(&asked)),
            trees,
            region,
        }
    }

    /// Looks at each of a few rows.
    fn few(&self, mut near: Vec<u32>, patience: &mut Patience) -> Result<Selection, TooCostly> {
        near.retain(|row| {
            let lasts = !self.is_slow || patience.lasts();
            lasts && self.meets(*row as usize)
        });
        patience.end()?;
        near.sort_unstable();
        Ok(Selection::Few(near))
    }

    /// Compares all rows at once, as far as that goes.
    fn many(&self, near: Option<Bits>, patience: &mut Patience) -> Result<Selection, TooCostly> {
        let count = self.snapshot.len();
        let mut found = near;
        let mut keep = |other: Bits| match &mut found {
            Some(found) => found.keep(&other),
            None => found = Some(other),
        };
        if let Some(during) = &self.during {
            keep(self.snapshot.times.rows(during));
        }
        let mut slow = Vec::new();
        for tree in &self.trees {
            match tree.rows(count, true) {
                Some(rows) => keep(rows),
                None => slow.push(tree),
            }
        }
        if slow.is_empty() && self.region.is_none() {
            return Ok(found.map_or(Selection::All(count), Selection::many));
        }
        let found = found.unwrap_or_else(|| Bits::all(count));
        let mut left = Bits::none(count);
        for row in found.rows_from(0).take_while(|_| patience.lasts()) {
            if self.is_inside(row) && slow.iter().all(|tree| tree.is(self.snapshot, row, true)) {
                left.add(row);
            }
        }
        patience.end()?;
        Ok(Selection::many(left))
    }

    fn meets(&self, row: usize) -> bool {
        let during = self.during.as_ref();
        during.is_none_or(|during| self.snapshot.times.is_during(row, during))
            && self
                .trees
                .iter()
                .all(|tree| tree.is(self.snapshot, row, true))
            && self.is_inside(row)
    }

    fn is_inside(&self, row: usize) -> bool {
        self.region.is_none_or(|region| {
            let geometry = self.snapshot.places.geometry(row);
            geometry.is_some_and(|geometry| region.intersects(&geometry))
        })
    }
}
