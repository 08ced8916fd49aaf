//! How many features each collection has. The one place to change when the data grows.

use std::collections::BTreeMap;

use super::files::{layer, settings};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Count {
    Exactly(usize),
    AtLeast(usize),
}
use Count::{AtLeast, Exactly};

const COUNTS: &[(&str, Count)] = &[
    ("incidents", Exactly(236)),
    ("rasht-valley", Exactly(1)),
    ("dushanbe", Exactly(1)),
    ("ferghana-valley", Exactly(9)),
    ("kyrgyz-tajik-border", Exactly(7)),
    ("countries", Exactly(13)),
    ("provinces", Exactly(27)),
    ("districts", Exactly(206)),
    ("borders", Exactly(24)),
    ("border-changes", Exactly(38)),
    ("rivers", Exactly(73)),
    ("lakes", AtLeast(145)),
    ("roads", Exactly(33)),
    ("airports", Exactly(36)),
    ("places", AtLeast(1_400)),
];

#[test]
fn every_collection_has_as_many_features_as_it_should() {
    let counts: BTreeMap<&str, Count> = COUNTS.iter().copied().collect();
    let settings = settings();
    let described: Vec<&str> = settings.collections.keys().map(String::as_str).collect();
    for id in &described {
        let expected = counts.get(id);
        let expected = expected.unwrap_or_else(|| panic!("{id}: expected a count in this table"));
        let found = layer(id).len();
        let fits = match *expected {
            Exactly(number) => found == number,
            AtLeast(number) => found >= number,
        };
        assert!(fits, "{id}: found {found} features, expected {expected:?}");
    }
    for id in counts.keys() {
        assert!(described.contains(id), "{id} is gone");
    }
}
