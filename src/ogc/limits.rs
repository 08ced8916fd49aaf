//! How much is answered: so many requests at one time, so many of one client, each in good time.
//!
//! Around all routes but `/health`. What is too much is refused before anything is done for it.

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::Front;
use super::problem::Problem;
use crate::traffic::Place;

/// Who asks, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Client(pub(super) IpAddr);

/// Lets a request in, or says why not.
pub(super) async fn limited(
    Shared(front): Shared<Arc<Front>>,
    request: Request,
    next: Next,
) -> Response {
    let client = request.extensions().get::<Client>();
    if let (Some(rate), Some(Client(address))) = (&front.rate, client)
        && let Err(wait) = rate.check(*address)
    {
        return Problem::too_many_requests(wait).into_response();
    }
    let Some(place) = front.room.enter() else {
        return Problem::overloaded().into_response();
    };
    // Only until the answer begins: a long download that makes progress is nobody's harm, and
    // one that makes none is ended by the connection's own time-out.
    match tokio::time::timeout(front.patience, next.run(request)).await {
        Ok(response) => response.map(|body| {
            Body::new(Sent {
                body,
                _place: place,
            })
        }),
        Err(_elapsed) => Problem::took_too_long().into_response(),
    }
}

/// A body that keeps its request's place until it is sent or given up.
struct Sent {
    body: Body,
    _place: Place,
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
