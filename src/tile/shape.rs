//! Geometries on the grid of a tile.

use geo::{Coord, Geometry, LineString, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{ContourDirection, IntOverlayOptions, Overlay};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;

use super::clip::Frame;
use super::{BUFFER, EXTENT, Importance};
use crate::domain::{Place, Tile};

/// A point of the grid, from the tile's north-western corner.
pub(super) type At = [i32; 2];

/// What of a geometry is in a tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A point.
    Point(At),
    /// Several points.
    Points(Vec<At>),
    /// Lines of two points and more.
    Lines(Vec<Vec<At>>),
    /// Polygons that are valid and do not overlap: each its outer ring, then its holes. No ring
    /// repeats its first point.
    Polygons(Vec<Vec<Vec<At>>>),
}

/// What of a geometry is in a tile; nothing, or one shape for each kind of geometry in it.
///
/// `last` is the zoom at which nothing is simplified any more.
pub fn shapes(
    geometry: &Geometry<f64>,
    tile: Tile,
    last: u8,
    importance: &Importance,
) -> Vec<Shape> {
    let (extent, buffer) = (f64::from(EXTENT), f64::from(BUFFER));
    let grid = Grid {
        tile,
        importance,
        threshold: Importance::threshold(tile.set, tile.zoom, last),
        frame: Frame {
            least: -buffer,
            most: extent + buffer,
        },
    };
    let mut parts = Parts::default();
    grid.add(geometry, &mut parts);
    let Parts {
        points,
        lines,
        polygons,
    } = parts;
    let mut shapes = Vec::new();
    match *points {
        [] => {}
        [only] => shapes.push(Shape::Point(only)),
        _ => shapes.push(Shape::Points(points)),
    }
    if !lines.is_empty() {
        shapes.push(Shape::Lines(lines));
    }
    if !polygons.is_empty() {
        shapes.push(Shape::Polygons(polygons));
    }
    shapes
}

/// Where a place is in a tile. It is in one only, without a buffer: nobody meets a point twice.
pub fn at(place: Place, tile: Tile) -> Option<[i32; 2]> {
    let (x, y) = tile.within(place, EXTENT);
    tile.contains(place).then_some([x, y])
}

impl Shape {
    /// How wide or high it is, in units.
    pub(super) fn size(&self) -> i32 {
        let spread = |points: &mut dyn Iterator<Item = At>| {
            let (mut least, mut most) = ([i32::MAX; 2], [i32::MIN; 2]);
            for [x, y] in points {
                least = [least[0].min(x), least[1].min(y)];
                most = [most[0].max(x), most[1].max(y)];
            }
            let along = |axis: usize| {
                most.get(axis)
                    .zip(least.get(axis))
                    .map_or(0, |(most, least)| most.saturating_sub(*least))
            };
            along(0).max(along(1))
        };
        match self {
            Self::Point(_) | Self::Points(_) => 0,
            Self::Lines(lines) => spread(&mut lines.iter().flatten().copied()),
            Self::Polygons(polygons) => spread(&mut polygons.iter().flatten().flatten().copied()),
        }
    }
}

#[derive(Default)]
struct Parts {
    points: Vec<At>,
    lines: Vec<Vec<At>>,
    polygons: Vec<Vec<Vec<At>>>,
}

struct Grid<'a> {
    tile: Tile,
    importance: &'a Importance,
    threshold: f32,
    frame: Frame,
}

impl Grid<'_> {
    fn add(&self, geometry: &Geometry<f64>, parts: &mut Parts) {
        match geometry {
            Geometry::Point(point) => parts.points.extend(self.point(point.0)),
            Geometry::MultiPoint(points) => {
                let points = points.iter().filter_map(|point| self.point(point.0));
                parts.points.extend(points);
            }
            Geometry::LineString(line) => parts.lines.extend(self.line(line)),
            Geometry::MultiLineString(lines) => {
                parts
                    .lines
                    .extend(lines.iter().flat_map(|line| self.line(line)));
            }
            Geometry::Polygon(polygon) => parts.polygons.extend(self.polygons(&[polygon])),
            Geometry::MultiPolygon(polygons) => {
                let polygons: Vec<&Polygon<f64>> = polygons.iter().collect();
                parts.polygons.extend(self.polygons(&polygons));
            }
            Geometry::GeometryCollection(all) => all.iter().for_each(|one| self.add(one, parts)),
            Geometry::Line(line) => {
                let line = LineString::from(vec![line.start, line.end]);
                parts.lines.extend(self.line(&line));
            }
            Geometry::Rect(rect) => parts.polygons.extend(self.polygons(&[&rect.to_polygon()])),
            Geometry::Triangle(triangle) => {
                parts
                    .polygons
                    .extend(self.polygons(&[&triangle.to_polygon()]));
            }
        }
    }

    fn point(&self, place: Coord<f64>) -> Option<At> {
        at(self.tile.set.place(place.x, place.y)?, self.tile)
    }

    /// The vertices that matter, in units of the tile.
    fn kept(&self, line: &[Coord<f64>]) -> Vec<Coord<f64>> {
        let kept = line
            .iter()
            .filter(|at| self.importance.keeps(**at, self.threshold));
        kept.map(|at| {
            let projected = self.tile.set.project(at.x, at.y);
            let (x, y) = self.tile.local(projected, f64::from(EXTENT));
            Coord { x, y }
        })
        .collect()
    }

    fn line(&self, line: &LineString<f64>) -> Vec<Vec<At>> {
        let parts = self.frame.line(self.kept(&line.0));
        let rounded = parts.into_iter().map(|part| {
            let mut part: Vec<At> = part.into_iter().map(round).collect();
            part.dedup();
            part
        });
        rounded.filter(|part| part.len() > 1).collect()
    }

    fn polygons(&self, polygons: &[&Polygon<f64>]) -> Vec<Vec<Vec<At>>> {
        let rings = polygons
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        let contours: Vec<Vec<IntPoint>> = rings
            .map(|ring| {
                let mut ring = self.kept(&ring.0);
                if ring.first() == ring.last() {
                    ring.pop();
                }
                let ring = self.frame.ring(ring).into_iter().map(round);
                let mut ring: Vec<IntPoint> = ring.map(|[x, y]| IntPoint::new(x, y)).collect();
                ring.dedup();
                ring
            })
            .filter(|ring| ring.len() > 2)
            .collect();
        cleaned(&contours)
    }
}

/// Rounding makes rings touch, cross and fold. What they enclose, as valid polygons: what has no
/// area any more is gone. Vertices on straight lines stay, since a neighbour may have a corner
/// there.
fn cleaned(contours: &[Vec<IntPoint>]) -> Vec<Vec<Vec<At>>> {
    let options = IntOverlayOptions {
        preserve_input_collinear: true,
        output_direction: ContourDirection::CounterClockwise,
        preserve_output_collinear: true,
        min_output_area: 0,
        ogc: true,
    };
    let mut overlay = Overlay::with_contours_custom(contours, &[], options, Solver::default());
    // Holes lie in outer rings: what is enclosed an odd number of times is inside.
    let polygons = overlay.overlay(OverlayRule::Subject, FillRule::EvenOdd);
    let ring = |ring: Vec<IntPoint>| ring.into_iter().map(|at| [at.x, at.y]).collect();
    polygons
        .into_iter()
        .map(|polygon| polygon.into_iter().map(ring).collect())
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "cut to the frame before")]
fn round(at: Coord<f64>) -> At {
    [at.x.round() as i32, at.y.round() as i32]
}
