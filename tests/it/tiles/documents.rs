//! Tilesets, `TileJSON` and tile matrix sets: what clients read before they ask for tiles.

use http::{Method, StatusCode};
use serde_json::Value;

use super::{attributes, place, tile};
use crate::support::{bundled, get, request, serving, source};

fn link<'a>(document: &'a Value, rel: &str) -> &'a Value {
    let links = document["links"].as_array().unwrap();
    links
        .iter()
        .find(|link| link["rel"] == rel)
        .unwrap_or_else(|| panic!("no link {rel}"))
}

fn path(link: &Value) -> &str {
    link["href"]
        .as_str()
        .unwrap()
        .strip_prefix("http://localhost")
        .unwrap()
}

const TILESETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";
const SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

#[tokio::test]
async fn tilesets_are_found_from_the_landing_page_and_from_each_collection() {
    let app = bundled();
    let landing = get(&app, "/").await.json();
    let mut lists = vec![path(link(&landing, TILESETS)).to_owned()];
    let collections = get(&app, "/collections").await.json();
    for collection in collections["collections"].as_array().unwrap() {
        lists.push(path(link(collection, TILESETS)).to_owned());
    }
    assert!(lists.len() > 10);
    for list in lists {
        let document = get(&app, &list).await.json();
        let sets = document["tilesets"].as_array().unwrap();
        assert_eq!(sets.len(), 2, "{list}");
        for set in sets {
            assert_eq!(set["dataType"], "vector");
            assert!(
                set["tileMatrixSetURI"]
                    .as_str()
                    .unwrap()
                    .starts_with("http://www.opengis.net/def/tilematrixset/OGC/1.0/")
            );
            assert!(
                set["crs"]
                    .as_str()
                    .unwrap()
                    .starts_with("http://www.opengis.net/def/crs/")
            );
            let own = get(&app, path(link(set, "self"))).await.json();
            for name in ["title", "dataType", "crs", "tileMatrixSetURI"] {
                assert_eq!(own[name], set[name], "{list}");
            }
            let scheme = get(&app, path(link(set, SCHEME))).await.json();
            assert_eq!(scheme["uri"], set["tileMatrixSetURI"]);
            assert_eq!(scheme["crs"], set["crs"]);
        }
    }
}

