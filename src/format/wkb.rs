//! Well-known binary (ISO 13249-3), little-endian, x before y whatever the authority says: the
//! form of geometries in databases and column files.
//!
//! Own code, because the libraries want geometries of their own kind: the walk from GeoJSON into
//! theirs is as long as this file.

use geojson::{Geometry, GeometryValue, Position};

use super::geometry::{has_heights, xy, z};

/// What the standard adds to the number of a type that has heights.
const WITH_HEIGHTS: u32 = 1000;

/// Adds a geometry, with heights if every position has one.
pub(super) fn write(out: &mut Vec<u8>, geometry: &Geometry) {
    part(out, geometry, has_heights(geometry));
}

fn part(out: &mut Vec<u8>, geometry: &Geometry, heights: bool) {
    match &geometry.value {
        GeometryValue::Point { coordinates } => point(out, coordinates, heights),
        GeometryValue::LineString { coordinates } => line(out, coordinates, heights),
        GeometryValue::Polygon { coordinates } => polygon(out, coordinates, heights),
        GeometryValue::MultiPoint { coordinates } => {
            begin(out, 4, heights);
            each(out, coordinates, |out, at| point(out, at, heights));
        }
        GeometryValue::MultiLineString { coordinates } => {
            begin(out, 5, heights);
            each(out, coordinates, |out, inner| line(out, inner, heights));
        }
        GeometryValue::MultiPolygon { coordinates } => {
            begin(out, 6, heights);
            each(out, coordinates, |out, inner| polygon(out, inner, heights));
        }
        GeometryValue::GeometryCollection { geometries } => {
            begin(out, 7, heights);
            each(out, geometries, |out, inner| part(out, inner, heights));
        }
    }
}

fn point(out: &mut Vec<u8>, at: &Position, heights: bool) {
    begin(out, 1, heights);
    position(out, at, heights);
}

fn line(out: &mut Vec<u8>, positions: &[Position], heights: bool) {
    begin(out, 2, heights);
    each(out, positions, |out, at| position(out, at, heights));
}

fn polygon(out: &mut Vec<u8>, rings: &[Vec<Position>], heights: bool) {
    begin(out, 3, heights);
    each(out, rings, |out, ring| {
        each(out, ring, |out, at| position(out, at, heights));
    });
}

fn begin(out: &mut Vec<u8>, kind: u32, heights: bool) {
    out.push(1);
    let kind = if heights { kind + WITH_HEIGHTS } else { kind };
    out.extend_from_slice(&kind.to_le_bytes());
}

fn each<T>(out: &mut Vec<u8>, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    // Four thousand million positions do not fit into the memory that they would come from.
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    out.extend_from_slice(&count.to_le_bytes());
    for item in items {
        write(out, item);
    }
}

fn position(out: &mut Vec<u8>, at: &Position, heights: bool) {
    let (x, y) = xy(at);
    out.extend_from_slice(&x.to_le_bytes());
    out.extend_from_slice(&y.to_le_bytes());
    if heights {
        out.extend_from_slice(&z(at).unwrap_or(f64::NAN).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(json: &str) -> Vec<u8> {
        let mut out = Vec::new();
        write(&mut out, &json.parse().unwrap());
        out
    }

    fn unhex(text: &str) -> Vec<u8> {
        let digits = text.as_bytes().chunks(2);
        let byte = |pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
        digits.map(byte).collect()
    }

    /// The figures are those of GDAL and of shapely (`wkb.dumps(…, flavor="iso")`).
    #[test]
    fn geometries_are_the_bytes_that_others_write() {
        let (one, two, three) = ("000000000000f03f", "0000000000000040", "0000000000000840");
        for (json, expected) in [
            (
                r#"{"type":"Point","coordinates":[1,2]}"#,
                format!("0101000000{one}{two}"),
            ),
            (
                r#"{"type":"Point","coordinates":[1,2,3]}"#,
                format!("01e9030000{one}{two}{three}"),
            ),
            (
                r#"{"type":"LineString","coordinates":[[1,2,3],[2,1]]}"#,
                format!("010200000002000000{one}{two}{two}{one}"),
            ),
            (
                r#"{"type":"MultiPoint","coordinates":[[1,2]]}"#,
                format!("0104000000010000000101000000{one}{two}"),
            ),
            (
                r#"{"type":"MultiPolygon","coordinates":[[[[1,2],[2,1],[1,1],[1,2]]]]}"#,
                format!(
                    "01060000000100000001030000000100000004000000{one}{two}{two}{one}{one}{one}{one}{two}"
                ),
            ),
            (
                r#"{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]}]}"#,
                "010700000001000000010700000000000000".to_owned(),
            ),
        ] {
            assert_eq!(written(json), unhex(&expected), "{json}");
        }
    }
}
