//! Numbers that look random and are the same on every machine: splitmix64, whole numbers only.

/// A row of such numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// Neighbouring seeds give rows that have nothing to do with each other.
    pub(crate) fn new(seed: u64) -> Self {
        Self(mixed(seed.wrapping_add(0x5851_f42d_4c95_7f2d)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = u64::from(high.abs_diff(low)) + 1;
        let step = i32::try_from(self.next() % span).unwrap();
        low + step
    }

    /// True in so many of a thousand cases.
    pub(crate) fn per_mille(&mut self, cases: i32) -> bool {
        self.between(0, 999) < cases
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let index = self.next() % u64::try_from(end).unwrap();
        usize::try_from(index).unwrap()
    }

    /// One of them.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A bell around 0 that ends at twice the width: the sum of four throws.
    pub(crate) fn bell(&mut self, width: i32) -> i32 {
        (0..4).map(|_| self.between(-width, width)).sum::<i32>() / 2
    }
}

fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
