//! What the tests of the writers share, and what holds for all formats.

use super::*;
use crate::domain::{FeatureId, FeatureText, PropertyType};

impl From<u64> for FeatureId {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for FeatureId {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A layer `things` of points with these columns.
pub(super) fn layer(columns: &[(&str, PropertyType)]) -> Layer {
    let property = |(name, kind): &(&str, PropertyType)| Property {
        name: (*name).to_owned(),
        title: None,
        description: None,
        kind: *kind,
    };
    Layer {
        name: "things".to_owned(),
        title: "Things".to_owned(),
        description: None,
        rights: None,
        properties: columns.iter().map(property).collect(),
        geometry: Some(vec!["Point"]),
        numeric_ids: false,
        crs: Crs::Crs84,
        count: 1,
        members: Map::new(),
    }
}

/// A record without time.
pub(super) fn record(
    id: impl Into<FeatureId>,
    geometry: Option<&str>,
    properties: Value,
) -> Record {
    let Value::Object(properties) = properties else {
        panic!("found {properties}; expected an object");
    };
    let feature = FeatureText {
        id: id.into(),
        geometry: geometry.map(|text| text.parse().unwrap()),
        properties: Value::Object(properties).to_string(),
    };
    Record {
        feature,
        time: None,
    }
}

/// All pieces together.
pub(super) fn bytes(pieces: impl Iterator<Item = Result<Bytes, Cause>>) -> Vec<u8> {
    pieces.map(Result::unwrap).collect::<Vec<_>>().concat()
}

/// The same as text.
pub(super) fn text(pieces: impl Iterator<Item = Result<Bytes, Cause>>) -> String {
    String::from_utf8(bytes(pieces)).unwrap()
}

#[test]
fn a_format_for_longitude_and_latitude_refuses_metres() {
    for format in Format::ALL {
        let mut layer = layer(&[]);
        layer.crs = Crs::Utm42;
        let error = write(format, layer, std::iter::empty()).find_map(Result::err);
        let text = error.map(|error| error.to_string()).unwrap_or_default();
        let refused = text.contains("found http://www.opengis.net/def/crs/EPSG/0/32642; expected");
        assert_eq!(refused, !format.entry().any_crs, "{format:?}: {text}");
    }
}
