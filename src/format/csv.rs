//! CSV (RFC 4180): a header, one feature a line, lines that end with CR LF, UTF-8.
//!
//! Nothing is lost that a table can hold: null is an empty cell and an empty text is `""`; a text
//! that a spreadsheet would run as a formula gets an apostrophe in front, which marz takes off
//! again when it reads the file (`import::csv`).

use bytes::Bytes;
use geojson::GeometryValue;
use serde_json::Value;

use super::Layer;
use super::cell;
use super::columns::Columns;
use super::geojson::turn;
use super::geometry::xy;
use super::pieces::{Cause, of_features};
use super::wkt::wkt;
use crate::domain::Record;

/// How the place of a feature is written.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Two columns: longitude and latitude, or easting and northing.
    Numbers([&'static str; 2]),
    /// One column of well-known text.
    Text,
    /// Not at all.
    Nowhere,
}

/// Where well-known text stands.
const GEOM: &str = "geom";

pub(super) fn pieces<R: Iterator<Item = Record>>(
    layer: &Layer,
    records: R,
) -> impl Iterator<Item = Result<Bytes, Cause>> + use<R> {
    let place = Place::of(layer);
    let north_first = layer.crs.is_north_first();
    let columns = Columns::new(
        &layer.properties,
        &[&["id"], place.names().as_slice()].concat(),
    );
    let head = header(place, &columns);
    let add = move |out: &mut Vec<u8>, mut record: Record| {
        guarded(out, &record.feature.id.to_string());
        if let Place::Numbers(_) = place {
            out.push(b',');
            numbers(out, &record)?;
        }
        for value in columns.values(&record.feature) {
            out.push(b',');
            match value.map(|value| (value, cell::text(value))) {
                None => {}
                Some((_, Some(text))) => self::text(out, &text),
                // Numbers, truths, and JSON for what a table has no form for.
                Some((other, None)) => quoted(out, other),
            }
        }
        if place == Place::Text {
            out.push(b',');
            turn(&mut record, north_first);
            let text = record.feature.geometry.as_ref().map(wkt);
            quoted(out, text.as_deref().unwrap_or_default());
        }
        out.extend_from_slice(b"\r\n");
        Ok(())
    };
    of_features(head, records, add, b"")
}

impl Place {
    fn of(layer: &Layer) -> Self {
        match layer.geometry.as_deref() {
            None => Self::Nowhere,
            Some(["Point"]) if layer.crs.is_geographic() => Self::Numbers(["lon", "lat"]),
            Some(["Point"]) => Self::Numbers(["x", "y"]),
            Some(_) => Self::Text,
        }
    }

    fn names(self) -> Vec<&'static str> {
        match self {
            Self::Numbers(names) => names.to_vec(),
            Self::Text => vec![GEOM],
            Self::Nowhere => Vec::new(),
        }
    }
}

/// Two numbers come before the properties, where people look for them; well-known text comes
/// last, because a border fills the screen.
fn header(place: Place, columns: &Columns) -> Vec<u8> {
    let mut out = b"id".to_vec();
    if let Place::Numbers([x, y]) = place {
        out.extend_from_slice(format!(",{x},{y}").as_bytes());
    }
    for column in columns.iter() {
        out.push(b',');
        guarded(&mut out, &column.name);
    }
    if place == Place::Text {
        out.extend_from_slice(format!(",{GEOM}").as_bytes());
    }
    out.extend_from_slice(b"\r\n");
    out
}

/// x and y of a point, or two empty cells.
fn numbers(out: &mut Vec<u8>, record: &Record) -> Result<(), Cause> {
    match record
        .feature
        .geometry
        .as_ref()
        .map(|geometry| &geometry.value)
    {
        None => out.push(b','),
        Some(GeometryValue::Point { coordinates }) => {
            let (x, y) = xy(coordinates);
            out.extend_from_slice(format!("{x},{y}").as_bytes());
        }
        Some(other) => {
            let (id, found) = (&record.feature.id, other.type_name());
            return Err(format!("feature {id}: found a {found}; expected a Point").into());
        }
    }
    Ok(())
}

/// One line of a table that is no collection of features.
pub fn line(cells: &[Value]) -> String {
    let mut out = Vec::new();
    for (number, one) in (0..).zip(cells) {
        if number > 0 {
            out.push(b',');
        }
        match one {
            Value::Null => {}
            Value::String(own) => text(&mut out, own),
            other => quoted(&mut out, &other.to_string()),
        }
    }
    out.extend_from_slice(b"\r\n");
    String::from_utf8_lossy(&out).into_owned()
}

