//! Vector tiles: what is in them, clusters, borders, the documents about them, styles.

mod answers;
mod borders;
mod clusters;
mod documents;
mod gdal;
mod styles;

use std::collections::BTreeSet;

use axum::Router;
use fast_mvt::{MvtReaderRef, MvtTile};
use http::StatusCode;
use serde_json::Value;

use crate::support::{Answer, get};

/// The zooms of these tests.
const ZOOMS: std::ops::RangeInclusive<u32> = 0..=14;

const MERCATOR: &str = "WebMercatorQuad";
const DEGREES: &str = "WorldCRS84Quad";

/// The column and row in which a point is, by the formulas that everybody uses.
fn place(set: &str, zoom: u32, longitude: f64, latitude: f64) -> (u32, u32) {
    let tiles = f64::from(1_u32 << zoom);
    let (x, y) = if set == MERCATOR {
        let angle = latitude.to_radians();
        let y = (1.0 - (angle.tan() + 1.0 / angle.cos()).ln() / std::f64::consts::PI) / 2.0;
        ((longitude + 180.0) / 360.0, y)
    } else {
        ((longitude + 180.0) / 180.0, (90.0 - latitude) / 180.0)
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small and not negative"
    )]
    let number = |share: f64| (share * tiles).floor() as u32;
    (number(x), number(y))
}

/// The places of all point features that a question finds.
async fn points(app: &Router, collection: &str, question: &str) -> Vec<(f64, f64)> {
    let url = format!("/collections/{collection}/items?limit=10000&{question}");
    let page = get(app, &url).await.json();
    let features = page["features"].as_array().unwrap();
    assert_eq!(page["numberMatched"], features.len());
    let points = features.iter().map(|one| &one["geometry"]);
    points
        .filter(|geometry| geometry["type"] == "Point")
        .map(|geometry| {
            let at = |axis: usize| geometry["coordinates"][axis].as_f64().unwrap();
            (at(0), at(1))
        })
        .collect()
}

/// The tiles of a zoom in which these points are.
fn tiles_with(set: &str, zoom: u32, points: &[(f64, f64)]) -> BTreeSet<(u32, u32)> {
    let places = points.iter().map(|(x, y)| place(set, zoom, *x, *y));
    places.collect()
}

/// What of a tile is there; nothing where it is empty.
async fn tile(app: &Router, url: &str) -> (Answer, MvtTile) {
    let answer = get(app, url).await;
    if answer.status == StatusCode::NO_CONTENT {
        assert!(answer.body.is_empty(), "{url}");
    } else {
        assert_eq!(answer.status, StatusCode::OK, "{url}: {}", answer.text());
        let media_type = "application/vnd.mapbox-vector-tile";
        assert_eq!(answer.header("content-type"), media_type);
        assert!(!answer.body.is_empty(), "{url}");
    }
    let tile = MvtReaderRef::new(&answer.body).unwrap().to_tile().unwrap();
    (answer, tile)
}

/// The attributes of each feature of a layer, as JSON.
fn attributes(tile: &MvtTile, layer: &str) -> Vec<(Option<u64>, Value)> {
    let layers = tile.layers.iter().filter(|one| one.name() == layer);
    layers
        .flat_map(|layer| &layer.features)
        .map(|feature| {
            let tags = feature.properties.iter();
            let tags = tags.map(|(name, value)| (name.clone(), json(value)));
            (feature.id, Value::Object(tags.collect()))
        })
        .collect()
}

fn json(value: &fast_mvt::MvtValue) -> Value {
    use fast_mvt::MvtValue as Of;
    match value {
        Of::String(text) => Value::from(&**text),
        Of::Float(number) => Value::from(*number),
        Of::Double(number) => Value::from(*number),
        Of::Int(number) | Of::SInt(number) => Value::from(*number),
        Of::UInt(number) => Value::from(*number),
        Of::Bool(truth) => Value::from(*truth),
        Of::Null => Value::Null,
    }
}
