//! An area with its edges sorted into strips from south to north: a point is compared with the
//! edges of its own strip only, and a line with those of the strips through which it goes.

use std::ops::RangeInclusive;

use geo::coordinate_position::CoordPos;
use geo::kernels::Kernel as _;
use geo::{Coord, GeoNum, Geometry, Intersects as _, Line, LinesIter as _, Orientation, Polygon};

/// One or several polygons.
#[derive(Debug)]
pub(super) struct Area {
    /// In the order of polygons and of their rings.
    edges: Vec<Edge>,
    south: f64,
    /// Strips in a degree.
    strips_in_one: f64,
    /// The northernmost strip; what lies farther north is compared with its edges, too.
    last: usize,
    /// Where the edges of each strip begin in `numbers`, and where the last one's end.
    starts: Vec<usize>,
    /// Edges of the strips, one strip behind the other, in order.
    numbers: Vec<u32>,
    /// A corner of each polygon.
    corners: Vec<Coord<f64>>,
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    line: Line<f64>,
    polygon: u32,
    /// The first ring of a polygon is the one around it, the others are its holes.
    ring: u32,
}

/// Edges may go through several strips; all together through this many times as many as there are.
const REPEATED: f64 = 4.0;

impl Area {
    /// `None` of what has no inside.
    pub(super) fn new(geometry: &Geometry<f64>) -> Option<Self> {
        let polygons = match geometry {
            Geometry::Polygon(one) => std::slice::from_ref(one),
            Geometry::MultiPolygon(all) => all.0.as_slice(),
            _ => return None,
        };
        let edges: Vec<Edge> = polygons.iter().zip(0..).flat_map(edges).collect();
        let corners = polygons.iter().filter_map(|one| one.exterior().0.first());
        let corners = corners.copied().collect();
        let heights = edges.iter().map(|edge| edge.line.dy().abs()).sum::<f64>();
        let ends = edges
            .iter()
            .flat_map(|edge| [edge.line.start.y, edge.line.end.y]);
        let (south, north) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(south, north), y| {
            (south.min(y), north.max(y))
        });
        let mut area = Self {
            edges,
            south,
            strips_in_one: 0.0,
            last: 0,
            starts: Vec::new(),
            numbers: Vec::new(),
            corners,
        };
        let height = north - south;
        let wanted = REPEATED * height / heights;
        // A client may write a height of nearly nothing, of which no part can be told.
        if wanted.is_finite() && (wanted / height).is_finite() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                clippy::cast_sign_loss,
                reason = "at most as many as there are edges"
            )]
            let last = (area.edges.len() as f64 * wanted.min(1.0)) as usize;
            let strips_in_one = f64::from(u32::try_from(last).unwrap_or_default()) / height;
            if strips_in_one.is_finite() {
                (area.last, area.strips_in_one) = (last, strips_in_one);
            }
        }
        area.sort();
        Some(area)
    }

    /// Puts the numbers of the edges into their strips: counted first, then filled.
    fn sort(&mut self) {
        let strips: Vec<RangeInclusive<usize>> = self
            .edges
            .iter()
            .map(|edge| self.strips(edge.line))
            .collect();
        self.starts = vec![0; self.last + 2];
        for strip in strips.iter().cloned().flatten() {
            if let Some(count) = self.starts.get_mut(strip + 1) {
                *count += 1;
            }
        }
        let mut all = 0;
        for start in &mut self.starts {
            all += *start;
            *start = all;
        }
        let mut free = self.starts.clone();
        self.numbers = vec![0; all];
        for (strips, number) in strips.into_iter().zip(0..) {
            for strip in strips {
                let place = free.get_mut(strip);
                let entry = place.and_then(|place| {
                    *place += 1;
                    self.numbers.get_mut(*place - 1)
                });
                if let Some(entry) = entry {
                    *entry = number;
                }
            }
        }
    }

    fn strip(&self, y: f64) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what lies south is in the first strip, as a conversion has it"
        )]
        let strip = ((y - self.south) * self.strips_in_one) as usize;
        strip.min(self.last)
    }

    fn strips(&self, line: Line<f64>) -> RangeInclusive<usize> {
        let (a, b) = (line.start.y, line.end.y);
        self.strip(a.min(b))..=self.strip(a.max(b))
    }

    fn in_strip(&self, strip: usize) -> impl Iterator<Item = &Edge> {
        let starts = self.starts.get(strip).zip(self.starts.get(strip + 1));
        let numbers = starts.and_then(|(from, to)| self.numbers.get(*from..*to));
        let edge = |number: &u32| self.edges.get(usize::try_from(*number).ok()?);
        numbers.unwrap_or_default().iter().filter_map(edge)
    }

    /// Where a point lies. In one of the polygons is inside, also where it is the edge of another.
    pub(super) fn position(&self, at: Coord<f64>) -> CoordPos {
        let mut edges = self.in_strip(self.strip(at.y)).peekable();
        let mut found = CoordPos::Outside;
        while let Some(first) = edges.peek().copied() {
            let mut own = CoordPos::Outside;
            // Its rings follow each other. Those that are not in this strip have it outside.
            while let Some(edge) = edges.next_if(|edge| edge.polygon == first.polygon) {
                let ring = std::iter::once(edge).chain(std::iter::from_fn(|| {
                    edges.next_if(|next| (next.polygon, next.ring) == (edge.polygon, edge.ring))
                }));
                own = match (edge.ring, in_ring(ring, at), own) {
                    (0, place, _) => place,
                    // In a hole, or on its edge.
                    (_, CoordPos::Inside, CoordPos::Inside) => CoordPos::Outside,
                    (_, CoordPos::OnBoundary, CoordPos::Inside) => CoordPos::OnBoundary,
                    (_, _, own) => own,
                };
            }
            match own {
                CoordPos::Inside => return CoordPos::Inside,
                CoordPos::OnBoundary => found = CoordPos::OnBoundary,
                CoordPos::Outside => {}
            }
        }
        found
    }

    /// Does it share a point with an edge?
    fn meets_edge(&self, line: Line<f64>) -> bool {
        self.strips(line).any(|strip| {
            let mut edges = self.in_strip(strip);
            edges.any(|edge| edge.line.intersects(&line))
        })
    }

    /// Does it share a point with a geometry?
    pub(super) fn meets(&self, geometry: &Geometry<f64>) -> bool {
        let has = |at: Coord<f64>| self.position(at) != CoordPos::Outside;
        match geometry {
            Geometry::Point(point) => has(point.0),
            Geometry::MultiPoint(points) => points.iter().any(|point| has(point.0)),
            Geometry::GeometryCollection(all) => all.iter().any(|one| self.meets(one)),
            Geometry::Line(line) => self.meets_line(*line),
            Geometry::LineString(line) => line.lines().any(|line| self.meets_line(line)),
            Geometry::MultiLineString(lines) => {
                lines.lines_iter().any(|line| self.meets_line(line))
            }
            Geometry::Polygon(one) => self.meets_area(geometry, one.lines_iter()),
            Geometry::MultiPolygon(all) => self.meets_area(geometry, all.lines_iter()),
            Geometry::Rect(one) => self.meets_area(geometry, one.lines_iter()),
            Geometry::Triangle(one) => self.meets_area(geometry, one.lines_iter()),
        }
    }

    fn meets_area(
        &self,
        geometry: &Geometry<f64>,
        mut edges: impl Iterator<Item = Line<f64>>,
    ) -> bool {
        edges.any(|line| self.meets_line(line))
            // No edges meet: then one lies in the other, with all of its corners.
            || self.corners.iter().any(|corner| geometry.intersects(corner))
    }

    /// A line that has an end inside or goes through an edge.
    fn meets_line(&self, line: Line<f64>) -> bool {
        self.position(line.start) != CoordPos::Outside || self.meets_edge(line)
    }
}

