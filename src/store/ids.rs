//! The identifiers of the rows, in order.

use crate::domain::FeatureId;

/// Numbers first, then texts; each sorted.
#[derive(Debug, Default)]
pub(super) struct Ids {
    numbers: Vec<u64>,
    /// All texts, one behind the other.
    texts: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Ids {
    /// Each must be greater than the one before it.
    pub(super) fn new(all: Vec<FeatureId>) -> Self {
        let mut ids = Self::default();
        for id in all {
            match id {
                FeatureId::Number(number) => ids.numbers.push(number),
                FeatureId::Text(text) => {
                    ids.texts.push_str(&text);
                    ids.ends.push(ids.texts.len());
                }
            }
        }
        ids.numbers.shrink_to_fit();
        ids.texts.shrink_to_fit();
        ids.ends.shrink_to_fit();
        ids
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len() + self.ends.len()
    }

    pub(super) fn of(&self, row: usize) -> Option<FeatureId> {
        if let Some(number) = self.numbers.get(row) {
            return Some(FeatureId::Number(*number));
        }
        let text = self.text(row - self.numbers.len())?;
        Some(FeatureId::Text(text.to_owned()))
    }

    /// The row of an identifier.
    pub(super) fn find(&self, id: &FeatureId) -> Option<usize> {
        let row = self.rows_to(id).checked_sub(1)?;
        let found = match id {
            FeatureId::Number(number) => self.numbers.get(row) == Some(number),
            FeatureId::Text(text) => {
                let at = row.checked_sub(self.numbers.len())?;
                self.text(at) == Some(text)
            }
        };
        found.then_some(row)
    }

    /// How many identifiers are not greater than this one.
    pub(super) fn rows_to(&self, id: &FeatureId) -> usize {
        match id {
            FeatureId::Number(number) => self.numbers.partition_point(|own| own <= number),
            FeatureId::Text(text) => {
                let (mut low, mut high) = (0, self.ends.len());
                while low < high {
                    let middle = usize::midpoint(low, high);
                    if self.text(middle).is_some_and(|own| own <= text.as_str()) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                self.numbers.len() + low
            }
        }
    }

    /// The greatest number, if there is no text.
    pub(super) fn greatest_number(&self) -> Option<u64> {
        self.numbers
            .last()
            .copied()
            .filter(|_| self.ends.is_empty())
    }

    fn text(&self, number: usize) -> Option<&str> {
        let start = match number.checked_sub(1) {
            None => 0,
            Some(before) => *self.ends.get(before)?,
        };
        self.texts.get(start..*self.ends.get(number)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_found_and_their_places_too() {
        let all: Vec<FeatureId> = [3_u64, 17]
            .map(FeatureId::Number)
            .into_iter()
            .chain(["17", "a", "ғ"].map(|text| FeatureId::Text(text.to_owned())))
            .collect();
        let ids = Ids::new(all.clone());
        assert_eq!(ids.len(), all.len());
        for (row, id) in all.iter().enumerate() {
            assert_eq!(ids.of(row).as_ref(), Some(id));
            assert_eq!(ids.find(id), Some(row));
            assert_eq!(ids.rows_to(id), row + 1);
        }
        assert_eq!(ids.of(5), None);
        assert_eq!(ids.find(&FeatureId::Number(4)), None);
        assert_eq!(ids.rows_to(&FeatureId::Number(4)), 1);
        assert_eq!(ids.find(&FeatureId::Text("b".to_owned())), None);
        assert_eq!(ids.rows_to(&FeatureId::Text("b".to_owned())), 4);
        assert_eq!(ids.greatest_number(), None);
        assert_eq!(Ids::default().find(&FeatureId::Number(0)), None);
    }
}
