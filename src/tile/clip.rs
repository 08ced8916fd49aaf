//! Lines and rings cut at the edges of a box.
//!
//! A cut depends on the two ends of a segment and on the edge, not on the direction in which the
//! segment is run through: neighbours are cut at the same point.

use geo::{Coord, coord};

/// A box in units of a tile.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The same in both directions.
    pub(super) least: f64,
    /// The same in both directions.
    pub(super) most: f64,
}

/// One of the four edges.
#[derive(Debug, Clone, Copy)]
enum Edge {
    Left(f64),
    Right(f64),
    Top(f64),
    Bottom(f64),
}

impl Edge {
    fn holds(self, at: Coord<f64>) -> bool {
        match self {
            Self::Left(x) => at.x >= x,
            Self::Right(x) => at.x <= x,
            Self::Top(y) => at.y >= y,
            Self::Bottom(y) => at.y <= y,
        }
    }

    fn cut(self, a: Coord<f64>, b: Coord<f64>) -> Coord<f64> {
        let (a, b) = if (a.x, a.y) <= (b.x, b.y) {
            (a, b)
        } else {
            (b, a)
        };
        match self {
            Self::Left(x) | Self::Right(x) => {
                coord! { x: x, y: a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x)) }
            }
            Self::Top(y) | Self::Bottom(y) => {
                coord! { x: a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)), y: y }
            }
        }
    }
}

impl Frame {
    fn edges(self) -> [Edge; 4] {
        [
            Edge::Left(self.least),
            Edge::Right(self.most),
            Edge::Top(self.least),
            Edge::Bottom(self.most),
        ]
    }

    fn holds_all(self, line: &[Coord<f64>]) -> bool {
        line.iter()
            .all(|at| self.edges().iter().all(|edge| edge.holds(*at)))
    }

    /// A ring without its repeated first point (Sutherland and Hodgman 1974). Where it leaves the
    /// box and comes back, it runs along the edge, perhaps twice; the grid cleans that.
    pub(super) fn ring(self, mut ring: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
        if self.holds_all(&ring) {
            return ring;
        }
        for edge in self.edges() {
            let mut cut = Vec::with_capacity(ring.len());
            let before = ring.last().copied().into_iter().chain(ring.iter().copied());
            for (from, to) in before.zip(ring.iter().copied()) {
                if edge.holds(from) != edge.holds(to) {
                    cut.push(edge.cut(from, to));
                }
                if edge.holds(to) {
                    cut.push(to);
                }
            }
            ring = cut;
        }
        ring
    }

    /// A line: the parts of it that lie inside.
    pub(super) fn line(self, line: Vec<Coord<f64>>) -> Vec<Vec<Coord<f64>>> {
        if self.holds_all(&line) {
            return vec![line];
        }
        let mut parts = vec![line];
        for edge in self.edges() {
            parts = parts.iter().flat_map(|part| halves(edge, part)).collect();
        }
        parts
    }
}

/// The parts of a line on the inner side of an edge.
fn halves(edge: Edge, line: &[Coord<f64>]) -> Vec<Vec<Coord<f64>>> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    let mut before: Option<Coord<f64>> = None;
    for &to in line {
        if let Some(from) = before
            && edge.holds(from) != edge.holds(to)
        {
            part.push(edge.cut(from, to));
        }
        if edge.holds(to) {
            part.push(to);
        } else if !part.is_empty() {
            parts.push(std::mem::take(&mut part));
        }
        before = Some(to);
    }
    parts.push(part);
    parts.retain(|part| part.len() > 1);
    parts
}
