//! Where and when the features of a collection lie.

use super::{Bbox, Interval};

/// The smallest box and interval that hold every feature; `None` where no feature has a place
/// or a time.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Extent {
    /// In longitude and latitude.
    pub spatial: Option<Bbox>,
    /// In local time.
    pub temporal: Option<Interval>,
}

impl Extent {
    /// Grows to hold a feature's box and time.
    pub fn add(&mut self, bbox: Option<Bbox>, time: Option<Interval>) {
        if let Some(bbox) = bbox {
            self.spatial = Some(self.spatial.map_or(bbox, |extent| extent.union(&bbox)));
        }
        if let Some(time) = time {
            self.temporal = Some(self.temporal.map_or(time, |extent| extent.union(&time)));
        }
    }
}
