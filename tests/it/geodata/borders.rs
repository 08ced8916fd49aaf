//! Borders in time: on every day one line for each pair of neighbours, and it is their edge.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::coverage::countries;
use super::edges::{Edge, Edges, undirected};
use super::files::{Feature, layer};
use super::grid::pairs;

/// A day under each version of each border.
const DAYS: [&str; 3] = ["2022-11-02", "2025-03-12", "2026-01-01"];

/// The lines of each pair of countries, in the order of time.
fn borders() -> BTreeMap<&'static str, Vec<&'static Feature>> {
    let mut borders: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for border in layer("borders") {
        borders
            .entry(border.text("country"))
            .or_default()
            .push(border);
    }
    for lines in borders.values_mut() {
        lines.sort_by_key(|line| line.text("valid_from"));
    }
    borders
}

fn edges(line: &Feature) -> Vec<Edge> {
    let edges = line.lines().iter().flat_map(|line| pairs(line));
    edges.map(undirected).collect()
}

#[test]
fn each_pair_of_neighbours_has_one_line_on_every_day() {
    let borders = borders();
    assert!(borders.len() >= 20, "{} pairs", borders.len());
    for (pair, lines) in borders {
        let (first, last) = (lines[0], lines[lines.len() - 1]);
        assert!(first.properties["valid_from"].is_null(), "{pair}: begins");
        assert!(last.properties["valid_to"].is_null(), "{pair}: ends");
        for two in lines.windows(2) {
            let last: Date = two[0].text("valid_to").parse().unwrap();
            let first: Date = two[1].text("valid_from").parse().unwrap();
            assert_eq!(
                last.tomorrow().unwrap(),
                first,
                "{pair}: {}, {}",
                two[0].id,
                two[1].id
            );
        }
    }
}

#[test]
fn the_lines_of_a_day_are_the_edges_between_the_countries_of_that_day() {
    for day in DAYS {
        let between = Edges::of(countries(day), |country| country.text("country")).between();
        let of_polygons: BTreeMap<String, BTreeSet<Edge>> = between
            .into_iter()
            .map(|((one, other), edges)| (format!("{one}-{other}"), edges))
            .collect();
        let mut of_lines: BTreeMap<String, BTreeSet<Edge>> = BTreeMap::new();
        for line in layer("borders").iter().filter(|line| line.valid_on(day)) {
            let (all, once) = (
                edges(line),
                edges(line).into_iter().collect::<BTreeSet<_>>(),
            );
            assert_eq!(all.len(), once.len(), "{}: an edge twice", line.id);
            let pair = line.text("country").to_owned();
            assert_eq!(
                of_lines.insert(pair, once),
                None,
                "{day}: {} twice",
                line.id
            );
        }
        let names = |of: &BTreeMap<String, BTreeSet<Edge>>| of.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&of_lines), names(&of_polygons), "{day}");
        for (pair, edges) in &of_polygons {
            let other = edges.symmetric_difference(&of_lines[pair]).count();
            assert_eq!(
                other, 0,
                "{day}: {pair}: edges of only the line or only the polygons"
            );
        }
    }
}

#[test]
fn the_kyrgyz_tajik_line_is_undelimited_up_to_the_treaty_and_agreed_from_its_day() {
    let lines = borders()["KG-TJ"].clone();
    let found: Vec<[&str; 3]> = lines
        .iter()
        .map(|line| ["status", "valid_from", "valid_to"].map(|name| line.text(name)))
        .collect();
    let expected = [
        ["undelimited", "", "2025-03-12"],
        ["agreed", "2025-03-13", ""],
    ];
    assert_eq!(found, expected, "status, valid_from and valid_to");
    // The area of the border shows the same lines.
    let area = layer("kyrgyz-tajik-border").iter();
    let area: Vec<_> = area.filter(|line| line.text("kind") == "border").collect();
    assert_eq!(area.len(), lines.len());
    for (one, other) in area.iter().zip(&lines) {
        let same =
            ["status", "valid_from", "valid_to"].map(|name| one.text(name) == other.text(name));
        assert_eq!(
            (same, &one.geometry),
            ([true; 3], &other.geometry),
            "{}",
            one.id
        );
    }
}
