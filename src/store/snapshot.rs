//! One collection in memory: indexed, immutable, each feature already written as GeoJSON.
//!
//! Features lie in the order of their identifiers, so that a page is found by key and stays right
//! when a feature before it comes or goes. A page is written by copying the features' texts.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use geo::Geometry;
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex as _};
use sha2::{Digest as _, Sha256};

use super::Found;
use super::row::Row;
use crate::domain::{Bbox, Collection, Extent, Feature, FeatureId, Record, TimeError};
use crate::query::{Datum, Filter, From, Query, SortKey, cql, order};

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

/// A filter that would take longer than one client may keep a core.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "comparing the features with this filter takes more than {} seconds; expected geometries \
     with fewer positions, or a bbox beside the filter",
    LONGEST.as_secs()
)]
pub struct TooCostly;

/// For the comparison of all features with a condition.
const LONGEST: Duration = Duration::from_secs(5);

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

    /// Are all identifiers whole numbers that fit into 64 bits with a sign?
    pub fn has_numeric_ids(&self) -> bool {
        // Numbers come before texts, the smallest first.
        let last = self.rows.last().map(|row| &row.id);
        matches!(last, Some(FeatureId::Number(number)) if i64::try_from(*number).is_ok())
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

    /// One feature.
    pub fn record(&self, id: &FeatureId) -> Option<Record> {
        self.ids
            .get(id)
            .and_then(|&row| self.rows.get(row))
            .map(Row::record)
    }

    pub(super) fn row(&self, row: usize) -> Option<&Row> {
        self.rows.get(row)
    }

    /// Answers a query; the count of matches is exact.
    pub fn find(self: &Arc<Self>, query: &Query) -> Result<Found, TooCostly> {
        let rows = self.matches(&query.filter)?;
        let matched = rows.len();
        let (ordered, start) = if query.sort.is_empty() {
            self.in_own_order(rows, &query.page.from)
        } else {
            self.in_order(rows, &query.sort, &query.page.from)
        };
        let page = ordered.into_iter().skip(start).take(query.page.limit);
        let rows: Vec<usize> = page.collect();
        let more = start + rows.len() < matched;
        Ok(Found {
            snapshot: Arc::clone(self),
            rows,
            matched,
            start,
            more,
        })
    }

    /// Rows in the order of their identifiers, as they lie, and where the page starts.
    fn in_own_order(&self, rows: Vec<usize>, from: &From) -> (Vec<usize>, usize) {
        let start = match from {
            From::Offset(offset) => (*offset).min(rows.len()),
            From::After(place) => rows
                .partition_point(|&row| self.rows.get(row).is_some_and(|row| row.id <= place.id)),
        };
        (rows, start)
    }

    /// Rows in the order that was asked for, and where the page starts.
    fn in_order(&self, rows: Vec<usize>, sort: &[SortKey], from: &From) -> (Vec<usize>, usize) {
        let values = |row: usize| -> Vec<Option<Datum>> {
            let row = self.rows.get(row);
            let value = |key: &SortKey| row.and_then(|row| key.value(&row.properties));
            sort.iter().map(value).collect()
        };
        let mut ordered: Vec<_> = rows.into_iter().map(|row| (row, values(row))).collect();
        // Stable: equals stay in the order of their identifiers.
        ordered.sort_by(|(_, a), (_, b)| order(sort, a, b));
        let start = match from {
            From::Offset(offset) => (*offset).min(ordered.len()),
            From::After(place) => {
                let wanted = place.data(sort);
                ordered.partition_point(|(row, values)| {
                    self.rows.get(*row).is_some_and(|row| {
                        order(sort, values, &wanted)
                            .then_with(|| row.id.cmp(&place.id))
                            .is_le()
                    })
                })
            }
        };
        (ordered.into_iter().map(|(row, _)| row).collect(), start)
    }

    /// The rows that a filter selects, in the order of their identifiers.
    pub(super) fn matches(&self, filter: &Filter) -> Result<Vec<usize>, TooCostly> {
        let box_asked = filter.bbox.map(|region| region.bbox);
        let condition = filter.cql.as_ref().map(cql::Cql::condition);
        let reach = condition.and_then(cql::Condition::reach).map(Bbox::from);
        let meets = |row: &usize| self.rows.get(*row).is_some_and(|row| row.meets(filter));
        let near = box_asked.or(reach).map(|bbox| self.near(&bbox));
        let rows = 0..self.rows.len();
        if condition.is_none() {
            return Ok(match near {
                None => rows.filter(meets).collect(),
                Some(near) => near.into_iter().filter(meets).collect(),
            });
        }
        // What a condition costs is not known before: a polygon of it is compared with each
        // feature's own.
        let begun = Instant::now();
        let mut found = Vec::new();
        for row in near.unwrap_or_else(|| rows.collect()) {
            if meets(&row) {
                found.push(row);
            }
            if begun.elapsed() > LONGEST {
                return Err(TooCostly);
            }
        }
        Ok(found)
    }

    /// The rows whose own box touches `bbox`, in order and once each.
    pub(super) fn near(&self, bbox: &Bbox) -> Vec<usize> {
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
