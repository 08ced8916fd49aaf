//! The properties that a request may ask for, each under its own name.

use crate::domain::{Collection, Property};

/// Parameters that mean the same at every address. A property of such a name cannot be asked
/// for: `limit=5` would not say whether it is the page or the property that is meant.
const TAKEN: [&str; 25] = [
    "area",
    "bbox",
    "bbox-crs",
    "by",
    "cluster",
    "collections",
    "coordinatePrecision",
    "crs",
    "cursor",
    "datetime",
    FROM,
    TO,
    "exclude-properties",
    "f",
    "filter",
    "filter-crs",
    "filter-lang",
    "lang",
    "limit",
    "offset",
    "properties",
    "resultType",
    "skipGeometry",
    "sortby",
    "sum",
];

/// What the form of a page calls the two ends of `datetime`. Only a page's address knows them,
/// and turns them into one.
pub(super) const FROM: &str = "datetime.from";
pub(super) const TO: &str = "datetime.to";

/// The properties of these collections that can be compared with a value by a parameter, each
/// name once; one whose name is empty cannot be asked for.
pub(super) fn parameters<'a>(collections: &[&'a Collection]) -> Vec<&'a Property> {
    let mut found: Vec<&Property> = Vec::new();
    for property in collections.iter().flat_map(|one| one.schema.scalars()) {
        let is_new = found.iter().all(|other| other.name != property.name);
        if is_new && !property.name.is_empty() && !TAKEN.contains(&&*property.name) {
            found.push(property);
        }
    }
    found
}
