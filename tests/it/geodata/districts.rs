//! Districts are parts of their province, and all of them together are the country.

use std::collections::BTreeSet;

use super::files::layer;
use super::provinces::{fill, of};

#[test]
fn the_districts_of_a_province_are_the_province() {
    let codes = layer("districts")
        .iter()
        .map(|district| district.text("admin1"));
    let codes: BTreeSet<&str> = codes.collect();
    assert_eq!(codes.len(), 14, "{codes:?}");
    for code in codes {
        let (districts, province) = (
            of("districts", "admin1", code),
            of("provinces", "admin1", code),
        );
        assert_eq!(province.len(), 1, "{code}");
        assert_eq!(fill(code, &districts, &province), Ok(()));
    }
}

#[test]
fn all_districts_are_the_country() {
    let (districts, country) = (
        of("districts", "country", "UZ"),
        of("countries", "country", "UZ"),
    );
    assert_eq!(districts.len(), layer("districts").len());
    assert_eq!(fill("UZ", &districts, &country), Ok(()));
    let but_one = districts[1..].to_vec();
    assert!(
        fill("UZ", &but_one, &country).is_err(),
        "a district that is missing"
    );
}
