//! Geometries: heights, the direction of rings, coordinate systems, and what is no geometry.

use geojson::GeometryValue;
use serde_json::{Value, json};

use super::{findings, one_geometry, read_geojson};

#[test]
fn heights_are_kept() {
    let import = one_geometry(r#"{"type": "Point", "coordinates": [70.5, 39.25, 2410.5]}"#);
    let geometry = import.features[0].geometry.clone().unwrap();
    assert_eq!(
        geometry.value,
        GeometryValue::new_point([70.5, 39.25, 2410.5])
    );
}

#[test]
fn rings_are_turned_outer_against_the_clock_and_holes_with_it() {
    let outer = json!([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]);
    let hole = json!([[1.0, 1.0], [1.0, 2.0], [2.0, 2.0], [2.0, 1.0], [1.0, 1.0]]);
    let turned = |ring: &Value| {
        let mut ring = ring.as_array().unwrap().clone();
        ring.reverse();
        Value::from(ring)
    };
    for rings in [json!([outer, hole]), json!([turned(&outer), turned(&hole)])] {
        for (kind, coordinates) in [("Polygon", rings.clone()), ("MultiPolygon", json!([rings]))] {
            let import =
                one_geometry(&json!({"type": kind, "coordinates": coordinates}).to_string());
            let read = serde_json::to_value(import.features[0].geometry.clone()).unwrap();
            let rings = read["coordinates"].clone();
            let rings = if kind == "Polygon" {
                rings
            } else {
                rings[0].clone()
            };
            assert_eq!(rings, json!([outer, hole]), "{kind}");
        }
    }
}

#[test]
fn each_wrong_geometry_is_told() {
    for (geometry, expected) in [
        (
            r#""POINT (70 39)""#,
            "geometry: found \"POINT (70 39)\"; expected a geometry of RFC 7946, or null",
        ),
        (
            r#"{"type": "Point"}"#,
            "geometry.coordinates: found nothing; \
             expected a position [longitude, latitude] in numbers, as a Point has",
        ),
        (
            r#"{"type": "Point", "coordinates": []}"#,
            "geometry.coordinates: found []; \
             expected a position [longitude, latitude] in numbers, as a Point has",
        ),
        (
            r#"{"type": "Point", "coordinates": [70]}"#,
            "geometry.coordinates: found [70]; \
             expected a position [longitude, latitude] in numbers, as a Point has",
        ),
        (
            r#"{"type": "LineString", "coordinates": [[70, 39]]}"#,
            "geometry: found a line of 1 positions; expected two positions or more",
        ),
        (
            r#"{"type": "Polygon", "coordinates": []}"#,
            "geometry: found a polygon without rings; expected an outer ring",
        ),
        (
            r#"{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}"#,
            "geometry: found a ring of 4 positions; \
             expected four or more, of which the last repeats the first",
        ),
        (
            r#"{"type": "MultiPoint", "coordinates": [[70, 39], [200, 39]]}"#,
            "geometry: found the position 200, 39; \
             expected longitude from -180 to 180, then latitude from -90 to 90",
        ),
        (
            r#"{"type": "Polygon", "coordinates": [[0, 0], [1, 0], [1, 1], [0, 0]]}"#,
            "geometry.coordinates: found [[0,0],[1,0],[1,1],[0,0]]; expected a list of rings, \
             each a list of positions [longitude, latitude], as a Polygon has",
        ),
        (
            r#"{"type": "GeometryCollection", "geometries": {}}"#,
            "geometry.geometries: found {}; \
             expected a list of geometries, as a GeometryCollection has",
        ),
    ] {
        let found = findings(&one_geometry(geometry));
        assert_eq!(
            found,
            format!("own.geojson:1: feature 1: {expected}"),
            "{geometry}"
        );
    }
}

#[test]
fn longitude_and_latitude_may_be_named_and_other_systems_are_refused() {
    let with = |crs: &str| {
        let crs = json!({"type": "name", "properties": {"name": crs}});
        let feature = json!({"type": "Feature", "geometry": null, "properties": {}});
        let text = json!({"type": "FeatureCollection", "crs": crs, "features": [feature]});
        read_geojson(text.to_string())
    };
    for name in [
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:EPSG::4326",
        "EPSG:4326",
    ] {
        assert_eq!(findings(&with(name)), "", "{name}");
        assert_eq!(with(name).features.len(), 1, "{name}");
    }
    for name in ["urn:ogc:def:crs:EPSG::3857", "EPSG:32642", "EPSG:43260"] {
        let import = with(name);
        assert!(import.features.is_empty(), "{name}");
        let found = findings(&import);
        assert!(
            found.starts_with("own.geojson:1: crs: found \"{"),
            "{found}"
        );
        assert!(
            found.ends_with(
                "expected longitude and latitude (OGC CRS84); `ogr2ogr -t_srs CRS84` converts"
            ),
            "{found}"
        );
    }
}