fn edges((polygon, number): (&Polygon<f64>, u32)) -> impl Iterator<Item = Edge> + '_ {
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    rings.zip(0..).flat_map(move |(ring, place)| {
        ring.lines().map(move |line| Edge {
            line,
            polygon: number,
            ring: place,
        })
    })
}

/// Where a point lies to a ring, of which all edges are given that are as far north as it: how
/// often the ring goes around it.
fn in_ring<'a>(edges: impl Iterator<Item = &'a Edge>, at: Coord<f64>) -> CoordPos {
    let (mut around, mut on_edge) = (0_i32, false);
    // To its end, so that the next ring is the next one.
    for Edge { line, .. } in edges {
        let (from, to) = (line.start, line.end);
        if from.y.max(to.y) < at.y || from.y.min(to.y) > at.y {
            continue;
        }
        let side = <f64 as GeoNum>::Ker::orient2d(from, to, at);
        let is_between = from.x.min(to.x) <= at.x && at.x <= from.x.max(to.x);
        on_edge |= side == Orientation::Collinear && is_between;
        // Of its two ends the southern one belongs to an edge, so that a corner is crossed once.
        around += match side {
            Orientation::CounterClockwise if from.y <= at.y && at.y < to.y => 1,
            Orientation::Clockwise if to.y <= at.y && at.y < from.y => -1,
            _ => 0,
        };
    }
    match (on_edge, around) {
        (true, _) => CoordPos::OnBoundary,
        (false, 0) => CoordPos::Outside,
        (false, _) => CoordPos::Inside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{
        BoundingRect as _, Contains as _, CoordinatePosition as _, LineString, MultiPolygon,
    };
    use geo::{MultiPoint, Point, Rect, coord};
    use proptest::prelude::*;

    /// Of whole numbers, so that corners, edges and points often meet.
    fn ring() -> impl Strategy<Value = LineString<f64>> {
        let at =
            (0..12_i32, 0..12_i32).prop_map(|(x, y)| coord! { x: f64::from(x), y: f64::from(y) });
        prop::collection::vec(at, 3..9).prop_map(|mut all| {
            all.extend(all.first().copied());
            LineString(all)
        })
    }

    /// A triangle with any number of holes in it, none of which need be valid.
    fn polygon() -> impl Strategy<Value = Polygon<f64>> {
        (ring(), prop::collection::vec(ring(), 0..3))
            .prop_map(|(around, holes)| Polygon::new(around, holes))
    }

    proptest! {
        #[test]
        fn points_lie_where_the_crate_has_them(all in prop::collection::vec(polygon(), 0..3), alone: bool) {
            let geometry = match all.as_slice() {
                [one, ..] if alone => Geometry::from(one.clone()),
                _ => Geometry::from(MultiPolygon(all.clone())),
            };
            let area = Area::new(&geometry).unwrap();
            for (x, y) in (-1..26).flat_map(|x| (-1..26).map(move |y| (f64::from(x) / 2.0, f64::from(y) / 2.0))) {
                let at = coord! { x: x, y: y };
                let found = area.position(at);
                let point = Point(at);
                prop_assert_eq!(found != CoordPos::Outside, geometry.intersects(&point), "{:?}", at);
                if alone && !all.is_empty() {
                    prop_assert_eq!(found, geometry.coordinate_position(&at), "{:?}", at);
                }
                let inside = match &geometry {
                    Geometry::Polygon(one) => one.contains(&point),
                    _ => all.iter().any(|one| one.contains(&point)),
                };
                prop_assert_eq!(found == CoordPos::Inside, inside, "{:?}", at);
            }
        }

        #[test]
        fn what_meets_a_box_meets_it_here(one in polygon(), line in ring(), (x, y, w, h) in (0..12_i32, 0..12_i32, 1..6_i32, 1..6_i32)) {
            let corner = |x: i32, y: i32| coord! { x: f64::from(x), y: f64::from(y) };
            let rect = Rect::new(corner(x, y), corner(x + w, y + h)).to_polygon();
            let hole = LineString::from(vec![(f64::from(x), f64::from(y)); 4]);
            let with_hole = Polygon::new(rect.exterior().clone(), vec![hole]);
            for square in [rect, with_hole] {
                let square = Geometry::from(square);
                let area = Area::new(&square).unwrap();
                let points: MultiPoint<f64> = line.points().collect();
                for other in [Geometry::from(line.clone()), points.into(), square.clone()] {
                    prop_assert_eq!(area.meets(&other), square.intersects(&other), "{:?}", other);
                }
                let convex = geo::ConvexHull::convex_hull(&one);
                if convex.bounding_rect().is_some_and(|rect| rect.width() > 0.0 && rect.height() > 0.0) {
                    let convex = Geometry::from(convex);
                    prop_assert_eq!(area.meets(&convex), square.intersects(&convex), "{:?}", convex);
                    let other = Area::new(&convex).unwrap();
                    prop_assert_eq!(other.meets(&square), square.intersects(&convex), "{:?}", convex);
                }
            }
        }
    }

    #[test]
    fn heights_of_nearly_nothing_and_of_nearly_everything_end() {
        for height in [5e-324, 1e-310, 1e-300, 1e300, f64::MAX] {
            let square = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 1.0, y: height });
            let square = Geometry::from(square.to_polygon());
            let area = Area::new(&square).unwrap();
            assert!(area.numbers.len() < 40, "{height}");
            for y in [-1.0, 0.0, height, f64::MAX] {
                let at = coord! { x: 1.0, y: y };
                let found = area.position(at) != CoordPos::Outside;
                assert_eq!(found, (0.0..=height).contains(&y), "{height} {y}");
                area.meets(&Line::new(at, coord! { x: 0.0, y: -2.0 }).into());
            }
        }
    }

    #[test]
    fn long_edges_do_not_fill_the_memory() {
        // A comb: each edge goes from the south to the north.
        let teeth = (0..20_000_i32).map(|x| coord! { x: f64::from(x), y: f64::from(x % 2) });
        let comb = Polygon::new(teeth.collect(), Vec::new());
        let area = Area::new(&comb.into()).unwrap();
        assert!(area.numbers.len() < 200_000, "{}", area.numbers.len());
        assert_eq!(
            area.position(coord! { x: 10.5, y: -0.1 }),
            CoordPos::Outside
        );
        assert_eq!(
            area.position(coord! { x: 10.5, y: 0.5 }),
            CoordPos::OnBoundary
        );
    }
}
