//! Values and identifiers: what a column says it holds, and what stands in it.

use marz::domain::FeatureId;
use serde_json::{Value, json};

use super::{findings, ids, listed, made, places, point, properties, read};

fn things(name: &str, columns: &str, rows: &str) -> std::path::PathBuf {
    let geometry = point(70.5, 39.25);
    made(
        name,
        &format!(
            "{} CREATE TABLE things (fid INTEGER PRIMARY KEY, geom BLOB, {columns}); \
             INSERT INTO things VALUES {}",
            listed("things"),
            rows.replace("HERE", &geometry)
        ),
    )
}

#[test]
fn a_row_is_a_feature_with_typed_properties() {
    let path = things(
        "typed.gpkg",
        "truth BOOLEAN, whole MEDIUMINT, share DOUBLE, name TEXT(20), day DATE, moment DATETIME, \
         code VARCHAR(9), loose",
        "(7, HERE, 1, -5, 0.5, 'Garm', '2010-09-19', '2010-09-19T12:30:00.000Z', '007', 1.5), \
         (9, NULL, 0, 9007199254740993, 2, '', '2010-09', '2010-09-19 12:30', NULL, 'x'), \
         (-3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
    );
    let (import, wrong) = read(&path);
    assert_eq!(wrong, "");
    assert_eq!(
        properties(&import)[1..],
        [
            json!({"truth": true, "whole": -5, "share": 0.5, "name": "Garm", "day": "2010-09-19",
                "moment": "2010-09-19T12:30:00.000Z", "code": "007", "loose": 1.5}),
            json!({"truth": false, "whole": 9_007_199_254_740_993_i64, "share": 2.0, "name": "",
                "day": "2010-09", "moment": "2010-09-19 12:30", "code": null, "loose": "x"}),
        ]
    );
    assert_eq!(
        import
            .features
            .iter()
            .map(|one| one.id.clone())
            .collect::<Vec<_>>(),
        [
            FeatureId::Text("-3".to_owned()),
            FeatureId::Number(7),
            FeatureId::Number(9)
        ]
    );
    assert_eq!(
        places(&import)[1],
        json!({"type": "Point", "coordinates": [70.5, 39.25]})
    );
    let time = import.collection.time.unwrap();
    assert_eq!(time.start, "day");
    assert_eq!(import.collection.title, "Typed");
}

#[test]
fn what_is_not_of_its_column_is_told_with_table_row_and_column() {
    let path = things(
        "wrong.gpkg",
        "truth BOOLEAN, whole INTEGER, share REAL, name TEXT, day DATE, loose",
        "(1, HERE, 2, 1, 1, 'a', NULL, NULL), \
         (2, HERE, 1, 'many', 1, 'a', NULL, NULL), \
         (3, HERE, 1, 1, 9e999, 'a', NULL, NULL), \
         (4, HERE, 1, 1, 1, CAST(x'C3E0' AS TEXT), NULL, NULL), \
         (5, HERE, 1, 1, 1, 'a', '19.09.2010', NULL), \
         (6, HERE, 1, 1, 1, 'a', NULL, x'0102'), \
         (7, HERE, 1, 1.5, 1, 'a', NULL, NULL), \
         (8, 'here', 1, 1, 1, 'a', NULL, NULL), \
         (9, HERE, 1, 1, 1, x'61', NULL, NULL), \
         (10, HERE, 1, 1, 1, 'right', NULL, NULL)",
    );
    let (import, wrong) = read(&path);
    let lines: Vec<&str> = wrong.lines().collect();
    assert_eq!(
        lines,
        [
            "wrong.gpkg: table things: feature 1: truth: found 2; expected 0 or 1, as a BOOLEAN is",
            "wrong.gpkg: table things: feature 2: whole: found \"many\"; expected a whole number",
            "wrong.gpkg: table things: feature 3: share: found inf; expected a number",
            "wrong.gpkg: table things: feature 4: name: found \"\u{fffd}\u{fffd}\", which is not UTF-8; \
             expected a text in UTF-8",
            "wrong.gpkg: table things: feature 5: day: found \"19.09.2010\"; \
             expected a day, a month or a moment of ISO 8601",
            "wrong.gpkg: table things: feature 6: loose: found 2 bytes; \
             expected a text in UTF-8 or a number",
            "wrong.gpkg: table things: feature 7: whole: found 1.5; expected a whole number",
            "wrong.gpkg: table things: feature 8: geom: found \"here\"; \
             expected a GeoPackage geometry",
            "wrong.gpkg: table things: feature 9: name: found 1 bytes; expected a text in UTF-8",
        ]
    );
    assert_eq!(ids(&import), ["10"]);
    let (catalog, left_out) = marz::sources::catalog(super::found(&path), true).unwrap();
    assert_eq!(
        (left_out.len(), catalog.find("wrong").unwrap().len()),
        (9, 1)
    );
}

#[test]
fn a_column_of_bytes_and_a_computed_one_are_told_once_and_left_out() {
    let path = things(
        "left-out.gpkg",
        "photo BLOB, name TEXT, loud TEXT AS (upper(name))",
        "(1, HERE, x'00', 'a'), (2, HERE, NULL, 'b')",
    );
    let (import, wrong) = read(&path);
    assert_eq!(
        wrong,
        "left-out.gpkg: table things: photo: found a column of bytes; \
         expected texts, numbers, truth values, dates or JSON\n\
         left-out.gpkg: table things: loud: found a computed column; expected a stored one"
    );
    assert_eq!(
        properties(&import),
        [json!({"name": "a"}), json!({"name": "b"})]
    );
}

