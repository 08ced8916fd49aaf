//! Provinces are parts of the countries of today: none sticks out, and together they are all.

use super::edges::{Edge, Edges};
use super::files::{Feature, layer};
use super::grid::{Point, area, farthest, shown};

pub(crate) type Features = Vec<&'static Feature>;

/// How far outlines may lie from each other, in metres: where an inner edge meets the border
/// between two corners, that new corner is rounded to the grid.
const APART: f64 = 1.0;

/// The features of today with this value.
pub(crate) fn of(layer_name: &str, property: &str, value: &str) -> Features {
    let all = layer(layer_name).iter();
    all.filter(|feature| feature.text(property) == value && feature.valid_on("2026-01-01"))
        .collect()
}

fn square_metres(features: &Features) -> f64 {
    let rings = features
        .iter()
        .flat_map(|feature| feature.polygons())
        .flatten();
    rings.map(|ring| area(ring)).sum()
}

/// The edges at the rim of all features together, which must not overlap.
fn rim(features: &Features) -> Vec<Edge> {
    let edges = Edges::of(features.iter().copied(), |feature| &feature.id);
    assert_eq!(edges.overlaps, Vec::<String>::new());
    edges.open().into_keys().collect()
}

/// How far the rims lie from each other where they are not the same, and where that is.
///
/// Over the corners of both: a rim that leaves the other somewhere has a corner there.
fn apart(one: &Features, other: &Features) -> (f64, Point) {
    let (one, other) = (rim(one), rim(other));
    let without = |edges: &[Edge], same: &[Edge]| -> Vec<Edge> {
        let is_other = |edge: &&Edge| same.binary_search(edge).is_err();
        edges.iter().filter(is_other).copied().collect()
    };
    let (one, other) = (without(&one, &other), without(&other, &one));
    let corners =
        |edges: &[Edge]| -> Vec<Point> { edges.iter().flat_map(|&(a, b)| [a, b]).collect() };
    let there = farthest(&corners(&one), &other);
    let back = farthest(&corners(&other), &one);
    let both = there.into_iter().chain(back);
    both.max_by(|one, other| one.0.total_cmp(&other.0))
        .unwrap_or_default()
}

/// Are the parts the whole, to a metre of its outline and a ten-thousandth of its area?
pub(crate) fn fill(name: &str, parts: &Features, whole: &Features) -> Result<(), String> {
    let (metres, at) = apart(parts, whole);
    if metres > APART {
        return Err(format!(
            "{name}: outlines are {metres:.1} m apart at {}",
            shown(at)
        ));
    }
    let (found, expected) = (square_metres(parts), square_metres(whole));
    if (found / expected - 1.0).abs() > 1e-4 {
        return Err(format!("{name}: {found:.0} m² of {expected:.0} m²"));
    }
    Ok(())
}

#[test]
fn the_provinces_of_a_country_are_the_country() {
    for (code, number) in [("TJ", 5), ("KG", 8), ("UZ", 14)] {
        for folder in ["", "overview/"] {
            let provinces = of(&format!("{folder}provinces"), "country", code);
            let country = of(&format!("{folder}countries"), "country", code);
            assert_eq!((provinces.len(), country.len()), (number, 1), "{code}");
            assert_eq!(fill(code, &provinces, &country), Ok(()), "{folder}");
        }
    }
}

#[test]
fn a_province_that_is_missing_or_of_the_older_border_is_found() {
    let mut provinces = of("provinces", "country", "TJ");
    let country = of("countries", "country", "TJ");
    let older = layer("countries")
        .iter()
        .filter(|country| country.id == "TJ-2024")
        .collect();
    assert!(fill("TJ-2024", &provinces, &older).is_err());
    provinces.pop();
    assert!(fill("TJ", &provinces, &country).is_err());
}
