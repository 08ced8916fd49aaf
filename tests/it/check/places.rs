//! Geometries, swapped coordinates, countries by the borders of the day, radius and precision.

use super::{findings, finds, spoiled};

#[test]
fn a_wrong_geometry_is_found() {
    let ambush = "own.geojson:4: feature 2010-09-19-gorge-ambush";
    finds(
        r#"{ "type": "Point", "coordinates": [70.5, 39.0] }"#,
        r#"{ "type": "LineString", "coordinates": [[70.5, 39.0], [70.6, 39.0]] }"#,
        &format!("{ambush}: geometry.type: found \"LineString\"; expected \"Point\""),
    );
    finds(
        r#"{ "type": "Point", "coordinates": [70.5, 39.0] }"#,
        "null",
        &format!(
            "{ambush}: geometry: found null; \
             expected a point, since location_precision is 2; or 5 there"
        ),
    );
    finds(
        r#""location_precision": 2"#,
        r#""location_precision": 5"#,
        &format!(
            "{ambush}: location_precision: found 5; \
             expected 1 to 4, since there is a point; or null as geometry\n\
             {ambush}: location_radius_m: found 5000; \
             expected null, since location_precision is 5"
        ),
    );
    finds(
        "[70.5, 39.0]",
        r#"["70.5", "39.0"]"#,
        &format!(
            "{ambush}: geometry.coordinates: found [\"70.5\",\"39.0\"]; \
             expected a position [longitude, latitude] in numbers, as a Point has"
        ),
    );
    finds(
        r#""type": "Point""#,
        r#""type": "Dot""#,
        &format!(
            "{ambush}: geometry.type: found \"Dot\"; expected one of Point, MultiPoint, \
             LineString, MultiLineString, Polygon, MultiPolygon, GeometryCollection"
        ),
    );
}

#[test]
fn swapped_longitude_and_latitude_are_found_within_range_and_beyond() {
    let ambush = "own.geojson:4: feature 2010-09-19-gorge-ambush";
    finds(
        "[70.5, 39.0]",
        "[39.0, 70.5]",
        &format!(
            "{ambush}: geometry: found the point 39, 70.5, which is not in TJ; expected \
             a point in TJ by the borders of \"2010-09-20\"; longitude and latitude look swapped"
        ),
    );
    finds(
        "[70.5, 39.0]",
        "[39.0, 170.5]",
        &format!(
            "{ambush}: geometry: found the position 39, 170.5; expected \
             longitude from -180 to 180, then latitude from -90 to 90 (they look swapped)"
        ),
    );
}

#[test]
fn a_point_in_another_country_is_judged_by_the_borders_of_its_day() {
    let ambush = "own.geojson:4: feature 2010-09-19-gorge-ambush";
    finds("[70.5, 39.0]", "[70.5, 39.8]", "");
    finds("[70.5, 39.0]", "[70.5, 40.001]", "");
    finds(
        "[70.5, 39.0]",
        "[70.5, 40.8]",
        &format!(
            "{ambush}: geometry: found the point 70.5, 40.8, which is in KG; expected \
             a point in TJ by the borders of \"2010-09-20\""
        ),
    );
    let later = spoiled("[70.5, 39.0]", "[70.5, 39.8]").replace(
        r#""date_end": "2010-09-20","#,
        r#""date_end": "2025-03-13","#,
    );
    assert!(findings(later).contains("which is in KG; expected a point in TJ by the borders of"));
    // Of a country that reaches the edge of the map nothing is known beyond it.
    let beyond = spoiled("[70.5, 39.0]", "[65.7, 31.6]")
        .replace(r#""country": "TJ""#, r#""country": "AF""#)
        .replace("TJ-RA", "AF-KAN");
    assert_eq!(findings(beyond), "");
}

#[test]
fn a_radius_that_contradicts_the_precision_is_found() {
    let ambush = "own.geojson:4: feature 2010-09-19-gorge-ambush: location_radius_m";
    finds(
        r#""location_radius_m": 5000"#,
        r#""location_radius_m": 50000"#,
        &format!(
            "{ambush}: found 50000; \
             expected 500 to 20000 metres (5000 is usual for location_precision 2)"
        ),
    );
    finds(
        r#""location_radius_m": 5000"#,
        r#""location_radius_m": null"#,
        &format!(
            "{ambush}: found null; expected a radius in metres, 5000 if no better one is known \
             (usual for location_precision 2)"
        ),
    );
}
