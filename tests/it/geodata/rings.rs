//! Is a polygon valid? Exact, since its corners lie on a grid.
//!
//! `geo` can say so too, but compares every edge with every other, which takes minutes here.

use super::grid::{Point, Ring, pairs, shown, side, turn};

#[derive(Debug, Clone, Copy)]
struct Edge {
    /// Of all rings of the geometry, and within it of all edges of the ring.
    ring: usize,
    number: usize,
    /// How many edges the ring has.
    of: usize,
    a: Point,
    b: Point,
}

/// What is wrong with polygons that are one geometry, by RFC 7946 and OGC Simple Features.
pub(crate) fn faults(polygons: &[Vec<Ring>]) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, ring) in polygons.iter().flatten().enumerate() {
        if ring.len() < 4 || ring.first() != ring.last() {
            faults.push(format!("ring {number} is not closed, or no ring"));
        }
        if let Some((twice, _)) = pairs(ring).find(|(a, b)| a == b) {
            faults.push(format!("twice in a row: {}", shown(twice)));
        }
    }
    if !faults.is_empty() {
        return faults;
    }
    for polygon in polygons {
        if polygon.is_empty() {
            faults.push("a polygon without rings".to_owned());
        }
        for (number, ring) in polygon.iter().enumerate() {
            let turn = turn(ring);
            if turn == 0 || (turn > 0) != (number == 0) {
                faults.push(format!(
                    "ring {number} at {} runs the wrong way",
                    shown(ring[0])
                ));
            }
        }
    }
    faults.extend(meetings(polygons));
    faults.extend(nesting(polygons));
    faults
}

/// Edges that meet where they must not.
fn meetings(polygons: &[Vec<Ring>]) -> Vec<String> {
    let mut edges: Vec<Edge> = Vec::new();
    for (number, ring) in polygons.iter().flatten().enumerate() {
        let of = ring.len() - 1;
        let edge = |(at, (a, b))| Edge {
            ring: number,
            number: at,
            of,
            a,
            b,
        };
        edges.extend(pairs(ring).enumerate().map(edge));
    }
    edges.sort_by_key(|edge| edge.a.0.min(edge.b.0));
    let mut faults = Vec::new();
    // Those that reach as far east as the sweep has come.
    let mut open: Vec<Edge> = Vec::new();
    for edge in edges {
        let west = edge.a.0.min(edge.b.0);
        open.retain(|other| other.a.0.max(other.b.0) >= west);
        for other in &open {
            let apart = other.a.1.max(other.b.1) < edge.a.1.min(edge.b.1)
                || edge.a.1.max(edge.b.1) < other.a.1.min(other.b.1);
            if !apart && is_wrong(*other, edge) {
                faults.push(format!(
                    "the edges from {} and from {} meet",
                    shown(other.a),
                    shown(edge.a)
                ));
            }
        }
        open.push(edge);
    }
    faults
}

/// May two edges not lie as they lie?
fn is_wrong(one: Edge, other: Edge) -> bool {
    let (c, d) = (
        side(one.a, one.b, other.a).signum(),
        side(one.a, one.b, other.b).signum(),
    );
    let (a, b) = (
        side(other.a, other.b, one.a).signum(),
        side(other.a, other.b, one.b).signum(),
    );
    let in_line = [a, b, c, d] == [0; 4];
    if one.ring == other.ring {
        let follows = |one: Edge, other: Edge| (one.number + 1) % one.of == other.number;
        if follows(one, other) || follows(other, one) {
            // They share a corner, and must not lead back over each other.
            return in_line && overlap(one, other);
        }
        // Within a ring nothing else may even touch.
        return (a * b < 0 && c * d < 0)
            || [one.a, one.b].iter().any(|&end| on(other, end))
            || [other.a, other.b].iter().any(|&end| on(one, end));
    }
    // Rings may touch in points.
    (a * b < 0 && c * d < 0) || (in_line && overlap(one, other))
}

/// Do two edges on one line have more than a point in common?
fn overlap(one: Edge, other: Edge) -> bool {
    let common = |a: i32, b: i32, c: i32, d: i32| a.max(b).min(c.max(d)) - a.min(b).max(c.min(d));
    let x = common(one.a.0, one.b.0, other.a.0, other.b.0);
    let y = common(one.a.1, one.b.1, other.a.1, other.b.1);
    x >= 0 && y >= 0 && (x > 0 || y > 0)
}

fn on(edge: Edge, point: Point) -> bool {
    side(edge.a, edge.b, point) == 0
        && (edge.a.0.min(edge.b.0)..=edge.a.0.max(edge.b.0)).contains(&point.0)
        && (edge.a.1.min(edge.b.1)..=edge.a.1.max(edge.b.1)).contains(&point.1)
}

