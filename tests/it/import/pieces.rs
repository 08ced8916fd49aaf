//! Large files, which several threads read: nothing of that is seen.

use marz::domain::{FeatureId, PropertyType};
use marz::import::{CollectionSettings, Content, File, read_in_pieces};
use marz::store::{Blocks, Part, Snapshot};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{findings, read_geojson};

const COUNT: usize = 20_000;

/// More than two megabytes, a feature on each line, with the properties of `of`.
fn file(of: impl Fn(usize) -> String) -> String {
    let feature = |number: usize| {
        let own = of(number);
        format!(
            r#"{{"type": "Feature", "geometry": {{"type": "Point", "coordinates": [70.5, 40]}}, "properties": {{"n": {number}, {own}}}}}"#
        )
    };
    let features: Vec<String> = (1..=COUNT).map(feature).collect();
    format!(
        "{{\"type\": \"FeatureCollection\", \"features\": [\n{}\n]}}",
        features.join(",\n")
    )
}

#[test]
fn what_only_late_features_show_holds_for_all() {
    let import = read_geojson(file(|number| {
        match number {
        COUNT => r#""date": "2010-01-02", "late": 1, "date_start": "2010-09-20", "date_end": "2010-09-19""#.to_owned(),
        15_000 => r#""date": "no day", "date_start": null, "date_end": "2010""#.to_owned(),
        _ => format!(r#""date": "2010-01-01", "date_start": "2010-{:02}""#, number % 12 + 1),
    }
    }));
    let time = import.collection.time.as_ref().unwrap();
    assert_eq!(
        (time.start.as_str(), time.end.as_deref()),
        ("date_start", Some("date_end"))
    );
    assert_eq!(
        findings(&import),
        "own.geojson:20001: feature 20000: date_end: found \"2010-09-19\"; \
         expected date_start (\"2010-09-20\") or later"
    );
    let properties = &import.collection.schema.properties;
    let names: Vec<&str> = properties.iter().map(|property| &*property.name).collect();
    assert_eq!(names, ["n", "date", "date_start", "date_end", "late"]);
    assert_eq!(properties[1].kind, PropertyType::Text);
    assert_eq!(import.lines, (2..COUNT + 2).collect::<Vec<_>>());
}

#[test]
fn a_time_that_the_first_features_suggest_is_given_up_for_that_of_all() {
    let import = read_geojson(file(|number| match number {
        COUNT => r#""date_start": "no day", "day": "2010-01-01""#.to_owned(),
        1 => r#""date_start": "2011", "date_end": "2010", "day": "2010-01-01""#.to_owned(),
        _ => r#""date_start": "2010", "day": "2010-01-01""#.to_owned(),
    }));
    assert_eq!(findings(&import), "");
    assert_eq!(import.collection.time.unwrap().start, "day");
}

#[test]
fn features_of_many_pieces_make_the_snapshot_that_all_of_them_do() {
    let text = file(|number| match number % 5_000 {
        0 => r#""b": 1.50, "a": "twice", "a": "A""#.to_owned(),
        1 => format!(r#""a": [1, {{"x": "{}"}}], "b": null"#, "y".repeat(10)),
        _ => r#""a": "\u0041", "b": 2"#.to_owned(),
    });
    let file = File {
        name: "own.geojson".to_owned(),
        content: Content::Bytes(text.into_bytes()),
    };
    let settings = CollectionSettings::default();
    let blocks = Blocks::default();
    let written = read_in_pieces("own", &file, &settings, |features| {
        Part::new(features, &blocks)
    });
    assert!(written.features.len() > 1);
    let parts: Result<Vec<Part>, _> = written.features.into_iter().collect();
    let parts =
        Snapshot::of_parts(written.collection, parts.unwrap(), blocks, &written.broken).unwrap();
    let import = marz::import::read("own", &file, &settings);
    let twice = &import.features[4_999].properties;
    assert_eq!(
        Value::Object(twice.clone()).to_string(),
        r#"{"n":5000,"b":1.5,"a":"A"}"#
    );
    let whole = Snapshot::build(import.collection, import.features).unwrap();
    assert_eq!(parts.digest(), whole.digest());
    assert_eq!(parts.extent(), whole.extent());
    let last = FeatureId::Number(COUNT as u64);
    assert_eq!(parts.text(&last), whole.text(&last));
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((".{0,3}", inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn the_second_feature_is_read_as_the_first_one_is(
        members in prop::collection::vec((".{0,4}", value()), 0..5),
        pretty in any::<bool>(),
    ) {
        let properties: Map<String, Value> = members.into_iter().collect();
        let feature = json!({"type": "Feature", "geometry": null, "properties": properties});
        let all = json!({"type": "FeatureCollection", "features": [feature, feature]});
        let text = if pretty { format!("{all:#}") } else { all.to_string() };
        let import = read_geojson(text);
        prop_assert_eq!(import.features.len(), 2);
        for feature in &import.features {
            let read = Value::Object(feature.properties.clone()).to_string();
            prop_assert_eq!(read, Value::Object(properties.clone()).to_string());
        }
    }
}
