//! Features as an answer: the body in its format, and the headers that all formats share.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{HeaderName, HeaderValue, header};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::mpsc;

use super::asked::Asked;
use super::finished::Wanted;
use super::link::Link;
use super::problem::Problem;
use super::ranges;
use super::request::Request;
use super::response::{finish, pieces};
use crate::domain::Collection;
use crate::format::geojson::{head, write_collection};
use crate::format::{self, Format, Layer, Pieces};
use crate::query::{Query, View};
use crate::store::{Found, Snapshot};

/// JSON-FG.
pub(super) const CONFORMANCE: &[&str] = &["http://www.opengis.net/spec/json-fg-1/1.0/conf/core"];

/// What a writer has to know of these features.
pub(super) fn layer(snapshot: &Snapshot, view: &View, count: usize) -> Layer {
    let collection = snapshot.collection();
    let types = snapshot.geometry_types().to_vec();
    Layer {
        name: collection.id.clone(),
        title: collection.title.clone(),
        description: collection.description.clone(),
        rights: rights(collection),
        properties: view.kept(&collection.schema),
        geometry: (!view.skip_geometry).then_some(types),
        numeric_ids: snapshot.has_numeric_ids(),
        crs: view.crs,
        count,
        members: serde_json::Map::new(),
    }
}

fn rights(collection: &Collection) -> Option<String> {
    let license = collection.license.as_ref();
    let name = license.map(|license| match &license.url {
        Some(url) => format!("{} ({url})", license.name),
        None => license.name.clone(),
    });
    let parts: Vec<String> = collection
        .attribution
        .clone()
        .into_iter()
        .chain(name)
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What a query finds. A filter may compare polygons with every feature: what is not done in a
/// moment is done on a thread of its own, so that others are answered meanwhile and the server's
/// patience can end.
pub(super) async fn found(snapshot: &Arc<Snapshot>, query: Query) -> Result<Found, Problem> {
    let found = if let Ok(found) = snapshot.find_within(&query, MOMENT) {
        Ok(found)
    } else {
        let snapshot = Arc::clone(snapshot);
        let work = move || snapshot.find(&query);
        tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(%error, "a query was not answered");
            Problem::internal()
        })?
    };
    found.map_err(|costly| Problem::bad_parameter("filter", &costly.to_string()))
}

/// So long a query may keep the thread of its connection.
const MOMENT: Duration = Duration::from_millis(2);

/// Features in a format that is a file, not a page. `members` is what a JSON collection says
/// besides its features.
pub(super) async fn features(
    request: &Request,
    asked: &Asked,
    snapshot: &Snapshot,
    members: &(impl Serialize + Sync),
    found: Found,
) -> Result<Response, Problem> {
    let format = asked.format;
    if format == Format::Json && asked.view.is_whole() {
        let texts = write_collection(head(members), found.into_features());
        return Ok(pieces(request, format, texts));
    }
    let count = found.returned();
    let mut layer = layer(snapshot, &asked.view, count);
    if let Ok(Value::Object(members)) = serde_json::to_value(members) {
        layer.members = members;
    }
    let view = asked.view.clone();
    let is_whole = view.is_whole() && asked.query.sort.is_empty() && count == snapshot.len();
    let records = found.into_records().map(move |record| view.of(record));
    if is_whole && format.is_binary() && !request.is_posted() {
        let name = (snapshot.collection().id.clone(), format);
        let pieces = move |wanted: Wanted| {
            let records = records.take_while(move |_| wanted.holds());
            format::write(format, layer, records)
        };
        let file = request.state.files.get(name, count, pieces).await?;
        return ranges::answer(request, format, file).await;
    }
    let body = streamed(format::write(format, layer, records)).await?;
    Ok(finish(request, format, format.entry().media_type, body))
}

/// So many pieces wait for a client that reads slowly.
const WAITING: usize = 2;

/// Pieces that are made on a thread of their own, as fast as the client takes them. What fails
/// before the first one is an error document; later it can only be an answer that breaks off.
pub(super) async fn streamed(pieces: Pieces) -> Result<Body, Problem> {
    let (to, mut from) = mpsc::channel::<Result<Bytes, format::WriteError>>(WAITING);
    tokio::task::spawn_blocking(move || {
        for piece in pieces {
            let failed = piece.is_err();
            if to.blocking_send(piece).is_err() || failed {
                break;
            }
        }
    });
    let first = match from.recv().await {
        None => return Ok(Body::empty()),
        Some(Ok(first)) => first,
        Some(Err(error)) => {
            tracing::error!(%error, "an answer could not be written");
            return Err(Problem::internal());
        }
    };
    let second = from.recv().await;
    if second.is_none() {
        return Ok(Body::from(first));
    }
    let begun = stream::iter([Some(Ok(first)), second].into_iter().flatten());
    let rest = stream::unfold(from, |mut from| async {
        let piece = from.recv().await?;
        if let Err(error) = &piece {
            tracing::error!(%error, "an answer broke off");
        }
        Some((piece, from))
    });
    // The compressing layer asks once more after the end.
    Ok(Body::from_stream(begun.chain(rest).fuse()))
}

/// Counts, system of coordinates, file name and links, for clients that read headers only.
pub(super) fn describe(
    response: &mut Response,
    asked: &Asked,
    (matched, returned): (usize, usize),
    links: &[Link],
) {
    count(response, matched, returned);
    set(response, "content-crs", &asked.crs.header());
    let headers = response.headers_mut();
    // Short ones only: proxies refuse answers whose headers are long.
    for link in links.iter().filter(|link| link.is_for_headers()) {
        if let Ok(link) = HeaderValue::from_str(&link.header()) {
            headers.append(header::LINK, link);
        }
    }
}

/// How many there are.
pub(super) fn count(response: &mut Response, matched: usize, returned: usize) {
    let headers = response.headers_mut();
    for (name, number) in [
        ("ogc-numbermatched", matched),
        ("ogc-numberreturned", returned),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(number));
    }
}

/// A file name that says what is in it: the collection, and when, and that not all of it is.
pub(super) fn file_name(response: &mut Response, asked: &Asked, collection: &str, saved: bool) {
    let filter = &asked.query.filter;
    let days = filter.datetime.map(|asked| {
        let day = |bound: Option<crate::domain::Instant>| {
            bound.map_or("open".to_owned(), crate::domain::Instant::day)
        };
        format!("_{}_{}", day(asked.start()), day(asked.end()))
    });
    let is_filtered = filter.bbox.is_some()
        || filter.cql.is_some()
        || !filter.areas.is_empty()
        || !filter.equals.is_empty();
    let plain: String = collection
        .chars()
        .map(|letter| if letter.is_ascii() { letter } else { '-' })
        .collect();
    let disposition = if saved { "attachment" } else { "inline" };
    let name = format!(
        "{disposition}; filename=\"{plain}{}{}.{}\"",
        days.unwrap_or_default(),
        if is_filtered { "_filtered" } else { "" },
        asked.format.entry().extension
    );
    set(response, "content-disposition", &name);
}

pub(super) fn set(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response
            .headers_mut()
            .insert(HeaderName::from_static(name), value);
    }
}
