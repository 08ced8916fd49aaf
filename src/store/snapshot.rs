//! One collection in memory: indexed, immutable, each feature already written as GeoJSON.
//!
//! Features lie in the order of their identifiers, so that a page is found by key and stays right
//! when a feature before it comes or goes. A page is written by copying the features' texts.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use geo::{BoundingRect as _, Geometry};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::domain::{
    Bbox, Collection, Extent, Feature, FeatureId, Interval, TimeError, TimeProperties,
};
use crate::format::geojson::write_feature;
use crate::query::{Filter, From, Query};

/// A collection with its features, shared by all requests.
#[derive(Debug)]
pub struct Snapshot {
    collection: Collection,
    extent: Extent,
    geometry_types: Vec<&'static str>,
    rows: Vec<Row>,
    ids: HashMap<FeatureId, usize>,
    places: Option<RTree<f64>>,
    /// The row of each box in `places`: features without geometry have none.
    row_of_box: Vec<usize>,
    digest: [u8; 32],
}

#[derive(Debug)]
struct Row {
    id: FeatureId,
    json: Bytes,
    geometry: Option<Geometry<f64>>,
    time: Option<Interval>,
    properties: serde_json::Map<String, Value>,
}

/// The answer to a query: rows, and how many match in all.
#[derive(Debug, Clone)]
pub struct Found {
    snapshot: Arc<Snapshot>,
    rows: Vec<usize>,
    matched: usize,
    more: bool,
}

/// Why features do not make a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// Two features of one name.
    #[error("feature {0}: this id is used twice; expected ids that are unique in a collection")]
    DuplicateId(FeatureId),
    /// A time that cannot be used.
    #[error("feature {id}: {error}")]
    Time {
        /// Of which feature.
        id: FeatureId,
        /// What is wrong.
        error: TimeError,
    },
    /// A geometry that cannot be used.
    #[error("feature {id}: geometry: {error}")]
    Geometry {
        /// Of which feature.
        id: FeatureId,
        /// What is wrong.
        error: String,
    },
}

impl Snapshot {
    /// Indexes the features of a collection.
    pub fn build(collection: Collection, mut features: Vec<Feature>) -> Result<Self, BuildError> {
        features.sort_by(|a, b| a.id.cmp(&b.id));
        let mut rows = Vec::with_capacity(features.len());
        let mut ids = HashMap::with_capacity(features.len());
        let mut digest = Sha256::new();
        digest.update(format!("{collection:?}"));
        for feature in features {
            if ids.insert(feature.id.clone(), rows.len()).is_some() {
                return Err(BuildError::DuplicateId(feature.id));
            }
            let row = Row::new(feature, collection.time.as_ref())?;
            digest.update(&row.json);
            rows.push(row);
        }
        let (places, row_of_box) = index_places(&rows);
        let mut extent = Extent::default();
        let mut geometry_types = Vec::new();
        for row in &rows {
            extent.add(row.bbox(), row.time);
            geometry_types.extend(row.geometry.as_ref().map(type_name));
        }
        geometry_types.sort_unstable();
        geometry_types.dedup();
        let digest = digest.finalize().into();
        Ok(Self {
            collection,
            extent,
            geometry_types,
            rows,
            ids,
            places,
            row_of_box,
            digest,
        })
    }

    /// What the collection says of itself.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Where and when its features lie.
    pub fn extent(&self) -> &Extent {
        &self.extent
    }

    /// The names of the geometry types that occur, sorted.
    pub fn geometry_types(&self) -> &[&'static str] {
        &self.geometry_types
    }

    /// How many features it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Has it no feature at all?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Does any feature say that it lies in this area?
    pub fn has_area(&self, area: &str) -> bool {
        self.rows.iter().any(|row| row.is_in(area))
    }

    /// Changes whenever a feature or the description changes.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// The GeoJSON of one feature.
    pub fn feature(&self, id: &FeatureId) -> Option<Bytes> {
        self.ids
            .get(id)
            .and_then(|&row| self.rows.get(row))
            .map(|row| row.json.clone())
    }

    /// Answers a query; the count of matches is exact.
    pub fn find(self: &Arc<Self>, query: &Query) -> Found {
        let matches = self.matches(&query.filter);
        let start = match &query.page.from {
            From::Offset(offset) => (*offset).min(matches.len()),
            From::After(id) => {
                matches.partition_point(|&row| self.rows.get(row).is_some_and(|row| row.id <= *id))
            }
        };
        let rows: Vec<usize> = matches
            .iter()
            .skip(start)
            .take(query.page.limit)
            .copied()
            .collect();
        let more = start + rows.len() < matches.len();
        Found {
            snapshot: Arc::clone(self),
            rows,
            matched: matches.len(),
            more,
        }
    }