#[tokio::test]
async fn a_tileset_says_where_its_tiles_are_and_how_far_they_go() {
    let app = bundled();
    for above in ["/tiles", "/collections/incidents/tiles"] {
        for set in ["WebMercatorQuad", "WorldCRS84Quad"] {
            let tileset = get(&app, &format!("{above}/{set}?datetime=2010&cluster=true"))
                .await
                .json();
            let item = link(&tileset, "item");
            assert_eq!(
                (item["templated"].as_bool(), item["type"].as_str()),
                (Some(true), Some("application/vnd.mapbox-vector-tile"))
            );
            let template = path(item);
            assert!(
                template.ends_with("?datetime=2010&cluster=true"),
                "{template}"
            );
            for limits in tileset["tileMatrixSetLimits"].as_array().unwrap() {
                let matrix = limits["tileMatrix"].as_str().unwrap();
                let of = |name: &str| limits[name].as_i64().unwrap();
                let ask = |row: i64, col: i64| {
                    template
                        .replace("{tileMatrix}", matrix)
                        .replace("{tileRow}", &row.to_string())
                        .replace("{tileCol}", &col.to_string())
                };
                for (row, col) in [
                    (of("minTileRow"), of("minTileCol")),
                    (of("maxTileRow"), of("maxTileCol")),
                ] {
                    let status = get(&app, &ask(row, col)).await.status;
                    assert!(status.is_success(), "{set} {matrix} {row} {col}: {status}");
                }
                for (row, col) in [
                    (of("minTileRow") - 1, of("minTileCol")),
                    (of("minTileRow"), of("minTileCol") - 1),
                    (of("maxTileRow") + 1, of("maxTileCol")),
                    (of("maxTileRow"), of("maxTileCol") + 1),
                ] {
                    let status = get(&app, &ask(row, col)).await.status;
                    assert_eq!(status, StatusCode::NOT_FOUND, "{set} {matrix} {row} {col}");
                }
            }
            let corner = &tileset["boundingBox"]["lowerLeft"];
            assert!(corner[0].as_f64().unwrap() < 70.0 && corner[1].as_f64().unwrap() < 39.0);
            let layers = tileset["layers"].as_array().unwrap();
            assert!(
                layers
                    .iter()
                    .any(|layer| layer["id"] == "incidents" && layer["geometryDimension"] == 0)
            );
        }
    }
    let wrong = get(
        &app,
        "/collections/incidents/tiles/WebMercatorQuad?colour=red",
    )
    .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn tilejson_leads_to_tiles_and_names_their_attributes() {
    let app = bundled();
    for (url, clusters) in [
        (
            "/collections/incidents/tiles/WebMercatorQuad?f=tilejson&cluster=true",
            true,
        ),
        (
            "/collections/incidents/tiles/WebMercatorQuad?f=tilejson&datetime=2010&properties=title",
            false,
        ),
        (
            "/tiles/WebMercatorQuad?f=tilejson&collections=incidents,rivers",
            false,
        ),
    ] {
        let answer = get(&app, url).await;
        assert_eq!(answer.header("content-type"), "application/json");
        let json = answer.json();
        assert_eq!(
            (json["tilejson"].as_str(), json["scheme"].as_str()),
            (Some("3.0.0"), Some("xyz"))
        );
        assert_eq!(
            (json["minzoom"].as_u64(), json["maxzoom"].as_u64()),
            (Some(0), Some(16))
        );
        let bounds: Vec<f64> = json["bounds"]
            .as_array()
            .unwrap()
            .iter()
            .map(|side| side.as_f64().unwrap())
            .collect();
        assert!(bounds[0] < bounds[2] && bounds[1] < bounds[3]);
        let (col, row) = place(super::MERCATOR, 5, 70.4, 39.0);
        let template = json["tiles"][0].as_str().unwrap();
        let tile_url = template
            .replace("{z}", "5")
            .replace("{y}", &row.to_string())
            .replace("{x}", &col.to_string());
        let (_, tile) = tile(&app, tile_url.strip_prefix("http://localhost").unwrap()).await;
        let mut found = 0;
        for layer in json["vector_layers"].as_array().unwrap() {
            let fields = layer["fields"].as_object().unwrap();
            for (_, tags) in attributes(&tile, layer["id"].as_str().unwrap()) {
                for (name, value) in tags
                    .as_object()
                    .unwrap()
                    .iter()
                    .filter(|(name, _)| !name.contains(':'))
                {
                    let kind = match value {
                        Value::String(_) => "String",
                        Value::Bool(_) => "Boolean",
                        _ => "Number",
                    };
                    assert_eq!(
                        fields.get(name).and_then(Value::as_str),
                        Some(kind),
                        "{url} {name}"
                    );
                    found += 1;
                }
            }
            assert_eq!(fields.contains_key("point_count"), clusters, "{url}");
        }
        assert!(found > 5, "{url}");
    }
}

#[tokio::test]
async fn the_tile_matrix_sets_are_listed_and_defined_to_the_last_matrix() {
    let app = bundled();
    let list = get(&app, "/tileMatrixSets").await.json();
    let ids: Vec<&str> = list["tileMatrixSets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|set| set["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["WebMercatorQuad", "WorldCRS84Quad"]);
    for (id, matrices, columns) in [("WebMercatorQuad", 25, 1), ("WorldCRS84Quad", 18, 2)] {
        let set = get(&app, &format!("/tileMatrixSets/{id}")).await.json();
        let all = set["tileMatrices"].as_array().unwrap();
        assert_eq!(all.len(), matrices);
        for (number, matrix) in (0_u32..).zip(all) {
            assert_eq!(matrix["id"], number.to_string());
            assert_eq!(matrix["matrixHeight"], 1_u64 << number);
            assert_eq!(matrix["matrixWidth"], columns << number);
            assert_eq!(
                (
                    matrix["tileWidth"].as_u64(),
                    matrix["cornerOfOrigin"].as_str()
                ),
                (Some(256), Some("topLeft"))
            );
            let ratio = matrix["scaleDenominator"].as_f64().unwrap()
                / all[0]["scaleDenominator"].as_f64().unwrap();
            assert!((ratio * f64::from(1_u32 << number) - 1.0).abs() < 1e-9);
        }
    }
    assert_eq!(
        get(&app, "/tileMatrixSets/NoSuchQuad").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn links_to_tiles_begin_with_the_host_that_was_asked() {
    let host = ("host", "maps.example.org:8443");
    for url in [
        "/tiles",
        "/tiles/WebMercatorQuad",
        "/tiles/WebMercatorQuad?f=tilejson",
        "/tileMatrixSets",
        "/styles",
        "/styles/map",
        "/styles/incidents",
    ] {
        let text = request(&bundled(), Method::GET, url, &[host]).await.text();
        assert!(text.contains("http://maps.example.org:8443/"), "{url}");
        assert!(!text.contains("localhost"), "{url}");
    }
}

#[tokio::test]
async fn data_without_places_have_no_tiles() {
    let app = serving(vec![source("names", "names.csv", "name\na\nb\n")]);
    let collection = get(&app, "/collections/names").await.json();
    let links = collection["links"].as_array().unwrap();
    assert!(links.iter().all(|link| link["rel"] != TILESETS));
    for url in [
        "/collections/names/tiles/WebMercatorQuad",
        "/collections/names/tiles/WebMercatorQuad/0/0/0",
        "/styles/names",
    ] {
        assert_eq!(get(&app, url).await.status, StatusCode::NOT_FOUND, "{url}");
    }
}

#[tokio::test]
async fn the_definition_describes_tiles_under_the_names_of_the_standard() {
    let api = get(&bundled(), "/api").await.json();
    for (path, operation) in [
        ("/tiles", ".dataset.vector.getTileSetsList"),
        ("/tiles/{tileMatrixSetId}", ".dataset.vector.getTileSet"),
        (
            "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
            ".dataset.vector.getTile",
        ),
        (
            "/collections/{collectionId}/tiles",
            ".collection.vector.getTileSetsList",
        ),
        (
            "/collections/{collectionId}/tiles/{tileMatrixSetId}",
            ".collection.vector.getTileSet",
        ),
        (
            "/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
            ".collection.vector.getTile",
        ),
        ("/tileMatrixSets", "getTileMatrixSetsList"),
        ("/tileMatrixSets/{tileMatrixSetId}", "getTileMatrixSet"),
    ] {
        let get = &api["paths"][path]["get"];
        assert!(
            get["operationId"].as_str().unwrap().ends_with(operation),
            "{path}"
        );
        let named: Vec<&str> = get["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["$ref"].as_str().unwrap().rsplit('/').next().unwrap())
            .collect();
        for part in path
            .split('{')
            .skip(1)
            .map(|part| part.split('}').next().unwrap())
        {
            assert!(named.contains(&part), "{path} {part}");
            let parameter = &api["components"]["parameters"][part];
            assert_eq!(
                (parameter["in"].as_str(), parameter["required"].as_bool()),
                (Some("path"), Some(true))
            );
        }
        if operation.ends_with("getTile") {
            assert!(
                named.contains(&"datetime") && named.contains(&"filter"),
                "{path}"
            );
            assert!(
                get["responses"]["200"]["content"]["application/vnd.mapbox-vector-tile"]
                    .is_object()
            );
            assert_eq!(named.contains(&"collections"), path.starts_with("/tiles"));
        }
    }
}
