//! How many requests are in work at one time.

use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests in work for each core: enough that slow readers leave room for others, few enough
/// that what is begun is also finished soon.
const FOR_EACH_CORE: usize = 64;

/// Places for requests. Who finds none is told so at once: a queue would only let everybody wait.
#[derive(Debug, Clone)]
pub struct Room(Arc<Semaphore>);

/// A request's place, free again when it is dropped.
#[derive(Debug)]
pub struct Place {
    _permit: OwnedSemaphorePermit,
}

impl Room {
    /// Room for so many.
    pub fn of(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS))))
    }

    /// A place, if one is free.
    pub fn enter(&self) -> Option<Place> {
        let permit = Arc::clone(&self.0).try_acquire_owned().ok()?;
        Some(Place { _permit: permit })
    }
}

impl Default for Room {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        Self::of(FOR_EACH_CORE * cores)
    }
}
