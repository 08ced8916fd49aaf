//! Whole layers that are small, kept as they go out: compressed well, once, in each encoding that
//! is asked for.
//!
//! Everybody who opens the map asks for the same dozen of them. Other answers are compressed while
//! they are sent, faster and less.

use std::fmt;
use std::future::Future;
use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{HeaderMap, HeaderValue, header};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::coding::{Coding, Effort, SHORTEST};
use super::problem::Problem;
use super::request::Request;
use crate::format::Format;
use crate::query::{Filter, From, Query};

/// Filled by what is asked. It belongs to the data: other data has a state
/// of its own.
pub struct Ready {
    kept: Cache<String, Option<Arc<Answer>>, Weight>,
    /// So many are compressed at a time: each takes 32 MiB for it.
    cores: Arc<Semaphore>,
}

/// An answer as it goes out.
#[derive(Debug)]
struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

/// Longer answers are made each time: little of their time goes into what could be kept.
const LONGEST: usize = 1024 * 1024;
/// For a place to compress. A browser that opens the map asks for a dozen layers at once, and
/// gets all of them well compressed within a fraction of it.
const PATIENCE: Duration = Duration::from_millis(500);
/// Bytes that are kept.
const ROOM: u64 = 32 * 1024 * 1024;
/// Answers that room is made for at first.
const ANSWERS: usize = 256;
/// Bytes of an answer's name, headers and place.
const OWN: u64 = 2_000;

#[derive(Debug, Clone)]
struct Weight;

impl Weighter<String, Option<Arc<Answer>>> for Weight {
    fn weight(&self, _name: &String, answer: &Option<Arc<Answer>>) -> u64 {
        let body = answer.as_ref().map_or(0, |answer| answer.body.len());
        OWN + u64::try_from(body).unwrap_or(ROOM)
    }
}

impl Default for Ready {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, NonZero::get);
        Self {
            kept: Cache::with_weighter(ANSWERS, ROOM, Weight),
            cores: Arc::new(Semaphore::new(cores)),
        }
    }
}

impl fmt::Debug for Ready {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answers = self.kept.len();
        out.debug_struct("Ready")
            .field("answers", &answers)
            .finish_non_exhaustive()
    }
}

/// Does it ask for a whole collection, in its own order?
pub(super) fn is_whole(query: &Query, count: usize) -> bool {
    query.filter == Filter::default()
        && query.sort.is_empty()
        && query.page.from == From::Offset(0)
        && query.page.limit >= count
}

impl Ready {
    /// The answer to this request, made now if nobody has. Who asks for the same meanwhile waits
    /// for it.
    pub(super) async fn get(
        &self,
        request: &Request,
        format: Format,
        make: impl Future<Output = Result<Response, Problem>>,
    ) -> Result<Response, Problem> {
        if request.is_posted() {
            return make.await;
        }
        let coding = Coding::of(&request.encodings(), Effort::Best);
        // The tag follows from all that the answer does.
        let name = request.entity_tag(format) + coding.name();
        match self.kept.get_value_or_guard_async(&name).await {
            Ok(Some(answer)) => Ok(answer.response()),
            Ok(None) => make.await,
            Err(place) => {
                // The work goes on when nobody waits for it any more, and keeps its place so long:
                // who finds none is answered as everybody else is.
                let core = Arc::clone(&self.cores).acquire_owned();
                let Ok(Ok(core)) = tokio::time::timeout(PATIENCE, core).await else {
                    drop(place);
                    return make.await;
                };
                let (head, body) = make.await?.into_parts();
                let body = match gathered(body).await.map_err(|error| failed(&error))? {
                    Ok(body) => body,
                    Err(body) => {
                        // Known to be long: nobody waits for it any more.
                        let _ = place.insert(None);
                        return Ok(Response::from_parts(head, body));
                    }
                };
                let is_short = u64::try_from(body.len()).is_ok_and(|length| length < SHORTEST);
                let coding = if is_short { Coding::Identity } else { coding };
                let answer = Arc::new(Answer::of(head.headers, body, coding, core).await?);
                let _ = place.insert(Some(Arc::clone(&answer)));
                Ok(answer.response())
            }
        }
    }
}

/// The whole body, if it is not long; else it goes on as it was.
async fn gathered(body: Body) -> Result<Result<Bytes, Body>, axum::Error> {
    let mut rest = body.into_data_stream();
    let (mut pieces, mut length) = (Vec::new(), 0);
    while let Some(piece) = rest.next().await {
        let piece: Bytes = piece?;
        length += piece.len();
        pieces.push(piece);
        if length > LONGEST {
            let pieces = stream::iter(pieces.into_iter().map(Ok));
            return Ok(Err(Body::from_stream(pieces.chain(rest))));
        }
    }
    Ok(Ok(Bytes::from(pieces.concat())))
}

fn failed(error: &dyn fmt::Display) -> Problem {
    tracing::error!(%error, "an answer was not kept");
    Problem::internal()
}

impl Answer {
    async fn of(
        mut headers: HeaderMap,
        body: Bytes,
        coding: Coding,
        core: OwnedSemaphorePermit,
    ) -> Result<Self, Problem> {
        let work = move || {
            let compressed = coding.compressed(&body, Effort::Best);
            drop(core);
            compressed
        };
        let compressed = tokio::task::spawn_blocking(work).await;
        let body = compressed
            .map_err(|error| failed(&error))?
            .map_err(|error| failed(&error))?;
        if coding != Coding::Identity {
            let name = HeaderValue::from_static(coding.name());
            headers.insert(header::CONTENT_ENCODING, name);
        }
        Ok(Self { headers, body })
    }

    fn response(&self) -> Response {
        let mut response = Response::new(Body::from(self.body.clone()));
        response.headers_mut().clone_from(&self.headers);
        response
    }
}
