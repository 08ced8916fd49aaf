//! Land that changed hands lay in the one country before the treaty and lies in the other since.

use super::files::{Feature, layer};
use super::grid::{Point, area, distance, pairs, shown};
use super::rings::within;

/// How far a corner may stick out, in metres: the pieces are thinned a little more.
const APART: f64 = 10.0;

fn country(code: &str, day: &str) -> &'static Feature {
    let all = layer("countries").iter();
    let mut found = all.filter(|one| one.text("country") == code && one.valid_on(day));
    found
        .next()
        .unwrap_or_else(|| panic!("no country {code:?} on {day}"))
}

/// Does a point lie in a country, or at least so near?
fn is_in(country: &Feature, point: Point) -> bool {
    let parts = country.polygons();
    let inside = parts.iter().any(|part| {
        let outside = |hole: &Vec<Point>| within(hole, point) == Some(false);
        within(&part[0], point) == Some(true) && part[1..].iter().all(outside)
    });
    let mut edges = parts.iter().flatten().flat_map(|ring| pairs(ring));
    inside || edges.any(|edge| distance(point, edge) <= APART)
}

#[test]
fn every_piece_lay_in_the_one_country_and_lies_in_the_other() {
    let mut total = [0.0, 0.0];
    for piece in layer("border-changes") {
        let (from, to) = (piece.text("from_country"), piece.text("to_country"));
        let given = [("KG", "TJ"), ("TJ", "KG")]
            .iter()
            .position(|way| *way == (from, to));
        let given = given.unwrap_or_else(|| panic!("{}: from {from:?} to {to:?}", piece.id));
        assert_eq!(piece.text("country"), to, "{}", piece.id);
        assert_eq!(piece.text("valid_from"), "2025-03-13", "{}", piece.id);
        let sides = [country(from, "2025-03-12"), country(to, "2025-03-13")];
        for &corner in piece.polygons().iter().flatten().flatten() {
            for side in sides {
                assert!(
                    is_in(side, corner),
                    "{}: {} is not in {}",
                    piece.id,
                    shown(corner),
                    side.id
                );
            }
        }
        let rings = piece.polygons().iter().flatten();
        let found = rings.map(|ring| area(ring)).sum::<f64>() / 1e6;
        let stated = piece.properties["area_km2"].as_f64().unwrap();
        assert!(
            (found - stated).abs() < 0.01 + 0.01 * stated,
            "{}: {found} km²",
            piece.id
        );
        total[given] += found;
    }
    let [to_tajikistan, to_kyrgyzstan] = total;
    assert!(
        (155.0..175.0).contains(&to_tajikistan),
        "{to_tajikistan} km² to Tajikistan"
    );
    assert!(
        (5.0..12.0).contains(&to_kyrgyzstan),
        "{to_kyrgyzstan} km² to Kyrgyzstan"
    );
}
