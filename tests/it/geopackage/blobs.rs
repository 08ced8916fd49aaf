//! Geometries: both byte orders, all types, heights, measures, bounds, and what is broken.

use serde_json::{Value, json};

use super::{blob, findings, hex, listed, listed_in, made, places, point, read};

/// A file of geometries, each as SQL.
fn file(name: &str, geometries: &[String]) -> std::path::PathBuf {
    in_system(name, 4326, geometries)
}

fn in_system(name: &str, code: i32, geometries: &[String]) -> std::path::PathBuf {
    let rows: Vec<String> = (1..)
        .zip(geometries)
        .map(|(number, one): (u32, _)| format!("({number}, {one})"))
        .collect();
    let listed = if code == 4326 {
        listed("places")
    } else {
        listed_in("places", code)
    };
    made(
        name,
        &format!(
            "{listed} CREATE TABLE places (fid INTEGER PRIMARY KEY, geom BLOB); \
             INSERT INTO places VALUES {}",
            rows.join(", ")
        ),
    )
}

fn big(number: f64) -> String {
    number
        .to_be_bytes()
        .map(|byte| format!("{byte:02x}"))
        .concat()
}

#[test]
fn every_type_in_either_byte_order_is_read() {
    let (a, b, c) = (hex(70.0), hex(40.0), hex(71.0));
    let ring = format!("04000000 {a}{b} {c}{b} {c}{} {a}{b}", hex(41.0));
    let line = format!("0102000000 02000000 {a}{b} {c}{b}");
    let polygon = format!("0103000000 01000000 {ring}");
    let (low, high) = (big(70.0), big(40.0));
    let upside_down = format!(
        "00 00000005 00000001 00 00000002 00000002 {low}{high} {}{high}",
        big(71.0)
    );
    let mixed = format!("01 04000000 02000000 00 00000001 {low}{high} 01 01000000 {c}{b}");
    let collection = format!("0107000000 02000000 {line} 0107000000 01000000 {polygon}");
    let line = [[70.0, 40.0], [71.0, 40.0]];
    let ring = [[70.0, 40.0], [71.0, 40.0], [71.0, 41.0], [70.0, 40.0]];
    let cases = [
        (
            format!("0102000000 02000000 {a}{b} {c}{b}"),
            json!({"type": "LineString", "coordinates": line}),
        ),
        (
            polygon.clone(),
            json!({"type": "Polygon", "coordinates": [ring]}),
        ),
        (
            upside_down,
            json!({"type": "MultiLineString", "coordinates": [line]}),
        ),
        (mixed, json!({"type": "MultiPoint", "coordinates": line})),
        (
            format!("0106000000 01000000 {polygon}"),
            json!({"type": "MultiPolygon", "coordinates": [[ring]]}),
        ),
        (
            collection,
            json!({"type": "GeometryCollection", "geometries": [
            {"type": "LineString", "coordinates": line},
            {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [ring]}]}]}),
        ),
        // Heights stay, measures go, a height that is no number is none.
        (
            format!("01e9030000 {a}{b}{c}"),
            json!({"type": "Point", "coordinates": [70.0, 40.0, 71.0]}),
        ),
        (
            format!("01d1070000 {a}{b}{c}"),
            json!({"type": "Point", "coordinates": [70.0, 40.0]}),
        ),
        (
            format!("01b90b0000 {a}{b}{c}{c}"),
            json!({"type": "Point", "coordinates": [70.0, 40.0, 71.0]}),
        ),
        (
            format!("01e9030000 {a}{b}{}", hex(f64::NAN)),
            json!({"type": "Point", "coordinates": [70.0, 40.0]}),
        ),
        // Empty ones are none, and empty parts are nothing.
        (format!("0101000000 {0}{0}", hex(f64::NAN)), Value::Null),
        ("0103000000 00000000".to_owned(), Value::Null),
        ("0107000000 00000000".to_owned(), Value::Null),
        (
            format!("0106000000 02000000 0103000000 00000000 {polygon}"),
            json!({"type": "MultiPolygon", "coordinates": [[ring]]}),
        ),
    ];
    let blobs: Vec<String> = cases.iter().map(|(wkb, _)| blob(wkb)).collect();
    let (import, wrong) = read(&file("types.gpkg", &blobs));
    assert_eq!(wrong, "");
    let expected: Vec<Value> = cases.into_iter().map(|(_, json)| json).collect();
    assert_eq!(places(&import), expected);
}

#[test]
fn bounds_in_the_head_are_passed_over() {
    let wkb = format!("0101000000{}{}", hex(70.0), hex(40.0));
    let bounds = [(1, 32), (2, 48), (3, 48), (4, 64)];
    let blobs = bounds.map(|(kind, bytes)| {
        format!(
            "x'475000{:02x}00000000{}{wkb}'",
            1 | kind << 1,
            "ff".repeat(bytes)
        )
    });
    let (import, wrong) = read(&file("bounds.gpkg", &blobs));
    assert_eq!(wrong, "");
    for place in places(&import) {
        assert_eq!(place["coordinates"], json!([70.0, 40.0]));
    }
    assert_eq!(import.features.len(), 4);
}

