//! FlatGeobuf 3: a header, a packed Hilbert R-tree, the features in its order.
//!
//! The schema and the tree are the library's. Its writer is not used: it gives a feature without
//! geometry the place of the one before, and cannot write collections in collections.

mod feature;

use std::fs::File;
use std::io::{BufWriter, Seek as _, Write as _};
use std::os::unix::fs::FileExt as _;

use ::flatgeobuf::packed_r_tree::{NodeItem, PackedRTree, calc_extent, hilbert_sort};
use ::flatgeobuf::{
    Column as Declaration, ColumnArgs, ColumnType, Crs, CrsArgs, Header, HeaderArgs,
};
use bytes::Bytes;
use flatbuffers::FlatBufferBuilder;
use serde_json::json;

use self::feature::geometry_type;
use super::Layer;
use super::columns::{Column, Columns};
use super::geometry::{Envelope, common_type, has_heights, promoted};
use super::pieces::{Cause, PIECE, of_file};
use super::reference;
use crate::domain::{PropertyType, Record};

const MAGIC: &[u8; 8] = b"fgb\x03fgb\x00";

/// The column of identifiers, the first one.
const ID: &str = "id";

pub(super) fn pieces<R: Iterator<Item = Record>>(
    layer: Layer,
    records: R,
) -> impl Iterator<Item = Result<Bytes, Cause>> + use<R> {
    of_file(move || file(&layer, records))
}

/// Features as they came, in a file without a name, and where each lies in it and on the map.
struct Spool {
    file: File,
    nodes: Vec<NodeItem>,
    places: Vec<(u64, usize)>,
    heights: bool,
}

/// The finished file, from its beginning.
fn file(layer: &Layer, records: impl Iterator<Item = Record>) -> Result<File, Cause> {
    let columns = Columns::new(&layer.properties, &[ID]);
    let mut spool = Spool::fill(layer, &columns, records)?;
    let extent = calc_extent(&spool.nodes);
    let has_extent = extent.min_x <= extent.max_x;
    let mut out = BufWriter::with_capacity(PIECE, tempfile::tempfile()?);
    out.write_all(MAGIC)?;
    out.write_all(&header(
        layer,
        &columns,
        &spool,
        has_extent.then_some(&extent),
    ))?;
    if has_extent {
        hilbert_sort(&mut spool.nodes, &extent);
        let mut offset = 0;
        let mut leaves = spool.nodes.clone();
        for leaf in &mut leaves {
            let (_, size) = spool.place(leaf)?;
            leaf.offset = offset;
            offset += u64::try_from(size)?;
        }
        let tree = PackedRTree::build(&leaves, &extent, PackedRTree::DEFAULT_NODE_SIZE)?;
        tree.stream_write(&mut out)?;
    }
    let mut feature = Vec::new();
    for node in &spool.nodes {
        let (start, size) = spool.place(node)?;
        feature.resize(size, 0);
        spool.file.read_exact_at(&mut feature, start)?;
        out.write_all(&feature)?;
    }
    let mut file = out.into_inner()?;
    file.rewind()?;
    Ok(file)
}

impl Spool {
    fn fill(
        layer: &Layer,
        columns: &Columns,
        records: impl Iterator<Item = Record>,
    ) -> Result<Self, Cause> {
        let common = common_type(layer.geometry.as_deref().unwrap_or_default());
        let mut out = BufWriter::with_capacity(PIECE, tempfile::tempfile()?);
        let (mut nodes, mut places, mut end) = (Vec::new(), Vec::new(), 0);
        let (mut some, mut all) = (false, true);
        let (mut builder, mut properties) = (FlatBufferBuilder::new(), Vec::new());
        for mut record in records {
            let geometry = record.feature.geometry.take();
            let geometry = geometry.map(|geometry| promoted(geometry, common));
            let envelope = geometry.as_ref().and_then(Envelope::of);
            // What is empty has no place here: readers take it for an error.
            let geometry = geometry.filter(|_| envelope.is_some());
            if let Some(geometry) = &geometry {
                let heights = has_heights(geometry);
                some |= heights;
                all &= heights;
            }
            properties.clear();
            let ids = layer.numeric_ids;
            feature::properties(&mut properties, &record.feature, columns, ids)?;
            let bytes = feature::write(&mut builder, geometry.as_ref(), &properties);
            out.write_all(bytes)?;
            nodes.push(node(nodes.len(), envelope)?);
            places.push((end, bytes.len()));
            end += u64::try_from(bytes.len())?;
        }
        Ok(Self {
            file: out.into_inner()?,
            nodes,
            places,
            // Readers expect a height of every position, or none.
            heights: some && all,
        })
    }

    /// Where the feature of a node begins, and its length.
    fn place(&self, node: &NodeItem) -> Result<(u64, usize), Cause> {
        let place = self.places.get(usize::try_from(node.offset)?);
        place
            .copied()
            .ok_or_else(|| "a node without feature".into())
    }
}

