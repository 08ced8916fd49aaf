//! How much is answered: so many requests at one time, so many of one client, each in good time.
//!
//! Around all routes but `/health`. What is too much is refused before anything is done for it.

use std::net::IpAddr;

use axum::response::{IntoResponse as _, Response};

use super::problem::Problem;
use super::{Front, carried};
use crate::traffic::Reason;

/// Who asks, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Client(pub(super) IpAddr);

/// Lets a request in and waits for its answer, or says why not.
pub(super) async fn limited(
    front: &Front,
    client: Option<Client>,
    work: impl Future<Output = Response>,
) -> Response {
    if let (Some(rate), Some(Client(address))) = (&front.rate, client)
        && let Err(wait) = rate.check(address)
    {
        front.metrics.rejected(Reason::RateLimit);
        return Problem::too_many_requests(wait).into_response();
    }
    let Some(place) = front.room.enter() else {
        front.metrics.rejected(Reason::Overload);
        return Problem::overloaded().into_response();
    };
    // Only until the answer begins: a long download that makes progress is nobody's harm, and
    // one that makes none is ended by the connection's own time-out.
    match tokio::time::timeout(front.patience, work).await {
        Ok(response) => carried::by(response, place),
        Err(_elapsed) => {
            front.metrics.rejected(Reason::Timeout);
            Problem::took_too_long().into_response()
        }
    }
}
