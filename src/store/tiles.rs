//! What a tile needs of a snapshot: the rows in a box that meet a filter, and what they say.

use std::borrow::Cow;
use std::sync::Arc;

use geo::{Coord, Geometry};
use serde_json::Value;

use super::column::Column;
use super::facets::Key;
use super::groupings::Groupings;
use super::measured::Measured;
use super::selection::Selection;
use super::snapshot::{LONGEST, TooCostly};
use super::texts::Texts;
use super::{PART_OF, Snapshot};
use crate::domain::{Bbox, FeatureId, Instant, Place, TileMatrixSet};
use crate::query::{Filter, Measure};

/// One property, found once for all rows.
#[derive(Debug, Clone, Copy)]
pub struct Attribute<'a> {
    column: Option<&'a Column>,
    texts: &'a Texts,
}

/// One property of some rows, looked up for all of them at once: one by one, with other things
/// between, each of them would wait for the memory.
#[derive(Debug)]
pub struct Gathered<'a> {
    attribute: Attribute<'a>,
    /// The numbers of their values, where those are few.
    codes: Option<Vec<u32>>,
}

/// What clusters ask of rows, by the numbers of their values.
#[derive(Debug)]
pub struct Telling<'a> {
    snapshot: &'a Snapshot,
    sums: Vec<Measured<'a>>,
    by: Option<Groupings<'a>>,
    /// All matches, where any of the rows is contained in another.
    among: Option<Arc<Selection>>,
    seen: Looked,
}

/// What the rows say that were looked at last, by their places among those.
#[derive(Debug, Default)]
struct Looked {
    starts: Vec<u32>,
    ends: Vec<u32>,
    /// The codes of the values by which rows are counted.
    values: Vec<u32>,
}

impl Snapshot {
    /// The rows that meet a filter and touch a box, in the order of their identifiers.
    pub fn touching(&self, filter: &Filter, bbox: Bbox) -> Result<Vec<usize>, TooCostly> {
        let mut near = filter.clone();
        near.bbox = Some(bbox.into());
        // Each tile is another box: remembering its rows would forget those of questions.
        let selection = self.select(&near, LONGEST)?;
        let mut rows = Vec::with_capacity(selection.count());
        selection.each(|row| rows.push(row));
        if let Some(region) = &filter.bbox {
            let is_in = |geometry: Cow<'_, Geometry<f64>>| region.intersects(&geometry);
            rows.retain(|row| self.geometry(*row).is_some_and(is_in));
        }
        Ok(rows)
    }

    /// What names the feature in a row.
    pub fn id(&self, row: usize) -> Option<FeatureId> {
        self.ids.of(row)
    }

    /// Where a row is; `None` without a geometry.
    pub fn geometry(&self, row: usize) -> Option<Cow<'_, Geometry<f64>>> {
        self.places.geometry(row)
    }

    /// Where in a pyramid a row is that is a point; `None` for others, and beyond the pyramid.
    pub fn place(&self, row: usize, set: TileMatrixSet) -> Option<Place> {
        if set == TileMatrixSet::WebMercatorQuad && self.places.are_points() {
            let all = self.mercator.get_or_init(|| self.all_places());
            // At that corner of the world, or beyond it.
            if let Some(at) = all.get(row).filter(|at| **at != [u32::MAX; 2]) {
                let [x, y] = at.map(u64::from);
                return Some(Place { x, y });
            }
        }
        match *self.geometry(row)? {
            Geometry::Point(at) => set.place(at.x(), at.y()),
            _ => None,
        }
    }

    /// Computed for the first tile: the projection costs more than all the rest of a cluster.
    fn all_places(&self) -> Vec<[u32; 2]> {
        let place = |row| {
            let Coord { x, y } = self.places.point(row)?.0;
            let Place { x, y } = TileMatrixSet::WebMercatorQuad.place(x, y)?;
            Some([u32::try_from(x).ok()?, u32::try_from(y).ok()?])
        };
        let places = (0..self.len()).map(|row| place(row).unwrap_or([u32::MAX; 2]));
        places.collect()
    }

    /// A property, to be asked of many rows.
    pub fn attribute(&self, name: &str) -> Attribute<'_> {
        Attribute {
            column: self.columns.named(name),
            texts: &self.texts,
        }
    }

    /// What clusters of these rows say: sums, and counts by the values of a property. The rows are
    /// matches of the filter.
    pub fn telling(
        &self,
        rows: &[usize],
        filter: &Filter,
        sums: &[Measure],
        by: Option<&str>,
    ) -> Result<Telling<'_>, TooCostly> {
        let whole = self.attribute(PART_OF);
        let has_parts = !sums.is_empty() && rows.iter().any(|row| whole.of(*row).is_some());
        let among = has_parts.then(|| self.matches(filter, LONGEST));
        Ok(Telling {
            snapshot: self,
            sums: sums.iter().map(|sum| Measured::new(self, sum)).collect(),
            by: by.map(|by| Groupings::of_property(self, by)),
            among: among.transpose()?,
            seen: Looked::default(),
        })
    }

    /// The geometries of a collection that has others than points.
    pub fn geometries(&self) -> impl Iterator<Item = &Geometry<f64>> {
        (0..self.len()).filter_map(|row| match self.geometry(row)? {
            Cow::Borrowed(geometry) => Some(geometry),
            Cow::Owned(_point) => None,
        })
    }
}

