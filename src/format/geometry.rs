//! What every writer of geometries asks of them: the order of axes, heights.

use geojson::{Geometry, GeometryValue, Position};

/// x and y; NaN where a position lacks them, as binary formats write an empty point.
pub(super) fn xy(position: &Position) -> (f64, f64) {
    match *position.as_slice() {
        [x, y, ..] => (x, y),
        _ => (f64::NAN, f64::NAN),
    }
}

/// The height of a position.
pub(super) fn z(position: &Position) -> Option<f64> {
    position.as_slice().get(2).copied()
}

/// Calls `visit` with every position.
pub(super) fn each_position(geometry: &Geometry, visit: &mut impl FnMut(&Position)) {
    match &geometry.value {
        GeometryValue::Point { coordinates } => visit(coordinates),
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            coordinates.iter().for_each(visit);
        }
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            coordinates.iter().flatten().for_each(visit);
        }
        GeometryValue::MultiPolygon { coordinates } => {
            coordinates.iter().flatten().flatten().for_each(visit);
        }
        GeometryValue::GeometryCollection { geometries } => {
            for inner in geometries {
                each_position(inner, visit);
            }
        }
    }
}

/// Does every position have a height? Binary formats know no geometry in which only some have
/// one, and a made-up height would be worse than none.
pub(super) fn has_heights(geometry: &Geometry) -> bool {
    let (mut some, mut all) = (false, true);
    each_position(geometry, &mut |position| {
        let has = z(position).is_some();
        some |= has;
        all &= has;
    });
    some && all
}

/// Exchanges x and y everywhere.
pub(super) fn swap_axes(geometry: &mut Geometry) {
    let swap = |position: &mut Position| {
        if let [x, y, ..] = position.as_slice_mut() {
            std::mem::swap(x, y);
        }
    };
    match &mut geometry.value {
        GeometryValue::Point { coordinates } => swap(coordinates),
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            coordinates.iter_mut().for_each(swap);
        }
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            coordinates.iter_mut().flatten().for_each(swap);
        }
        GeometryValue::MultiPolygon { coordinates } => {
            coordinates.iter_mut().flatten().flatten().for_each(swap);
        }
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter_mut().for_each(swap_axes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Geometry {
        text.parse().unwrap()
    }

    #[test]
    fn axes_are_swapped_at_every_depth_and_heights_stay() {
        let nested = r#"{"type":"GeometryCollection","geometries":[
            {"type":"Point","coordinates":[1,2,3]},
            {"type":"GeometryCollection","geometries":[
                {"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,6],[1,2]]]]}]}]}"#;
        let mut geometry = read(nested);
        swap_axes(&mut geometry);
        let mut seen = Vec::new();
        each_position(&geometry, &mut |position| {
            seen.push(position.as_slice().to_vec());
        });
        assert_eq!(
            seen,
            [
                vec![2.0, 1.0, 3.0],
                vec![2.0, 1.0],
                vec![4.0, 3.0],
                vec![6.0, 5.0],
                vec![2.0, 1.0]
            ]
        );
    }

    #[test]
    fn heights_count_only_where_every_position_has_one() {
        for (text, expected) in [
            (
                r#"{"type":"LineString","coordinates":[[1,2,3],[4,5,6]]}"#,
                true,
            ),
            (
                r#"{"type":"LineString","coordinates":[[1,2,3],[4,5]]}"#,
                false,
            ),
            (r#"{"type":"MultiPoint","coordinates":[]}"#, false),
        ] {
            assert_eq!(has_heights(&read(text)), expected, "{text}");
        }
    }
}
