//! A column of small numbers, one a row, that say where a row's value stands among all values.
//!
//! The numbers are kept twice: as they are, to look at one row, and cut into their bits, to compare
//! all rows with a bound at once, 64 of them in each step ("bit-sliced").

use std::ops::Range;
use std::sync::OnceLock;

use super::bits::{Bits, WORD};

/// The code of each row, and how many codes there are.
#[derive(Debug)]
pub(super) struct Codes {
    list: List,
    /// Every code is less.
    most: u32,
    slices: OnceLock<Slices>,
}

/// As narrow as the codes allow.
#[derive(Debug)]
enum List {
    Narrow(Vec<u8>),
    Middle(Vec<u16>),
    Wide(Vec<u32>),
}

impl Codes {
    /// Codes that are all less than `most`.
    pub(super) fn new(codes: impl ExactSizeIterator<Item = u32>, most: u32) -> Self {
        let list = if most <= 1 << 8 {
            List::Narrow(
                codes
                    .map(|code| u8::try_from(code).unwrap_or(u8::MAX))
                    .collect(),
            )
        } else if most <= 1 << 16 {
            List::Middle(
                codes
                    .map(|code| u16::try_from(code).unwrap_or(u16::MAX))
                    .collect(),
            )
        } else {
            List::Wide(codes.collect())
        };
        Self {
            list,
            most,
            slices: OnceLock::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        match &self.list {
            List::Narrow(list) => list.len(),
            List::Middle(list) => list.len(),
            List::Wide(list) => list.len(),
        }
    }

    /// Every code is less than this.
    pub(super) fn most(&self) -> u32 {
        self.most
    }

    /// The code of a row; beyond all codes for what is no row.
    pub(super) fn of(&self, row: usize) -> u32 {
        let code = match &self.list {
            List::Narrow(list) => list.get(row).map(|code| u32::from(*code)),
            List::Middle(list) => list.get(row).map(|code| u32::from(*code)),
            List::Wide(list) => list.get(row).copied(),
        };
        code.unwrap_or(self.most)
    }

    /// The codes of some rows, added to `to`: one behind the other, so that the processor need not
    /// wait for one to ask the memory for the next.
    pub(super) fn gather(&self, rows: &[usize], to: &mut Vec<u32>) {
        let most = self.most;
        match &self.list {
            List::Narrow(list) => to.extend(rows.iter().map(|row| {
                let code = list.get(*row);
                code.map_or(most, |code| u32::from(*code))
            })),
            List::Middle(list) => to.extend(rows.iter().map(|row| {
                let code = list.get(*row);
                code.map_or(most, |code| u32::from(*code))
            })),
            List::Wide(list) => {
                to.extend(
                    rows.iter()
                        .map(|row| list.get(*row).copied().unwrap_or(most)),
                );
            }
        }
    }

    /// The rows whose codes lie in one of these ranges.
    pub(super) fn rows(&self, wanted: &CodeSet) -> Bits {
        match wanted.0.as_slice() {
            [] => Bits::none(self.len()),
            [only] if only.start == 0 && only.end >= self.most => Bits::all(self.len()),
            few if few.len() <= FEW => {
                let slices = self.slices.get_or_init(|| Slices::new(self));
                let mut found = vec![0; slices.blocks * BLOCK];
                for range in few {
                    slices.add(range, &mut found);
                }
                Bits::of(found, self.len())
            }
            _ => {
                let table: Vec<bool> = (0..=self.most).map(|code| wanted.has(code)).collect();
                let is_in = |row| {
                    usize::try_from(self.of(row))
                        .ok()
                        .and_then(|code| table.get(code))
                };
                Bits::that(self.len(), |row| is_in(row) == Some(&true))
            }
        }
    }
}

/// More ranges than this are looked up row by row.
const FEW: usize = 8;

/// Codes, as ranges in order that do not touch each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CodeSet(Vec<Range<u32>>);

impl CodeSet {
    pub(super) fn range(range: Range<u32>) -> Self {
        Self(if range.is_empty() {
            Vec::new()
        } else {
            vec![range]
        })
    }

    /// The codes below `most` of which it is true.
    pub(super) fn that(most: u32, mut is_in: impl FnMut(u32) -> bool) -> Self {
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for code in (0..most).filter(|code| is_in(*code)) {
            match ranges.last_mut() {
                Some(last) if last.end == code => last.end += 1,
                _ => ranges.push(code..code + 1),
            }
        }
        Self(ranges)
    }

    pub(super) fn has(&self, code: u32) -> bool {
        // Mostly it is one range.
        if let [only] = self.0.as_slice() {
            return only.contains(&code);
        }
        let after = self.0.partition_point(|range| range.end <= code);
        self.0.get(after).is_some_and(|range| range.start <= code)
    }

