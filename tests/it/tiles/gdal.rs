//! GDAL reads the tiles of every collection: as many features in as many layers as were sent.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use super::{MERCATOR, ZOOMS, place, tile};
use crate::support::bundled;

/// What GDAL finds in a tile: the features of each layer.
fn counted(bytes: &[u8], zoom: u32, row: u32, col: u32) -> BTreeMap<String, usize> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tile.pbf");
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new("ogrinfo")
        .args([
            "-ro",
            "-al",
            "-q",
            // Also what lies beyond the edges only.
            "-oo",
            "CLIP=NO",
            "-oo",
            &format!("X={col}"),
            "-oo",
            &format!("Y={row}"),
            "-oo",
            &format!("Z={zoom}"),
        ])
        .arg(&path)
        .output()
        .unwrap_or_else(|error| panic!("ogrinfo: {error}; `apt-get install gdal-bin` brings it"));
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && talk.is_empty(), "{talk}");
    let mut counts = BTreeMap::new();
    let mut layer = String::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        if let Some(name) = line.strip_prefix("Layer name: ") {
            name.clone_into(&mut layer);
        } else if line.starts_with("OGRFeature(") {
            *counts.entry(layer.clone()).or_default() += 1;
        }
    }
    counts
}

#[tokio::test]
async fn gdal_reads_every_layer_at_every_zoom() {
    let app = bundled();
    let mut layers = std::collections::BTreeSet::new();
    for zoom in ZOOMS {
        for (x, y) in [(70.62, 39.93), (68.78, 38.56)] {
            let (col, row) = place(MERCATOR, zoom, x, y);
            let url = format!(
                "/tiles/WebMercatorQuad/{zoom}/{row}/{col}?cluster=true&properties=title,name"
            );
            let (answer, tile) = tile(&app, &url).await;
            let sent = tile
                .layers
                .iter()
                .map(|layer| (layer.name().to_owned(), layer.features.len()));
            let sent: BTreeMap<String, usize> = sent.collect();
            assert_eq!(counted(&answer.body, zoom, row, col), sent, "{url}");
            layers.extend(sent.into_keys());
        }
    }
    let listed = crate::support::get(&app, "/collections").await.json();
    let listed = listed["collections"].as_array().unwrap().iter();
    let listed: Vec<&str> = listed
        .map(|one: &Value| one["id"].as_str().unwrap())
        .collect();
    let missing: Vec<_> = listed.iter().filter(|id| !layers.contains(**id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
