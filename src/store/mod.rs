//! Where features live, ready to be asked.
//!
//! Today that is memory: each collection is a [`Snapshot`], immutable and shared by `Arc`, and a
//! [`Catalog`] names them all. Knows nothing of HTTP. A trait comes with the second way to answer.

mod catalog;
mod distinct;
mod facets;
mod found;
mod row;
mod snapshot;
mod tiles;

pub use catalog::Catalog;
pub use facets::{FacetsError, Groups, Key, Sum, Tally};
pub use found::Found;
pub use snapshot::{BuildError, Snapshot, TooCostly};
pub use tiles::Candidate;
