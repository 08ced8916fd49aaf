//! Counting rows by several dimensions at once.
//!
//! First by the codes that rows have there, which costs a row next to nothing; then what was
//! counted is handed to the groups to which the codes belong, one or, for lists, several.

use super::combinations::{Combinations, Numbers};
use super::facets::{FacetsError, Tally};
use super::groupings::Groupings;

/// So many groups has an answer at most.
pub(super) const MOST_GROUPS: usize = 10_000;

/// A tally for each combination that was seen.
#[derive(Debug)]
pub(super) struct Counted {
    combinations: Combinations,
    tallies: Vec<Tally>,
}

impl Counted {
    /// `sizes` are how many numbers the dimensions are expected to have.
    pub(super) fn new(sizes: impl Iterator<Item = usize>) -> Self {
        Self {
            combinations: Combinations::new(sizes),
            tallies: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tallies.len()
    }

    /// Changes the tally of a combination, which is `new` at first.
    pub(super) fn change(
        &mut self,
        numbers: &Numbers,
        new: impl FnOnce() -> Tally,
        change: impl FnOnce(&mut Tally),
    ) {
        let number = self.combinations.number(numbers);
        if number == self.tallies.len() {
            self.tallies.push(new());
        }
        if let Some(tally) = self.tallies.get_mut(number) {
            change(tally);
        }
    }

    /// Each combination with its tally, in the order in which they were seen.
    pub(super) fn finish(self) -> impl Iterator<Item = (Numbers, Tally)> {
        let seen = self.combinations.finish();
        seen.into_iter().zip(self.tallies)
    }

    /// Adds what was counted by codes to the groups of those.
    pub(super) fn take_in(
        &mut self,
        by_codes: Self,
        dimensions: &mut [Groupings<'_>],
    ) -> Result<(), FacetsError> {
        let mut own: Vec<Numbers> = Vec::new();
        for (codes, tally) in by_codes.finish() {
            groups(&codes, dimensions, &mut own)?;
            for group in &own {
                self.change(group, || tally.empty(), |sum| sum.append(&tally));
            }
            if self.len() > MOST_GROUPS {
                return Err(FacetsError::TooManyGroups);
            }
        }
        dimensions.iter_mut().for_each(Groupings::forget);
        Ok(())
    }
}

/// The groups to which rows of these codes belong: one, unless they have several values in a
/// dimension.
fn groups(
    codes: &Numbers,
    dimensions: &mut [Groupings<'_>],
    groups: &mut Vec<Numbers>,
) -> Result<(), FacetsError> {
    groups.clear();
    groups.push(Numbers::default());
    for (place, (dimension, code)) in dimensions.iter_mut().zip(codes).enumerate() {
        let values = dimension.groups(*code);
        let with = |group: &Numbers, value: u32| {
            let mut group = *group;
            if let Some(entry) = group.get_mut(place) {
                *entry = value;
            }
            group
        };
        if let [only] = *values {
            for group in groups.iter_mut() {
                *group = with(group, only);
            }
            continue;
        }
        // Before they are made: lists of the data multiply here.
        if groups.len().saturating_mul(values.len()) > MOST_GROUPS {
            return Err(FacetsError::TooManyGroups);
        }
        let longer = |group: &Numbers| -> Vec<Numbers> {
            values.iter().map(|value| with(group, *value)).collect()
        };
        *groups = groups.iter().flat_map(longer).collect();
    }
    Ok(())
}
