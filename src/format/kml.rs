//! KML 2.2, as Google Earth and GDAL read it: one document, one placemark a feature, with its
//! time, its properties as typed data and its geometry in longitude and latitude.
//!
//! Texts come from strangers: all go through `escape`, and characters that XML cannot hold are
//! left out. Results of `write!` are passed over: writing to a text cannot fail.

use std::borrow::Cow;
use std::fmt::Write as _;

use bytes::Bytes;
use geojson::{Geometry, GeometryValue, Position};

use super::Layer;
use super::cell;
use super::columns::Columns;
use super::geometry::{xy, z};
use super::pieces::{Cause, of_features};
use super::when::When;
use crate::domain::{PropertyType, Record};

const TAIL: &[u8] = b"</Document>\n</kml>\n";

/// Properties that name a feature, the best one first.
const NAMES: [&str; 2] = ["title", "name"];

/// Those that say more about it.
const DESCRIPTION: &str = "description";

pub(super) fn pieces<R: Iterator<Item = Record>>(
    layer: &Layer,
    records: R,
) -> impl Iterator<Item = Result<Bytes, Cause>> + use<R> {
    let columns = Columns::new(&layer.properties, &["id"]);
    let add = move |out: &mut Vec<u8>, record: Record| {
        out.extend_from_slice(placemark(&record, &columns).as_bytes());
        Ok(())
    };
    let head = head(layer).into_bytes();
    of_features(head, records, add, TAIL)
}

fn head(layer: &Layer) -> String {
    let about: Vec<&str> = [&layer.description, &layer.rights]
        .into_iter()
        .filter_map(|text| text.as_deref())
        .collect();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>",
    );
    element(&mut out, "name", &layer.title);
    if !about.is_empty() {
        element(&mut out, "description", &plain_html(&about.join("\n")));
    }
    out.push_str("\n<Schema id=\"fields\" name=\"");
    out.push_str(&escape(&layer.name));
    out.push_str("\">");
    field(&mut out, "string", "id", None);
    for column in Columns::new(&layer.properties, &["id"]).iter() {
        let title = column.property.title.as_deref();
        field(&mut out, type_of(column.property.kind), &column.name, title);
    }
    out.push_str("</Schema>\n");
    out
}

/// KML's own whole numbers have 32 bits, so ours are `double`, which holds 53.
fn type_of(kind: PropertyType) -> &'static str {
    match kind {
        PropertyType::Integer | PropertyType::Number => "double",
        PropertyType::Boolean => "bool",
        _ => "string",
    }
}

fn field(out: &mut String, kind: &str, name: &str, title: Option<&str>) {
    let name = escape(name);
    let _ = write!(out, "<SimpleField type=\"{kind}\" name=\"{name}\">");
    if let Some(title) = title {
        element(out, "displayName", title);
    }
    out.push_str("</SimpleField>");
}

fn placemark(record: &Record, columns: &Columns) -> String {
    let id = record.feature.id.to_string();
    let values = columns.values(&record.feature);
    let text = |name: &str| {
        let value = values.get(columns.find(name)?).copied().flatten()?;
        cell::text(value).filter(|text| !text.is_empty())
    };
    let mut out = String::from("<Placemark>");
    let name = NAMES.iter().find_map(|name| text(name));
    element(&mut out, "name", name.as_deref().unwrap_or(&id));
    if let Some(description) = text(DESCRIPTION) {
        element(&mut out, "description", &plain_html(&description));
    }
    if let Some(interval) = &record.time {
        time(&mut out, &When::of(interval));
    }
    out.push_str("<ExtendedData><SchemaData schemaUrl=\"#fields\">");
    data(&mut out, "id", &id);
    for (column, value) in columns.iter().zip(&values) {
        // What is not there is not known.
        let Some(value) = value else {
            continue;
        };
        let is_truth = column.property.kind == PropertyType::Boolean;
        match (cell::text(value), *value) {
            (Some(text), _) => data(&mut out, &column.name, &text),
            // GDAL reads no `true` in a column of truths.
            (None, "true") if is_truth => data(&mut out, &column.name, "1"),
            (None, "false") if is_truth => data(&mut out, &column.name, "0"),
            (None, other) => data(&mut out, &column.name, other),
        }
    }
    out.push_str("</SchemaData></ExtendedData>");
    if let Some(geometry) = &record.feature.geometry {
        shape(&mut out, geometry);
    }
    out.push_str("</Placemark>\n");
    out
}

fn time(out: &mut String, when: &When) {
    match when {
        When::Day(at) | When::Moment(at) => {
            out.push_str("<TimeStamp>");
            element(out, "when", at);
            out.push_str("</TimeStamp>");
        }
        When::Span(start, end) => {
            out.push_str("<TimeSpan>");
            for (name, bound) in [("begin", start), ("end", end)] {
                if let Some(bound) = bound {
                    element(out, name, bound);
                }
            }
            out.push_str("</TimeSpan>");
        }
    }
}

fn data(out: &mut String, name: &str, text: &str) {
    out.push_str("<SimpleData name=\"");
    out.push_str(&escape(name));
    out.push_str("\">");
    out.push_str(&escape(text));
    out.push_str("</SimpleData>");
}

fn element(out: &mut String, name: &str, text: &str) {
    let _ = write!(out, "<{name}>{}</{name}>", escape(text));
}

