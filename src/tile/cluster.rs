//! Points that would lie on each other, gathered in the cells of a grid.
//!
//! A cell is a tile of a deeper matrix of the same set. So it lies in one tile, a point lies in
//! one cell, and what is in it depends on nothing else: not on the order of the points, nor on
//! which tile is asked for, nor on its neighbours.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::EXTENT;
use super::shape::Shape;
use super::thin::{Drawn, What};
use crate::domain::{Instant, Interval, Place, Tile};

/// Matrices from a tile down to the cells in it: eight cells on each side, 64 pixels wide where a
/// tile has 512.
pub const CELLS: u8 = 3;

/// So many values of a property are told with their counts; the others only count.
const MOST_VALUES: usize = 32;

/// A point of the data.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    /// Its row.
    pub row: usize,
    /// Its feature's number.
    pub number: u64,
    /// Where it is.
    pub place: Place,
}

/// What is added up: one property, or the three of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// What it is called: `deaths`.
    pub name: String,
    /// The properties that are added up, the lowest first.
    pub parts: Vec<String>,
}

/// What is known of a row, asked for by its number.
pub struct Say<'a> {
    /// What is added up.
    pub sums: &'a [Sum],
    /// Of that row, the part of that sum; `None` if it is not known.
    pub figure: &'a dyn Fn(usize, &str) -> Option<f64>,
    /// Is it contained in another row of the answer, whose figures have it already?
    pub is_part: &'a dyn Fn(usize) -> bool,
    /// The value by which rows are counted.
    pub value: &'a dyn Fn(usize) -> Option<Cow<'a, str>>,
    /// When it was.
    pub time: &'a dyn Fn(usize) -> Option<Interval>,
}

impl std::fmt::Debug for Say<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Say")
            .field("sums", &self.sums)
            .finish_non_exhaustive()
    }
}

/// Several points as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Its cell, which is its name.
    pub cell: Tile,
    /// How many points.
    pub count: usize,
    /// What was added up, in the order of the sums.
    pub sums: Vec<Added>,
    /// How many points have each value, the most frequent first.
    pub values: Vec<(String, usize)>,
    /// The first and the last moment of all that have a time.
    pub first: Option<Instant>,
    /// The last one.
    pub last: Option<Instant>,
}

/// A sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Added {
    /// Of each part.
    pub parts: Vec<f64>,
    /// Points that were to be added and say nothing.
    pub unknown: usize,
}

/// The points of a tile, those of a cell as one. A point that is alone in its cell stays itself.
pub fn clusters(points: &[Point], tile: Tile, say: &Say<'_>) -> Vec<Drawn> {
    let mut cells: BTreeMap<(u32, u32), Vec<Point>> = BTreeMap::new();
    for point in points.iter().filter(|point| tile.contains(point.place)) {
        let cell = Tile::of(tile.set, tile.zoom + CELLS, point.place);
        cells.entry((cell.row, cell.col)).or_default().push(*point);
    }
    let drawn = |((row, col), members): ((u32, u32), Vec<Point>)| {
        let at = |place: Place| {
            let (x, y) = tile.within(place, EXTENT);
            Shape::Points(vec![[x, y]])
        };
        if let [alone] = *members {
            return Drawn {
                number: alone.number,
                shape: at(alone.place),
                what: What::Row(alone.row),
            };
        }
        let cell = Tile {
            set: tile.set,
            zoom: tile.zoom + CELLS,
            row,
            col,
        };
        Drawn {
            number: number(cell),
            shape: at(mean(&members)),
            what: What::Cluster(Box::new(gathered(cell, &members, say))),
        }
    };
    cells.into_iter().map(drawn).collect()
}

/// Beyond the numbers of features: the 53rd bit, then matrix, column and row.
fn number(cell: Tile) -> u64 {
    let bits = (u64::from(cell.zoom) << 46) | (u64::from(cell.col) << 23) | u64::from(cell.row);
    (1 << 52) | bits
}

/// In whole numbers, so that it is the same in every order; inside the cell, since that is convex.
fn mean(members: &[Point]) -> Place {
    let count = u128::try_from(members.len()).unwrap_or(1).max(1);
    let of = |along: fn(Place) -> u64| {
        let sum: u128 = members.iter().map(|one| u128::from(along(one.place))).sum();
        u64::try_from(sum / count).unwrap_or(u64::MAX)
    };
    Place {
        x: of(|place| place.x),
        y: of(|place| place.y),
    }
}

fn gathered(cell: Tile, members: &[Point], say: &Say<'_>) -> Cluster {
    let empty = |sum: &Sum| Added {
        parts: vec![0.0; sum.parts.len()],
        unknown: 0,
    };
    let mut cluster = Cluster {
        cell,
        count: members.len(),
        sums: say.sums.iter().map(empty).collect(),
        values: Vec::new(),
        first: None,
        last: None,
    };
    let mut values: BTreeMap<Cow<'_, str>, usize> = BTreeMap::new();
    for member in members {
        if let Some(value) = (say.value)(member.row) {
            *values.entry(value).or_default() += 1;
        }
        let time = (say.time)(member.row);
        let (start, end) = (
            time.and_then(|time| time.start()),
            time.and_then(|time| time.end()),
        );
        cluster.first = cluster.first.into_iter().chain(start).min();
        cluster.last = cluster.last.into_iter().chain(end).max();
        if (say.is_part)(member.row) {
            continue;
        }
        for (added, sum) in cluster.sums.iter_mut().zip(say.sums) {
            added.add(member.row, sum, say);
        }
    }
    cluster.values = values
        .into_iter()
        .map(|(value, count)| (value.into_owned(), count))
        .collect();
    cluster
        .values
        .sort_by(|(a, more), (b, less)| less.cmp(more).then_with(|| a.cmp(b)));
    cluster.values.truncate(MOST_VALUES);
    cluster
}

impl Added {
    /// Where only a lower figure of a range is known, the others are at least that.
    fn add(&mut self, row: usize, sum: &Sum, say: &Say<'_>) {
        let mut least = None;
        for (total, part) in self.parts.iter_mut().zip(&sum.parts) {
            least = (say.figure)(row, part).or(least);
            *total += least.unwrap_or_default();
        }
        self.unknown += usize::from(least.is_none());
    }
}
