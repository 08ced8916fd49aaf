//! Pieces come when they are asked for and stop when they are not: a download of any length takes
//! the memory of a piece.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use geojson::Geometry;
use marz::domain::{Crs, Feature, FeatureId, Property, PropertyType, Record};
use marz::format::{self, Format, Layer};
use serde_json::{Map, json};

/// The formats that never hold the whole.
const STREAMS: [Format; 6] = [
    Format::Json,
    Format::JsonFg,
    Format::GeoJsonSeq,
    Format::Csv,
    Format::Kml,
    Format::GeoParquet,
];

const RECORDS: usize = if option_env!("MARZ_TEST").is_some() {
    1_000_000
} else {
    40_000
};

/// A piece of 64 KiB may end with a feature more.
const PIECE: usize = 66 * 1024;
/// The longest row group of `GeoParquet`.
const GROUP: usize = 50_000;

fn layer() -> Layer {
    let property = |(name, kind): (&str, PropertyType)| Property {
        name: name.to_owned(),
        title: None,
        description: None,
        kind,
    };
    let properties = [
        ("title", PropertyType::Text),
        ("deaths", PropertyType::Integer),
    ];
    Layer {
        name: "made-up".to_owned(),
        title: "Made up".to_owned(),
        description: None,
        rights: None,
        properties: properties.map(property).to_vec(),
        geometry: Some(vec!["Point"]),
        numeric_ids: false,
        crs: Crs::Crs84,
        count: RECORDS,
        members: Map::new(),
    }
}

/// Records that are all written with the same number of bytes, and how many were pulled.
fn records(count: usize) -> (impl Iterator<Item = Record> + Send, Arc<AtomicUsize>) {
    let pulled = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&pulled);
    let day = "2010-09-19".parse().unwrap();
    let record = move |number: usize| {
        counter.fetch_add(1, Ordering::Relaxed);
        let properties = json!({"title": format!("{number:09}"), "deaths": 7});
        let feature = Feature {
            id: FeatureId::Text(format!("r{number:09}")),
            geometry: Some(Geometry::new_point([68.125, 38.25])),
            properties: properties.as_object().unwrap().clone(),
        };
        Record {
            feature: feature.into(),
            time: Some(day),
        }
    };
    ((0..count).map(record), pulled)
}

fn pulled(counter: &AtomicUsize) -> usize {
    counter.load(Ordering::Relaxed)
}

#[test]
fn what_was_pulled_and_is_not_yet_handed_out_stays_below_a_piece() {
    for format in STREAMS {
        let (ten, _) = records(10);
        let length = |records| -> usize {
            let pieces = format::write(format, layer(), records);
            pieces.map(|piece| piece.unwrap().len()).sum()
        };
        let (one, _) = records(1);
        let size = (length(Box::new(ten) as Box<dyn Iterator<Item = Record> + Send>)
            - length(Box::new(one)))
            / 9;
        let (records, counter) = records(RECORDS);
        let (mut handed_out, mut pieces) = (0, 0);
        for piece in format::write(format, layer(), records) {
            let piece = piece.unwrap();
            assert!(piece.len() <= PIECE, "{format:?}: {}", piece.len());
            handed_out += piece.len();
            pieces += 1;
            if format != Format::GeoParquet {
                let outstanding = (pulled(&counter) * size).saturating_sub(handed_out);
                assert!(outstanding <= PIECE, "{format:?}: {outstanding}");
            }
        }
        assert_eq!(pulled(&counter), RECORDS);
        assert!(pieces > 3, "{format:?}: {pieces}");
    }
}

#[test]
fn geoparquet_holds_one_row_group() {
    let (records, counter) = records(GROUP * 2 + 1);
    let (mut before, mut steps) = (0, 0);
    for piece in format::write(Format::GeoParquet, layer(), records) {
        piece.unwrap();
        let step = pulled(&counter) - before;
        assert!(step <= GROUP, "{step}");
        before += step;
        steps += usize::from(step > 0);
    }
    assert!(before == GROUP * 2 + 1 && steps >= 3, "{before} in {steps}");
}

#[test]
fn whoever_stops_reading_stops_the_work() {
    for format in STREAMS {
        let (records, counter) = records(GROUP * 3);
        let mut pieces = format::write(format, layer(), records);
        assert_eq!(pulled(&counter), 0, "{format:?}");
        pieces.next().unwrap().unwrap();
        drop(pieces);
        assert!(pulled(&counter) <= GROUP, "{format:?}");
        // Nobody else holds the records any more.
        assert_eq!(Arc::strong_count(&counter), 1, "{format:?}");
    }
}

#[test]
fn formats_that_need_the_whole_hand_it_out_in_pieces() {
    for format in [Format::FlatGeobuf, Format::GeoPackage] {
        let (records, counter) = records(2_000);
        let mut pieces = format::write(format, layer(), records);
        assert_eq!(pulled(&counter), 0, "{format:?}");
        assert_eq!(pieces.next().unwrap().unwrap().len(), 64 * 1024);
        assert_eq!(pulled(&counter), 2_000, "{format:?}");
        assert!(pieces.all(|piece| piece.unwrap().len() <= 64 * 1024));
    }
}
