//! Some features on their way into a snapshot: written, and nothing else of them kept than their
//! identifiers and places.

use super::blocks::Blocks;
use super::places::Shapes;
use super::snapshot::BuildError;
use super::texts::{Piece, Writer};
use crate::domain::{FeatureId, FeatureText};
use crate::format::geojson::append_feature;

/// Features of a file that follow each other, as [`super::Snapshot::of_parts`] takes them.
#[derive(Debug, Default)]
pub struct Part {
    pub(super) ids: Vec<FeatureId>,
    pub(super) texts: Vec<Piece>,
    pub(super) shapes: Shapes,
}

/// About so many bytes a point has around its properties.
const AROUND: usize = 120;

impl Part {
    /// Writes features, whose texts are kept in the blocks.
    pub fn new(features: Vec<FeatureText>, blocks: &Blocks) -> Result<Self, BuildError> {
        let (mut part, mut writer) = (Self::default(), Writer::new(blocks));
        let about = |feature: &FeatureText| feature.properties.len() + AROUND;
        writer.reserve(features.iter().map(about).sum());
        for feature in features {
            writer.add(|to| append_feature(to, &feature));
            let geometry = feature.geometry.as_ref().map(geo::Geometry::try_from);
            let geometry = geometry.transpose().map_err(|error| BuildError::Geometry {
                id: feature.id.clone(),
                error: error.to_string(),
            })?;
            part.shapes.push(geometry);
            part.ids.push(feature.id);
        }
        part.texts = writer.finish();
        Ok(part)
    }
}
