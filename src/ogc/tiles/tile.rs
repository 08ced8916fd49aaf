//! One tile: `…/{tileMatrixSet}/{tileMatrix}/{tileRow}/{tileCol}`.

use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;

use super::super::answer::count;
use super::super::collections;
use super::super::link::segment;
use super::super::negotiate;
use super::super::params::Params;
use super::super::problem::Problem;
use super::super::request::{Request, Segments};
use super::super::response::{finish, not_modified};
use super::asked::{self, Part};
use super::drawing::Drawing;
use super::{find_set, limits};
use crate::domain::{Bbox, Tile};
use crate::format::Format;

/// `/collections/{collection}/tiles/{set}/{matrix}/{row}/{col}`
pub(in crate::ogc) async fn of_collection(
    Segments((id, set, zoom, row, col)): Segments<(String, String, String, String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let snapshot = collections::find(&request, &id)?;
    let tile = find(
        &set,
        [&zoom, &row, &col],
        limits::extent(std::iter::once(&*snapshot)),
    )?;
    let mut params = request.params();
    let part = asked::of_collection(&mut params, &snapshot);
    answer(&request, params, tile, vec![part]).await
}

/// `/tiles/{set}/{matrix}/{row}/{col}`
pub(in crate::ogc) async fn of_all(
    Segments((set, zoom, row, col)): Segments<(String, String, String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let mut params = request.params();
    let parts = asked::of_all(&request, &mut params);
    let extent = limits::extent(parts.iter().map(|part| &*part.snapshot));
    let tile = find(&set, [&zoom, &row, &col], extent)?;
    answer(&request, params, tile, parts).await
}

fn find(set: &str, place: [&String; 3], extent: Option<Bbox>) -> Result<Tile, Problem> {
    let set = find_set(set)?;
    let [zoom, row, col] = place;
    let tile: Option<Tile> = format!("{}/{zoom}/{row}/{col}", set.id()).parse().ok();
    let extent = extent.ok_or_else(asked::nowhere)?;
    tile.filter(|tile| limits::hold(tile, &extent))
        .ok_or_else(|| {
            Problem::not_found(
                "There is no such tile; the tileset lists the rows and columns of each matrix.",
            )
        })
}

async fn answer(
    request: &Request,
    mut params: Params,
    tile: Tile,
    parts: Vec<Part>,
) -> Result<Response, Problem> {
    // Whatever a client accepts, there is one format; `f` may name it.
    negotiate::format(&mut params, "", &[Format::Mvt]);
    params.finish()?;
    if let Some(response) = not_modified(request, Format::Mvt) {
        return Ok(response);
    }
    let drawing = Drawing {
        state: Arc::clone(&request.state),
        tile,
        members: parts.iter().map(|part| members(request, part)).collect(),
        parts,
    };
    let work = async {
        let made = tokio::task::spawn_blocking(move || drawing.make()).await;
        made.map_err(|error| {
            tracing::error!(%error, "a tile was not made");
            Problem::internal()
        })?
    };
    // The tag follows from all that the tile does.
    let name = request.entity_tag(Format::Mvt);
    let made = request.state.tiles.get(&name, work).await?;
    let is_empty = made.bytes.is_empty();
    let media_type = Format::Mvt.entry().media_type;
    let mut response = finish(request, Format::Mvt, media_type, Body::from(made.bytes));
    if is_empty {
        *response.status_mut() = StatusCode::NO_CONTENT;
        response.headers_mut().remove(http::header::CONTENT_TYPE);
    }
    count(&mut response, made.matched, made.returned);
    Ok(response)
}

/// What tiles know and items do not.
const OF_TILES: [&str; 6] = ["f", "cluster", "collections", "properties", "sum", "by"];

/// The members of a cluster, under the filter of the tile; its name comes last.
fn members(request: &Request, part: &Part) -> String {
    let path = format!(
        "/collections/{}/items",
        segment(&part.snapshot.collection().id)
    );
    let changes = OF_TILES.map(|name| (name, None));
    let own = request.elsewhere(&path, &changes);
    let mark = if own.contains('?') { '&' } else { '?' };
    format!("{own}{mark}cluster=")
}
