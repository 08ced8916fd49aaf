//! JSON-FG 1.0 (OGC 21-045): GeoJSON with the time, the type and the reference system of features.
//!
//! In longitude and latitude the geometry stands in `geometry`, where every GeoJSON reader finds
//! it, and `place` is null. In any other system it stands in `place`, and `geometry` is null.

use bytes::Bytes;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::geojson::{Id, TAIL, head, turn};
use super::pieces::{Cause, of_features};
use super::when::When;
use super::{Format, Layer, WriteError};
use crate::domain::{Crs, Record};

const CONFORMS_TO: [&str; 2] = [
    "http://www.opengis.net/spec/json-fg-1/1.0/conf/core",
    "http://www.opengis.net/spec/json-fg-1/1.0/conf/types-schemas",
];

#[derive(Serialize)]
struct Written<'a> {
    r#type: &'static str,
    id: Id<'a>,
    time: Option<Value>,
    place: Option<&'a geojson::Geometry>,
    geometry: Option<&'a geojson::Geometry>,
    properties: &'a RawValue,
    /// What a feature says only when it stands alone.
    #[serde(flatten)]
    members: Option<&'a Map<String, Value>>,
}

/// One feature as a document of its own, with the members of the layer (links).
pub fn write_feature(layer: &Layer, mut record: Record) -> Result<String, WriteError> {
    turn(&mut record, layer.crs.is_north_first());
    let mut members = about(layer);
    members.extend(layer.members.clone());
    let written = written(&record, layer.crs, Some(&members));
    written
        .and_then(|written| serde_json::to_string(&written))
        .map_err(|error| WriteError {
            format: Format::JsonFg,
            source: error.into(),
        })
}

/// A collection of features.
pub(super) fn pieces<R: Iterator<Item = Record>>(
    layer: &Layer,
    records: R,
) -> impl Iterator<Item = Result<Bytes, Cause>> + use<R> {
    let crs = layer.crs;
    let mut members = about(layer);
    if let Some(dimension) = dimension(layer) {
        members.insert("geometryDimension".to_owned(), json!(dimension));
    }
    members.extend(layer.members.clone());
    let mut first = true;
    let add = move |out: &mut Vec<u8>, mut record: Record| {
        turn(&mut record, crs.is_north_first());
        out.extend_from_slice(if first { b"\n" } else { b",\n" });
        first = false;
        Ok(serde_json::to_writer(out, &written(&record, crs, None)?)?)
    };
    of_features(head(&members), records, add, TAIL)
}

/// What the root of a document says about its features.
fn about(layer: &Layer) -> Map<String, Value> {
    Map::from_iter([
        ("conformsTo".to_owned(), json!(CONFORMS_TO)),
        ("featureType".to_owned(), json!(layer.name)),
        ("coordRefSys".to_owned(), json!(layer.crs.uri())),
    ])
}

/// 0, 1 or 2 if all geometries are points, lines or areas.
fn dimension(layer: &Layer) -> Option<u8> {
    let dimension = |name: &&str| match *name {
        "Point" | "MultiPoint" => Some(0),
        "LineString" | "MultiLineString" => Some(1),
        "Polygon" | "MultiPolygon" => Some(2),
        _ => None,
    };
    let types = layer.geometry.as_deref().unwrap_or_default();
    let first = dimension(types.first()?)?;
    let all = types.iter().all(|name| dimension(name) == Some(first));
    all.then_some(first)
}

fn written<'a>(
    record: &'a Record,
    crs: Crs,
    members: Option<&'a Map<String, Value>>,
) -> serde_json::Result<Written<'a>> {
    let own = record.feature.geometry.as_ref();
    let (geometry, place) = match crs {
        Crs::Crs84 => (own, None),
        _ => (None, own),
    };
    Ok(Written {
        r#type: "Feature",
        id: (&record.feature.id).into(),
        time: record
            .time
            .as_ref()
            .map(|interval| time(&When::of(interval))),
        place,
        geometry,
        properties: serde_json::from_str(&record.feature.properties)?,
        members,
    })
}

fn time(when: &When) -> Value {
    let bound = |bound: &Option<String>| bound.clone().unwrap_or_else(|| "..".to_owned());
    match when {
        When::Day(day) => json!({"date": day}),
        When::Moment(moment) => json!({"timestamp": moment}),
        When::Span(start, end) => json!({"interval": [bound(start), bound(end)]}),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{layer, record, text};
    use super::*;

    const POINT: Option<&str> = Some(r#"{"type":"Point","coordinates":[68.5,38.25]}"#);

    #[test]
    fn a_collection_says_what_it_conforms_to_and_each_feature_when_it_was() {
        let mut layer = layer(&[]);
        layer.members = json!({"numberReturned": 4}).as_object().unwrap().clone();
        let times = ["2010-09-19", "2010-09-19T12:00:00Z", "2010-09-19/.."];
        let dated = times.map(|time| {
            let mut record = record(time, POINT, json!({}));
            record.time = Some(time.parse().unwrap());
            record
        });
        let records = dated
            .into_iter()
            .chain([record(4, None, json!({"a": null}))]);
        let json: Value = serde_json::from_str(&text(pieces(&layer, records))).unwrap();
        assert_eq!(json["conformsTo"], json!(CONFORMS_TO));
        assert_eq!(json["featureType"], "things");
        assert_eq!(json["geometryDimension"], 0);
        assert_eq!(json["numberReturned"], 4);
        let times: Vec<&Value> = json["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(|feature| &feature["time"])
            .collect();
        assert_eq!(
            times,
            [
                &json!({"date": "2010-09-19"}),
                &json!({"timestamp": "2010-09-19T12:00:00Z"}),
                &json!({"interval": ["2010-09-19", ".."]}),
                &Value::Null,
            ]
        );
        assert_eq!(json["features"][3]["geometry"], Value::Null);
        assert_eq!(json["features"][3]["properties"], json!({"a": null}));
    }

    #[test]
    fn longitude_and_latitude_are_the_geometry_and_all_else_is_the_place() {
        for (crs, geometry, place) in [
            (Crs::Crs84, json!([68.5, 38.25]), Value::Null),
            (Crs::Wgs84, Value::Null, json!([38.25, 68.5])),
            (Crs::Utm42, Value::Null, json!([68.5, 38.25])),
        ] {
            let mut layer = layer(&[]);
            layer.crs = crs;
            let written = write_feature(&layer, record(1, POINT, json!({}))).unwrap();
            let json: Value = serde_json::from_str(&written).unwrap();
            assert_eq!(json["geometry"]["coordinates"], geometry, "{crs}");
            assert_eq!(json["place"]["coordinates"], place, "{crs}");
            assert_eq!(json["coordRefSys"], crs.uri());
        }
    }

    #[test]
    fn a_feature_alone_says_what_it_is_and_has_links() {
        let mut layer = layer(&[]);
        layer.members = json!({"links": [{"rel": "self"}]})
            .as_object()
            .unwrap()
            .clone();
        let written = write_feature(&layer, record("a", POINT, json!({"b": 1}))).unwrap();
        let json: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(json["featureType"], "things");
        assert_eq!(json["links"], json!([{"rel": "self"}]));
        assert_eq!(json["id"], "a");
    }
}