/// A text, which is told apart from null also where it is empty.
fn text(out: &mut Vec<u8>, text: &str) {
    if text.is_empty() {
        out.extend_from_slice(b"\"\"");
    } else {
        guarded(out, text);
    }
}

/// A text that is no formula, whatever it says.
fn guarded(out: &mut Vec<u8>, text: &str) {
    // A text that has such an apostrophe of its own gets another: reading takes off one.
    let bare = text.trim_start_matches('\'');
    if bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        quoted(out, &format!("'{text}"));
    } else {
        quoted(out, text);
    }
}

/// Quoted where the standard wants it, and where readers would trim.
fn quoted(out: &mut Vec<u8>, text: &str) {
    let needs_quotes = text.contains(['"', ',', '\r', '\n'])
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace);
    if needs_quotes {
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{layer, record, text};
    use super::*;
    use crate::domain::{Crs, PropertyType};
    use serde_json::json;

    const POINT: Option<&str> = Some(r#"{"type":"Point","coordinates":[68.5,38.25,1200]}"#);
    const LINE: Option<&str> = Some(r#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#);

    #[test]
    fn null_is_an_empty_cell_and_an_empty_text_is_quoted() {
        let layer = layer(&[("a", PropertyType::Text), ("b", PropertyType::Text)]);
        let records = [
            record(1, POINT, json!({"a": null, "b": ""})),
            record("x, y", None, json!({"a": "say \"no\"", "b": " two\nlines"})),
        ];
        assert_eq!(
            text(pieces(&layer, records.into_iter())),
            "id,lon,lat,a,b\r\n1,68.5,38.25,,\"\"\r\n\"x, y\",,,\"say \"\"no\"\"\",\" two\nlines\"\r\n"
        );
    }

    #[test]
    fn a_text_that_would_be_a_formula_gets_an_apostrophe_and_a_number_does_not() {
        let layer = layer(&[("=a", PropertyType::Object)]);
        for (value, expected) in [
            (json!("=1+1"), "'=1+1"),
            (json!("+992 37"), "'+992 37"),
            (json!("-"), "'-"),
            (json!("@x"), "'@x"),
            (json!("\tx"), "'\tx"),
            (json!("\rx"), "\"'\rx\""),
            (json!("'=1"), "''=1"),
            (json!("'quoted'"), "'quoted'"),
            (json!(-5), "-5"),
            (json!(-5.25), "-5.25"),
            (json!(["a", -1]), "\"[\"\"a\"\",-1]\""),
            (json!(true), "true"),
        ] {
            let records = std::iter::once(record(1, None, json!({"=a": value})));
            assert_eq!(
                text(pieces(&layer, records)),
                format!("id,lon,lat,'=a\r\n1,,,{expected}\r\n")
            );
        }
    }

    #[test]
    fn the_place_is_two_numbers_or_text_in_the_order_of_the_authority() {
        for (types, crs, geometry, expected) in [
            (
                Some(vec!["Point"]),
                Crs::Wgs84,
                POINT,
                "id,lon,lat\r\n1,68.5,38.25\r\n",
            ),
            (
                Some(vec!["Point"]),
                Crs::Utm42,
                POINT,
                "id,x,y\r\n1,68.5,38.25\r\n",
            ),
            (
                Some(vec!["LineString"]),
                Crs::Crs84,
                LINE,
                "id,geom\r\n1,\"LINESTRING (1 2, 3 4)\"\r\n",
            ),
            (
                Some(vec!["LineString"]),
                Crs::Wgs84,
                LINE,
                "id,geom\r\n1,\"LINESTRING (2 1, 4 3)\"\r\n",
            ),
            (
                Some(vec!["Point", "LineString"]),
                Crs::Crs84,
                POINT,
                "id,geom\r\n1,POINT Z (68.5 38.25 1200)\r\n",
            ),
            (None, Crs::Crs84, None, "id\r\n1\r\n"),
        ] {
            let mut layer = layer(&[]);
            (layer.geometry, layer.crs) = (types, crs);
            let records = std::iter::once(record(1, geometry, json!({})));
            assert_eq!(text(pieces(&layer, records)), expected);
        }
    }

    #[test]
    fn a_line_among_points_is_an_error_that_names_it() {
        let records = std::iter::once(record(1, LINE, json!({})));
        let error = pieces(&layer(&[]), records).find_map(Result::err).unwrap();
        assert_eq!(
            error.to_string(),
            "feature 1: found a LineString; expected a Point"
        );
    }
}
