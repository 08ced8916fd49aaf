//! A set of rows, one bit each.

/// Which of `len` rows are in the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: usize,
}

/// Rows of a word.
pub(super) const WORD: usize = 64;

impl Bits {
    pub(super) fn none(len: usize) -> Self {
        Self {
            words: vec![0; len.div_ceil(WORD)],
            len,
        }
    }

    pub(super) fn all(len: usize) -> Self {
        let words = vec![u64::MAX; len.div_ceil(WORD)];
        Self::of(words, len)
    }

    /// A set by its words; what lies beyond `len` does not count.
    pub(super) fn of(mut words: Vec<u64>, len: usize) -> Self {
        words.truncate(len.div_ceil(WORD));
        if let Some(last) = words.last_mut()
            && !len.is_multiple_of(WORD)
        {
            *last &= u64::MAX >> (WORD - len % WORD);
        }
        Self { words, len }
    }

    /// The set of the rows for which it is true.
    pub(super) fn that(len: usize, mut is_in: impl FnMut(usize) -> bool) -> Self {
        let word = |word: usize| {
            let rows = word * WORD..len.min((word + 1) * WORD);
            rows.rev()
                .fold(0, |bits, row| bits << 1 | u64::from(is_in(row)))
        };
        let words = (0..len.div_ceil(WORD)).map(word).collect();
        Self { words, len }
    }

    pub(super) fn has(&self, row: usize) -> bool {
        let word = self.words.get(row / WORD).copied().unwrap_or_default();
        word >> (row % WORD) & 1 == 1
    }

    pub(super) fn add(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / WORD) {
            *word |= 1 << (row % WORD);
        }
    }

    pub(super) fn count(&self) -> usize {
        self.words.iter().map(|word| ones(*word)).sum()
    }

    /// Keeps what is in the other too.
    pub(super) fn keep(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Takes in what is in the other.
    pub(super) fn take_in(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// The rows from this one on, in order.
    pub(super) fn rows_from(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let first = row / WORD;
        let words = self.words.iter().enumerate().skip(first);
        words.flat_map(move |(number, word)| {
            let before = if number == first {
                u64::MAX << (row % WORD)
            } else {
                u64::MAX
            };
            let mut rest = word & before;
            std::iter::from_fn(move || {
                let bit = usize::try_from(rest.trailing_zeros()).unwrap_or_default();
                // The lowest one goes.
                rest = (rest != 0).then(|| rest & (rest - 1))?;
                Some(number * WORD + bit)
            })
        })
    }

    /// How many rows of the set lie before this one.
    pub(super) fn count_before(&self, row: usize) -> usize {
        let whole = self.words.iter().take(row / WORD);
        let part = self.words.get(row / WORD).copied().unwrap_or_default();
        whole.map(|word| ones(*word)).sum::<usize>() + ones(part & !(u64::MAX << (row % WORD)))
    }

    /// The row before which `number` rows of the set lie; beyond the last one if there is none.
    pub(super) fn nth(&self, number: usize) -> usize {
        let mut left = number;
        for (at, word) in self.words.iter().enumerate() {
            let count = ones(*word);
            if left < count {
                let first = at * WORD;
                return self.rows_from(first).nth(left).unwrap_or(self.len);
            }
            left -= count;
        }
        self.len
    }
}

fn ones(word: u64) -> usize {
    usize::try_from(word.count_ones()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_set_is_what_a_list_of_booleans_is(rows in prop::collection::vec(any::<bool>(), 0..200), at in 0_usize..220) {
            let bits = Bits::that(rows.len(), |row| rows[row]);
            let listed: Vec<usize> = (0..rows.len()).filter(|row| rows[*row]).collect();
            prop_assert_eq!(bits.count(), listed.len());
            prop_assert_eq!(bits.rows_from(0).collect::<Vec<_>>(), listed.clone());
            let from: Vec<usize> = listed.iter().copied().filter(|row| *row >= at).collect();
            prop_assert_eq!(bits.rows_from(at).collect::<Vec<_>>(), from);
            let before = listed.iter().filter(|row| **row < at).count();
            prop_assert_eq!(bits.count_before(at), before);
            prop_assert_eq!(bits.nth(at), listed.get(at).copied().unwrap_or(rows.len()));
            let mut all = Bits::all(rows.len());
            prop_assert_eq!(all.count(), rows.len());
            all.keep(&bits);
            prop_assert_eq!(&all, &bits);
            let mut none = Bits::none(rows.len());
            none.take_in(&bits);
            prop_assert_eq!(&none, &bits);
        }
    }
}