/// Holes that are not in their polygon, or in each other; polygons in each other.
fn nesting(polygons: &[Vec<Ring>]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut wrong = |what: &str, at: Option<&Point>| {
        faults.extend(at.map(|&at| format!("{what} at {}", shown(at))));
    };
    for (number, polygon) in polygons.iter().enumerate() {
        let (outer, holes) = (&polygon[0], &polygon[1..]);
        for (number, hole) in holes.iter().enumerate() {
            let mut corners = hole.iter();
            wrong(
                "a hole outside of its polygon",
                corners.find(|&&corner| within(outer, corner) == Some(false)),
            );
            for other in holes.iter().skip(number + 1) {
                wrong(
                    "a hole in a hole",
                    inner(hole, other).or(inner(other, hole)),
                );
            }
        }
        for other in polygons.iter().skip(number + 1) {
            let solid = |polygon: &[Ring], corner: Point| {
                let outside = |hole: &Ring| within(hole, corner) == Some(false);
                within(&polygon[0], corner) == Some(true) && polygon[1..].iter().all(outside)
            };
            let mut corners = other[0].iter();
            wrong(
                "a polygon in a polygon",
                corners.find(|&&corner| solid(polygon, corner)),
            );
            let mut corners = outer.iter();
            wrong(
                "a polygon in a polygon",
                corners.find(|&&corner| solid(other, corner)),
            );
        }
    }
    faults
}

/// A corner of one ring that lies within another.
fn inner<'a>(outer: &[Point], ring: &'a [Point]) -> Option<&'a Point> {
    ring.iter()
        .find(|&&corner| within(outer, corner) == Some(true))
}

/// Does a point lie within a ring? `None` on the ring itself.
pub(crate) fn within(ring: &[Point], point: Point) -> Option<bool> {
    let mut within = false;
    for (a, b) in pairs(ring) {
        if (a.1 > point.1 && b.1 > point.1) || (a.1 < point.1 && b.1 < point.1) {
            continue;
        }
        let side = side(a, b, point);
        if side == 0 && (a.0.min(b.0)..=a.0.max(b.0)).contains(&point.0) {
            return None;
        }
        if (a.1 > point.1) != (b.1 > point.1) && (side > 0) == (b.1 > a.1) {
            within = !within;
        }
    }
    Some(within)
}

#[test]
fn each_kind_of_invalid_polygon_is_found() {
    let ring = |corners: &[Point]| -> Ring {
        let mut ring = corners.to_vec();
        ring.push(corners[0]);
        ring
    };
    let square = |x: i32, y: i32, size: i32| {
        ring(&[(x, y), (x + size, y), (x + size, y + size), (x, y + size)])
    };
    let hole =
        |x: i32, y: i32, size: i32| -> Ring { square(x, y, size).into_iter().rev().collect() };
    let right = [
        vec![vec![square(0, 0, 10)]],
        vec![vec![square(0, 0, 10), hole(1, 1, 2), hole(3, 3, 2)]],
        vec![vec![square(0, 0, 10), hole(2, 2, 6)], vec![square(4, 4, 2)]],
        vec![vec![square(0, 0, 10)], vec![square(10, 10, 2)]],
    ];
    for polygons in right {
        assert_eq!(faults(&polygons), Vec::<String>::new(), "{polygons:?}");
    }
    let bow = ring(&[(0, 0), (10, 10), (10, 0), (0, 11)]);
    let spike = ring(&[(0, 0), (10, 0), (10, 10), (10, 20), (10, 10), (0, 10)]);
    let pinch = ring(&[(0, 0), (10, 0), (5, 5), (10, 10), (0, 10), (5, 5)]);
    let touch = ring(&[(0, 0), (10, 0), (10, 10), (5, 0), (0, 10)]);
    let twice = ring(&[(0, 0), (10, 0), (10, 0), (10, 10), (0, 10)]);
    let wrong = [
        vec![vec![bow]],
        vec![vec![spike]],
        vec![vec![pinch]],
        vec![vec![touch]],
        vec![vec![twice]],
        vec![vec![hole(0, 0, 10)]],
        vec![vec![square(0, 0, 10), square(1, 1, 2)]],
        vec![vec![square(0, 0, 10), hole(11, 1, 2)]],
        vec![vec![square(0, 0, 10), hole(9, 1, 2)]],
        vec![vec![square(0, 0, 10), hole(8, 1, 2)]],
        vec![vec![square(0, 0, 10), hole(1, 1, 7), hole(2, 2, 2)]],
        vec![vec![square(0, 0, 10)], vec![square(2, 2, 2)]],
        vec![vec![square(0, 0, 10)], vec![square(10, 2, 2)]],
        vec![vec![square(0, 0, 10)], vec![square(9, 9, 2)]],
        vec![vec![vec![(0, 0), (10, 0), (10, 10), (0, 10)]]],
    ];
    for polygons in wrong {
        assert_ne!(faults(&polygons), Vec::<String>::new(), "{polygons:?}");
    }
}
