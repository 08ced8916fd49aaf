//! The OGC API over HTTP: the only layer that knows addresses, status codes and links.
//!
//! One file per resource of the standards. Each names the conformance classes that it fulfils
//! beside its handler, and `conformance` gathers them.

mod admin;
mod answer;
mod api;
mod asked;
mod carried;
mod coding;
mod collections;
mod compress;
mod conformance;
mod cors;
mod counted;
mod crs;
mod download;
mod entity_tag;
mod facets;
mod files;
mod filters;
mod finished;
mod forwarded;
mod front;
mod functions;
mod health;
mod item;
mod items;
mod landing;
mod language;
mod limits;
mod link;
mod log;
mod measure;
mod negotiate;
mod pages;
mod paging;
mod params;
mod problem;
mod queryables;
mod ranges;
mod ready;
mod request;
mod response;
mod router;
mod schemas;
mod search;
mod state;
mod styles;
mod tiles;
mod views;

pub use admin::admin;
pub use finished::Files;
pub use front::Front;
pub use link::{Base, BaseError};
pub use ready::Ready;
pub use router::router;
pub use state::State;
pub use tiles::Tiles;
