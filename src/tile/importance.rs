//! How much each vertex matters for the look of the lines that it is on.
//!
//! Computed once, over all lines of all collections together: where two countries, their
//! provinces and the line between them share a vertex, it is one vertex here, and is left out of
//! all of them or of none. So nothing gapes at any zoom.
//!
//! Vertices are taken away one by one, the one whose triangle with its neighbours is the smallest
//! first (Visvalingam and Whyatt 1993), but never one whose triangle has another vertex in it:
//! lines that did not cross do not cross afterwards. Where lines meet, fork or end, the vertex
//! stays.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};

use geo::{Coord, Geometry};
use geo_index::kdtree::{KDTree, KDTreeBuilder, KDTreeIndex as _};

use crate::domain::TileMatrixSet;

/// The importance of every vertex.
#[derive(Debug, Default)]
pub struct Importance {
    /// In sides of the world, squared; what is missing here is always kept.
    areas: HashMap<[u64; 2], f32>,
}

/// Below so many square units of a tile a vertex is not seen: half a pixel of a tile that is drawn
/// with 512.
const UNSEEN: f64 = 32.0;

impl Importance {
    /// Of the vertices of these geometries.
    pub fn of<'a>(geometries: impl Iterator<Item = &'a Geometry<f64>>) -> Self {
        let mut lines = Vec::new();
        for geometry in geometries {
            collect(geometry, &mut lines);
        }
        Vertices::new(&lines).measured()
    }

    /// Below this area a vertex is left out at that zoom; nothing is at the last ones.
    pub(super) fn threshold(set: TileMatrixSet, zoom: u8, last: u8) -> f32 {
        if zoom >= last {
            return 0.0;
        }
        // A tile of a topmost matrix of two is as wide as one of the next matrix of Mercator.
        let zoom = match set {
            TileMatrixSet::WebMercatorQuad => zoom,
            TileMatrixSet::WorldCrs84Quad => zoom + 1,
        };
        let unit = 1.0 / f64::from(super::EXTENT) / f64::from(1_u32 << zoom);
        narrow(UNSEEN * unit * unit)
    }

    /// Does the vertex matter at that threshold?
    pub(super) fn keeps(&self, at: Coord<f64>, threshold: f32) -> bool {
        let area = self.areas.get(&key(at));
        area.is_none_or(|area| *area >= threshold)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "rounded, not cut")]
fn narrow(area: f64) -> f32 {
    area as f32
}

fn key(at: Coord<f64>) -> [u64; 2] {
    // The two zeros are one place.
    [(at.x + 0.0).to_bits(), (at.y + 0.0).to_bits()]
}

fn collect<'a>(geometry: &'a Geometry<f64>, lines: &mut Vec<&'a [Coord<f64>]>) {
    let mut polygon = |polygon: &'a geo::Polygon<f64>| {
        lines.push(&polygon.exterior().0);
        lines.extend(polygon.interiors().iter().map(|ring| &*ring.0));
    };
    match geometry {
        Geometry::Polygon(one) => polygon(one),
        Geometry::MultiPolygon(many) => many.iter().for_each(polygon),
        Geometry::LineString(line) => lines.push(&line.0),
        Geometry::MultiLineString(many) => lines.extend(many.iter().map(|line| &*line.0)),
        Geometry::GeometryCollection(all) => all.iter().for_each(|one| collect(one, lines)),
        _ => {}
    }
}

/// A vertex while others are taken away.
#[derive(Debug, Clone, Default)]
struct Vertex {
    at: Coord<f64>,
    /// Those to which a line leads, if there are two.
    beside: Vec<u32>,
    /// Stays, whatever its triangle is.
    is_fixed: bool,
    is_gone: bool,
    /// Its triangle has changed so often: an older entry of the queue counts no longer.
    version: u32,
    /// Those that wait for this one to go, since it lies in their triangles.
    waiting: Vec<u32>,
}

/// A vertex in the queue, the smallest triangle first; equals in the order of their places.
#[derive(Debug, PartialEq)]
struct Next {
    area: f64,
    vertex: u32,
    version: u32,
}

impl Eq for Next {}

