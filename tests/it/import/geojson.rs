//! GeoJSON files: identifiers, values, and what is no GeoJSON.

use marz::domain::{FeatureId, MissingEnd};
use marz::import::{CollectionSettings, TimeSettings};
use serde_json::json;

use super::{findings, ids, one_feature, one_geometry, properties, read_geojson, read_with};

#[test]
fn ids_stay_texts_and_numbers_and_are_counted_where_there_are_none() {
    let import = read_geojson(
        r#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": "a", "geometry": null, "properties": null},
            {"type": "Feature", "id": 17, "geometry": null, "properties": {}},
            {"type": "Feature", "geometry": null, "properties": {}},
            {"type": "Feature", "id": -1.5, "geometry": null, "properties": {}}
        ]}"#,
    );
    let all: Vec<FeatureId> = import
        .features
        .iter()
        .map(|feature| feature.id.clone())
        .collect();
    assert_eq!(findings(&import), "");
    assert_eq!(
        all,
        [
            FeatureId::Text("a".to_owned()),
            FeatureId::Number(17),
            FeatureId::Number(3),
            FeatureId::Text("-1.5".to_owned())
        ]
    );
}

#[test]
fn a_property_can_be_named_as_the_id() {
    let settings = CollectionSettings {
        id: Some("code".to_owned()),
        ..Default::default()
    };
    let text = r#"{"type": "Feature", "id": 1, "geometry": null, "properties": {"code": "K7"}}"#;
    assert_eq!(ids(&read_with("own.geojson", text, &settings)), ["K7"]);
}

#[test]
fn two_features_with_one_address_are_told() {
    let import = read_geojson(
        r#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": 17, "geometry": null, "properties": {}},
            {"type": "Feature", "id": "17", "geometry": null, "properties": {}}
        ]}"#,
    );
    assert_eq!(
        findings(&import),
        "own.geojson:3: feature 17: id: found an id that line 2 has already; \
         expected ids that are unique in the file"
    );
}