    /// The codes below `most` that are not in it.
    #[must_use]
    pub(super) fn others(&self, most: u32) -> Self {
        let starts = std::iter::once(0).chain(self.0.iter().map(|range| range.end));
        let ends = self.0.iter().map(|range| range.start).chain([most]);
        let between = starts.zip(ends).map(|(start, end)| start..end.min(most));
        Self(between.filter(|range| !range.is_empty()).collect())
    }
}

/// Words that are compared together, so that the processor takes several in one instruction.
const BLOCK: usize = 8;

/// The codes by their bits: of each block of rows first all highest bits, then the next.
#[derive(Debug)]
struct Slices {
    words: Vec<u64>,
    bits: usize,
    blocks: usize,
    /// Every code is less.
    most: u32,
}

impl Slices {
    fn new(codes: &Codes) -> Self {
        let bits = usize::try_from(u32::BITS - (codes.most.max(1) - 1).leading_zeros());
        let bits = bits.unwrap_or_default();
        let blocks = codes.len().div_ceil(WORD * BLOCK);
        let mut words = vec![0; blocks * bits * BLOCK];
        if bits > 0 {
            let blocks = words.chunks_exact_mut(bits * BLOCK);
            for (number, block) in blocks.enumerate() {
                let first = number * WORD * BLOCK;
                for row in first..codes.len().min(first + WORD * BLOCK) {
                    let (code, word) = (codes.of(row), (row - first) / WORD);
                    for (bit, slice) in block.chunks_exact_mut(BLOCK).rev().enumerate() {
                        if let Some(word) = slice.get_mut(word) {
                            *word |= u64::from(code >> bit & 1) << (row % WORD);
                        }
                    }
                }
            }
        }
        Self {
            words,
            bits,
            blocks,
            most: codes.most,
        }
    }

    /// Adds the rows whose codes lie in `range`.
    fn add(&self, range: &Range<u32>, found: &mut [u64]) {
        if self.bits == 0 {
            // One code only, which is 0.
            if range.contains(&0) {
                found.fill(u64::MAX);
            }
            return;
        }
        let is_one = range.end - range.start == 1;
        let blocks = self.words.chunks_exact(self.bits * BLOCK);
        for (block, found) in blocks.zip(found.chunks_exact_mut(BLOCK)) {
            if is_one {
                for (found, equal) in found.iter_mut().zip(self.equal(block, range.start)) {
                    *found |= equal;
                }
                continue;
            }
            let (below_end, below_start) =
                (self.below(block, range.end), self.below(block, range.start));
            for ((found, end), start) in found.iter_mut().zip(below_end).zip(below_start) {
                *found |= end & !start;
            }
        }
    }

    /// The rows of a block whose codes are this one.
    fn equal(&self, block: &[u64], code: u32) -> [u64; BLOCK] {
        let mut same = [u64::MAX; BLOCK];
        for (slice, bit) in block.chunks_exact(BLOCK).zip((0..self.bits).rev()) {
            // All ones where a zero is wanted, so that it is turned.
            let turn = u64::from(code >> bit & 1).wrapping_sub(1);
            for (same, slice) in same.iter_mut().zip(slice) {
                *same &= slice ^ turn;
            }
        }
        same
    }

    /// The rows of a block whose codes are less than `bound`.
    fn below(&self, block: &[u64], bound: u32) -> [u64; BLOCK] {
        if bound == 0 {
            return [0; BLOCK];
        }
        if bound >= self.most {
            return [u64::MAX; BLOCK];
        }
        let (mut less, mut same) = ([0; BLOCK], [u64::MAX; BLOCK]);
        for (slice, bit) in block.chunks_exact(BLOCK).zip((0..self.bits).rev()) {
            if bound >> bit & 1 == 1 {
                for ((less, same), slice) in less.iter_mut().zip(&mut same).zip(slice) {
                    *less |= *same & !slice;
                    *same &= slice;
                }
            } else {
                for (same, slice) in same.iter_mut().zip(slice) {
                    *same &= !slice;
                }
            }
        }
        less
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_are_found_by_their_codes(
            (most, codes) in prop_oneof![Just(1_u32), Just(2), 3_u32..40, Just(256), Just(257), Just(70_000)]
                .prop_flat_map(|most| (Just(most), prop::collection::vec(0..most, 0..1200))),
            bounds in prop::collection::vec(any::<prop::sample::Index>(), 0..24),
        ) {
            let list = Codes::new(codes.iter().copied(), most);
            let mut bounds: Vec<u32> = bounds
                .iter()
                .map(|bound| u32::try_from(bound.index(most as usize + 1)).unwrap())
                .collect();
            bounds.sort_unstable();
            let inside = |code: u32| bounds.chunks_exact(2).any(|pair| (pair[0]..pair[1]).contains(&code));
            let wanted = CodeSet::that(most, inside);
            let expected = Bits::that(codes.len(), |row| inside(codes[row]));
            prop_assert_eq!(&list.rows(&wanted), &expected);
            let others = Bits::that(codes.len(), |row| !inside(codes[row]));
            prop_assert_eq!(&list.rows(&wanted.others(most)), &others);
            for (row, code) in codes.iter().enumerate() {
                prop_assert_eq!(list.of(row), *code);
                prop_assert_eq!(wanted.has(*code), inside(*code));
            }
            let rows: Vec<usize> = (0..codes.len()).rev().collect();
            let mut gathered = vec![0];
            list.gather(&rows, &mut gathered);
            prop_assert!(gathered[1..].iter().eq(codes.iter().rev()));
        }
    }
}
