//! A feature as it leaves a store: with when it was, whichever of its properties are kept.

use super::{FeatureText, Interval};

/// A feature on its way out.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its identifier, and what was asked of its geometry and properties.
    pub feature: FeatureText,
    /// When it was; `None` if it does not say.
    pub time: Option<Interval>,
}
