//! Makes a tile of what was asked: the glue between the store, which has features, and the layer
//! that knows tiles.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value as Json;

use super::super::State;
use super::super::problem::Problem;
use super::asked::{Gathering, Part};
use super::last;
use super::made::Made;
use crate::domain::{FeatureId, Tile};
use crate::store::{Candidate, TooCostly};
use crate::tile::{
    BUFFER, Drawn, EXTENT, Importance, LIMIT, Layer, Point, Put, Say, Shape, Value, What, clusters,
    encode, number, shapes,
};

/// A tile that is to be made.
#[derive(Debug)]
pub(super) struct Drawing {
    pub(super) state: Arc<State>,
    pub(super) tile: Tile,
    pub(super) parts: Vec<Part>,
    /// The addresses of clusters' members, one for each part, without the cluster's name.
    pub(super) members: Vec<String>,
}

/// The property that names the feature of which this one is a part.
const PART_OF: &str = "part_of";
/// The attribute that has an identifier which is no number.
const ID: &str = "id";

impl Drawing {
    /// Takes as long as it takes: for a thread of its own.
    pub(super) fn make(&self) -> Result<Made, Problem> {
        let mut layers = Vec::new();
        for (part, members) in self.parts.iter().zip(&self.members) {
            let layer = self.layer(part, members);
            layers.push(
                layer.map_err(|costly| Problem::bad_parameter("filter", &costly.to_string()))?,
            );
        }
        let encoded = encode(&layers, LIMIT).map_err(|error| {
            tracing::error!(%error, tile = %self.tile, "a tile could not be encoded");
            Problem::internal()
        })?;
        Ok(Made {
            bytes: encoded.bytes.into(),
            matched: encoded.matched,
            returned: encoded.returned,
        })
    }

    fn layer<'a>(&self, part: &'a Part, members: &str) -> Result<Layer<'a>, TooCostly> {
        let buffer = f64::from(BUFFER) / f64::from(EXTENT);
        let found = part
            .snapshot
            .touching(&part.filter, self.tile.bbox(buffer))?;
        let importance = self
            .state
            .tiles
            .importance(&self.state.catalog, &part.snapshot);
        let importance = importance.get_or_init(Importance::default);
        let drawn = match &part.clusters {
            None => self.each(&found, 0..found.len(), importance),
            Some(gathering) => self.gathered(part, gathering, &found, importance)?,
        };
        let gathering = part.clusters.clone().unwrap_or_default();
        Ok(Layer {
            name: &part.snapshot.collection().id,
            drawn,
            tags: Box::new(move |row, put| {
                if let Some(one) = found.get(row) {
                    tell(one, &part.properties, put);
                }
            }),
            are_gathered: part.clusters.is_some(),
            sums: gathering.sums,
            by: gathering.by,
            members: members.to_owned(),
        })
    }

    /// Features as they are.
    fn each(
        &self,
        found: &[Candidate<'_>],
        rows: impl Iterator<Item = usize>,
        importance: &Importance,
    ) -> Vec<Drawn> {
        let rows = rows.filter_map(|row| Some((row, found.get(row)?)));
        rows.flat_map(|(row, one)| {
            let shapes = shapes(&one.geometry, self.tile, last(self.tile.set), importance);
            let drawn = move |shape: Shape| Drawn {
                number: numbered(&one.id),
                shape,
                what: What::Row(row),
            };
            shapes.into_iter().map(drawn)
        })
        .collect()
    }

    /// Points in clusters, and what is no point as it is.
    fn gathered(
        &self,
        part: &Part,
        gathering: &Gathering,
        found: &[Candidate<'_>],
        importance: &Importance,
    ) -> Result<Vec<Drawn>, TooCostly> {
        let (mut points, mut others) = (Vec::new(), Vec::new());
        for (row, one) in found.iter().enumerate() {
            match &*one.geometry {
                geo::Geometry::Point(at) => {
                    let place = self.tile.set.place(at.x(), at.y());
                    let number = numbered(&one.id);
                    points.extend(place.map(|place| Point { row, number, place }));
                }
                _ => others.push(row),
            }
        }
        let property = |row: usize, name: &str| found.get(row)?.value(name);
        let whole = |row: usize| text(property(row, PART_OF)?);
        // All matches, wherever they are: so the clusters of a zoom add up to what facets say.
        let has_parts = points.iter().any(|point| whole(point.row).is_some());
        let present = if has_parts && !gathering.sums.is_empty() {
            part.snapshot.identifiers(&part.filter)?
        } else {
            HashSet::new()
        };
        let by = gathering.by.as_deref().unwrap_or_default();
        let say = Say {
            sums: &gathering.sums,
            figure: &|row, name| property(row, name)?.as_f64(),
            is_part: &|row| whole(row).is_some_and(|whole| present.contains(&*whole)),
            value: &|row| text(property(row, by)?),
            time: &|row| found.get(row)?.time,
        };
        let mut drawn = self.each(found, others.into_iter(), importance);
        drawn.extend(clusters(&points, self.tile, &say));
        Ok(drawn)
    }
}

fn text(value: Cow<'_, Json>) -> Option<Cow<'_, str>> {
    match value {
        Cow::Borrowed(Json::String(text)) => Some(Cow::Borrowed(text)),
        Cow::Owned(Json::String(text)) => Some(Cow::Owned(text)),
        _ => None,
    }
}

fn numbered(id: &FeatureId) -> u64 {
    match id {
        FeatureId::Number(own) => *own,
        FeatureId::Text(text) => number(text),
    }
}

/// The attributes of a feature. What is not known is left out, as tiles have no null.
fn tell(one: &Candidate<'_>, names: &[String], put: &mut Put<'_>) {
    let own = match &one.id {
        FeatureId::Text(text) => {
            put(ID, Value::String(text));
            Some(ID)
        }
        FeatureId::Number(_) => None,
    };
    let names = names.iter().filter(|name| Some(&***name) != own);
    for (name, value) in names.filter_map(|name| Some((name, one.value(name)?))) {
        match &*value {
            Json::Null => {}
            Json::Bool(truth) => put(name, Value::Bool(*truth)),
            Json::String(text) => put(name, Value::String(text)),
            Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => put(name, Value::SInt(whole)),
                (None, Some(number)) => put(name, Value::Double(number)),
                (None, None) => {}
            },
            Json::Array(_) | Json::Object(_) => put(name, Value::String(&value.to_string())),
        }
    }
}