#[test]
fn numbers_null_and_nested_values_are_kept_in_their_order() {
    let kept = json!({
        "z": 1, "a": 2.0, "big": 9_007_199_254_740_993_u64, "small": 1e-7, "none": null,
        "text": "Гарм 😀", "nested": {"b": [1, {"c": null}], "a": []}, "yes": true,
    });
    let import = one_feature(&format!(r#""geometry": null, "properties": {kept}"#));
    let read = properties(&import);
    assert_eq!(read[0].to_string(), kept.to_string());
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_file() {
    let text = "\u{feff}{\"type\": \"FeatureCollection\", \"features\": []}";
    assert_eq!(findings(&read_geojson(text)), "");
}

#[test]
fn a_single_feature_is_a_file() {
    let import = read_geojson(
        "\n\n{\"type\": \"Feature\", \"id\": \"a\", \"geometry\": null, \"properties\": {\"n\": 1}}\n",
    );
    assert_eq!(properties(&import), [json!({"n": 1})]);
    assert_eq!(
        (ids(&import), &*import.lines),
        (vec!["a".to_owned()], &[3][..])
    );
}

#[test]
fn two_hundred_levels_of_json_are_refused_without_a_crash() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(200), close.repeat(200));
    let expected = "own.geojson:1: found broken JSON in column";
    for value in [deep("[", "]"), deep("{\"a\":", "}")] {
        let import = one_feature(&format!(
            r#""geometry": null, "properties": {{"a": {value}}}"#
        ));
        assert!(
            findings(&import).starts_with(expected),
            "{}",
            findings(&import)
        );
        assert!(
            findings(&import).ends_with(
                "more than 127 lists or objects in each other; expected a GeoJSON Feature"
            )
        );
    }
    let collections = deep(r#"{"type":"GeometryCollection","geometries":["#, "]}");
    assert_eq!(
        findings(&one_geometry(&collections)),
        "own.geojson:1: feature 1: geometry: \
         found more than 127 lists or objects in each other; expected a geometry of RFC 7946"
    );
    assert_eq!(
        findings(&read_geojson("[".repeat(100_000))),
        "own.geojson:1: found broken JSON in column 128: \
         more than 127 lists or objects in each other; \
         expected a GeoJSON FeatureCollection (RFC 7946)"
    );
}

#[test]
fn what_is_no_geojson_is_told_in_the_words_of_the_standard() {
    let collection = "expected a GeoJSON FeatureCollection (RFC 7946)";
    let kind = "expected \"FeatureCollection\" with a list \"features\", or \"Feature\"";
    for (text, expected) in [
        (
            "",
            "own.geojson: found an empty file; expected GeoJSON, or CSV with a header line",
        ),
        (
            "\u{feff} \n",
            "own.geojson: found an empty file; expected GeoJSON, or CSV with a header line",
        ),
        (
            "[1, 2]",
            &format!("own.geojson:1: found a list of 2; {collection}"),
        ),
        (
            r#"["FeatureCollection", []]"#,
            &format!("own.geojson:1: found a list of 2; {collection}"),
        ),
        ("7", &format!("own.geojson:1: found 7; {collection}")),
        ("{}", &format!("own.geojson: type: found nothing; {kind}")),
        (
            r#"{"type": "Topology"}"#,
            &format!("own.geojson: type: found \"Topology\"; {kind}"),
        ),
        (
            r#"{"type": 7}"#,
            &format!("own.geojson: type: found 7; {kind}"),
        ),
        (
            r#"{"type": "FeatureCollection"}"#,
            "own.geojson: features: found nothing; expected a list of features",
        ),
        (
            "{\"type\": \"FeatureCollection\", \"features\": [\n7,\nnull]}",
            "own.geojson:2: found 7; expected a GeoJSON Feature\n\
             own.geojson:3: found null; expected a GeoJSON Feature",
        ),
        (
            r#"{"type": "Feature", "geometry": null, "properties": [1]}"#,
            "own.geojson:1: properties: found a list of 1; expected an object or null",
        ),
        (
            r#"{"type": "Feature", "id": "", "geometry": null, "properties": {}}"#,
            "own.geojson:1: id: found \"\"; expected a text or a number",
        ),
        (
            r#"{"type": "FeatureCollection", "features": [{"type": "feature"}]}"#,
            "own.geojson:1: feature 1: type: found \"feature\"; expected \"Feature\"",
        ),
    ] {
        assert_eq!(findings(&read_geojson(text)), expected, "{text}");
    }
}

#[test]
fn a_broken_feature_is_left_out_alone_also_if_all_stand_on_one_line() {
    let mut import = read_geojson(
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "id": "a", "geometry": null, "properties": {"date_start": "2010-09-19", "date_end": "2010-09-20"}}, {"type": "Feature", "id": "b", "geometry": {"type": "Point", "coordinates": [500, 0]}, "properties": {}}, {"type": "Feature", "id": "c", "geometry": null, "properties": {"date_start": "2010-09-19", "date_end": "2010-09-18"}}, {"type": "Feature", "id": "d", "geometry": null, "properties": {}}, {"type": "Feature", "id": "a", "geometry": null, "properties": {}}
]}"#,
    );
    assert_eq!(import.findings.len(), 3);
    assert_eq!(import.drop_invalid(), 2);
    assert_eq!(
        (ids(&import), import.lines.len()),
        (vec!["a".to_owned(), "d".to_owned()], 2)
    );
    assert_eq!(import.drop_invalid(), 0);
}

#[test]
fn names_in_the_settings_that_no_feature_has_are_told() {
    let time = TimeSettings {
        start: "begin".to_owned(),
        end: None,
        missing_end: Some(MissingEnd::Open),
    };
    let settings = CollectionSettings {
        id: Some("kode".to_owned()),
        time: Some(time),
        ..Default::default()
    };
    let text = r#"{"type": "Feature", "geometry": null, "properties": {"code": "K7"}}"#;
    assert_eq!(
        findings(&read_with("own.geojson", text, &settings)),
        "own.geojson: settings, id: found \"kode\", which no feature has; \
         expected the name of a property\n\
         own.geojson: settings, time.start: found \"begin\", which no feature has; \
         expected the name of a property"
    );
}
