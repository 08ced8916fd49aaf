//! One feature in memory.

use bytes::Bytes;
use geo::{BoundingRect as _, Geometry, Rect};
use serde_json::{Map, Value};

use super::BuildError;
use crate::domain::{Bbox, Collection, Feature, FeatureId, Interval, Record, TimeProperties};
use crate::format::geojson::{read_feature, write_feature};
use crate::query::{Filter, cql};

/// A feature, ready to be compared and to be copied into an answer.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: FeatureId,
    /// As it stands in an answer.
    pub(super) json: Bytes,
    pub(super) geometry: Option<Geometry<f64>>,
    bounds: Option<Rect<f64>>,
    pub(super) time: Option<Interval>,
    pub(super) properties: Map<String, Value>,
}

impl Row {
    pub(super) fn new(feature: Feature, time: Option<&TimeProperties>) -> Result<Self, BuildError> {
        let geometry = match &feature.geometry {
            None => None,
            Some(geometry) => {
                Some(
                    Geometry::try_from(geometry).map_err(|error| BuildError::Geometry {
                        id: feature.id.clone(),
                        error: error.to_string(),
                    })?,
                )
            }
        };
        let time = match time {
            None => None,
            Some(time) => time
                .interval(&feature.properties)
                .map_err(|error| BuildError::Time {
                    id: feature.id.clone(),
                    error,
                })?,
        };
        let json = Bytes::from(write_feature(&feature));
        let bounds = geometry.as_ref().and_then(Geometry::bounding_rect);
        Ok(Self {
            id: feature.id,
            json,
            geometry,
            bounds,
            time,
            properties: feature.properties,
        })
    }

    pub(super) fn bbox(&self) -> Option<Bbox> {
        self.bounds.map(Bbox::from)
    }

    pub(super) fn is_in(&self, area: &str) -> bool {
        let listed = self
            .properties
            .get(Collection::AREAS)
            .and_then(Value::as_array);
        listed
            .into_iter()
            .flatten()
            .any(|listed| listed.as_str() == Some(area))
    }

    /// Does it meet all conditions? The cheap ones are asked first.
    pub(super) fn meets(&self, filter: &Filter) -> bool {
        filter
            .datetime
            .is_none_or(|asked| self.time.is_none_or(|time| time.intersects(&asked)))
            && (filter.areas.is_empty() || filter.areas.iter().any(|area| self.is_in(area)))
            && filter.within.iter().all(|area| self.is_in(area))
            && filter.equals.iter().all(|equals| {
                self.properties
                    .get(&equals.property)
                    .is_some_and(|value| equals.holds(value))
            })
            && filter.bbox.is_none_or(|region| {
                let geometry = self.geometry.as_ref();
                geometry.is_some_and(|geometry| region.intersects(geometry))
            })
            && filter
                .cql
                .as_ref()
                .is_none_or(|cql| cql.condition().holds(&self.asked()) == Some(true))
    }

    fn asked(&self) -> cql::Row<'_> {
        cql::Row {
            properties: &self.properties,
            geometry: self.geometry.as_ref(),
            bounds: self.bounds,
            time: self.time,
        }
    }

    /// The feature itself again, with the heights that the indexed geometry does not have.
    pub(super) fn record(&self) -> Record {
        let mut json = read_feature(&self.json);
        let geometry = json
            .get_mut("geometry")
            .map(Value::take)
            .and_then(|geometry| serde_json::from_value(geometry).ok());
        Record {
            feature: Feature {
                id: self.id.clone(),
                geometry,
                properties: self.properties.clone(),
            },
            time: self.time,
        }
    }
}
