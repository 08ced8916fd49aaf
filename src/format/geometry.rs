//! What every writer of geometries asks of them: the order of axes, heights, the envelope, the
//! type that all of a layer have in common.

use geojson::{Geometry, GeometryValue, Position};

/// A rectangle that grows with what is put into it; `None` while it is empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Envelope {
    pub(super) west: f64,
    pub(super) south: f64,
    pub(super) east: f64,
    pub(super) north: f64,
}

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

impl Envelope {
    /// Of one geometry; `None` if it is empty.
    pub(super) fn of(geometry: &Geometry) -> Option<Self> {
        let mut found = None;
        each_position(geometry, &mut |position| {
            let (x, y) = xy(position);
            if x.is_finite() && y.is_finite() {
                let point = Self {
                    west: x,
                    south: y,
                    east: x,
                    north: y,
                };
                found = Self::union(found, Some(point));
            }
        });
        found
    }

    /// The smallest rectangle that holds both.
    pub(super) fn union(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        let (Some(a), Some(b)) = (one, other) else {
            return one.or(other);
        };
        Some(Self {
            west: a.west.min(b.west),
            south: a.south.min(b.south),
            east: a.east.max(b.east),
            north: a.north.max(b.north),
        })
    }
}

/// The one type that holds all of a layer's; `Geometry` if there is none.
///
/// Where a type occurs alone and as several, it is that of several, as desktop programs want it.
pub(super) fn common_type(types: &[&'static str]) -> &'static str {
    let pairs = [
        ("Point", "MultiPoint"),
        ("LineString", "MultiLineString"),
        ("Polygon", "MultiPolygon"),
    ];
    match *types {
        [] => "Geometry",
        [first, ref others @ ..] if others.iter().all(|other| *other == first) => first,
        _ => pairs
            .iter()
            .find(|(one, several)| types.iter().all(|name| name == one || name == several))
            .map_or("Geometry", |(_, several)| several),
    }
}

/// The geometry as one of several, if that is the layer's type.
pub(super) fn promoted(geometry: Geometry, common: &str) -> Geometry {
    let value = match (geometry.value, common) {
        (GeometryValue::Point { coordinates }, "MultiPoint") => GeometryValue::MultiPoint {
            coordinates: vec![coordinates],
        },
        (GeometryValue::LineString { coordinates }, "MultiLineString") => {
            GeometryValue::MultiLineString {
                coordinates: vec![coordinates],
            }
        }
        (GeometryValue::Polygon { coordinates }, "MultiPolygon") => GeometryValue::MultiPolygon {
            coordinates: vec![coordinates],
        },
        (value, _) => value,
    };
    Geometry::new(value)
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

    #[test]
    fn one_type_holds_all_of_a_layer() {
        for (types, expected) in [
            (&[][..], "Geometry"),
            (&["Point"], "Point"),
            (&["Polygon", "MultiPolygon"], "MultiPolygon"),
            (&["MultiLineString", "LineString"], "MultiLineString"),
            (&["Point", "LineString"], "Geometry"),
        ] {
            assert_eq!(common_type(types), expected, "{types:?}");
        }
        let line = read(r#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#);
        let lines = read(r#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]]]}"#);
        assert_eq!(promoted(line.clone(), "MultiLineString"), lines);
        assert_eq!(promoted(line.clone(), "Geometry"), line);
    }

    #[test]
    fn an_empty_geometry_has_no_envelope() {
        assert_eq!(
            Envelope::of(&read(r#"{"type":"MultiPoint","coordinates":[]}"#)),
            None
        );
        let line = read(r#"{"type":"LineString","coordinates":[[3,2],[-1,7]]}"#);
        let Envelope {
            west,
            south,
            east,
            north,
        } = Envelope::of(&line).unwrap();
        assert_eq!((west, south, east, north), (-1.0, 2.0, 3.0, 7.0));
    }
}
