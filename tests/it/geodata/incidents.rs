//! Every incident lies in the country that it states, by the borders of its last day.
//!
//! The check is the code book's own, with the tolerance that it gives everybody.

use geojson::Geometry;
use marz::import::codebook::{self, Countries};
use marz::import::{Finding, Import};
use marz::sources;

use super::files::{Feature, layer};
use super::grid::in_window;

fn bundled(id: &str) -> Import {
    let all = sources::bundled_sources().unwrap();
    all.iter().find(|source| source.id == id).unwrap().read()
}

/// What the code book has against the points of incidents.
fn misplaced(import: &Import) -> Vec<Finding> {
    let countries = Countries::new(&bundled("countries").features);
    let mut findings = codebook::check("incidents.geojson", import, &countries);
    findings.retain(|finding| finding.place.field.as_deref() == Some("geometry"));
    findings
}

#[test]
fn every_incident_lies_in_its_country_by_the_borders_of_its_last_day() {
    assert_eq!(misplaced(&bundled("incidents")), []);
}

#[test]
fn every_point_on_the_map_is_judged() {
    let points = layer("incidents").iter().flat_map(Feature::points);
    let points = points.filter(|&&point| in_window(point)).count();
    assert!(points > 200, "{points} points");
    let mut in_iran = bundled("incidents");
    for incident in &mut in_iran.features {
        incident.properties["country"] = "IR".into();
    }
    let found = misplaced(&in_iran).len();
    assert_eq!(found, points, "of all that are said to lie in Iran");
}

#[test]
fn land_that_changed_hands_is_in_the_country_of_the_day() {
    let mut one = bundled("incidents");
    one.features.truncate(1);
    // North of Vorukh, Kyrgyz up to the treaty and a kilometre from the line before and after.
    one.features[0].geometry = Some(Geometry::new_point([70.519, 40.063]));
    let mut is_wrong = |country: &str, day: &str| {
        one.features[0].properties["country"] = country.into();
        one.features[0].properties["date_end"] = day.into();
        !misplaced(&one).is_empty()
    };
    let before = ["KG", "TJ"].map(|country| is_wrong(country, "2025-03-12"));
    let after = ["KG", "TJ"].map(|country| is_wrong(country, "2025-03-13"));
    assert_eq!((before, after), ([false, true], [true, false]));
}
