//! The OGC API over HTTP: the only layer that knows addresses, status codes and links.
//!
//! One file per resource of the standards. Each names the conformance classes that it fulfils
//! beside its handler, and `conformance` gathers them.

mod admin;
mod api;
mod carried;
mod collections;
mod conformance;
mod cors;
mod crs;
mod entity_tag;
mod files;
mod forwarded;
mod front;
mod health;
mod html;
mod item;
mod items;
mod landing;
mod limits;
mod link;
mod log;
mod measure;
mod negotiate;
mod params;
mod problem;
mod queryables;
mod request;
mod response;
mod router;
mod state;

pub use admin::admin;
pub use front::Front;
pub use link::{Base, BaseError};
pub use router::router;
pub use state::State;
