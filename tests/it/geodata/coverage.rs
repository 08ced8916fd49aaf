//! Countries fill the map: no two overlap, and between two there is no gap.
//!
//! Where every edge is run through once in each direction, the number of polygons over a point
//! is the same on both sides of it, and so everywhere; the sum of the areas says that it is one.

use super::edges::{Edge, Edges, chains};
use super::files::{Feature, layer};
use super::grid::{Point, WINDOW, area, length, pairs, shown};

/// A day in the life of each vintage.
pub(crate) const DAYS: [&str; 2] = ["2024-01-01", "2026-01-01"];

pub(crate) fn countries(day: &str) -> Vec<&'static Feature> {
    of("countries", day)
}

fn of(name: &str, day: &str) -> Vec<&'static Feature> {
    let all = layer(name).iter();
    all.filter(|country| country.valid_on(day)).collect()
}

fn by_code(country: &Feature) -> &str {
    country.text("country")
}

/// Does an edge lie on the rim of the map?
fn on_rim((a, b): Edge) -> bool {
    let (west, south, east, north) = WINDOW;
    (a.0 == b.0 && (a.0 == west || a.0 == east)) || (a.1 == b.1 && (a.1 == south || a.1 == north))
}

/// The width of a thin shape of this outline, in metres; of a needle, half of its thick end.
fn width(ring: &[Point]) -> f64 {
    let around: f64 = pairs(ring).map(length).sum();
    2.0 * area(ring).abs() / around
}

/// What speaks against these edges' being those of a map without overlaps and gaps.
fn faults(edges: &Edges<'_>) -> Vec<String> {
    let mut faults = edges.overlaps.clone();
    let mut open = edges.open();
    open.retain(|&edge, _| !on_rim(edge));
    for chain in chains(open.keys().copied()) {
        let mut owners: Vec<&str> = pairs(&chain).map(|edge| open[&edge]).collect();
        owners.sort_unstable();
        owners.dedup();
        let mut ring = chain;
        if ring.first() != ring.last() {
            ring.push(ring[0]);
        }
        faults.push(format!(
            "beside {} the edge from {} has no neighbour ({} edges, {:.1} m wide)",
            owners.join(" and "),
            shown(ring[0]),
            ring.len() - 1,
            width(&ring)
        ));
    }
    let (west, south, east, north) = WINDOW;
    let map = 2 * i64::from(east - west) * i64::from(north - south);
    if edges.turn != map {
        let found = edges.turn;
        faults.push(format!("twice the area is {found} steps, expected {map}"));
    }
    faults
}

#[test]
fn countries_neither_overlap_nor_leave_a_gap_in_either_vintage() {
    for day in DAYS {
        for name in ["countries", "overview/countries"] {
            let countries = of(name, day);
            assert_eq!(countries.len(), 10, "{name} on {day}");
            let faults = faults(&Edges::of(countries, by_code));
            assert!(faults.is_empty(), "{name}, {day}:\n{}", faults.join("\n"));
        }
    }
}

#[test]
fn an_overlap_or_a_gap_of_one_metre_is_found() {
    let moved = |code: &str, steps: i32, times: usize| {
        let mut edges = Edges::default();
        for country in countries(DAYS[0]) {
            let (by, times) = if by_code(country) == code {
                (steps, times)
            } else {
                (0, 1)
            };
            for ring in country.polygons().iter().flatten() {
                let ring: Vec<Point> = ring.iter().map(|&(x, y)| (x + by, y)).collect();
                (0..times).for_each(|_| edges.add(by_code(country), &ring));
            }
        }
        faults(&edges).len()
    };
    assert_eq!(moved("TJ", 0, 1), 0, "where they are");
    assert_ne!(moved("TJ", 1, 1), 0, "Tajikistan a step to the east");
    assert_ne!(moved("UZ", 0, 0), 0, "without Uzbekistan");
    assert_ne!(moved("KG", 0, 2), 0, "Kyrgyzstan twice");
}