impl PartialOrd for Next {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Next {
    fn cmp(&self, other: &Self) -> Ordering {
        // Turned round: the heap gives the greatest.
        let areas = other.area.total_cmp(&self.area);
        areas.then_with(|| other.vertex.cmp(&self.vertex))
    }
}

struct Vertices {
    keys: Vec<[u64; 2]>,
    all: Vec<Vertex>,
    places: Option<KDTree<f64>>,
}

impl Vertices {
    fn new(lines: &[&[Coord<f64>]]) -> Self {
        let mut coords: Vec<Coord<f64>> =
            lines.iter().flat_map(|line| line.iter().copied()).collect();
        // By place, so that nothing depends on the order of the features.
        coords.sort_by(|a, b| {
            (a.x + 0.0)
                .total_cmp(&(b.x + 0.0))
                .then((a.y + 0.0).total_cmp(&(b.y + 0.0)))
        });
        coords.dedup_by_key(|at| key(*at));
        let keys: Vec<[u64; 2]> = coords.iter().map(|at| key(*at)).collect();
        let numbers: HashMap<[u64; 2], u32> = keys.iter().copied().zip(0..).collect();
        let vertex = |at: &Coord<f64>| {
            let (x, y) = TileMatrixSet::WebMercatorQuad.project(at.x, at.y);
            Vertex {
                at: Coord { x, y },
                ..Vertex::default()
            }
        };
        let mut vertices = Self {
            all: coords.iter().map(vertex).collect(),
            places: None,
            keys,
        };
        for line in lines {
            let numbers: Vec<u32> = line
                .iter()
                .filter_map(|at| numbers.get(&key(*at)).copied())
                .collect();
            vertices.join(&numbers);
        }
        vertices.index();
        vertices
    }

    /// Notes who is beside whom on a line.
    fn join(&mut self, line: &[u32]) {
        if line.first() != line.last() {
            for end in [line.first(), line.last()].into_iter().flatten() {
                if let Some(vertex) = self.get_mut(*end) {
                    vertex.is_fixed = true;
                }
            }
        }
        for pair in line.windows(2) {
            if let [a, b] = *pair
                && a != b
            {
                self.meet(a, b);
                self.meet(b, a);
            }
        }
    }

    fn meet(&mut self, vertex: u32, other: u32) {
        if let Some(vertex) = self.get_mut(vertex)
            && !vertex.beside.contains(&other)
        {
            vertex.beside.push(other);
            vertex.is_fixed |= vertex.beside.len() > 2;
        }
    }

    fn index(&mut self) {
        let Ok(count) = u32::try_from(self.all.len()) else {
            return;
        };
        if count == 0 {
            return;
        }
        let mut builder = KDTreeBuilder::<f64>::new(count);
        for vertex in &self.all {
            builder.add(vertex.at.x, vertex.at.y);
        }
        self.places = Some(builder.finish());
    }

    fn get(&self, vertex: u32) -> Option<&Vertex> {
        self.all.get(usize::try_from(vertex).ok()?)
    }

    fn get_mut(&mut self, vertex: u32) -> Option<&mut Vertex> {
        self.all.get_mut(usize::try_from(vertex).ok()?)
    }

    /// The two beside a vertex that may go.
    fn neighbours(&self, vertex: u32) -> Option<(u32, u32)> {
        let vertex = self
            .get(vertex)
            .filter(|one| !one.is_fixed && !one.is_gone)?;
        match *vertex.beside {
            [a, b] => Some((a, b)),
            _ => None,
        }
    }

    fn corners(&self, a: u32, vertex: u32, b: u32) -> Option<[Coord<f64>; 3]> {
        Some([self.get(a)?.at, self.get(vertex)?.at, self.get(b)?.at])
    }

    /// Its triangle as it is now, for the queue.
    fn next(&mut self, vertex: u32) -> Option<Next> {
        let (a, b) = self.neighbours(vertex)?;
        let area = area(self.corners(a, vertex, b)?).abs();
        let one = self.get_mut(vertex)?;
        one.version += 1;
        Some(Next {
            area,
            vertex,
            version: one.version,
        })
    }

    /// A vertex in the triangle, or the neighbour where the line between both is there already.
    fn obstacle(&self, vertex: u32, a: u32, b: u32) -> Option<u32> {
        if self.get(a)?.beside.contains(&b) {
            return Some(a);
        }
        let triangle = self.corners(a, vertex, b)?;
        let [xs, ys] = [triangle.map(|at| at.x), triangle.map(|at| at.y)];
        let least = |along: [f64; 3]| along.into_iter().fold(f64::INFINITY, f64::min);
        let most = |along: [f64; 3]| along.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let places = self.places.as_ref()?;
        let found = places.range(least(xs), least(ys), most(xs), most(ys));
        found.into_iter().find(|&other| {
            let is_corner = other == vertex || other == a || other == b;
            let is_there = |other: &Vertex| !other.is_gone && holds(triangle, other.at);
            !is_corner && self.get(other).is_some_and(is_there)
        })
    }

