//! The Kyrgyz-Tajik line beside its sources: the same line taken from the packages by a second,
//! simpler way, before it was thinned and fitted together.

use std::path::Path;

use serde_json::Value;

use super::edges::Edge;
use super::files::{Shape, layer, shape};
use super::grid::{Point, farthest, length, pairs, shown};

/// How far the lines may be apart, in metres, and their lengths, as a share.
const APART: f64 = 150.0;
const LONGER: f64 = 0.02;

/// The lines of a fixture, which is a feature collection.
fn fixture(year: &str) -> Vec<Vec<Point>> {
    let name = format!("tests/fixtures/kyrgyz-tajik-line-{year}.geojson");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let collection: Value = serde_json::from_slice(&text).unwrap();
    let features = collection["features"].as_array().unwrap();
    let lines = features
        .iter()
        .flat_map(|feature| match shape(&feature["geometry"]) {
            Shape::Lines(lines) => lines,
            other => panic!("{name}: found {other:?}, expected lines"),
        });
    lines.collect()
}

fn edges(lines: &[Vec<Point>]) -> Vec<Edge> {
    lines.iter().flat_map(|line| pairs(line)).collect()
}

fn kilometres(edges: &[Edge]) -> f64 {
    edges.iter().copied().map(length).sum::<f64>() / 1e3
}

/// The figures by which two lines differ, and whether they are near enough.
fn compare(ours: &[Vec<Point>], source: &[Vec<Point>]) -> (String, bool) {
    let (own_edges, edges) = (edges(ours), edges(source));
    let (own, length) = (kilometres(&own_edges), kilometres(&edges));
    let (there, at) = farthest(&ours.concat(), &edges).unwrap();
    let (back, behind) = farthest(&source.concat(), &own_edges).unwrap();
    let figures = format!(
        "{own:.1} km of {} positions, the source {length:.1} km of {}; farthest from the source \
         {there:.0} m at {}, farthest from ours {back:.0} m at {}",
        ours.concat().len(),
        source.concat().len(),
        shown(at),
        shown(behind),
    );
    let fits = there < APART && back < APART && (own / length - 1.0).abs() < LONGER;
    (figures, fits)
}

fn check(id: &str, year: &str) {
    let line = layer("borders").iter().find(|line| line.id == id).unwrap();
    let (figures, fits) = compare(line.lines(), &fixture(year));
    assert!(
        fits,
        "{id}: {figures}; expected less than {APART} m and {LONGER} of the length"
    );
}

#[test]
fn the_older_line_is_that_of_its_source() {
    check("kg-tj-2024", "2024");
}

#[test]
fn the_newer_line_is_that_of_its_source() {
    check("kg-tj-2025", "2026");
}

#[test]
fn a_line_that_leaves_its_source_somewhere_is_found() {
    let line = layer("borders")
        .iter()
        .find(|line| line.id == "kg-tj-2024")
        .unwrap();
    let moved = |by: i32| -> Vec<Vec<Point>> {
        let mut lines = line.lines().to_vec();
        let middle = lines[0].len() / 2;
        lines[0][middle].0 += by;
        lines
    };
    assert!(compare(&moved(50), line.lines()).1, "43 m to the east");
    assert!(!compare(&moved(1_000), line.lines()).1, "850 m to the east");
    assert!(
        !compare(line.lines(), &moved(1_000)).1,
        "the other way round"
    );
    let half = &line.lines()[..1];
    assert!(!compare(half, line.lines()).1, "without exclaves");
}
