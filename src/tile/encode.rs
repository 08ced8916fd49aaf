//! Layers as the bytes of a Mapbox Vector Tile (version 2.1).

use fast_mvt::{MvtCoord, MvtGeomType, MvtLayerBuilder, MvtResult, MvtValueRef};

use super::cluster::{Cluster, Sum};
use super::shape::Shape;
use super::thin::{Drawn, STEPS, What, first_step, thinned};

/// A value of an attribute.
pub type Value<'a> = MvtValueRef<'a>;

/// Takes attributes, one by one.
pub type Put<'p> = dyn FnMut(&str, Value<'_>) + 'p;

/// Tells the attributes of a row.
pub type Tags<'a> = dyn Fn(usize, &mut Put<'_>) + 'a;

/// A layer of a tile.
pub struct Layer<'a> {
    /// The collection's identifier.
    pub name: &'a str,
    /// What is in it, in the order of drawing.
    pub drawn: Vec<Drawn>,
    /// Tells the attributes of a row.
    pub tags: Box<Tags<'a>>,
    /// Are its points gathered in clusters?
    pub are_gathered: bool,
    /// What clusters add up.
    pub sums: Vec<Sum>,
    /// The property by whose values clusters count.
    pub by: Option<String>,
    /// The address of a cluster's members, without its name at the end.
    pub members: String,
}

impl std::fmt::Debug for Layer<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let count = self.drawn.len();
        out.debug_struct("Layer")
            .field("name", &self.name)
            .field("drawn", &count)
            .finish_non_exhaustive()
    }
}

/// A tile, and how much of what could be in it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The tile; empty where nothing is.
    pub bytes: Vec<u8>,
    /// Features and clusters that lie in it.
    pub matched: usize,
    /// Those that it has.
    pub returned: usize,
}

/// Bytes of a tile before compression: above, features are left out.
pub const LIMIT: usize = 500_000;

/// The attribute of every feature of a layer from which others were left out.
const THINNED: &str = "thinned";

/// Encodes the layers. Where they are more than `limit` bytes, the longest is thinned, then again
/// the longest, until they fit.
pub fn encode(layers: &[Layer<'_>], limit: usize) -> Result<Encoded, fast_mvt::MvtError> {
    struct Part<'a> {
        layer: &'a Layer<'a>,
        step: u32,
        returned: usize,
        bytes: Vec<u8>,
    }
    let mut parts = Vec::new();
    for layer in layers.iter().filter(|layer| !layer.drawn.is_empty()) {
        let step = first_step(&layer.drawn, layer.are_gathered);
        let (bytes, returned) = layer.encode(step)?;
        parts.push(Part {
            layer,
            step,
            returned,
            bytes,
        });
    }
    loop {
        let total: usize = parts.iter().map(|part| part.bytes.len()).sum();
        let longest = parts
            .iter_mut()
            .filter(|part| part.step < STEPS)
            .max_by_key(|part| part.bytes.len());
        let Some(part) = longest.filter(|_| total > limit) else {
            break;
        };
        part.step += 1;
        (part.bytes, part.returned) = part.layer.encode(part.step)?;
    }
    Ok(Encoded {
        matched: parts.iter().map(|part| part.layer.drawn.len()).sum(),
        returned: parts.iter().map(|part| part.returned).sum(),
        bytes: parts.into_iter().flat_map(|part| part.bytes).collect(),
    })
}

impl Layer<'_> {
    fn encode(&self, step: u32) -> MvtResult<(Vec<u8>, usize)> {
        let kept = thinned(&self.drawn, step, self.are_gathered);
        let is_thinned = kept.len() < self.drawn.len();
        let mut layer = MvtLayerBuilder::new(self.name)?;
        for drawn in &kept {
            layer = self.add(layer, drawn, is_thinned)?;
        }
        Ok((layer.encode(), kept.len()))
    }

    fn add(
        &self,
        layer: MvtLayerBuilder,
        drawn: &Drawn,
        is_thinned: bool,
    ) -> MvtResult<MvtLayerBuilder> {
        let coord = |[x, y]: &[i32; 2]| MvtCoord { x: *x, y: *y };
        let mut feature = match &drawn.shape {
            Shape::Point(at) => {
                let mut feature = layer.feature_of(MvtGeomType::Point);
                feature.points(std::iter::once(coord(at)))?;
                feature
            }
            Shape::Points(points) => {
                let mut feature = layer.feature_of(MvtGeomType::Point);
                feature.points(points.iter().map(coord))?;
                feature
            }
            Shape::Lines(lines) => {
                let mut feature = layer.feature_of(MvtGeomType::LineString);
                for line in lines {
                    feature.line(line.iter().map(coord))?;
                }
                feature
            }
            Shape::Polygons(polygons) => {
                let mut feature = layer.feature_of(MvtGeomType::Polygon);
                for polygon in polygons {
                    for (number, ring) in polygon.iter().enumerate() {
                        feature.ring(ring.iter().map(coord), number == 0)?;
                    }
                }
                feature
            }
        };
        feature.id(Some(drawn.number));
        let mut failed = None;
        let mut put = |name: &str, value: Value<'_>| {
            failed = failed.take().or_else(|| feature.tag_ref(name, value).err());
        };
        match &drawn.what {
            What::Row(row) => (self.tags)(*row, &mut put),
            What::Cluster(cluster) => self.describe(cluster, &mut put),
        }
        if is_thinned {
            put(THINNED, Value::Bool(true));
        }
        failed.map_or_else(|| Ok(feature.end()), Err)
    }

    /// The attributes of a cluster. The first ones are called as everywhere.
    fn describe(&self, cluster: &Cluster, put: &mut Put<'_>) {
        let count = |number: usize| Value::UInt(u64::try_from(number).unwrap_or(u64::MAX));
        let name = cluster.cell.to_string();
        put("cluster", Value::Bool(true));
        put("cluster_id", Value::String(&name));
        put("point_count", count(cluster.count));
        for (sum, added) in self.sums.iter().zip(&cluster.sums) {
            for (part, total) in sum.parts.iter().zip(&added.parts) {
                put(part, number(*total));
            }
            put(&format!("{}_unknown", sum.name), count(added.unknown));
        }
        for (value, points) in &cluster.values {
            let property = self.by.as_deref().unwrap_or_default();
            put(&format!("{property}:{value}"), count(*points));
        }
        let day = |moment: Option<crate::domain::Instant>| moment.map(crate::domain::Instant::day);
        for (tag, moment) in [("date_first", cluster.first), ("date_last", cluster.last)] {
            if let Some(day) = day(moment) {
                put(tag, Value::String(&day));
            }
        }
        put("members", Value::String(&format!("{}{name}", self.members)));
    }
}

/// A whole number without a point, as tiles have both.
fn number(value: f64) -> Value<'static> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and below 2^53, so that it fits"
    )]
    let whole = (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64);
    whole.map_or(Value::Double(value), Value::SInt)
}
