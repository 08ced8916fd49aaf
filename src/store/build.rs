//! From features to a snapshot.

use std::sync::OnceLock;

use geo::Geometry;
use sha2::{Digest as _, Sha256};

use super::columns::Columns;
use super::ids::Ids;
use super::places::Places;
use super::seen::Seen;
use super::snapshot::{BuildError, Snapshot};
use super::texts::Writer;
use super::times::Times;
use crate::domain::{Bbox, Collection, Extent, Feature, Interval};
use crate::format::geojson::write_feature;

impl Snapshot {
    /// Indexes the features of a collection.
    pub fn build(collection: Collection, mut features: Vec<Feature>) -> Result<Self, BuildError> {
        let count = features.len();
        if u32::try_from(count).is_err() {
            return Err(BuildError::TooMany(count));
        }
        if !features.is_sorted_by(|a, b| a.id <= b.id) {
            features.sort_by(|a, b| a.id.cmp(&b.id));
        }
        let mut ids = Ids::default();
        let mut texts = Writer::new(count);
        let mut geometries = Vec::with_capacity(count);
        let mut times: Vec<Option<Interval>> = Vec::with_capacity(count);
        for feature in features {
            if ids.len() > 0
                && ids.rows_to(&feature.id) == ids.len()
                && ids.find(&feature.id).is_some()
            {
                return Err(BuildError::DuplicateId(feature.id));
            }
            ids.push(&feature.id);
            texts.add(write_feature(&feature).as_bytes());
            geometries.push(geometry(&feature)?);
            times.push(time(&collection, &feature)?);
        }
        let texts = texts.finish();
        let mut digest = Sha256::new();
        digest.update(format!("{collection:?}"));
        digest.update(texts.range(0..count));
        let columns = Columns::new(&collection.schema, &texts, count);
        let places = Places::new(geometries);
        let mut extent = Extent::default();
        for (row, time) in times.iter().enumerate() {
            extent.add(places.bounds(row).map(Bbox::from), *time);
        }
        let times = Times::new(&times);
        let times_there = times.there(places.order());
        Ok(Self {
            ids,
            texts,
            places,
            times,
            times_there,
            columns,
            extent,
            digest: digest.finalize().into(),
            seen: Seen::default(),
            mercator: OnceLock::new(),
            collection,
        })
    }
}

fn geometry(feature: &Feature) -> Result<Option<Geometry<f64>>, BuildError> {
    let geometry = feature.geometry.as_ref().map(Geometry::try_from);
    geometry.transpose().map_err(|error| BuildError::Geometry {
        id: feature.id.clone(),
        error: error.to_string(),
    })
}

fn time(collection: &Collection, feature: &Feature) -> Result<Option<Interval>, BuildError> {
    let Some(time) = &collection.time else {
        return Ok(None);
    };
    let time = time.interval(&feature.properties);
    time.map_err(|error| BuildError::Time {
        id: feature.id.clone(),
        error,
    })
}
