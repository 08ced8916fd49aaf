//! Points in whole steps of five decimals, and what can be asked of them: sides, distances, areas.

use serde_json::Value;

/// Longitude and latitude in steps of 0.00001 degrees.
pub(crate) type Point = (i32, i32);

/// Positions of which the last repeats the first.
pub(crate) type Ring = Vec<Point>;

/// The part of the world that the map shows, in steps: west, south, east, north.
pub(crate) const WINDOW: (i32, i32, i32, i32) = (5_500_000, 3_400_000, 8_500_000, 4_800_000);

/// A step northwards in metres, on a sphere of the earth's mean radius.
const STEP: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0 * 1e-5;

/// A position of GeoJSON.
pub(crate) fn point(position: &Value) -> Point {
    (step(&position[0]), step(&position[1]))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "180 degrees are far fewer steps than an i32 can count"
)]
fn step(degrees: &Value) -> i32 {
    (degrees.as_f64().unwrap() * 1e5).round() as i32
}

/// A point as a person would write it.
pub(crate) fn shown((x, y): Point) -> String {
    format!("{:.5}, {:.5}", f64::from(x) / 1e5, f64::from(y) / 1e5)
}

/// Is it a point of the map?
pub(crate) fn in_window((x, y): Point) -> bool {
    let (west, south, east, north) = WINDOW;
    (west..=east).contains(&x) && (south..=north).contains(&y)
}

/// Positive if `point` lies to the left of the way from `a` to `b`, 0 if on its line.
pub(crate) fn side(a: Point, b: Point, point: Point) -> i64 {
    let of = |one: i32, other: i32| i64::from(one) - i64::from(other);
    of(b.0, a.0) * of(point.1, a.1) - of(b.1, a.1) * of(point.0, a.0)
}

/// Twice the area in steps, positive if the ring runs counter-clockwise.
pub(crate) fn turn(ring: &[Point]) -> i64 {
    let origin = ring.first().copied().unwrap_or_default();
    pairs(ring).map(|(a, b)| side(origin, a, b)).sum()
}

/// The edges of a line or ring.
pub(crate) fn pairs(line: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    line.windows(2).map(|pair| (pair[0], pair[1]))
}

/// How far to the east and north of `origin`, in metres; for points that are near each other.
fn offset(origin: Point, (x, y): Point) -> (f64, f64) {
    let parallel = (f64::from(origin.1) / 1e5).to_radians().cos();
    (
        f64::from(x - origin.0) * STEP * parallel,
        f64::from(y - origin.1) * STEP,
    )
}

/// From a point to the nearest place of an edge, in metres.
pub(crate) fn distance(point: Point, (a, b): (Point, Point)) -> f64 {
    let (a, b) = (offset(point, a), offset(point, b));
    let (x, y) = (b.0 - a.0, b.1 - a.1);
    let square = x * x + y * y;
    let along = if square > 0.0 {
        -(a.0 * x + a.1 * y) / square
    } else {
        0.0
    };
    let along = along.clamp(0.0, 1.0);
    (a.0 + along * x).hypot(a.1 + along * y)
}

/// The point that lies farthest from all of the edges, and how far that is in metres.
pub(crate) fn farthest(points: &[Point], edges: &[(Point, Point)]) -> Option<(f64, Point)> {
    let nearest = |point: Point| {
        let mut nearest = f64::INFINITY;
        for &(a, b) in edges {
            let below = f64::from(a.1.min(b.1) - point.1) * STEP;
            let above = f64::from(point.1 - a.1.max(b.1)) * STEP;
            if below < nearest && above < nearest {
                nearest = nearest.min(distance(point, (a, b)));
            }
        }
        (nearest, point)
    };
    let all = points.iter().map(|&point| nearest(point));
    all.max_by(|one, other| one.0.total_cmp(&other.0))
}

/// The length of an edge in metres.
pub(crate) fn length((a, b): (Point, Point)) -> f64 {
    let middle = (i32::midpoint(a.0, b.0), i32::midpoint(a.1, b.1));
    let (a, b) = (offset(middle, a), offset(middle, b));
    (b.0 - a.0).hypot(b.1 - a.1)
}

/// The area within a ring in square metres, positive if it runs counter-clockwise.
///
/// On the cylinder of equal area, so that the areas of parts add up to that of the whole.
pub(crate) fn area(ring: &[Point]) -> f64 {
    let origin = ring.first().copied().unwrap_or_default();
    let flat = |(x, y): Point| {
        let height = |y: i32| (f64::from(y) / 1e5).to_radians().sin();
        let metres = STEP * 1e5_f64.to_degrees();
        (
            f64::from(x - origin.0) * STEP,
            (height(y) - height(origin.1)) * metres,
        )
    };
    let twice: f64 = pairs(ring)
        .map(|(a, b)| (flat(a), flat(b)))
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum();
    twice / 2.0
}

#[test]
fn metres_are_metres() {
    let near = |found: f64, right: f64| assert!((found / right - 1.0).abs() < 0.003, "{found}");
    // A degree of the meridian at 40° north, and of the parallel there.
    near(
        length(((7_000_000, 3_950_000), (7_000_000, 4_050_000))),
        111_035.0,
    );
    near(
        length(((7_000_000, 4_000_000), (7_100_000, 4_000_000))),
        85_394.0,
    );
    near(
        distance(
            (7_050_000, 4_000_100),
            ((7_000_000, 4_000_000), (7_100_000, 4_000_000)),
        ),
        111.0,
    );
    near(
        distance(
            (7_000_100, 4_000_000),
            ((6_900_000, 4_000_000), (7_000_000, 4_000_000)),
        ),
        85.4,
    );
    let square = [
        (7_000_000, 3_950_000),
        (7_100_000, 3_950_000),
        (7_100_000, 4_050_000),
        (7_000_000, 4_050_000),
        (7_000_000, 3_950_000),
    ];
    near(area(&square), 111_035.0 * 85_394.0);
    assert_eq!(turn(&square), 2 * 100_000 * 100_000);
}