impl<'a> Attribute<'a> {
    /// What a row says of it; `None` where it says nothing, or null.
    pub fn of(&self, row: usize) -> Option<Cow<'a, Value>> {
        self.column?.value(row, self.texts)
    }

    /// The same of all of these rows.
    pub fn gathered(self, rows: &[usize]) -> Gathered<'a> {
        let codes = match self.column {
            Some(Column::Coded(coded)) => Some(rows.iter().map(|row| coded.code(*row)).collect()),
            _ => None,
        };
        Gathered {
            attribute: self,
            codes,
        }
    }
}

impl<'a> Gathered<'a> {
    /// What `row` says of it, which is the one `at` that place; `None` where it says nothing, or
    /// null.
    pub fn of(&self, at: usize, row: usize) -> Option<Cow<'a, Value>> {
        match (self.attribute.column, &self.codes) {
            (Some(Column::Coded(column)), Some(codes)) => {
                column.of_code(*codes.get(at)?).map(Cow::Borrowed)
            }
            _ => self.attribute.of(row),
        }
    }
}

impl Telling<'_> {
    /// Looks at some rows together.
    pub fn look(&mut self, rows: &[usize]) {
        let seen = &mut self.seen;
        let ends = [&mut seen.starts, &mut seen.ends];
        self.snapshot.times.gather_codes(rows, ends);
        if let Some(by) = &mut self.by {
            by.forget();
            by.codes(rows, &mut seen.values);
        }
        for sum in &mut self.sums {
            sum.look(rows);
        }
    }

    /// Of each sum what the row `at` that place says of its parts.
    pub fn sums(
        &self,
        at: usize,
    ) -> impl Iterator<Item = impl Iterator<Item = Option<f64>> + '_> + '_ {
        self.sums.iter().map(move |sum| sum.of(at))
    }

    /// Is a row contained in another match, whose figures have its own already?
    pub fn is_part(&self, row: usize) -> bool {
        let among = self.among.as_ref();
        among.is_some_and(|among| self.snapshot.is_part(row, among))
    }

    /// The number of the value by which the row `at` that place is counted.
    pub fn value(&mut self, at: usize) -> Option<u32> {
        let code = *self.seen.values.get(at)?;
        self.by.as_mut()?.groups(code).first().copied()
    }

    /// The value of that number; only texts have names.
    pub fn text(&self, value: u32) -> Option<Arc<str>> {
        match self.by.as_ref()?.key(value) {
            Key::Text(text) => Some(text),
            Key::Boolean(_) | Key::Number(_) | Key::Unknown => None,
        }
    }

    /// The numbers of the first moment and of the last one of the row `at` that place, in the order
    /// of time; `None` where it is open or not known.
    pub fn ends(&self, at: usize) -> [Option<u32>; 2] {
        let both = self.seen.starts.get(at).zip(self.seen.ends.get(at));
        both.map_or([None; 2], |(start, end)| {
            self.snapshot.times.known(*start, *end)
        })
    }

    /// The first and the last moment of those numbers.
    pub fn moments(&self, ends: [Option<u32>; 2]) -> [Option<Instant>; 2] {
        self.snapshot.times.moments(ends)
    }
}
