//! GeoJSON (RFC 7946): one feature as text, and a collection written around features' texts or
//! around features.

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use super::Layer;
use super::geometry::swap_axes;
use super::pieces::{Cause, PIECE, of_features};
use crate::domain::members::{Member, members};
use crate::domain::{Crs, FeatureId, FeatureText, Record};

/// An identifier as JSON has it: a number stays one.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Id<'a> {
    Number(u64),
    Text(&'a str),
}

impl<'a> From<&'a FeatureId> for Id<'a> {
    fn from(id: &'a FeatureId) -> Self {
        match id {
            FeatureId::Number(number) => Self::Number(*number),
            FeatureId::Text(text) => Self::Text(text),
        }
    }
}

/// Writes a feature on one line, its properties in the author's order, behind what was written
/// before.
pub fn append_feature(to: &mut Vec<u8>, feature: &FeatureText) {
    to.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
    // Both always serialise: they hold nothing but texts and finite numbers.
    let _ = serde_json::to_writer(&mut *to, &Id::from(&feature.id));
    to.extend_from_slice(b",\"geometry\":");
    let _ = serde_json::to_writer(&mut *to, &feature.geometry);
    to.extend_from_slice(b",\"properties\":");
    to.extend_from_slice(feature.properties.as_bytes());
    to.push(b'}');
}

/// One feature as a document of its own, to which members can be added.
pub fn feature_value(mut record: Record, crs: Crs) -> Value {
    turn(&mut record, crs.is_north_first());
    let mut text = Vec::new();
    append_feature(&mut text, &record.feature);
    serde_json::from_slice(&text).unwrap_or_default()
}

/// A feature that was written by [`append_feature`]; of any other text, one without anything.
pub fn read_feature(text: &[u8]) -> FeatureText {
    let mut feature = FeatureText {
        id: FeatureId::Number(0),
        geometry: None,
        properties: "{}".to_owned(),
    };
    for (name, value) in members(text, 0) {
        let value = text.get(value).unwrap_or_default();
        match name {
            b"id" => feature.id = read_id(value),
            b"geometry" => feature.geometry = serde_json::from_slice(value).unwrap_or_default(),
            b"properties" => {
                feature.properties = String::from_utf8_lossy(value).into_owned();
            }
            _ => {}
        }
    }
    feature
}

fn read_id(value: &[u8]) -> FeatureId {
    match serde_json::from_slice(value) {
        Ok(number) => FeatureId::Number(number),
        Err(_no_number) => FeatureId::Text(serde_json::from_slice(value).unwrap_or_default()),
    }
}

/// The properties of a feature that was written by [`append_feature`], where they stand in it.
pub fn properties(text: &[u8]) -> Option<impl Iterator<Item = Member<'_>>> {
    let (_, own) = members(text, 0).find(|(name, _)| *name == b"properties")?;
    Some(members(text, own.start))
}

/// Writes a feature collection in pieces: of about 64 KiB where features are gathered, and as they
/// are where many features come as one text.
///
/// `head` is how the collection begins, as [`head`] writes it.
pub fn write_collection<F: Iterator<Item = Bytes>>(
    head: Vec<u8>,
    mut features: F,
) -> impl Iterator<Item = Bytes> {
    let mut chunk = head;
    let mut whole = None;
    let mut first = true;
    let mut ended = false;
    std::iter::from_fn(move || {
        if whole.is_some() {
            return whole.take();
        }
        if ended {
            return None;
        }
        while chunk.len() < PIECE {
            let Some(feature) = features.next() else {
                chunk.extend_from_slice(TAIL);
                ended = true;
                break;
            };
            chunk.extend_from_slice(if first { b"\n" } else { b",\n" });
            first = false;
            if feature.len() >= WORTH_SHARING {
                whole = Some(feature);
                break;
            }
            if feature.len() > chunk.capacity() - chunk.len() {
                chunk.reserve(PIECE);
            }
            chunk.extend_from_slice(&feature);
        }
        Some(Bytes::from(std::mem::take(&mut chunk)))
    })
}

/// A text of so many bytes is handed on rather than copied.
const WORTH_SHARING: usize = 16 * 1024;

/// The same of features that were changed on their way: projected, or with fewer properties.
pub(super) fn pieces<R: Iterator<Item = Record>>(
    layer: &Layer,
    records: R,
) -> impl Iterator<Item = Result<Bytes, Cause>> + use<R> {
    let north_first = layer.crs.is_north_first();
    let mut first = true;
    let add = move |out: &mut Vec<u8>, mut record: Record| {
        turn(&mut record, north_first);
        out.extend_from_slice(if first { b"\n" } else { b",\n" });
        first = false;
        append_feature(out, &record.feature);
        Ok(())
    };
    of_features(head(&layer.members), records, add, TAIL)
}

/// One feature each on its line, between a record separator and a line feed (RFC 8142).
pub(super) fn sequence(
    records: impl Iterator<Item = Record>,
) -> impl Iterator<Item = Result<Bytes, Cause>> {
    let add = |out: &mut Vec<u8>, record: Record| {
        out.push(0x1E);
        append_feature(out, &record.feature);
        out.push(b'\n');
        Ok(())
    };
    of_features(Vec::new(), records, add, b"")
}

