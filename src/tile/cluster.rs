//! Points that would lie on each other, gathered in the cells of a grid.
//!
//! A cell is a tile of a deeper matrix of the same set. So it lies in one tile, a point lies in
//! one cell, and what is in it depends on nothing else: not on the order of the points, nor on
//! which tile is asked for, nor on its neighbours.

use std::collections::HashMap;

use super::EXTENT;
use super::shape::Shape;
use super::thin::{Drawn, What};
use crate::domain::{Instant, Place, Tile};

/// Matrices from a tile down to the cells in it: eight cells on each side, 64 pixels wide where a
/// tile has 512.
pub const CELLS: u8 = 3;

/// Points that are looked at together.
const TOGETHER: usize = 1024;

/// So many values of a property are told with their counts; the others only count.
const MOST_VALUES: usize = 32;

/// What is added up: one property, or the three of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// What it is called: `deaths`.
    pub name: String,
    /// The properties that are added up, the lowest first.
    pub parts: Vec<String>,
}

/// What is known of rows, asked for by their numbers.
pub trait Say {
    /// A moment, or its number in the order of time.
    type Moment: Ord + Copy;
    /// The number by which readers know the feature again.
    fn number(&self, row: usize) -> u64;
    /// Is it contained in another row of the answer, whose figures have it already?
    fn is_part(&self, row: usize) -> bool;
    /// Looks at some rows together: one by one, each would wait for the memory.
    fn look(&mut self, rows: &[usize]);
    /// Of each sum what the row `at` that place of those says of its parts; `None` if it is not
    /// known.
    fn sums(&self, at: usize) -> impl Iterator<Item = impl Iterator<Item = Option<f64>>>;
    /// The number of the value by which rows are counted.
    fn value(&mut self, at: usize) -> Option<u32>;
    /// What that value is called.
    fn text(&self, value: u32) -> Option<String>;
    /// Its first and its last moment.
    fn ends(&self, at: usize) -> [Option<Self::Moment>; 2];
    /// Which first and which last moment those are.
    fn moments(&self, ends: [Option<Self::Moment>; 2]) -> [Option<Instant>; 2];
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
pub fn clusters<S: Say>(
    points: impl Iterator<Item = (usize, Place)>,
    tile: Tile,
    sums: &[Sum],
    say: &mut S,
) -> Vec<Drawn> {
    let side = 1_u32 << CELLS;
    let mut cells: Vec<Option<Cell<S::Moment>>> = (0..side * side).map(|_| None).collect();
    let (mut rows, mut places) = (Vec::with_capacity(TOGETHER), Vec::with_capacity(TOGETHER));
    let mut points = points.filter(|(_, place)| tile.contains(*place));
    loop {
        rows.clear();
        places.clear();
        for (row, place) in points.by_ref().take(TOGETHER) {
            rows.push(row);
            places.push(place);
        }
        if rows.is_empty() {
            break;
        }
        say.look(&rows);
        for (at, (&row, &place)) in rows.iter().zip(&places).enumerate() {
            let own = Tile::of(tile.set, tile.zoom + CELLS, place);
            let number = usize::try_from(own.row % side * side + own.col % side);
            let cell = number.ok().and_then(|number| cells.get_mut(number));
            if let Some(cell) = cell {
                let cell = cell.get_or_insert_with(|| Cell::new(own, row, sums));
                cell.add(at, row, place, say);
            }
        }
    }
    let drawn = |cell: Cell<S::Moment>| {
        let (x, y) = tile.within(cell.mean(), EXTENT);
        let (number, what) = if cell.count == 1 {
            (say.number(cell.row), What::Row(cell.row))
        } else {
            let number = number(cell.tile);
            (number, What::Cluster(Box::new(cell.cluster(say))))
        };
        Drawn {
            number,
            shape: Shape::Point([x, y]),
            what,
        }
    };
    cells.into_iter().flatten().map(drawn).collect()
}

/// Beyond the numbers of features: the 53rd bit, then matrix, column and row.
fn number(cell: Tile) -> u64 {
    let bits = (u64::from(cell.zoom) << 46) | (u64::from(cell.col) << 23) | u64::from(cell.row);
    (1 << 52) | bits
}

/// The points of a cell, as they come.
struct Cell<M> {
    tile: Tile,
    /// The first one.
    row: usize,
    count: usize,
    /// Added up in whole numbers, so that it is the same in every order.
    x: u128,
    y: u128,
    sums: Vec<Added>,
    values: Counts,
    first: Option<M>,
    last: Option<M>,
}

/// How many points have each value, by the values' numbers: mostly there are few.
#[derive(Default)]
struct Counts {
    low: Vec<usize>,
    high: HashMap<u32, usize>,
}

/// Numbers below it are low.
const LOW: usize = 256;

impl<M: Ord + Copy> Cell<M> {
    fn new(tile: Tile, row: usize, sums: &[Sum]) -> Self {
        let empty = |sum: &Sum| Added {
            parts: vec![0.0; sum.parts.len()],
            unknown: 0,
        };
        Self {
            tile,
            row,
            count: 0,
            x: 0,
            y: 0,
            sums: sums.iter().map(empty).collect(),
            values: Counts::default(),
            first: None,
            last: None,
        }
    }