#[test]
fn a_column_that_is_declared_as_json_holds_it() {
    let declared = "INSERT INTO gpkg_data_columns VALUES \
        ('things', 'more', NULL, 'Whatever', 'What else is known', 'application/json', NULL)";
    let rows = |name: &str, rows: &str| {
        let table =
            "CREATE TABLE things (fid INTEGER PRIMARY KEY, geom BLOB, more TEXT, text TEXT)";
        let listed = listed("things");
        let sql = format!("{listed} {table}; {declared}; INSERT INTO things VALUES {rows}");
        read(&made(name, &sql))
    };
    let (import, wrong) = rows(
        "json.gpkg",
        "(1, NULL, '{\"a\": [1, null]}', '[1]'), (2, NULL, '\"x\"', NULL), (3, NULL, NULL, NULL)",
    );
    assert_eq!(wrong, "");
    let more = properties(&import).into_iter();
    let more: Vec<Value> = more.map(|one| one["more"].clone()).collect();
    assert_eq!(more, [json!({"a": [1, null]}), json!("x"), Value::Null]);
    assert_eq!(import.features[0].properties["text"], "[1]");
    let property = &import.collection.schema.properties[0];
    assert_eq!(property.title.as_deref(), Some("Whatever"));
    assert_eq!(property.description.as_deref(), Some("What else is known"));
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let (import, wrong) = rows(
        "broken-json.gpkg",
        &format!(
            "(1, NULL, '[1', NULL), (2, NULL, '{}', NULL), (3, NULL, '{}', NULL)",
            deep(120),
            deep(121)
        ),
    );
    assert_eq!(ids(&import), ["2"]);
    assert_eq!(wrong.lines().count(), 2, "{wrong}");
    assert!(
        wrong.contains("feature 1: more: found \"[1\" (EOF"),
        "{wrong}"
    );
    assert!(
        wrong.contains("feature 3: more: found a list of 1; expected at most 120"),
        "{wrong}"
    );
    assert_eq!(import.features[0].properties["more"].to_string(), deep(120));
}

#[test]
fn a_column_id_names_the_features_if_it_can() {
    let ids_of = |name: &str, rows: &str| {
        let (import, wrong) = read(&things(name, "id TEXT", rows));
        assert_eq!(wrong, "");
        (ids(&import), properties(&import))
    };
    let (found, properties) = ids_of("ids.gpkg", "(1, NULL, 'b'), (2, NULL, '007')");
    assert_eq!(found, ["b", "007"]);
    assert_eq!(properties, [json!({}), json!({})]);
    for (name, rows) in [
        ("twice.gpkg", "(1, NULL, 'b'), (2, NULL, 'b')"),
        ("none.gpkg", "(1, NULL, 'b'), (2, NULL, NULL)"),
        ("empty-id.gpkg", "(1, NULL, 'b'), (2, NULL, '')"),
    ] {
        let (found, properties) = ids_of(name, rows);
        assert_eq!(found, ["1", "2"], "{name}");
        assert_eq!(properties[0], json!({"id": "b"}), "{name}");
    }
}

#[test]
fn rows_are_numbered_also_where_columns_have_the_names_of_their_number() {
    let path = things("names.gpkg", "rowid TEXT, oid TEXT", "(5, NULL, 'a', 'b')");
    let (import, wrong) = read(&path);
    assert_eq!((ids(&import), &*wrong), (vec!["5".to_owned()], ""));
    let all = things(
        "taken.gpkg",
        "rowid TEXT, oid TEXT, _rowid_ TEXT",
        "(5, NULL, 'a', 'b', 'c')",
    );
    assert!(findings(&all).contains("found columns rowid, _rowid_ and oid"));
}

#[test]
fn a_title_is_taken_from_the_contents_and_an_empty_table_has_its_columns() {
    let path = made(
        "titled.gpkg",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) \
         VALUES ('notes', 'attributes', 'Notes of the summer', 'By hand.'); \
         CREATE TABLE notes (fid INTEGER PRIMARY KEY, note TEXT)",
    );
    let (import, wrong) = read(&path);
    assert_eq!(wrong, "");
    assert_eq!(import.collection.title, "Notes of the summer");
    assert_eq!(import.collection.description.as_deref(), Some("By hand."));
    assert_eq!(import.collection.schema.properties[0].name, "note");
    assert_eq!(import.features.len(), 0);
}

#[test]
fn more_rows_than_one_thread_reads_are_one_collection_in_their_order() {
    let sql = format!(
        "{} CREATE TABLE things (fid INTEGER PRIMARY KEY, geom BLOB, date TEXT, n INTEGER); \
         WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 2 FROM n WHERE n < 20000) \
         INSERT INTO things SELECT n, {}, '2010-01-01', n FROM n",
        listed("things"),
        point(70.5, 39.25)
    );
    let (import, wrong) = read(&made("many.gpkg", &sql));
    assert_eq!(wrong, "");
    let numbers: Vec<u64> = import
        .features
        .iter()
        .map(|one| one.properties["n"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, (1..=20_001).step_by(2).collect::<Vec<_>>());
    assert_eq!(import.lines.len(), 10_001);
    assert_eq!(import.lines[10_000], 20_001);
}