/// Puts the northing first where the authority of the reference system does.
pub(super) fn turn(record: &mut Record, north_first: bool) {
    if let Some(geometry) = record.feature.geometry.as_mut().filter(|_| north_first) {
        swap_axes(geometry);
    }
}

/// Few beginnings are longer.
const HEAD: usize = 4 * 1024;

/// The end of a collection.
pub(super) const TAIL: &[u8] = b"\n]}\n";

/// The beginning of a collection, up to its first feature. `members` are its further members, an
/// object: they come before the features, so that whoever looks at the beginning of an answer sees
/// how much there is.
pub fn head(members: &(impl Serialize + ?Sized)) -> Vec<u8> {
    let mut head = Vec::with_capacity(HEAD);
    head.extend_from_slice(b"{\"type\":\"FeatureCollection\",");
    let before = head.len();
    // Of counts, names and links, which always serialise.
    let _ = serde_json::to_writer(&mut head, members);
    // The members follow the type: their opening brace goes, and their closing one is a comma.
    let is_empty = head.len() <= before + 2;
    if let Some(brace) = head.get_mut(before) {
        *brace = b'\n';
    }
    head.pop();
    head.extend_from_slice(if is_empty {
        b"\"features\":["
    } else {
        b",\n\"features\":["
    });
    head
}

#[cfg(test)]
mod tests {
    use super::super::tests::{layer, record, text};
    use super::*;
    use crate::domain::Crs;
    use serde_json::json;

    fn written(feature: &FeatureText) -> String {
        let mut text = Vec::new();
        append_feature(&mut text, feature);
        String::from_utf8(text).unwrap()
    }

    fn collection(features: &[&str], members: &Value) -> String {
        let members = members.as_object().unwrap();
        let features: Vec<_> = features
            .iter()
            .map(|text| Bytes::from((*text).to_owned()))
            .collect();
        let chunks: Vec<Bytes> = write_collection(head(members), features.into_iter()).collect();
        String::from_utf8(chunks.concat()).unwrap()
    }

    #[test]
    fn a_collection_is_json_with_none_one_and_many_features() {
        for count in [0, 1, 3, 5000] {
            let features = vec![r#"{"type":"Feature","geometry":null,"properties":{}}"#; count];
            let text = collection(&features, &json!({"numberMatched": count, "a\"b": "\u{1}"}));
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(value["features"].as_array().unwrap().len(), count);
            assert_eq!(value["numberMatched"], count);
        }
    }

    #[test]
    fn a_feature_keeps_order_height_and_null() {
        let feature = FeatureText {
            id: FeatureId::Text("a".to_owned()),
            geometry: Some(geojson::Geometry::new_point([68.5, 38.25, 1200.0])),
            properties: r#"{"z":null,"a":1.5}"#.to_owned(),
        };
        let text = written(&feature);
        assert_eq!(
            text,
            r#"{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[68.5,38.25,1200.0]},"properties":{"z":null,"a":1.5}}"#
        );
        assert_eq!(read_feature(text.as_bytes()), feature);
        for id in ["17", "x\"y", "ж"] {
            let feature = FeatureText {
                id: FeatureId::from_path(id),
                geometry: None,
                properties: "{}".to_owned(),
            };
            assert_eq!(read_feature(written(&feature).as_bytes()), feature);
        }
    }

    #[test]
    fn features_and_their_texts_make_the_same_collection() {
        let records = [
            record(
                17,
                Some(r#"{"type":"Point","coordinates":[1,2]}"#),
                json!({"a": 1}),
            ),
            record("b", None, json!({})),
        ];
        let texts: Vec<String> = records.iter().map(|one| written(&one.feature)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut layer = layer(&[]);
        layer.members = json!({"numberReturned": 2}).as_object().unwrap().clone();
        assert_eq!(
            text(pieces(&layer, records.into_iter())),
            collection(&texts, &json!({"numberReturned": 2}))
        );
    }

    #[test]
    fn latitude_comes_first_where_the_authority_says_so() {
        let point = Some(r#"{"type":"Point","coordinates":[68.5,38.25,1200]}"#);
        for (crs, expected) in [
            (Crs::Crs84, "[68.5,38.25,1200.0]"),
            (Crs::Wgs84, "[38.25,68.5,1200.0]"),
            (Crs::WebMercator, "[68.5,38.25,1200.0]"),
        ] {
            let mut layer = layer(&[]);
            layer.crs = crs;
            let records = std::iter::once(record(1, point, json!({})));
            assert!(text(pieces(&layer, records)).contains(expected), "{crs}");
        }
    }

    #[test]
    fn a_sequence_is_one_text_after_each_separator() {
        let records = [
            record(1, None, json!({"a": "x\ny"})),
            record(2, None, json!({})),
        ];
        assert_eq!(
            text(sequence(records.into_iter())),
            "\u{1e}{\"type\":\"Feature\",\"id\":1,\"geometry\":null,\"properties\":{\"a\":\"x\\ny\"}}\n\
             \u{1e}{\"type\":\"Feature\",\"id\":2,\"geometry\":null,\"properties\":{}}\n"
        );
    }
}
