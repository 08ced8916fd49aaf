//! Exclaves are parts of their own of the right country, in the years in which they existed.

use super::coverage::{DAYS, countries};
use super::files::layer;
use super::grid::{Point, Ring, area};
use super::rings::within;

/// Owner and square kilometres.
type Owned = Option<(&'static str, f64)>;

/// Place in the gazetteer; whose it is before the treaty and after it.
const EXCLAVES: [(&str, [Owned; 2]); 9] = [
    ("vorukh-exclave", [Some(("TJ", 101.2)), Some(("TJ", 145.4))]),
    ("western-qalacha", [Some(("TJ", 1.0)), None]),
    ("sarvan-exclave", [Some(("TJ", 9.4)), Some(("TJ", 9.1))]),
    ("sokh-exclave", [Some(("UZ", 226.5)), Some(("UZ", 225.5))]),
    (
        "shohimardon-exclave",
        [Some(("UZ", 47.1)), Some(("UZ", 47.1))],
    ),
    ("chong-kara-exclave", [Some(("UZ", 4.2)), Some(("UZ", 4.2))]),
    ("jani-ayil-exclave", [Some(("UZ", 0.7)), Some(("UZ", 0.7))]),
    // Handed to Uzbekistan in April 2024.
    ("barak", [Some(("KG", 2.1)), None]),
    ("hoja-alo-exclave", [None, Some(("TJ", 5.6))]),
];

/// The parts of a country on a day, the largest first.
fn parts(code: &str, day: &str) -> Vec<&'static Vec<Ring>> {
    let countries = countries(day);
    let country = countries
        .iter()
        .find(|country| country.text("country") == code);
    let mut parts: Vec<_> = country.unwrap().polygons().iter().collect();
    parts.sort_by(|one, other| area(&other[0]).total_cmp(&area(&one[0])));
    parts
}

/// Whose exclave a point lies in, with its square kilometres.
fn exclave(point: Point, day: &str) -> Vec<(&'static str, f64)> {
    let mut found = Vec::new();
    for code in ["TJ", "KG", "UZ"] {
        for part in parts(code, day).iter().skip(1) {
            if within(&part[0], point) == Some(true) {
                let square_metres: f64 = part.iter().map(|ring| area(ring)).sum();
                found.push((code, square_metres / 1e6));
            }
        }
    }
    found
}

#[test]
fn every_exclave_is_a_part_of_its_own_of_the_right_country_and_size() {
    for (place, expected) in EXCLAVES {
        let place = layer("places")
            .iter()
            .find(|feature| feature.id == place)
            .unwrap();
        for (day, expected) in DAYS.iter().zip(expected) {
            let found = exclave(place.points()[0], day);
            let fits = match (&*found, expected) {
                ([], None) => true,
                ([(owner, size)], Some((country, area))) => {
                    *owner == country && (size - area).abs() <= f64::max(0.02 * area, 0.1)
                }
                _ => false,
            };
            assert!(
                fits,
                "{} on {day}: found {found:?}, expected {expected:?}",
                place.id
            );
        }
    }
}

#[test]
fn a_country_has_no_other_parts_and_they_do_not_touch() {
    for (number, day) in DAYS.iter().enumerate() {
        for code in ["TJ", "KG", "UZ"] {
            let owned = EXCLAVES.iter().filter_map(|(_, owners)| owners[number]);
            let owned = owned.filter(|(owner, _)| *owner == code).count();
            let parts = parts(code, day);
            assert_eq!(parts.len(), 1 + owned, "{code} on {day}: parts");
            let mut corners: Vec<Point> = Vec::new();
            for part in parts {
                let mut own: Vec<Point> = part.concat();
                own.sort_unstable();
                own.dedup();
                corners.extend(own);
            }
            let all = corners.len();
            corners.sort_unstable();
            corners.dedup();
            assert_eq!(corners.len(), all, "{code} on {day}: parts that touch");
        }
    }
}