    /// Adds a row, which is `at` that place of those that were looked at.
    fn add(&mut self, at: usize, row: usize, place: Place, say: &mut impl Say<Moment = M>) {
        self.count += 1;
        self.x += u128::from(place.x);
        self.y += u128::from(place.y);
        if let Some(value) = say.value(at) {
            self.values.add(value);
        }
        let [start, end] = say.ends(at);
        self.first = match (self.first, start) {
            (Some(first), Some(start)) => Some(first.min(start)),
            (first, start) => first.or(start),
        };
        self.last = self.last.max(end);
        if !say.is_part(row) {
            for (sum, parts) in self.sums.iter_mut().zip(say.sums(at)) {
                sum.add(parts);
            }
        }
    }

    /// Inside the cell, since that is convex.
    fn mean(&self) -> Place {
        let count = u128::try_from(self.count).unwrap_or(1).max(1);
        let of = |sum: u128| u64::try_from(sum / count).unwrap_or(u64::MAX);
        Place {
            x: of(self.x),
            y: of(self.y),
        }
    }

    fn cluster(self, say: &impl Say<Moment = M>) -> Cluster {
        let [first, last] = say.moments([self.first, self.last]);
        let mut values: Vec<(String, usize)> = self
            .values
            .all()
            .filter_map(|(value, count)| Some((say.text(value)?, count)))
            .collect();
        values.sort_by(|(a, more), (b, less)| less.cmp(more).then_with(|| a.cmp(b)));
        values.truncate(MOST_VALUES);
        Cluster {
            cell: self.tile,
            count: self.count,
            sums: self.sums,
            values,
            first,
            last,
        }
    }
}

impl Counts {
    fn add(&mut self, value: u32) {
        let Some(low) = usize::try_from(value).ok().filter(|low| *low < LOW) else {
            *self.high.entry(value).or_default() += 1;
            return;
        };
        if low >= self.low.len() {
            self.low.resize(low + 1, 0);
        }
        if let Some(count) = self.low.get_mut(low) {
            *count += 1;
        }
    }

    fn all(self) -> impl Iterator<Item = (u32, usize)> {
        let low = (0..).zip(self.low).filter(|(_, count)| *count > 0);
        low.chain(self.high)
    }
}

impl Added {
    /// Where only a lower figure of a range is known, the others are at least that.
    fn add(&mut self, parts: impl Iterator<Item = Option<f64>>) {
        let mut least = None;
        for (total, part) in self.parts.iter_mut().zip(parts) {
            least = part.or(least);
            *total += least.unwrap_or_default();
        }
        self.unknown += usize::from(least.is_none());
    }
}