    /// The rows that a filter selects, in order.
    fn matches(&self, filter: &Filter) -> Vec<usize> {
        let wanted = |row: &Row| {
            filter
                .datetime
                .is_none_or(|asked| row.time.is_none_or(|time| time.intersects(&asked)))
                && (filter.areas.is_empty() || filter.areas.iter().any(|area| row.is_in(area)))
                && filter.within.iter().all(|area| row.is_in(area))
                && filter.equals.iter().all(|equals| {
                    row.properties
                        .get(&equals.property)
                        .is_some_and(|value| equals.holds(value))
                })
        };
        match filter.bbox {
            None => (0..)
                .zip(&self.rows)
                .filter(|(_, row)| wanted(row))
                .map(|(i, _)| i)
                .collect(),
            Some(bbox) => self
                .near(&bbox)
                .into_iter()
                .filter_map(|row| Some((row, self.rows.get(row)?)))
                .filter(|(_, row)| row.geometry.as_ref().is_some_and(|at| bbox.intersects(at)))
                .filter(|(_, row)| wanted(row))
                .map(|(row, _)| row)
                .collect(),
        }
    }

    /// The rows whose own box touches `bbox`, in order and once each.
    fn near(&self, bbox: &Bbox) -> Vec<usize> {
        let Some(places) = &self.places else {
            return Vec::new();
        };
        let mut rows: Vec<usize> = bbox
            .rectangles()
            .flat_map(|part| {
                let (min, max) = (part.min(), part.max());
                places.search(min.x, min.y, max.x, max.y)
            })
            .filter_map(|box_number| {
                self.row_of_box
                    .get(usize::try_from(box_number).ok()?)
                    .copied()
            })
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

impl Found {
    /// Of which collection.
    pub fn collection(&self) -> &Collection {
        &self.snapshot.collection
    }

    /// How many features match the filter in all.
    pub fn matched(&self) -> usize {
        self.matched
    }

    /// How many features the page has.
    pub fn returned(&self) -> usize {
        self.rows.len()
    }

    /// The GeoJSON of each feature of the page, shared and not copied.
    pub fn into_features(self) -> impl Iterator<Item = Bytes> + Send + 'static {
        let Self { snapshot, rows, .. } = self;
        rows.into_iter()
            .filter_map(move |row| snapshot.rows.get(row).map(|row| row.json.clone()))
    }

    /// The last feature of the page, if others follow it.
    pub fn last_of_more(&self) -> Option<&FeatureId> {
        let last = self.rows.last().filter(|_| self.more)?;
        self.snapshot.rows.get(*last).map(|row| &row.id)
    }
}

impl Row {
    fn new(feature: Feature, time: Option<&TimeProperties>) -> Result<Self, BuildError> {
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
        Ok(Self {
            id: feature.id,
            json,
            geometry,
            time,
            properties: feature.properties,
        })
    }

    fn bbox(&self) -> Option<Bbox> {
        self.geometry.as_ref()?.bounding_rect().map(Bbox::from)
    }

    fn is_in(&self, area: &str) -> bool {
        let listed = self
            .properties
            .get(Collection::AREAS)
            .and_then(Value::as_array);
        listed
            .into_iter()
            .flatten()
            .any(|listed| listed.as_str() == Some(area))
    }
}

fn index_places(rows: &[Row]) -> (Option<RTree<f64>>, Vec<usize>) {
    let boxes: Vec<(usize, Bbox)> = (0..)
        .zip(rows)
        .filter_map(|(row, feature)| Some((row, feature.bbox()?)))
        .collect();
    let Some(count) = u32::try_from(boxes.len()).ok().filter(|&count| count > 0) else {
        return (None, Vec::new());
    };
    let mut builder = RTreeBuilder::<f64>::new(count);
    for (_, bbox) in &boxes {
        builder.add(bbox.west, bbox.south, bbox.east, bbox.north);
    }
    (
        Some(builder.finish::<HilbertSort>()),
        boxes.into_iter().map(|(row, _)| row).collect(),
    )
}

fn type_name(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::Line(_) | Geometry::LineString(_) => "LineString",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
    }
}
