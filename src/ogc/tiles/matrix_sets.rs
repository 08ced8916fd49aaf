//! The tile matrix sets: `/tileMatrixSets` (OGC 17-083r4, JSON).

use axum::response::Response;
use serde_json::{Value, json};

use super::super::collections::links;
use super::super::link::{Link, media};
use super::super::pages::{self, titles};
use super::super::problem::Problem;
use super::super::request::{Request, Segments};
use super::super::response::{document, not_modified};
use super::find_set;
use crate::domain::{TILE_PIXELS, TileMatrixSet};
use crate::format::Format;

/// `/tileMatrixSets`
pub(in crate::ogc) async fn matrix_sets(request: Request) -> Result<Response, Problem> {
    let format = request.only_format()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let one = |set: TileMatrixSet| {
        let own = Link::new("self", media::JSON, "The definition", url(&request, set));
        json!({
            "id": set.id(),
            "title": set.title(),
            "uri": set.uri(),
            "crs": set.crs().uri(),
            "links": links(&[own]),
        })
    };
    let shown = request.self_links(format, media::JSON, &Format::DOCUMENTS);
    let json = json!({
        "links": links(&shown),
        "tileMatrixSets": TileMatrixSet::ALL.into_iter().map(one).collect::<Value>(),
    });
    let page = || pages::document(&request, titles::matrix_sets, &json);
    Ok(document(&request, format, media::JSON, &json, page))
}

/// `/tileMatrixSets/{set}`
pub(in crate::ogc) async fn matrix_set(
    Segments(id): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    let set = find_set(&id)?;
    let format = request.only_format()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let mut json = definition(set);
    if let Some(members) = json.as_object_mut() {
        let shown = request.self_links(format, media::JSON, &Format::DOCUMENTS);
        members.insert("links".to_owned(), links(&shown));
    }
    let page = || pages::document(&request, titles::matrix_sets, &json);
    Ok(document(&request, format, media::JSON, &json, page))
}

/// The address of a definition.
pub(super) fn url(request: &Request, set: TileMatrixSet) -> String {
    request.url(&format!("/tileMatrixSets/{}", set.id()))
}

fn definition(set: TileMatrixSet) -> Value {
    let (axes, scales) = match set {
        TileMatrixSet::WebMercatorQuad => (["X", "Y"], "GoogleMapsCompatible"),
        TileMatrixSet::WorldCrs84Quad => (["Lon", "Lat"], "GoogleCRS84Quad"),
    };
    let matrix = |zoom: u8| {
        let (columns, rows) = set.size(zoom);
        json!({
            "id": zoom.to_string(),
            "scaleDenominator": set.scale(zoom),
            "cellSize": set.cell_size(zoom),
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": set.origin(),
            "tileWidth": TILE_PIXELS,
            "tileHeight": TILE_PIXELS,
            "matrixWidth": columns,
            "matrixHeight": rows,
        })
    };
    json!({
        "id": set.id(),
        "title": set.title(),
        "uri": set.uri(),
        "crs": set.crs().uri(),
        "orderedAxes": axes,
        "wellKnownScaleSet": format!("http://www.opengis.net/def/wkss/OGC/1.0/{scales}"),
        "tileMatrices": (0..=set.last()).map(matrix).collect::<Value>(),
    })
}
