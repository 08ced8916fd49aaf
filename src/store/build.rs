//! From features to a snapshot.

use std::collections::HashSet;
use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::thread;

use sha2::{Digest as _, Sha256};

use super::blocks::Blocks;
use super::columns::Columns;
use super::ids::Ids;
use super::part::Part;
use super::places::{Places, Shapes};
use super::seen::Seen;
use super::snapshot::{BuildError, Snapshot};
use super::texts::{BETWEEN, Texts};
use super::threads::{by_threads, parts};
use super::times::Times;
use crate::domain::{Bbox, Collection, Extent, Feature, FeatureId, FeatureText, Interval};

impl Snapshot {
    /// Indexes the features of a collection.
    pub fn build(collection: Collection, features: Vec<Feature>) -> Result<Self, BuildError> {
        let texts = features.into_iter().map(FeatureText::from).collect();
        let blocks = Blocks::default();
        let part = Part::new(texts, &blocks)?;
        Self::of_parts(collection, vec![part], blocks, &HashSet::new())
    }

    /// Indexes the features of all parts, whose texts are in the blocks, but for those at the
    /// positions that are left out.
    pub fn of_parts(
        collection: Collection,
        parts: Vec<Part>,
        blocks: Blocks,
        left_out: &HashSet<usize>,
    ) -> Result<Self, BuildError> {
        let count = parts.iter().map(|part| part.ids.len()).sum();
        if u32::try_from(count).is_err() {
            return Err(BuildError::TooMany(count));
        }
        let (mut ids, mut written) = (Vec::with_capacity(count), Vec::new());
        let mut shapes = Shapes::with_capacity(count);
        for mut part in parts {
            ids.append(&mut part.ids);
            written.append(&mut part.texts);
            shapes.append(part.shapes);
        }
        let mut texts = Texts::new(&written, blocks);
        drop(written);
        if let Some(order) = order(&ids, left_out) {
            texts = texts.in_order(&order);
            shapes = shapes.in_order(&order);
            let in_order = order.iter().filter_map(|&row| ids.get(row).cloned());
            ids = in_order.collect();
        }
        if let Some([id, _]) = ids.array_windows().find(|[a, b]| a == b) {
            return Err(BuildError::DuplicateId(id.clone()));
        }
        let ids = Ids::new(ids);
        let (digest, places, columns) = thread::scope(|scope| {
            let digest = scope.spawn(|| digest(&collection, &texts));
            let places = scope.spawn(|| Places::new(shapes));
            let columns = Columns::new(&collection.schema, &texts, ids.len());
            let digest = digest.join().unwrap_or_else(|panic| resume_unwind(panic));
            let places = places.join().unwrap_or_else(|panic| resume_unwind(panic));
            (digest, places, columns)
        });
        let times = intervals(&collection, &columns, &texts, &ids)?;
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
            digest,
            seen: Seen::default(),
            read: Seen::default(),
            mercator: OnceLock::new(),
            collection,
        })
    }
}

/// The positions in the order of their identifiers; `None` if they are in it and none is left out.
fn order(ids: &[FeatureId], left_out: &HashSet<usize>) -> Option<Vec<usize>> {
    if left_out.is_empty() && ids.is_sorted() {
        return None;
    }
    let mut order: Vec<usize> = (0..ids.len())
        .filter(|position| !left_out.contains(position))
        .collect();
    order.sort_by_key(|&position| ids.get(position));
    Some(order)
}

/// Of the description, and of all texts with what stands between them.
fn digest(collection: &Collection, texts: &Texts) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(format!("{collection:?}"));
    if let Some((last, others)) = texts.pieces().split_last() {
        for piece in others {
            digest.update(piece);
        }
        digest.update(last.strip_suffix(BETWEEN).unwrap_or(last));
    }
    digest.finalize().into()
}

fn intervals(
    collection: &Collection,
    columns: &Columns,
    texts: &Texts,
    ids: &Ids,
) -> Result<Vec<Option<Interval>>, BuildError> {
    let Some(time) = &collection.time else {
        return Ok(vec![None; ids.len()]);
    };
    let start = columns.named(&time.start);
    let end = time.end.as_ref().and_then(|name| columns.named(name));
    let of = |row: usize| {
        let start = start.and_then(|start| start.value(row, texts));
        let end = end.and_then(|end| end.value(row, texts));
        time.between(start.as_deref(), end.as_deref())
    };
    let of = |row: usize| {
        of(row).map_err(|error| BuildError::Time {
            id: ids.of(row).unwrap_or(FeatureId::Number(0)),
            error,
        })
    };
    let by_thread = by_threads(&parts(ids.len()), |rows| {
        rows.map(of).collect::<Result<Vec<_>, _>>()
    });
    let all = by_thread.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(all.concat())
}
