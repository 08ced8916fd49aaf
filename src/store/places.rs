//! Where the rows lie: their geometries, and an index of the boxes around them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use geo::{BoundingRect as _, Contains as _, Geometry, Point, Rect, coord};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex as _};

use super::bits::Bits;
use crate::domain::Bbox;

/// Geometries, in which it is quick to find those of a box.
#[derive(Debug)]
pub(super) struct Places {
    shapes: Shapes,
    boxes: Option<RTree<f64>>,
    /// The row of each box; empty if every row has one.
    rows: Vec<u32>,
    /// The rows with a geometry, if not all have one.
    located: Option<Bits>,
    types: Vec<&'static str>,
}

/// Most collections have points only, of which nothing but their coordinates is kept.
#[derive(Debug)]
pub(super) enum Shapes {
    /// Not a number where a row has none.
    Points(Vec<Point<f64>>),
    Any(Vec<Option<Shape>>),
}

#[derive(Debug)]
pub(super) struct Shape {
    geometry: Geometry<f64>,
    bounds: Option<Rect<f64>>,
}

impl Places {
    pub(super) fn new(shapes: Shapes) -> Self {
        let located = Bits::that(shapes.len(), |row| shapes.bounds(row).is_some());
        let (boxes, rows) = index(&shapes, located.count());
        Self {
            types: shapes.types(),
            located: (located.count() < shapes.len()).then_some(located),
            shapes,
            boxes,
            rows,
        }
    }

    /// The names of the geometry types that occur, sorted.
    pub(super) fn types(&self) -> &[&'static str] {
        &self.types
    }

    pub(super) fn geometry(&self, row: usize) -> Option<Cow<'_, Geometry<f64>>> {
        match &self.shapes {
            Shapes::Points(_) => self.point(row).map(|at| Cow::Owned(Geometry::Point(at))),
            Shapes::Any(shapes) => {
                let shape = shapes.get(row)?.as_ref()?;
                Some(Cow::Borrowed(&shape.geometry))
            }
        }
    }

    /// The geometry of a row in a collection of points.
    pub(super) fn point(&self, row: usize) -> Option<Point<f64>> {
        match &self.shapes {
            Shapes::Points(points) => points.get(row).copied().filter(|at| !at.x().is_nan()),
            Shapes::Any(_) => None,
        }
    }

    pub(super) fn bounds(&self, row: usize) -> Option<Rect<f64>> {
        self.shapes.bounds(row)
    }

    /// Has it nothing but points, and rows without geometry?
    pub(super) fn are_points(&self) -> bool {
        matches!(self.shapes, Shapes::Points(_))
    }

    /// Does the box hold the geometries of all rows that have one?
    pub(super) fn are_all_in(&self, bbox: &Bbox) -> bool {
        let [min_x, min_y, max_x, max_y] = match self.boxes.as_ref().map(RTree::boxes) {
            // The last box is the one around all others.
            Some([.., min_x, min_y, max_x, max_y]) => [*min_x, *min_y, *max_x, *max_y],
            _ => return false,
        };
        let corner = |x, y| coord! { x: x, y: y };
        let all = Rect::new(corner(min_x, min_y), corner(max_x, max_y));
        bbox.rectangles().any(|part| part.contains(&all))
    }

    /// The rows that have a geometry; `None` if all have.
    pub(super) fn located(&self) -> Option<&Bits> {
        self.located.as_ref()
    }

    /// The rows in the order in which the index has them: neighbours on the ground are mostly
    /// neighbours there.
    pub(super) fn order(&self) -> impl ExactSizeIterator<Item = usize> + Clone {
        let boxes = self.boxes.as_ref();
        let count = boxes.map_or(0, |boxes| boxes.num_items() as usize);
        (0..count).map(move |at| {
            let number = boxes.map_or(0, |boxes| boxes.indices().get(at));
            self.row(number) as usize
        })
    }

    /// The rows whose own box touches `bbox`, each once, in no order. `is_in` is asked about the
    /// place of a row in the index.
    pub(super) fn near(&self, bbox: &Bbox, is_in: impl Fn(usize) -> bool) -> Vec<u32> {
        let mut rows = Vec::new();
        let Some(boxes) = &self.boxes else {
            return rows;
        };
        for part in bbox.rectangles() {
            let indices = boxes.indices();
            each_in(boxes, &part, |some| {
                let found = some.filter(|at| is_in(*at));
                rows.extend(found.map(|at| self.row(indices.get(at))));
            });
        }
        // A box that crosses the antimeridian has two parts, and a shape can lie in both.
        if bbox.crosses_antimeridian() {
            rows.sort_unstable();
            rows.dedup();
        }
        rows
    }

    fn row(&self, number: usize) -> u32 {
        let same = || u32::try_from(number).unwrap_or(u32::MAX);
        self.rows.get(number).copied().unwrap_or_else(same)
    }
}

