//! The nouns of the field: collection, feature, schema, bbox, interval, extent.
//!
//! Pure: no I/O, no HTTP, no async. Everything else in marz is said with these words.

mod bbox;
mod collection;
mod crs;
mod extent;
mod feature;
mod interval;
pub mod members;
mod record;
mod region;
mod schema;
mod tile;
mod tile_matrix_set;
mod time_properties;
mod written_time;

pub use bbox::{Bbox, BboxError};
pub use collection::{Collection, License};
pub use crs::{Crs, CrsError};
pub use extent::Extent;
pub use feature::{Feature, FeatureId, FeatureText};
pub use interval::{Instant, Interval, IntervalError};
pub use record::Record;
pub use region::Region;
pub use schema::{Property, PropertyType, Schema};
pub use tile::{Tile, TileError};
pub use tile_matrix_set::{Place, TILE_PIXELS, TileMatrixSet};
pub use time_properties::{MissingEnd, TimeError, TimeProperties};
