//! Shapes in tiles: valid at every zoom, and neighbours keep the border between them.

use std::collections::BTreeSet;

use fast_mvt::{MvtGeometry, MvtTile};
use geo::{Coord, LineString, MapCoords as _, MultiPolygon, Validation as _};

use super::{MERCATOR, ZOOMS, attributes, place, tile};
use crate::support::{bundled, get};

/// Places on the border, in the lowland, in the mountains, and at a lake.
const PLACES: [(f64, f64); 4] = [
    (70.62, 39.93),
    (71.6, 40.75),
    (70.37, 39.03),
    (73.45, 39.02),
];

fn polygons(geometry: &MvtGeometry) -> MultiPolygon<f64> {
    let real = |at: Coord<i32>| Coord {
        x: f64::from(at.x),
        y: f64::from(at.y),
    };
    match geometry {
        MvtGeometry::Polygon(one) => MultiPolygon(vec![one.map_coords(real)]),
        MvtGeometry::MultiPolygon(many) => many.map_coords(real),
        _ => MultiPolygon(Vec::new()),
    }
}

#[tokio::test]
async fn every_polygon_of_every_collection_is_valid_at_every_zoom() {
    let app = bundled();
    let mut seen = BTreeSet::new();
    for zoom in ZOOMS {
        // In turn: each takes some time to be looked through.
        for (x, y) in [PLACES[zoom as usize % PLACES.len()]] {
            let (col, row) = place(MERCATOR, zoom, x, y);
            let url = format!("/tiles/WebMercatorQuad/{zoom}/{row}/{col}?properties=");
            let (_, tile) = tile(&app, &url).await;
            for layer in &tile.layers {
                for feature in &layer.features {
                    let polygons = polygons(&feature.geometry);
                    let errors = polygons.validation_errors();
                    assert!(
                        errors.is_empty(),
                        "{url} {} {:?}: {errors:?}",
                        layer.name(),
                        feature.id
                    );
                    if !polygons.0.is_empty() {
                        seen.insert((layer.name().to_owned(), zoom));
                    }
                }
            }
        }
    }
    let of = |layer: &str| seen.iter().filter(|(name, _)| name == layer).count();
    assert_eq!((of("countries"), of("provinces")), (15, 15), "{seen:?}");
    assert!(of("districts") > 10 && of("lakes") > 10, "{seen:?}");
}

/// All vertices of a layer's features that meet a condition.
fn vertices(
    tile: &MvtTile,
    layer: &str,
    keep: impl Fn(&serde_json::Value) -> bool,
) -> BTreeSet<[i32; 2]> {
    let tags = attributes(tile, layer);
    let features = tile
        .layers
        .iter()
        .filter(|one| one.name() == layer)
        .flat_map(|one| &one.features);
    let kept = features.zip(&tags).filter(|(_, (_, tags))| keep(tags));
    kept.flat_map(|(feature, _)| coords(&feature.geometry))
        .collect()
}

fn coords(geometry: &MvtGeometry) -> Vec<[i32; 2]> {
    let line = |line: &LineString<i32>| line.0.iter().map(|at| [at.x, at.y]).collect::<Vec<_>>();
    match geometry {
        MvtGeometry::LineString(one) => line(one),
        MvtGeometry::MultiLineString(many) => many.iter().flat_map(line).collect(),
        MvtGeometry::Polygon(one) => std::iter::once(one.exterior())
            .chain(one.interiors())
            .flat_map(line)
            .collect(),
        MvtGeometry::MultiPolygon(many) => many
            .iter()
            .flat_map(|one| std::iter::once(one.exterior()).chain(one.interiors()))
            .flat_map(line)
            .collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn a_border_is_the_same_in_both_countries_their_provinces_and_the_line_at_every_zoom() {
    let app = bundled();
    let border = get(&app, "/collections/borders/items/kg-tj-2025")
        .await
        .json();
    assert_eq!(border["properties"]["valid_from"], "2025-03-13");
    let vertex = &border["geometry"]["coordinates"][0][1_000];
    let at = |axis: usize| vertex[axis].as_f64().unwrap();
    for zoom in 3..=14 {
        let (col, row) = place(MERCATOR, zoom, at(0), at(1));
        let url = format!(
            "/tiles/WebMercatorQuad/{zoom}/{row}/{col}?collections=countries,provinces,borders&datetime=2025-06-01"
        );
        let (_, tile) = tile(&app, &url).await;
        let line = vertices(&tile, "borders", |tags| tags["id"] == "kg-tj-2025");
        assert!(!line.is_empty(), "{zoom}");
        for country in ["TJ", "KG"] {
            let shape = vertices(&tile, "countries", |tags| tags["country"] == country);
            let provinces = vertices(&tile, "provinces", |tags| tags["country"] == country);
            for (what, shape) in [("country", shape), ("provinces", provinces)] {
                assert!(!shape.is_empty(), "{zoom} {country} {what}");
                let missing: Vec<_> = line.difference(&shape).collect();
                // Where a fold of the line has no width on the grid, a shape is without it: a unit
                // or two, an eighth of a pixel each.
                let is_near = |at: &[i32; 2]| {
                    let apart = |one: &[i32; 2]| (one[0] - at[0]).abs().max((one[1] - at[1]).abs());
                    shape.iter().any(|one| apart(one) <= 3)
                };
                assert!(missing.len() * 20 <= line.len(), "{zoom} {country} {what}");
                assert!(
                    missing.iter().all(|at| is_near(at)),
                    "{zoom} {country} {what}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_line_has_fewer_vertices_from_afar_and_all_of_them_close_by() {
    let app = bundled();
    let mut before = 0;
    for zoom in [2, 4, 6] {
        let (col, row) = place(MERCATOR, zoom, 70.62, 39.93);
        let url =
            format!("/collections/borders/tiles/WebMercatorQuad/{zoom}/{row}/{col}?properties=");
        let (answer, tile) = tile(&app, &url).await;
        let count = vertices(&tile, "borders", |_| true).len();
        assert!(
            answer.body.len() < 60_000,
            "{zoom}: {} bytes",
            answer.body.len()
        );
        // A quarter of the land with four times the detail.
        assert!(count > before / 3, "{zoom}: {count}");
        before = count;
    }
    assert!(before > 300, "{before}");
}
