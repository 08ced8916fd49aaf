//! Well-known text (OGC 06-103r4), as `ST_AsText` and GDAL write it.

use std::fmt::Write as _;

use geojson::{Geometry, GeometryValue, Position};

use super::geometry::{has_heights, xy, z};

/// A geometry as text, heights with the mark `Z`.
pub(super) fn wkt(geometry: &Geometry) -> String {
    let mut out = String::new();
    let heights = has_heights(geometry);
    write(&mut out, geometry, heights);
    out
}

fn write(out: &mut String, geometry: &Geometry, heights: bool) {
    let (name, is_empty) = match &geometry.value {
        GeometryValue::Point { coordinates } => ("POINT", coordinates.len() < 2),
        GeometryValue::MultiPoint { coordinates } => ("MULTIPOINT", coordinates.is_empty()),
        GeometryValue::LineString { coordinates } => ("LINESTRING", coordinates.is_empty()),
        GeometryValue::MultiLineString { coordinates } => {
            ("MULTILINESTRING", coordinates.is_empty())
        }
        GeometryValue::Polygon { coordinates } => ("POLYGON", coordinates.is_empty()),
        GeometryValue::MultiPolygon { coordinates } => ("MULTIPOLYGON", coordinates.is_empty()),
        GeometryValue::GeometryCollection { geometries } => {
            ("GEOMETRYCOLLECTION", geometries.is_empty())
        }
    };
    out.push_str(name);
    out.push_str(if heights { " Z " } else { " " });
    if is_empty {
        out.push_str("EMPTY");
        return;
    }
    let point = |out: &mut String, at: &Position| position(out, at, heights);
    let line = |out: &mut String, line: &Vec<Position>| list(out, line, point);
    let polygon = |out: &mut String, rings: &Vec<Vec<Position>>| list(out, rings, line);
    match &geometry.value {
        GeometryValue::Point { coordinates } => {
            list(out, std::slice::from_ref(coordinates), point);
        }
        GeometryValue::MultiPoint { coordinates } => list(out, coordinates, |out, at| {
            list(out, std::slice::from_ref(at), point);
        }),
        GeometryValue::LineString { coordinates } => line(out, coordinates),
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            polygon(out, coordinates);
        }
        GeometryValue::MultiPolygon { coordinates } => list(out, coordinates, polygon),
        GeometryValue::GeometryCollection { geometries } => {
            list(out, geometries, |out, inner| write(out, inner, heights));
        }
    }
}

fn list<T>(out: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    if items.is_empty() {
        out.push_str("EMPTY");
        return;
    }
    for (number, item) in items.iter().enumerate() {
        out.push_str(if number == 0 { "(" } else { ", " });
        write(out, item);
    }
    out.push(')');
}

fn position(out: &mut String, at: &Position, heights: bool) {
    let (x, y) = xy(at);
    // Writing to a text cannot fail.
    let _ = write!(out, "{x} {y}");
    if let Some(z) = z(at).filter(|_| heights) {
        let _ = write!(out, " {z}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_written_with_its_holes_heights_and_emptiness() {
        for (json, expected) in [
            (
                r#"{"type":"Point","coordinates":[68.5,-38.25]}"#,
                "POINT (68.5 -38.25)",
            ),
            (
                r#"{"type":"Point","coordinates":[1,2,3.5]}"#,
                "POINT Z (1 2 3.5)",
            ),
            (
                r#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#,
                "MULTIPOINT ((1 2), (3 4))",
            ),
            (
                r#"{"type":"LineString","coordinates":[[1,2,3],[3,4]]}"#,
                "LINESTRING (1 2, 3 4)",
            ),
            (
                r#"{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]}"#,
                "POLYGON ((0 0, 9 0, 9 9, 0 0), (1 1, 2 2, 2 1, 1 1))",
            ),
            (
                r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]]]]}"#,
                "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)))",
            ),
            (
                r#"{"type":"MultiLineString","coordinates":[]}"#,
                "MULTILINESTRING EMPTY",
            ),
            (
                r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"GeometryCollection","geometries":[]}]}"#,
                "GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION EMPTY)",
            ),
        ] {
            assert_eq!(wkt(&json.parse().unwrap()), expected);
        }
    }
}
