//! Filters that were asked before: their rows are remembered, so that the next page and the count
//! beside it cost nothing.

use std::sync::{Arc, Mutex, PoisonError};

use super::selection::Selection;
use crate::query::Filter;

/// The rows of the filters that were asked last, the latest first.
#[derive(Debug, Default)]
pub(super) struct Seen(Mutex<Vec<(String, Arc<Selection>)>>);

/// So many filters are remembered, each with a bit for each feature.
const MOST: usize = 32;
/// One that is longer, as a text, is not.
const LONGEST: usize = 4096;

impl Seen {
    /// The rows of the filter, found now if they are not remembered.
    pub(super) fn or<E>(
        &self,
        filter: &Filter,
        find: impl FnOnce() -> Result<Selection, E>,
    ) -> Result<Arc<Selection>, E> {
        // A box or a time alone is found as fast as it is remembered.
        if filter.cql.is_none() && filter.equals.is_empty() && filter.areas.is_empty() {
            return find().map(Arc::new);
        }
        let name = filter.to_string();
        if let Some(known) = self.find(&name) {
            return Ok(known);
        }
        let found = Arc::new(find()?);
        if name.len() > LONGEST {
            return Ok(found);
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.truncate(MOST - 1);
        all.insert(0, (name, Arc::clone(&found)));
        Ok(found)
    }

    fn find(&self, name: &str) -> Option<Arc<Selection>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = all.iter().position(|(own, _)| own == name)?;
        all.get_mut(..=at)?.rotate_right(1);
        all.first().map(|(_, known)| Arc::clone(known))
    }
}