#[test]
fn what_is_broken_is_told_and_nothing_is_reserved_for_what_cannot_be() {
    let point = format!("0101000000{}{}", hex(70.0), hex(40.0));
    let nested = "0107000000 01000000".repeat(200_000);
    let infinite = format!(
        "0102000000 02000000 {0}{0} {1}{0}",
        hex(40.0),
        hex(f64::INFINITY)
    );
    let cases = [
        ("x''".to_owned(), "found 0 bytes where 8 are due"),
        (
            "x'58580001000000000101'".to_owned(),
            "found bytes that begin otherwise",
        ),
        (
            format!("x'4750010100000000{point}'"),
            "found bytes that begin otherwise",
        ),
        (
            format!("x'4750002100000000{point}'"),
            "found a geometry of an extension",
        ),
        (
            format!("x'4750000b00000000{point}'"),
            "found bounds of the kind 5",
        ),
        (blob(&point[..30]), "found 2 bytes where 8 are due"),
        (
            blob(&format!("{point}00")),
            "found 1 bytes behind the geometry",
        ),
        (blob("02 01000000"), "found the byte order 2"),
        (
            blob("0102000000 ffffffff"),
            "found a count of 4294967295; expected at most 0",
        ),
        (
            blob("0103000000 ffffff7f 00000000"),
            "found a count of 2147483647; expected at most 1",
        ),
        (
            blob(&format!(
                "0103000000 02000000 00000000 04000000 {0}{0} {1}{0} {1}{1} {0}{0}",
                hex(40.0),
                hex(41.0)
            )),
            "found a polygon of holes only",
        ),
        (blob("0106000000 ffffff0f"), "found a count of 268435455"),
        (blob("0107000000 ffffff0f"), "found a count of 268435455"),
        (
            blob(&nested),
            "found more than 32 collections in each other",
        ),
        (
            blob(&format!("0105000000 01000000 {point}")),
            "found a part of the type 1",
        ),
        (
            blob("0108000000 00000000"),
            "`ogr2ogr -nlt CONVERT_TO_LINEAR`",
        ),
        (
            blob("01ffffffff"),
            "found a geometry of the type 4294967295",
        ),
        (blob(&infinite), "found the position inf, 40"),
        (
            blob(&format!("0101000000{}{}", hex(f64::NAN), hex(40.0))),
            "found the position NaN, 40",
        ),
        (
            blob(&format!(
                "01e9030000{0}{0}{1}",
                hex(40.0),
                hex(f64::INFINITY)
            )),
            "found the height inf",
        ),
        (
            blob(&format!("0102000000 02000000 {0}{0}{0}{0}", hex(f64::NAN))),
            "found a position NaN NaN",
        ),
        (
            blob(&format!("0102000000 01000000 {0}{0}", hex(40.0))),
            "found a line of 1 positions",
        ),
        (super::point(39.0, 170.0), "(they look swapped)"),
    ];
    let blobs: Vec<String> = cases.iter().map(|(sql, _)| sql.clone()).collect();
    let wrong = findings(&file("broken.gpkg", &blobs));
    let lines: Vec<&str> = wrong.lines().collect();
    assert_eq!(lines.len(), cases.len(), "{wrong}");
    for (number, (line, (_, says))) in (1..).zip(lines.iter().zip(&cases)) {
        let place = format!("broken.gpkg: table places: feature {number}: geom: ");
        assert!(
            line.starts_with(&place) && line.contains(says),
            "{line}, not {says}"
        );
    }
}

#[test]
fn coordinates_of_no_place_in_their_system_are_told() {
    let far = [
        point(f64::INFINITY, 0.0),
        point(1e300, 1e300),
        point(4e7, 0.0),
        point(0.0, f64::NAN),
    ];
    for code in [3857, 32642] {
        let wrong = findings(&in_system(&format!("far-{code}.gpkg"), code, &far));
        assert_eq!(wrong.lines().count(), 4, "{wrong}");
        for line in wrong.lines() {
            assert!(line.contains(": geom: found the position "), "{line}");
        }
    }
    // The edge of Web Mercator is the edge of the world, and no billionth of a degree behind it.
    let edge = [point(20_037_508.342_789_244, 0.0)];
    let (import, wrong) = read(&in_system("edge.gpkg", 3857, &edge));
    assert_eq!(wrong, "");
    assert_eq!(places(&import)[0]["coordinates"], json!([180.0, 0.0]));
}

#[test]
fn an_undefined_geographic_system_is_longitude_and_latitude_and_an_undefined_plane_is_not() {
    let undefined = |name: &str, system: i32| {
        let listed = listed("places").replace("4326", &system.to_string());
        let table = "CREATE TABLE places (fid INTEGER PRIMARY KEY, geom BLOB)";
        let row = format!("INSERT INTO places VALUES (1, {})", point(70.0, 40.0));
        read(&made(name, &format!("{listed} {table}; {row}")))
    };
    let (import, wrong) = undefined("undefined.gpkg", 0);
    assert_eq!(wrong, "");
    assert_eq!(places(&import)[0]["coordinates"], json!([70.0, 40.0]));
    let (import, wrong) = undefined("plane.gpkg", -1);
    assert!(
        wrong.contains("found the reference system NONE:-1"),
        "{wrong}"
    );
    assert_eq!(import.features.len(), 0);
}
