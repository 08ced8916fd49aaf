//! Where the rows lie: their geometries, and an index of the boxes around them.

use std::borrow::Cow;

use geo::{BoundingRect as _, Geometry, Point, Rect, coord};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex as _};

use crate::domain::Bbox;

/// Geometries, in which it is quick to find those of a box.
#[derive(Debug)]
pub(super) struct Places {
    shapes: Shapes,
    boxes: Option<RTree<f64>>,
    /// The row of each box; empty if every row has one.
    rows: Vec<u32>,
    types: Vec<&'static str>,
}

/// Most collections have points only, of which nothing but their coordinates is kept.
#[derive(Debug)]
enum Shapes {
    /// Not a number where a row has none.
    Points(Vec<Point<f64>>),
    Any(Vec<Option<Shape>>),
}

#[derive(Debug)]
struct Shape {
    geometry: Geometry<f64>,
    bounds: Option<Rect<f64>>,
}

impl Places {
    pub(super) fn new(geometries: Vec<Option<Geometry<f64>>>) -> Self {
        let mut types: Vec<&'static str> = geometries.iter().flatten().map(type_name).collect();
        types.sort_unstable();
        types.dedup();
        let points: Option<Vec<Point<f64>>> = geometries
            .iter()
            .map(|geometry| match geometry {
                Some(Geometry::Point(point)) => Some(*point),
                None => Some(Point::new(f64::NAN, f64::NAN)),
                Some(_) => None,
            })
            .collect();
        let shapes = match points {
            Some(points) => Shapes::Points(points),
            None => Shapes::Any(
                geometries
                    .into_iter()
                    .map(|geometry| {
                        geometry.map(|geometry| Shape {
                            bounds: geometry.bounding_rect(),
                            geometry,
                        })
                    })
                    .collect(),
            ),
        };
        let (boxes, rows) = index(&shapes);
        Self {
            shapes,
            boxes,
            rows,
            types,
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

    /// The rows whose own box touches `bbox`, each once, in no order.
    pub(super) fn near(&self, bbox: &Bbox) -> Vec<u32> {
        let Some(boxes) = &self.boxes else {
            return Vec::new();
        };
        let mut rows = Vec::new();
        for part in bbox.rectangles() {
            let (min, max) = (part.min(), part.max());
            let found = boxes.search(min.x, min.y, max.x, max.y);
            if self.rows.is_empty() {
                rows.extend(found);
            } else {
                let row = |number: u32| self.rows.get(usize::try_from(number).ok()?).copied();
                rows.extend(found.into_iter().filter_map(row));
            }
        }
        // A box that crosses the antimeridian has two parts, and a shape can lie in both.
        if bbox.crosses_antimeridian() {
            rows.sort_unstable();
            rows.dedup();
        }
        rows
    }
}

impl Shapes {
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

fn index(shapes: &Shapes) -> (Option<RTree<f64>>, Vec<u32>) {
    let boxed = |row: usize| Some((u32::try_from(row).ok()?, shapes.bounds(row)?));
    let boxes: Vec<(u32, Rect<f64>)> = (0..shapes.len()).filter_map(boxed).collect();
    let Some(count) = u32::try_from(boxes.len()).ok().filter(|&count| count > 0) else {
        return (None, Vec::new());
    };
    let mut builder = RTreeBuilder::<f64>::new(count);
    for (_, rect) in &boxes {
        let (min, max) = (rect.min(), rect.max());
        builder.add(min.x, min.y, max.x, max.y);
    }
    let tree = builder.finish::<HilbertSort>();
    let rows = if boxes.len() == shapes.len() {
        Vec::new()
    } else {
        boxes.into_iter().map(|(row, _)| row).collect()
    };
    (Some(tree), rows)
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
