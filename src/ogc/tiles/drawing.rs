//! Makes a tile of what was asked: the glue between the store, which has features, and the layer
//! that knows tiles.

use std::cell::Cell;
use std::sync::Arc;

use serde_json::Value as Json;

use super::super::State;
use super::super::problem::Problem;
use super::asked::{Gathering, Part};
use super::last;
use super::made::Made;
use crate::domain::{FeatureId, Instant, Place, Tile};
use crate::store::{Gathered, Snapshot, Telling, TooCostly};
use crate::tile::{
    BUFFER, Drawn, EXTENT, Importance, LIMIT, Layer, Put, Say, Shape, Value, What, at, clusters,
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
        let snapshot = &*part.snapshot;
        let rows = snapshot.touching(&part.filter, self.tile.bbox(buffer))?;
        let sums = part.clusters.as_ref().map(Gathering::sums);
        let drawn = match &part.clusters {
            None => self.each(snapshot, &rows),
            Some(gathering) => self.gathered(part, gathering, &rows)?,
        };
        let mut told: Vec<usize> = drawn.iter().filter_map(Drawn::row).collect();
        told.sort_unstable();
        let attributes = Attributes {
            own: part
                .properties
                .iter()
                .map(|name| (name.as_str(), snapshot.attribute(name).gathered(&told)))
                .collect(),
            // Numbers are in each feature's own place for them.
            ids: (!snapshot.has_numeric_ids()).then_some(snapshot),
            rows: told,
            next: Cell::new(0),
        };
        Ok(Layer {
            name: &snapshot.collection().id,
            drawn,
            tags: Box::new(move |row, put| attributes.tell(row, put)),
            are_gathered: part.clusters.is_some(),
            sums: sums.unwrap_or_default(),
            by: part.clusters.as_ref().and_then(|one| one.by.clone()),
            members: members.to_owned(),
        })
    }

    /// Features as they are.
    fn each(&self, snapshot: &Snapshot, rows: &[usize]) -> Vec<Drawn> {
        // One pass for each, so that the processor waits for the memory of many rows at a time.
        let places: Vec<Option<Place>> = rows
            .iter()
            .map(|row| snapshot.place(*row, self.tile.set))
            .collect();
        let numbers: Vec<u64> = rows.iter().map(|row| numbered(snapshot, *row)).collect();
        let mut points = Vec::with_capacity(rows.len());
        let mut others = Vec::new();
        for ((&row, place), number) in rows.iter().zip(places).zip(numbers) {
            match place {
                Some(place) => points.extend(at(place, self.tile).map(|at| Drawn {
                    number,
                    shape: Shape::Point(at),
                    what: What::Row(row),
                })),
                None => others.push(row),
            }
        }
        // Points lie above the rest.
        let mut drawn = self.shapes(snapshot, &others);
        drawn.extend(points);
        drawn
    }

    /// What is no point, cut and simplified.
    fn shapes(&self, snapshot: &Snapshot, rows: &[usize]) -> Vec<Drawn> {
        if rows.is_empty() {
            return Vec::new();
        }
        let importance = self.state.tiles.importance(&self.state.catalog, snapshot);
        let importance = importance.get_or_init(Importance::default);
        let last = last(self.tile.set);
        let mut drawn = Vec::new();
        for &row in rows {
            let Some(geometry) = snapshot.geometry(row) else {
                continue;
            };
            let shapes = shapes(&geometry, self.tile, last, importance);
            drawn.extend(shapes.into_iter().map(|shape| Drawn {
                number: numbered(snapshot, row),
                shape,
                what: What::Row(row),
            }));
        }
        drawn
    }

    /// Points in clusters, and what is no point as it is.
    fn gathered(
        &self,
        part: &Part,
        gathering: &Gathering,
        rows: &[usize],
    ) -> Result<Vec<Drawn>, TooCostly> {
        let snapshot = &*part.snapshot;
        let (sums, by) = (&gathering.measures, gathering.by.as_deref());
        let mut say = Saying {
            snapshot,
            telling: snapshot.telling(rows, &part.filter, sums, by)?,
        };
        let mut others = Vec::new();
        let points = rows.iter().filter_map(|&row| {
            let place = snapshot.place(row, self.tile.set);
            if place.is_none() {
                others.push(row);
            }
            Some((row, place?))
        });
        let clusters = clusters(points, self.tile, &gathering.sums(), &mut say);
        let mut drawn = self.shapes(snapshot, &others);
        drawn.extend(clusters);
        Ok(drawn)
    }
}

/// What the rows of a snapshot say to clusters.
struct Saying<'a> {
    snapshot: &'a Snapshot,
    telling: Telling<'a>,
}

impl Say for Saying<'_> {
    type Moment = u32;

    fn number(&self, row: usize) -> u64 {
        numbered(self.snapshot, row)
    }

    fn is_part(&self, row: usize) -> bool {
        self.telling.is_part(row)
    }

    fn look(&mut self, rows: &[usize]) {
        self.telling.look(rows);
    }

    fn sums(&self, at: usize) -> impl Iterator<Item = impl Iterator<Item = Option<f64>>> {
        self.telling.sums(at)
    }

    fn value(&mut self, at: usize) -> Option<u32> {
        self.telling.value(at)
    }

    fn text(&self, value: u32) -> Option<String> {
        self.telling.text(value).map(|text| text.to_string())
    }

    fn ends(&self, at: usize) -> [Option<u32>; 2] {
        self.telling.ends(at)
    }

    fn moments(&self, ends: [Option<u32>; 2]) -> [Option<Instant>; 2] {
        self.telling.moments(ends)
    }
}

fn numbered(snapshot: &Snapshot, row: usize) -> u64 {
    match snapshot.id(row) {
        Some(FeatureId::Number(own)) => own,
        Some(FeatureId::Text(text)) => number(&text),
        None => 0,
    }
}

/// What the features of a layer say.
struct Attributes<'a> {
    /// The features, in order.
    rows: Vec<usize>,
    /// The place behind the one that was asked last: mostly that is the next one.
    next: Cell<usize>,
    own: Vec<(&'a str, Gathered<'a>)>,
    /// Who knows their identifiers, if those are told.
    ids: Option<&'a Snapshot>,
}

impl Attributes<'_> {
    fn place(&self, row: usize) -> Option<usize> {
        let next = self.next.get();
        let is_next = self.rows.get(next) == Some(&row);
        let search = || self.rows.binary_search(&row).ok();
        is_next.then_some(next).or_else(search)
    }

    /// Tells those of a row. What is not known is left out, as tiles have no null.
    fn tell(&self, row: usize, put: &mut Put<'_>) {
        let own = match self.ids.and_then(|snapshot| snapshot.id(row)) {
            Some(FeatureId::Text(text)) => {
                put(ID, Value::String(&text));
                Some(ID)
            }
            _ => None,
        };
        let at = self.place(row).unwrap_or(usize::MAX);
        self.next.set(at.saturating_add(1));
        let others = self.own.iter().filter(|(name, _)| Some(*name) != own);
        for (name, value) in others.filter_map(|(name, of)| Some((name, of.of(at, row)?))) {
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
}
