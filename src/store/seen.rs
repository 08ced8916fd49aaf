//! What was worked out before: the rows of a filter, so that the next page and the count beside it
//! cost nothing, and what a filter says, so that it is read once while the map is moved about.

use std::sync::{Mutex, PoisonError};

/// What was asked last, the latest first.
#[derive(Debug)]
pub(super) struct Seen<T>(Mutex<Vec<(String, T)>>);

/// So many are remembered.
const MOST: usize = 32;
/// A question that is longer, as a text, is not.
const LONGEST: usize = 4096;

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Seen<T> {
    /// What is found for this question, now if it is not remembered. Errors are not.
    pub(super) fn or<E>(&self, name: String, find: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        if let Some(known) = self.find(&name) {
            return Ok(known);
        }
        let found = find()?;
        if name.len() > LONGEST {
            return Ok(found);
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.truncate(MOST - 1);
        all.insert(0, (name, found.clone()));
        Ok(found)
    }

    fn find(&self, name: &str) -> Option<T> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = all.iter().position(|(own, _)| own == name)?;
        all.get_mut(..=at)?.rotate_right(1);
        all.first().map(|(_, known)| known.clone())
    }
}