/// A leaf of the tree; of a feature that is nowhere, one that no box meets.
fn node(number: usize, envelope: Option<Envelope>) -> Result<NodeItem, Cause> {
    let mut node = NodeItem::create(u64::try_from(number)?);
    if let Some(at) = envelope {
        node.expand_xy(at.west, at.south);
        node.expand_xy(at.east, at.north);
    }
    Ok(node)
}

fn header(layer: &Layer, columns: &Columns, spool: &Spool, extent: Option<&NodeItem>) -> Vec<u8> {
    let mut builder = FlatBufferBuilder::new();
    let id = ColumnArgs {
        name: Some(builder.create_string(ID)),
        type_: if layer.numeric_ids {
            ColumnType::Long
        } else {
            ColumnType::String
        },
        nullable: false,
        ..ColumnArgs::default()
    };
    let mut declarations = vec![Declaration::create(&mut builder, &id)];
    for Column { name, property } in columns.iter() {
        let args = ColumnArgs {
            name: Some(builder.create_string(name)),
            type_: type_of(property.kind),
            title: property
                .title
                .as_deref()
                .map(|text| builder.create_string(text)),
            description: property
                .description
                .as_deref()
                .map(|text| builder.create_string(text)),
            ..ColumnArgs::default()
        };
        declarations.push(Declaration::create(&mut builder, &args));
    }
    let crs = CrsArgs {
        org: Some(builder.create_string("EPSG")),
        code: i32::from(layer.crs.epsg()),
        name: Some(builder.create_string(reference::name(layer.crs))),
        ..CrsArgs::default()
    };
    let metadata = layer
        .rights
        .as_ref()
        .map(|rights| json!({"rights": rights}).to_string());
    let envelope = extent.map(|at| [at.min_x, at.min_y, at.max_x, at.max_y]);
    let common = common_type(layer.geometry.as_deref().unwrap_or_default());
    let args = HeaderArgs {
        name: Some(builder.create_string(&layer.name)),
        envelope: envelope.map(|bounds| builder.create_vector(&bounds)),
        geometry_type: geometry_type(common),
        has_z: spool.heights,
        columns: Some(builder.create_vector(&declarations)),
        features_count: u64::try_from(spool.nodes.len()).unwrap_or(u64::MAX),
        index_node_size: extent.map_or(0, |_| PackedRTree::DEFAULT_NODE_SIZE),
        crs: Some(Crs::create(&mut builder, &crs)),
        title: Some(builder.create_string(&layer.title)),
        description: layer
            .description
            .as_deref()
            .map(|text| builder.create_string(text)),
        metadata: metadata.as_deref().map(|text| builder.create_string(text)),
        ..HeaderArgs::default()
    };
    let header = Header::create(&mut builder, &args);
    builder.finish_size_prefixed(header, None);
    builder.finished_data().to_vec()
}

/// The format has one type for days and moments; the text says which it is.
fn type_of(kind: PropertyType) -> ColumnType {
    match kind {
        PropertyType::Text => ColumnType::String,
        PropertyType::Date | PropertyType::DateTime => ColumnType::DateTime,
        PropertyType::Integer => ColumnType::Long,
        PropertyType::Number => ColumnType::Double,
        PropertyType::Boolean => ColumnType::Bool,
        PropertyType::TextList
        | PropertyType::NumberList
        | PropertyType::Array
        | PropertyType::Object => ColumnType::Json,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bytes, layer, record};
    use super::*;
    use ::flatgeobuf::{FallibleStreamingIterator as _, FeatureProperties as _, FgbReader};
    use serde_json::Value;

    fn ids(written: &[u8], bbox: Option<[f64; 4]>) -> Vec<String> {
        let reader = FgbReader::open(std::io::Cursor::new(written)).unwrap();
        let mut features = match bbox {
            Some([west, south, east, north]) => {
                reader.select_bbox(west, south, east, north).unwrap()
            }
            None => reader.select_all().unwrap(),
        };
        let mut ids = Vec::new();
        while let Some(feature) = features.next().unwrap() {
            ids.push(feature.property::<String>("id").unwrap());
        }
        ids.sort();
        ids
    }

    #[test]
    fn the_index_finds_what_lies_in_a_box_and_nothing_that_lies_nowhere() {
        let records = (0..100_u32).map(|number| {
            let place = (number % 10 != 9)
                .then(|| format!(r#"{{"type":"Point","coordinates":[{number},1]}}"#));
            record(
                &*format!("{number:02}"),
                place.as_deref(),
                Value::Object(serde_json::Map::new()),
            )
        });
        let written = bytes(pieces(layer(&[]), records));
        assert_eq!(ids(&written, None).len(), 100);
        let inside = ids(&written, Some([6.5, 0.0, 11.0, 2.0]));
        assert_eq!(inside, ["07", "08", "10", "11"]);
    }

    #[test]
    fn without_any_place_or_feature_there_is_no_index() {
        for count in [0, 1] {
            let records = (0..count).map(|_| record("a", None, json!({})));
            let written = bytes(pieces(layer(&[]), records));
            assert_eq!(ids(&written, None).len(), count);
        }
    }
}
