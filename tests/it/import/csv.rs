//! CSV files: delimiters, places, types, and wrong cells with their lines.

use geojson::GeometryValue;
use marz::import::{CollectionSettings, GeometrySettings};
use serde_json::json;

use super::{findings, ids, properties, read_csv, read_with};

#[test]
fn rows_become_points_with_typed_properties() {
    let import = read_csv(
        "id,name,lon,lat,deaths,share,known,note\n\
         a,Garm,70.5,39.25,3,0.5,true,\n\
         b,\"Jirgatol, centre\",71.2,39.2,,1,false,\n",
    );
    assert_eq!(
        properties(&import),
        [
            json!({"name": "Garm", "deaths": 3, "share": 0.5, "known": true, "note": null}),
            json!({
                "name": "Jirgatol, centre", "deaths": null, "share": 1.0, "known": false,
                "note": null,
            }),
        ]
    );
    assert_eq!(
        (ids(&import), &*import.lines),
        (vec!["a".into(), "b".into()], &[2, 3][..])
    );
    let geometry = import.features[0].geometry.clone().unwrap();
    assert_eq!(geometry.value, GeometryValue::new_point([70.5, 39.25]));
}

#[test]
fn a_column_id_that_does_not_name_the_rows_is_a_property() {
    let import = read_csv("id,name\n7,a\n7,b\n");
    assert_eq!(
        properties(&import),
        [json!({"id": 7, "name": "a"}), json!({"id": 7, "name": "b"})]
    );
    assert_eq!(ids(&import), ["1", "2"]);
}

#[test]
fn a_column_named_as_the_id_stays_a_property() {
    let settings = CollectionSettings {
        id: Some("code".to_owned()),
        ..Default::default()
    };
    let import = read_with("own.csv", "code,n\nTAJ1,1\nTAJ2,2\n", &settings);
    assert_eq!(properties(&import)[0], json!({"code": "TAJ1", "n": 1}));
    assert_eq!(ids(&import), ["TAJ1", "TAJ2"]);
}

#[test]
fn comma_semicolon_and_tab_are_told_apart_and_a_byte_order_mark_is_passed_over() {
    for delimiter in [",", ";", "\t"] {
        for mark in ["", "\u{feff}", "\n"] {
            let text = "name|lon|lat\nGarm|70.5|39.25\n".replace('|', delimiter);
            let import = read_csv(format!("{mark}{text}"));
            assert_eq!(
                properties(&import),
                [json!({"name": "Garm"})],
                "{delimiter:?} {mark:?}"
            );
            assert!(
                import.features[0].geometry.is_some(),
                "{delimiter:?} {mark:?}"
            );
        }
    }
}

#[test]
fn lines_break_within_quotes_and_are_counted() {
    let import = read_csv(
        "name,lon,lat\r\n\"two\r\nlines, \"\"quoted\"\"\",70.5,39\r\nwest,-70.5,39\r\nfar,700,39\r\n",
    );
    assert_eq!(
        import.features[0].properties["name"],
        "two\r\nlines, \"quoted\""
    );
    assert_eq!(import.lines, [2, 4]);
    assert_eq!(
        findings(&import),
        "own.csv:5: feature 3: geometry: found the position 700, 39; \
         expected longitude from -180 to 180, then latitude from -90 to 90"
    );
}

#[test]
fn what_only_looks_like_a_number_stays_text() {
    let import = read_csv(
        "code,phone,long,mixed,whole,negative,tiny\n\
         007,+992 37,201003050017201003050017,1,-5,-0.5,0.25\n\
         12,+99237221,1,x,0,0,1e3\n",
    );
    assert_eq!(
        properties(&import),
        [
            json!({
                "code": "007", "phone": "+992 37", "long": "201003050017201003050017",
                "mixed": "1", "whole": -5, "negative": -0.5, "tiny": 0.25,
            }),
            json!({
                "code": "12", "phone": "+99237221", "long": "1", "mixed": "x", "whole": 0,
                "negative": 0.0, "tiny": 1000.0,
            }),
        ]
    );
}

#[test]
fn infinity_and_nan_are_words() {
    let import = read_csv("value\ninf\nNaN\n1\n");
    assert_eq!(import.features[1].properties["value"], "NaN");
}

#[test]
fn a_row_without_a_place_is_a_feature_without_geometry() {
    let import = read_csv("name,lon,lat\nGarm,70.5,39.25\nsomewhere,,\n");
    assert_eq!(findings(&import), "");
    assert!(import.features[1].geometry.is_none());
}

