//! Where features live, ready to be asked.
//!
//! Today that is memory: each collection is a [`Snapshot`], immutable and shared by `Arc`, and a
//! [`Catalog`] names them all. Knows nothing of HTTP. A trait comes with the second way to answer.

mod bits;
mod blocks;
mod build;
mod catalog;
mod codes;
mod column;
mod columns;
mod combinations;
mod counting;
mod distinct;
mod draft;
mod facets;
mod found;
mod groupings;
mod ids;
mod measured;
mod order;
mod part;
mod patience;
mod places;
mod plan;
mod seen;
mod selection;
mod snapshot;
mod spans;
mod texts;
mod threads;
mod tiles;
mod times;
mod tree;

pub use blocks::Blocks;
pub use catalog::Catalog;
pub use facets::{FacetsError, Groups, Key, Sum, Tally};
pub use found::Found;
pub use part::Part;
pub use snapshot::{BuildError, Snapshot, TooCostly};
pub use tiles::{Attribute, Gathered, Telling};

/// The property that names the feature of which this one is a part.
const PART_OF: &str = "part_of";
