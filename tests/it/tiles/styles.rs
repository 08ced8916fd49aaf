//! Styles lead to tiles that have what they draw.

use serde_json::Value;

use crate::support::{bundled, get, serving, source};

async fn json(app: &axum::Router, url: &str) -> Value {
    get(app, url.strip_prefix("http://localhost").unwrap_or(url))
        .await
        .json()
}

/// Every layer of a style has a source with the layer that it draws.
async fn must_be_drawable(app: &axum::Router, style: &Value) -> usize {
    assert_eq!(style["version"], 8);
    let mut known = Vec::new();
    for (name, source) in style["sources"].as_object().unwrap() {
        assert_eq!(source["type"], "vector");
        let tilejson = json(app, source["url"].as_str().unwrap()).await;
        assert_eq!(tilejson["tilejson"], "3.0.0");
        for layer in tilejson["vector_layers"].as_array().unwrap() {
            known.push((name.clone(), layer["id"].as_str().unwrap().to_owned()));
        }
    }
    let layers = style["layers"].as_array().unwrap();
    assert_eq!(layers[0]["type"], "background");
    for layer in &layers[1..] {
        let text = |name: &str| layer[name].as_str().unwrap().to_owned();
        assert!(
            known.contains(&(text("source"), text("source-layer"))),
            "{layer}"
        );
    }
    layers.len()
}

#[tokio::test]
async fn every_style_draws_layers_that_its_sources_have() {
    let app = bundled();
    let list = json(&app, "/styles").await;
    let styles = list["styles"].as_array().unwrap();
    assert_eq!((list["default"].as_str(), styles.len()), (Some("map"), 16));
    for style in styles {
        let link = &style["links"][0];
        assert_eq!(link["rel"], "stylesheet");
        let answer = get(
            &app,
            link["href"]
                .as_str()
                .unwrap()
                .strip_prefix("http://localhost")
                .unwrap(),
        )
        .await;
        assert_eq!(
            answer.header("content-type"),
            "application/vnd.mapbox.style+json"
        );
        let count = must_be_drawable(&app, &answer.json()).await;
        let least = if style["id"] == "map" { 15 } else { 2 };
        assert!(count >= least, "{style}: {count}");
    }
    let collection = json(&app, "/collections/incidents").await;
    let links = collection["links"].as_array().unwrap();
    assert!(links.iter().any(|link| link["rel"] == "stylesheet"));
    assert_eq!(get(&app, "/styles/nothing").await.status, 404);
}

#[tokio::test]
async fn other_data_are_drawn_by_their_geometry() {
    let shapes = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":1,"geometry":{"type":"Point","coordinates":[70,39]},"properties":{"a":1}},
        {"type":"Feature","id":2,"geometry":{"type":"LineString","coordinates":[[70,39],[71,40]]},"properties":{"a":1}},
        {"type":"Feature","id":3,"geometry":{"type":"Polygon","coordinates":[[[70,39],[71,39],[71,40],[70,39]]]},"properties":{"a":1}}]}"#;
    let app = serving(vec![source("shapes", "shapes.geojson", shapes)]);
    for style in ["shapes", "map"] {
        let style = json(&app, &format!("/styles/{style}")).await;
        must_be_drawable(&app, &style).await;
        let layers = style["layers"].as_array().unwrap();
        let types: Vec<&str> = layers
            .iter()
            .filter(|layer| layer["source-layer"] == "shapes")
            .map(|layer| layer["type"].as_str().unwrap())
            .collect();
        assert_eq!(types, ["fill", "line", "line", "circle"]);
    }
}