#[test]
fn wrong_cells_are_told_with_line_and_column() {
    let import = read_csv("name,lon,lat\na,70.5,39\nb,\"70,5\",39\nc,70.5,\nd,39,170.5\n");
    assert_eq!(
        findings(&import),
        "own.csv:3: feature 2: lon: found \"70,5\"; expected degrees with a decimal point\n\
         own.csv:4: feature 3: lat: found \"\"; expected degrees with a decimal point\n\
         own.csv:5: feature 4: geometry: found the position 39, 170.5; expected \
         longitude from -180 to 180, then latitude from -90 to 90 (they look swapped)"
    );
    assert_eq!(import.features.len(), 1);
}

#[test]
fn rows_of_other_lengths_are_told() {
    let import = read_csv("name,lon,lat\na,70.5,39\nb,70.5\nc,70.5,39,1\nd,70.6,39\n");
    assert_eq!(
        findings(&import),
        "own.csv:3: found 2 cells; expected 3, as in the header\n\
         own.csv:4: found 4 cells; expected 3, as in the header"
    );
    assert_eq!(import.features.len(), 2);
}

#[test]
fn an_empty_file_is_told_and_a_header_alone_is_none() {
    assert_eq!(
        findings(&read_csv("")),
        "own.csv: found an empty file; expected GeoJSON, or CSV with a header line"
    );
    let header = read_csv("name,lon,lat\n");
    assert_eq!(
        (findings(&header), header.features.len()),
        (String::new(), 0)
    );
}

#[test]
fn columns_need_names_that_differ() {
    assert_eq!(
        findings(&read_csv("name,name,lon,lat\na,b,70.5,39\n")),
        "own.csv:1: found the column \"name\" twice; expected a different name for each"
    );
    let unnamed = read_csv("name,,\na,1,2\n");
    assert_eq!(
        properties(&unnamed),
        [json!({"name": "a", "column_2": 1, "column_3": 2})]
    );
}

#[test]
fn columns_that_the_settings_name_must_be_there() {
    let geometry = GeometrySettings {
        lon: "east".to_owned(),
        lat: "north".to_owned(),
    };
    let settings = CollectionSettings {
        geometry: Some(geometry),
        ..Default::default()
    };
    let import = read_with("own.csv", "East,North\n70.5,39\n", &settings);
    assert!(import.features[0].geometry.is_some());
    let import = read_with("own.csv", "e,n\n70.5,39\n", &settings);
    assert_eq!(
        findings(&import),
        "own.csv:1: found the columns e, n; \
         expected the columns east and north that the configuration names"
    );
}

#[test]
fn bytes_of_another_encoding_are_told_with_their_line() {
    let mut bytes = "name,lon,lat\na,70.5,39\n".to_owned().into_bytes();
    bytes.extend(b"\xC3\xE0\xF0\xEC,70.5,39\n");
    assert_eq!(
        findings(&read_csv(bytes)),
        "own.csv:3: found the byte 0xC3, which is not UTF-8; \
         expected a file in UTF-8; `iconv -t UTF-8` converts other encodings"
    );
}

#[test]
fn a_column_of_json_lists_holds_lists() {
    let import =
        read_csv("areas,mixed\n\"[\"\"rasht-valley\"\", {\"\"n\"\": 1}]\",[1]\n[],[1\n,\n");
    assert_eq!(
        properties(&import),
        [
            json!({"areas": ["rasht-valley", {"n": 1}], "mixed": "[1]"}),
            json!({"areas": [], "mixed": "[1"}),
            json!({"areas": null, "mixed": null}),
        ]
    );
}

#[test]
fn an_apostrophe_that_guards_a_formula_is_taken_off() {
    let import = read_csv("id,'=a,b\n'-x,'=1+1,-5\n'+y,''=2,7\nz,'tis,\n");
    assert_eq!(
        properties(&import),
        [
            json!({"=a": "=1+1", "b": -5}),
            json!({"=a": "'=2", "b": 7}),
            json!({"=a": "'tis", "b": null}),
        ]
    );
    assert_eq!(ids(&import), ["-x", "+y", "z"]);
    // A text that reads like a number stays a text: the apostrophe says so.
    assert_eq!(properties(&read_csv("a\n'-5\n")), [json!({"a": "-5"})]);
}
