//! The schema is what the checks take it for; no input whatever makes a check panic.

use geojson::Geometry;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::domain::{Feature, FeatureId};
use crate::import::{CollectionSettings, Content, File, read};

#[test]
fn every_property_of_the_schema_is_explained() {
    let schema: Value = serde_json::from_str(schema::TEXT).unwrap();
    for owner in ["incident", "relation", "source"] {
        let properties = &schema["$defs"][owner]["properties"];
        for (name, property) in properties.as_object().unwrap() {
            assert!(property["title"].is_string(), "{owner}.{name} has a title");
            let says_more = property["description"].is_string() || owner == "relation";
            assert!(says_more, "{owner}.{name} has a description");
        }
    }
    for (name, shape) in schema["$defs"].as_object().unwrap() {
        assert!(
            shape["description"].is_string(),
            "{name} says what is expected"
        );
    }
}

fn any_number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from)
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        "[0-9]{4}-[01][0-9]-[0-3][0-9]",
        "20[0-9]{2}-[a-c]",
        Just("TJ".to_owned()),
        Just("clash".to_owned()),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any_number(),
        any_text().prop_map(Value::from),
    ];
    let names = || prop_oneof![Just("id".to_owned()), Just("date".to_owned()), any_text()];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((names(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_properties() -> impl Strategy<Value = Map<String, Value>> {
    let schema: Value = serde_json::from_str(schema::TEXT).unwrap();
    let known = schema["$defs"]["incident"]["properties"]
        .as_object()
        .unwrap();
    let known: Vec<String> = known.keys().cloned().collect();
    let name = prop_oneof![5 => prop::sample::select(known), 1 => any_text()];
    prop::collection::vec((name, any_value()), 0..20)
        .prop_map(|properties| properties.into_iter().collect())
}

fn any_feature() -> impl Strategy<Value = Value> {
    let position = prop::collection::vec(any::<f64>(), 0..4);
    let geometry = prop_oneof![
        Just(Value::Null),
        position.prop_map(|at| json!({"type": "Point", "coordinates": at})),
        any_value(),
    ];
    let id = prop_oneof![any_text().prop_map(Value::from), any_value()];
    (id, geometry, any_properties()).prop_map(|(id, geometry, properties)| {
        json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties})
    })
}

fn countries() -> Countries {
    let ring = json!([[[67, 37], [75, 37], [75, 40], [67, 40], [67, 37]]]);
    let geometry: Geometry =
        serde_json::from_value(json!({"type": "Polygon", "coordinates": ring})).unwrap();
    let properties = json!({"country": "TJ", "valid_from": null, "valid_to": null});
    Countries::new(&[Feature {
        id: FeatureId::Text("TJ".to_owned()),
        geometry: Some(geometry),
        properties: properties.as_object().unwrap().clone(),
    }])
}

#[test]
fn whatever_a_file_holds_is_answered_and_always_alike() {
    let (schema, countries) = (IncidentSchema::embedded(), countries());
    proptest!(|(features in prop::collection::vec(any_feature(), 0..6))| {
        let text = json!({"type": "FeatureCollection", "features": features}).to_string();
        let file = File { name: "any.geojson".to_owned(), content: Content::Bytes(text.into_bytes()) };
        let import = read("any", &file, &CollectionSettings::default());
        applies_to(&import);
        let findings = check_with(&schema, &file.name, &import, &countries);
        prop_assert_eq!(&findings, &check_with(&schema, &file.name, &import, &countries));
        for finding in findings {
            prop_assert!(finding.place.line.is_some() && finding.place.field.is_some());
            prop_assert!(!finding.found.is_empty() && !finding.expected.is_empty(), "{finding}");
            prop_assert!(finding.to_string().chars().count() < 600, "{finding}");
        }
    });
}

#[test]
fn whatever_bytes_a_file_holds_are_answered() {
    let (schema, countries) = (IncidentSchema::embedded(), countries());
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    let bytes = prop_oneof![bytes, "\\PC{0,200}".prop_map(String::into_bytes)];
    let name = prop_oneof![Just("any.csv"), Just("any.geojson")];
    proptest!(|(bytes in bytes, name in name)| {
        let file = File { name: name.to_owned(), content: Content::Bytes(bytes) };
        let import = read("any", &file, &CollectionSettings::default());
        check_with(&schema, &file.name, &import, &countries);
    });
}