fn shape(out: &mut String, geometry: &Geometry) {
    match &geometry.value {
        GeometryValue::Point { coordinates } => point(out, coordinates),
        GeometryValue::LineString { coordinates } => line(out, coordinates),
        GeometryValue::Polygon { coordinates } => polygon(out, coordinates),
        GeometryValue::MultiPoint { coordinates } => multi(out, coordinates, point),
        GeometryValue::MultiLineString { coordinates } => {
            multi(out, coordinates, |out, inner| line(out, inner));
        }
        GeometryValue::MultiPolygon { coordinates } => {
            multi(out, coordinates, |out, inner| polygon(out, inner));
        }
        GeometryValue::GeometryCollection { geometries } => multi(out, geometries, shape),
    }
}

fn multi<T>(out: &mut String, parts: &[T], write: impl Fn(&mut String, &T)) {
    out.push_str("<MultiGeometry>");
    for part in parts {
        write(out, part);
    }
    out.push_str("</MultiGeometry>");
}

fn point(out: &mut String, at: &Position) {
    out.push_str("<Point>");
    coordinates(out, std::slice::from_ref(at));
    out.push_str("</Point>");
}

fn line(out: &mut String, line: &[Position]) {
    out.push_str("<LineString>");
    coordinates(out, line);
    out.push_str("</LineString>");
}

fn polygon(out: &mut String, rings: &[Vec<Position>]) {
    out.push_str("<Polygon>");
    for (number, ring) in rings.iter().enumerate() {
        let side = if number == 0 {
            "outerBoundaryIs"
        } else {
            "innerBoundaryIs"
        };
        let _ = write!(out, "<{side}><LinearRing>");
        coordinates(out, ring);
        let _ = write!(out, "</LinearRing></{side}>");
    }
    out.push_str("</Polygon>");
}

fn coordinates(out: &mut String, positions: &[Position]) {
    out.push_str("<coordinates>");
    for (number, at) in positions.iter().enumerate() {
        if number > 0 {
            out.push(' ');
        }
        let (x, y) = xy(at);
        let _ = write!(out, "{x},{y}");
        if let Some(z) = z(at) {
            let _ = write!(out, ",{z}");
        }
    }
    out.push_str("</coordinates>");
}

/// Text inside XML: without what XML 1.0 forbids even when escaped, and with line ends and tabs
/// that no parser turns into something else.
fn escape(text: &str) -> String {
    let is_forbidden = |letter: char| matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let kept: Cow<'_, str> = if text.contains(is_forbidden) {
        text.replace(is_forbidden, "").into()
    } else {
        text.into()
    };
    quick_xml::escape::escape(kept).into_owned()
}

/// Google Earth takes a description for HTML: a text is made HTML that shows just this text.
fn plain_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{layer, record, text};
    use super::*;
    use serde_json::json;

    fn written(record: Record) -> String {
        let layer = layer(&[
            ("title", PropertyType::Text),
            ("description", PropertyType::Text),
            ("deaths", PropertyType::Integer),
            ("known", PropertyType::Boolean),
            ("list", PropertyType::TextList),
        ]);
        text(pieces(&layer, std::iter::once(record)))
    }

    #[test]
    fn properties_are_typed_and_null_is_left_out() {
        let properties = json!({"title": "A & B", "deaths": null, "known": true, "list": ["a"]});
        let kml = written(record("x", None, properties));
        for part in [
            "<SimpleField type=\"double\" name=\"deaths\"></SimpleField>",
            "<Placemark><name>A &amp; B</name><ExtendedData>",
            "<SimpleData name=\"id\">x</SimpleData>",
            "<SimpleData name=\"known\">1</SimpleData>",
            "<SimpleData name=\"list\">[&quot;a&quot;]</SimpleData></SchemaData></ExtendedData></Placemark>",
        ] {
            assert!(kml.contains(part), "{part} in {kml}");
        }
        assert!(!kml.contains("name=\"deaths\">null"));
    }

    #[test]
    fn no_text_is_markup_and_no_control_character_is_left() {
        let properties = json!({"title": "]]><b>\u{0}\u{1b}\u{ffff}\r\n", "description": "<i>&"});
        let kml = written(record("x\"<", None, properties));
        assert!(kml.contains("<name>]]&gt;&lt;b&gt;&#13;\n</name>"), "{kml}");
        assert!(
            kml.contains("<description>&amp;lt;i&amp;gt;&amp;amp;</description>"),
            "{kml}"
        );
        assert!(kml.contains("name=\"id\">x&quot;&lt;<"), "{kml}");
    }

    #[test]
    fn time_is_a_stamp_or_a_span() {
        for (time, expected) in [
            (
                "2010-09-19",
                "<TimeStamp><when>2010-09-19</when></TimeStamp>",
            ),
            (
                "2010-09-19/2010-10",
                "<TimeSpan><begin>2010-09-19</begin><end>2010-10-31</end></TimeSpan>",
            ),
            (
                "../2010-09-19",
                "<TimeSpan><end>2010-09-19</end></TimeSpan>",
            ),
        ] {
            let mut record = record(1, None, json!({}));
            record.time = Some(time.parse().unwrap());
            assert!(written(record).contains(expected), "{time}");
        }
    }

    #[test]
    fn geometries_keep_holes_heights_and_parts() {
        for (json, expected) in [
            (
                r#"{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]}"#,
                "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 9,0 9,9 0,0</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>1,1 2,2 2,1 1,1</coordinates></LinearRing></innerBoundaryIs></Polygon>",
            ),
            (
                r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2,3]},{"type":"MultiPoint","coordinates":[]}]}"#,
                "<MultiGeometry><Point><coordinates>1,2,3</coordinates></Point><MultiGeometry></MultiGeometry></MultiGeometry>",
            ),
        ] {
            assert!(written(record(1, Some(json), json!({}))).contains(expected));
        }
    }
}
