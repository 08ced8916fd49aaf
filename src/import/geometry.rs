//! Geometries as RFC 7946 wants them: their shape, their range, the direction of their rings.
//!
//! Does not ask whether a polygon crosses itself.

use geojson::{Geometry, GeometryValue, Position};
use serde_json::Value;

use super::report::{short, shown};

/// The geometries of RFC 7946, with what stands in their coordinates.
const SHAPES: [(&str, &str); 7] = [
    ("Point", "a position [longitude, latitude] in numbers"),
    (
        "MultiPoint",
        "a list of positions [longitude, latitude] in numbers",
    ),
    (
        "LineString",
        "a list of positions [longitude, latitude] in numbers",
    ),
    (
        "MultiLineString",
        "a list of lines, each a list of positions [longitude, latitude]",
    ),
    (
        "Polygon",
        "a list of rings, each a list of positions [longitude, latitude]",
    ),
    (
        "MultiPolygon",
        "a list of polygons, each a list of rings, each a list of positions",
    ),
    ("GeometryCollection", "a list of geometries"),
];

/// What is wrong with a geometry.
pub(super) struct Wrong {
    /// `geometry`, or a part of it.
    pub(super) field: &'static str,
    pub(super) found: String,
    pub(super) expected: String,
}

/// Reads a geometry and turns its rings.
pub(super) fn read(raw: &str) -> Result<Geometry, Wrong> {
    let mut geometry: Geometry =
        serde_json::from_str(raw).map_err(|error| unreadable(raw, &error))?;
    check(&mut geometry)?;
    Ok(geometry)
}

/// Why a text is no geometry, in the words of the standard.
fn unreadable(raw: &str, error: &serde_json::Error) -> Wrong {
    let wrong = |field, found, expected: &str| Wrong {
        field,
        found,
        expected: expected.to_owned(),
    };
    let value: Value = match serde_json::from_str(raw) {
        Ok(value) => value,
        Err(error) => return wrong("geometry", reason(&error), "a geometry of RFC 7946"),
    };
    let Some(members) = value.as_object() else {
        return wrong("geometry", shown(&value), "a geometry of RFC 7946, or null");
    };
    let kind = members.get("type");
    let Some((kind, shape)) = SHAPES
        .iter()
        .find(|(name, _)| kind.is_some_and(|kind| kind == name))
    else {
        let found = kind.map_or("nothing".to_owned(), shown);
        let names = SHAPES.map(|(name, _)| name).join(", ");
        return wrong("geometry.type", found, &format!("one of {names}"));
    };
    let (field, member) = match *kind {
        "GeometryCollection" => ("geometry.geometries", "geometries"),
        _ => ("geometry.coordinates", "coordinates"),
    };
    let found = match members.get(member) {
        // What is wrong lies in one of its geometries, which the reader alone has seen.
        Some(Value::Array(_)) if member == "geometries" => reason(error),
        Some(other) => short(&other.to_string()),
        None => "nothing".to_owned(),
    };
    wrong(field, found, &format!("{shape}, as a {kind} has"))
}

/// The reader's sentence without its own line number, which counts from the feature.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text);
    match reason {
        "recursion limit exceeded" => "more than 127 lists or objects in each other".to_owned(),
        reason => reason.to_owned(),
    }
}

/// Holds a geometry to RFC 7946, and turns its rings.
pub(super) fn check(geometry: &mut Geometry) -> Result<(), Wrong> {
    match &mut geometry.value {
        GeometryValue::Point { coordinates } => position(coordinates),
        GeometryValue::MultiPoint { coordinates } => coordinates.iter().try_for_each(position),
        GeometryValue::LineString { coordinates } => line(coordinates),
        GeometryValue::MultiLineString { coordinates } => coordinates
            .iter()
            .try_for_each(|coordinates| line(coordinates)),
        GeometryValue::Polygon { coordinates } => polygon(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates
            .iter_mut()
            .try_for_each(|coordinates| polygon(coordinates)),
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter_mut().try_for_each(check)
        }
    }
}

/// Longitude first, both within the globe.
pub(super) fn position(position: &Position) -> Result<(), Wrong> {
    let [lon, lat, ..] = *position.as_slice() else {
        let found = format!("a position of {} numbers", position.len());
        return Err(wrong(found, "longitude and latitude"));
    };
    let expected = "longitude from -180 to 180, then latitude from -90 to 90";
    if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
        return Ok(());
    }
    let swapped = (-90.0..=90.0).contains(&lon) && (-180.0..=180.0).contains(&lat);
    let hint = if swapped { " (they look swapped)" } else { "" };
    Err(wrong(
        format!("the position {lon}, {lat}"),
        format!("{expected}{hint}"),
    ))
}

fn line(positions: &[Position]) -> Result<(), Wrong> {
    if positions.len() < 2 {
        let found = format!("a line of {} positions", positions.len());
        return Err(wrong(found, "two positions or more"));
    }
    positions.iter().try_for_each(position)
}

fn polygon(rings: &mut [Vec<Position>]) -> Result<(), Wrong> {
    if rings.is_empty() {
        return Err(wrong("a polygon without rings", "an outer ring"));
    }
    for (number, ring) in (0..).zip(rings) {
        if ring.len() < 4 || ring.first() != ring.last() {
            let found = format!("a ring of {} positions", ring.len());
            return Err(wrong(
                found,
                "four or more, of which the last repeats the first",
            ));
        }
        ring.iter().try_for_each(position)?;
        let is_outer = number == 0;
        if (signed_area(ring) < 0.0) == is_outer {
            ring.reverse();
        }
    }
    Ok(())
}

/// Twice the area, positive when the ring runs counter-clockwise.
fn signed_area(ring: &[Position]) -> f64 {
    let corner = |position: &Position| match *position.as_slice() {
        [x, y, ..] => (x, y),
        _ => (0.0, 0.0),
    };
    let next = ring.iter().skip(1);
    let pairs = ring.iter().zip(next).map(|(a, b)| (corner(a), corner(b)));
    pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

pub(super) fn wrong(found: impl Into<String>, expected: impl Into<String>) -> Wrong {
    Wrong {
        field: "geometry",
        found: found.into(),
        expected: expected.into(),
    }
}
