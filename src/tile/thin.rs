//! Fewer features where a tile would be too large: evenly over the tile, and the same ones on
//! every machine.

use super::cluster::Cluster;
use super::shape::Shape;
use super::{EXTENT, mixed};

/// Something in a tile.
#[derive(Debug)]
pub struct Drawn {
    /// Its number, by which readers know it again.
    pub number: u64,
    /// Where it is.
    pub shape: Shape,
    /// What it is.
    pub what: What,
}

impl Drawn {
    /// The row of a single feature.
    pub fn row(&self) -> Option<usize> {
        match self.what {
            What::Row(row) => Some(row),
            What::Cluster(_) => None,
        }
    }
}

/// A feature, or several as one.
#[derive(Debug)]
pub enum What {
    /// The feature in that row.
    Row(usize),
    /// A cluster of points.
    Cluster(Box<Cluster>),
}

/// After so many steps one feature is left.
pub(super) const STEPS: u32 = 12;

/// The features that are left after so many steps: of the points one in each cell, the cells twice
/// as wide with each step; of the others those that are twice as large. Where points are gathered,
/// all of them stay: they are few, and counted.
pub(super) fn thinned(all: &[Drawn], step: u32, are_gathered: bool) -> Vec<&Drawn> {
    if step == 0 {
        return all.iter().collect();
    }
    let (mut points, mut kept, mut largest) = (Vec::new(), Vec::new(), None);
    for (place, one) in all.iter().enumerate() {
        match &one.shape {
            Shape::Point(_) | Shape::Points(_) if are_gathered => kept.push(place),
            Shape::Point(at) => points.push((cell(*at, step), mixed(one.number), place)),
            Shape::Points(at) => {
                let first = at.first().copied().unwrap_or_default();
                points.push((cell(first, step), mixed(one.number), place));
            }
            shape if step < STEPS && shape.size() >= 1 << step => kept.push(place),
            shape => largest = largest.max(Some((shape.size(), mixed(one.number), place))),
        }
    }
    // Of a cell the first in an order that has nothing to do with where and what it is.
    points.sort_unstable();
    points.dedup_by_key(|(cell, _, _)| *cell);
    kept.extend(points.iter().map(|(_, _, place)| *place));
    if kept.is_empty() {
        kept.extend(largest.map(|(_, _, place)| place));
    }
    kept.sort_unstable();
    kept.into_iter()
        .filter_map(|place| all.get(place))
        .collect()
}

/// Steps that are left out, since so many features would be too much in any case.
pub(super) fn first_step(all: &[Drawn], are_gathered: bool) -> u32 {
    (0..STEPS)
        .find(|step| thinned(all, *step, are_gathered).len() <= MOST)
        .unwrap_or(STEPS)
}

/// With a dozen bytes each they would fill a tile.
const MOST: usize = 40_000;

fn cell(at: [i32; 2], step: u32) -> [i32; 2] {
    // At the first step 512 cells on a side.
    let side = i32::try_from(EXTENT).unwrap_or(i32::MAX) / 512 * (1 << (step - 1));
    at.map(|along| along / side)
}
