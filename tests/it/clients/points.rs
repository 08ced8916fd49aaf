//! More points than fit on any page, for the clients that page through them.

use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

use serde_json::json;

use super::visit::{Heard, for_items, in_the_workshop};

pub(super) const COUNT: usize = 12_000;

/// The name of the collection that the file becomes.
pub(super) const COLLECTION: &str = "many-points";

/// The file, made once: points of a regular grid, each with a day of its own.
pub(super) fn file() -> &'static str {
    static FILE: OnceLock<String> = OnceLock::new();
    FILE.get_or_init(|| {
        let features: Vec<_> = (0..COUNT).map(feature).collect();
        let collection = json!({"type": "FeatureCollection", "features": features});
        let path = in_the_workshop(&format!("{COLLECTION}.geojson"));
        fs::write(&path, collection.to_string()).unwrap();
        path
    })
}

fn feature(number: usize) -> serde_json::Value {
    let (column, row) = (number % 150, number / 150);
    let at = |start: f64, steps: usize| start + f64::from(u32::try_from(steps).unwrap()) / 64.0;
    let (year, month, day) = (1990 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
    json!({
        "type": "Feature",
        "id": id(number),
        "geometry": {"type": "Point", "coordinates": [at(68.0, column), at(37.0, row)]},
        "properties": {"number": number, "date": format!("{year}-{month:02}-{day:02}")},
    })
}

pub(super) fn id(number: usize) -> String {
    format!("point-{number:05}")
}

/// Fails unless these are all of the points, each once.
pub(super) fn assert_all<'a>(ids: impl Iterator<Item = &'a str>) {
    let ids: Vec<&str> = ids.collect();
    assert_eq!(ids.len(), COUNT);
    let found: BTreeSet<String> = ids.into_iter().map(str::to_owned).collect();
    assert_eq!(found, (0..COUNT).map(id).collect());
}

/// Fails unless the points were fetched a thousand at a time, each page by the link of the one
/// before.
pub(super) fn assert_fetched_by_thousands(heard: &[Heard]) {
    let pages: Vec<&Heard> = for_items(heard, COLLECTION)
        .into_iter()
        .filter(|one| one.value("limit") == Some("1000"))
        .collect();
    let followed = pages.iter().filter(|one| one.value("cursor").is_some());
    assert_eq!(followed.count(), COUNT / 1000 - 1, "{pages:#?}");
}