    /// Takes vertices away until none can go, and notes how much each mattered.
    fn measured(mut self) -> Importance {
        let mut areas = HashMap::new();
        let numbers = 0..u32::try_from(self.all.len()).unwrap_or(0);
        let mut queue: BinaryHeap<Next> = numbers.filter_map(|vertex| self.next(vertex)).collect();
        let mut most = 0.0_f64;
        while let Some(Next {
            area,
            vertex,
            version,
        }) = queue.pop()
        {
            let Some((a, b)) = self.neighbours(vertex) else {
                continue;
            };
            if self.get(vertex).is_none_or(|one| one.version != version) {
                continue;
            }
            if let Some(obstacle) = self.obstacle(vertex, a, b) {
                if let Some(obstacle) = self.get_mut(obstacle) {
                    obstacle.waiting.push(vertex);
                }
                continue;
            }
            // Never less than what went before, so that a coarser line is always the finer one
            // with fewer vertices.
            most = most.max(area);
            if let Some(key) = usize::try_from(vertex)
                .ok()
                .and_then(|at| self.keys.get(at))
            {
                areas.insert(*key, narrow(most));
            }
            for changed in self.remove(vertex, a, b) {
                queue.extend(self.next(changed));
            }
        }
        Importance { areas }
    }

    /// Takes a vertex away; gives those whose triangles have changed or become free.
    fn remove(&mut self, vertex: u32, a: u32, b: u32) -> Vec<u32> {
        for (one, other) in [(a, b), (b, a)] {
            if let Some(one) = self.get_mut(one) {
                for beside in &mut one.beside {
                    if *beside == vertex {
                        *beside = other;
                    }
                }
            }
        }
        let mut changed = vec![a, b];
        if let Some(gone) = self.get_mut(vertex) {
            gone.is_gone = true;
            changed.append(&mut gone.waiting);
        }
        changed
    }
}

/// Twice would do as well; with its sign.
fn area([a, b, c]: [Coord<f64>; 3]) -> f64 {
    ((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2.0
}

/// Does the triangle hold the point, inside or on its edge?
fn holds([a, b, c]: [Coord<f64>; 3], point: Coord<f64>) -> bool {
    let sides = [[a, b, point], [b, c, point], [c, a, point]].map(area);
    sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::line_string;

    fn kept(lines: &[geo::LineString<f64>], threshold: f32) -> Vec<Vec<Coord<f64>>> {
        let geometries: Vec<Geometry<f64>> = lines.iter().cloned().map(Geometry::from).collect();
        let importance = Importance::of(geometries.iter());
        let keep = |line: &geo::LineString<f64>| {
            line.0
                .iter()
                .copied()
                .filter(|at| importance.keeps(*at, threshold))
                .collect()
        };
        lines.iter().map(keep).collect()
    }

    #[test]
    fn ends_and_forks_stay_and_small_bends_go_first() {
        let line = line_string![(x: 0.0, y: 0.0), (x: 1.0, y: 0.01), (x: 2.0, y: 0.0), (x: 3.0, y: 1.0), (x: 4.0, y: 0.0)];
        let branch = line_string![(x: 2.0, y: 0.0), (x: 2.0, y: -1.0)];
        let kept = kept(&[line, branch], f32::MAX);
        let xs: Vec<f64> = kept[0].iter().map(|at| at.x).collect();
        assert_eq!(xs, [0.0, 2.0, 4.0]);
        assert_eq!(kept[1].len(), 2);
    }

    #[test]
    fn a_bend_around_a_vertex_of_another_line_stays_while_that_one_stays() {
        let bend = line_string![(x: 0.0, y: 0.0), (x: 1.0, y: 1.0), (x: 2.0, y: 0.0)];
        let other = line_string![(x: 1.0, y: 0.5), (x: 1.0, y: -1.0)];
        assert_eq!(kept(&[bend.clone(), other], f32::MAX)[0].len(), 3);
        assert_eq!(kept(&[bend], f32::MAX)[0].len(), 2);
    }

    #[test]
    fn a_ring_keeps_three_corners() {
        let ring: geo::LineString<f64> = (0..=24)
            .map(|step| f64::from(step % 24).mul_add(15.0, 0.0).to_radians())
            .map(|angle| (angle.cos(), angle.sin()))
            .collect();
        let left = &kept(&[ring], f32::MAX)[0];
        // The first is written once more at the end.
        let mut places: Vec<_> = left.iter().map(|at| key(*at)).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 3);
    }
}