/// Tells the items whose boxes touch `asked`, as ranges of their places: all items of a node that
/// lies within it are neighbours, and none of them is looked at.
///
/// The crate's own search tells the items themselves, whose times lie all over the memory.
fn each_in(boxes: &RTree<f64>, asked: &Rect<f64>, mut tell: impl FnMut(Range<usize>)) {
    let (min, max) = (asked.min(), asked.max());
    let (all, items) = (boxes.boxes(), boxes.num_items() as usize);
    let (indices, size) = (boxes.indices(), usize::from(boxes.node_size()));
    // Where each level ends, counted in boxes.
    let ends: Vec<usize> = boxes.level_bounds().iter().map(|end| end / 4).collect();
    let mut nodes: Vec<usize> = (all.len() / 4).checked_sub(1).into_iter().collect();
    while let Some(node) = nodes.pop() {
        let level = ends.partition_point(|end| *end <= node);
        let start = level.checked_sub(1).and_then(|below| ends.get(below));
        let start = start.copied().unwrap_or_default();
        // A level's last node may have fewer boxes than the others.
        let end = (node + size).min(ends.get(level).copied().unwrap_or_default());
        let own = all.get(node * 4..end * 4).unwrap_or_default();
        // So many items are under each box, except the last one.
        let under = u32::try_from(level).map_or(1, |level| size.saturating_pow(level));
        for (own, at) in own.as_chunks().0.iter().zip(node..) {
            let [min_x, min_y, max_x, max_y] = *own;
            if max.x < min_x || max.y < min_y || min.x > max_x || min.y > max_y {
                continue;
            }
            let is_within = min.x <= min_x && min.y <= min_y && max_x <= max.x && max_y <= max.y;
            if is_within || node < items {
                let first = (at - start) * under;
                tell(first..items.min(first + under));
            } else {
                // Of a node it is the place of its first box, counted in numbers.
                nodes.push(indices.get(at) / 4);
            }
        }
    }
}

impl Default for Shapes {
    fn default() -> Self {
        Self::Points(Vec::new())
    }
}

impl Shapes {
    /// With room for so many points.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self::Points(Vec::with_capacity(count))
    }

    pub(super) fn push(&mut self, geometry: Option<Geometry<f64>>) {
        match (&mut *self, geometry) {
            (Self::Points(points), Some(Geometry::Point(point))) => points.push(point),
            (Self::Points(points), None) => points.push(Point::new(f64::NAN, f64::NAN)),
            (Self::Any(shapes), geometry) => shapes.push(geometry.map(Shape::new)),
            (_, geometry) => self.append(Self::Any(vec![geometry.map(Shape::new)])),
        }
    }

    pub(super) fn append(&mut self, next: Self) {
        match (&mut *self, next) {
            (Self::Points(points), Self::Points(next)) => points.extend(next),
            (Self::Any(shapes), next) => shapes.extend(next.into_any()),
            (_, next) => {
                let mut shapes = std::mem::take(self).into_any();
                shapes.extend(next.into_any());
                *self = Self::Any(shapes);
            }
        }
    }

    /// The same with these rows, in this order.
    pub(super) fn in_order(mut self, rows: &[usize]) -> Self {
        match &mut self {
            Self::Points(points) => {
                let points = rows.iter().filter_map(|&row| points.get(row).copied());
                Self::Points(points.collect())
            }
            Self::Any(shapes) => {
                let shapes = rows
                    .iter()
                    .filter_map(|&row| Some(shapes.get_mut(row)?.take()));
                Self::Any(shapes.collect())
            }
        }
    }

    /// All as shapes of any kind.
    fn into_any(self) -> Vec<Option<Shape>> {
        let shape = |at: Point<f64>| {
            let is_there = !at.x().is_nan();
            is_there.then(|| Shape::new(Geometry::Point(at)))
        };
        match self {
            Self::Points(points) => points.into_iter().map(shape).collect(),
            Self::Any(shapes) => shapes,
        }
    }

    fn types(&self) -> Vec<&'static str> {
        let types: BTreeSet<&str> = match self {
            Self::Points(points) => {
                let is_there = points.iter().any(|at| !at.x().is_nan());
                is_there.then_some("Point").into_iter().collect()
            }
            Self::Any(shapes) => {
                let shapes = shapes.iter().flatten();
                shapes.map(|shape| type_name(&shape.geometry)).collect()
            }
        };
        types.into_iter().collect()
    }

    fn len(&self) -> usize {
        match self {
            Self::Points(points) => points.len(),
            Self::Any(shapes) => shapes.len(),
        }
    }

    fn bounds(&self, row: usize) -> Option<Rect<f64>> {
        match self {
            Self::Points(points) => {
                let at = points.get(row).filter(|at| !at.x().is_nan())?;
                let corner = coord! { x: at.x(), y: at.y() };
                Some(Rect::new(corner, corner))
            }
            Self::Any(shapes) => shapes.get(row)?.as_ref()?.bounds,
        }
    }
}

impl Shape {
    fn new(geometry: Geometry<f64>) -> Self {
        Self {
            bounds: geometry.bounding_rect(),
            geometry,
        }
    }
}

/// The boxes of the `located` rows, and which rows those are, if not all.
fn index(shapes: &Shapes, located: usize) -> (Option<RTree<f64>>, Vec<u32>) {
    let Some(count) = u32::try_from(located).ok().filter(|&count| count > 0) else {
        return (None, Vec::new());
    };
    let mut builder = RTreeBuilder::<f64>::new(count);
    let mut rows = Vec::new();
    for row in 0..shapes.len() {
        let Some(rect) = shapes.bounds(row) else {
            continue;
        };
        let (min, max) = (rect.min(), rect.max());
        builder.add(min.x, min.y, max.x, max.y);
        if located < shapes.len() {
            rows.extend(u32::try_from(row));
        }
    }
    (Some(builder.finish::<HilbertSort>()), rows)
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
