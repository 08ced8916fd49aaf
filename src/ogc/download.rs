//! All matching features in one file: no pages, no limit.

use axum::response::Response;
use serde_json::json;

use super::answer::{describe, features, file_name, found};
use super::asked::{Asked, Extent};
use super::collections;
use super::problem::Problem;
use super::request::{Request, Segments};
use super::response::not_modified;

/// `/collections/{collection}/download`
pub(super) async fn download(
    Segments(id): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    let snapshot = collections::find(&request, &id)?;
    let asked = Asked::read(&request, &snapshot, Extent::Whole)?;
    if let Some(response) = not_modified(&request, asked.format) {
        return Ok(response);
    }
    let found = found(&snapshot, asked.query.clone()).await?;
    let count = found.returned();
    let collection = snapshot.collection();
    let members = json!({
        "name": collection.id,
        "title": collection.title,
        "attribution": collection.attribution,
        "license": collection.license.as_ref().map(|license| &license.name),
        "numberMatched": count,
        "numberReturned": count,
    });
    let shown: Vec<_> = collections::license(collection).into_iter().collect();
    let mut response = features(&request, &asked, &snapshot, &members, found).await?;
    describe(&mut response, &asked, (count, count), &shown);
    file_name(&mut response, &asked, &collection.id, true);
    Ok(response)
}
