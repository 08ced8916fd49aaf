//! Numbers for what several dimensions say together, in the order in which they are seen.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::query::MOST_DIMENSIONS;

/// The number of a group, or of a code, in each dimension; 0 where there is no dimension.
pub(super) type Numbers = [u32; MOST_DIMENSIONS];

/// Each combination that was seen has the number of those that were seen before it.
#[derive(Debug)]
pub(super) struct Combinations {
    seen: Vec<Numbers>,
    /// How many numbers the dimensions are expected to have.
    sizes: [usize; MOST_DIMENSIONS],
    /// For each combination below these sizes its number and one more; empty if that were too many.
    table: Vec<u32>,
    /// The others.
    others: HashMap<Numbers, u32, RandomState>,
}

/// A table of so many is filled faster than one that hashes.
const LARGEST: usize = 64 * 1024;

impl Combinations {
    pub(super) fn new(dimensions: impl Iterator<Item = usize>) -> Self {
        let mut sizes = [1; MOST_DIMENSIONS];
        for (size, dimension) in sizes.iter_mut().zip(dimensions) {
            *size = dimension;
        }
        let all = sizes
            .iter()
            .try_fold(1_usize, |all, size| all.checked_mul(*size));
        let all = all.filter(|all| *all <= LARGEST).unwrap_or_default();
        Self {
            seen: Vec::new(),
            sizes,
            table: vec![0; all],
            others: HashMap::default(),
        }
    }

    pub(super) fn number(&mut self, numbers: &Numbers) -> usize {
        let next = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        let place = self.place(numbers);
        let number = match place.and_then(|place| self.table.get_mut(place)) {
            Some(entry) => {
                if *entry == 0 {
                    *entry = next + 1;
                }
                *entry - 1
            }
            None => *self.others.entry(*numbers).or_insert(next),
        };
        if number == next {
            self.seen.push(*numbers);
        }
        usize::try_from(number).unwrap_or(usize::MAX)
    }

    fn place(&self, numbers: &Numbers) -> Option<usize> {
        if self.table.is_empty() {
            return None;
        }
        let mut place = 0;
        for (number, size) in numbers.iter().zip(self.sizes) {
            let number = usize::try_from(*number)
                .ok()
                .filter(|number| *number < size)?;
            place = place * size + number;
        }
        Some(place)
    }

    /// All that were seen, by their numbers.
    pub(super) fn finish(self) -> Vec<Numbers> {
        self.seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_first_sight_whether_a_table_has_them_or_not() {
        let asked: [Numbers; 6] = [
            [0, 2, 0, 0],
            [1, 0, 0, 0],
            [0, 2, 0, 0],
            [1, 7, 0, 0],
            [9, 9, 0, 0],
            [1, 7, 0, 0],
        ];
        for sizes in [
            [2, 3],
            [2, 8],
            [10, 10],
            [0, 0],
            [100_000, 3],
            [usize::MAX, 2],
        ] {
            let mut combinations = Combinations::new(sizes.into_iter());
            let found = asked.map(|numbers| combinations.number(&numbers));
            assert_eq!(found, [0, 1, 0, 2, 3, 2], "{sizes:?}");
            let seen = combinations.finish();
            assert_eq!(seen.len(), 4);
            assert_eq!(seen.get(3), asked.get(4));
        }
    }
}
