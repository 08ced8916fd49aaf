//! Reading GeoJSON and CSV as people have them: what is kept, what is told, where it stands.

mod csv;
mod geojson;
mod geometry;
mod long;
mod pieces;

use marz::import::{CollectionSettings, Content, File, Import, read};
use serde_json::Value;

fn read_with(name: &str, content: impl Into<Vec<u8>>, settings: &CollectionSettings) -> Import {
    let file = File {
        name: name.to_owned(),
        content: Content::Bytes(content.into()),
    };
    read("own", &file, settings)
}

fn read_geojson(content: impl Into<Vec<u8>>) -> Import {
    read_with("own.geojson", content, &CollectionSettings::default())
}

fn read_csv(content: impl Into<Vec<u8>>) -> Import {
    read_with("own.csv", content, &CollectionSettings::default())
}

fn one_feature(members: &str) -> Import {
    read_geojson(format!(
        r#"{{"type": "FeatureCollection", "features": [{{"type": "Feature", {members}}}]}}"#
    ))
}

fn one_geometry(geometry: &str) -> Import {
    one_feature(&format!(r#""geometry": {geometry}, "properties": {{}}"#))
}

fn findings(import: &Import) -> String {
    import
        .findings
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

fn properties(import: &Import) -> Vec<Value> {
    assert_eq!(findings(import), "");
    import
        .features
        .iter()
        .map(|feature| Value::Object(feature.properties.clone()))
        .collect()
}

fn ids(import: &Import) -> Vec<String> {
    import
        .features
        .iter()
        .map(|feature| feature.id.to_string())
        .collect()
}
