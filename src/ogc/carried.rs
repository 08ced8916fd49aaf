//! A body that carries something until it has been sent or given up.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::traffic::{InFlight, Place};

/// What a body may carry.
pub(super) trait Carried: Send + Unpin + 'static {
    /// So many bytes went to the connection.
    fn sent(&self, bytes: usize);
}

impl Carried for Place {
    fn sent(&self, _bytes: usize) {}
}

impl Carried for InFlight {
    fn sent(&self, bytes: usize) {
        self.sent(bytes);
    }
}

/// Gives it to the body of an answer.
pub(super) fn by(response: Response, carried: impl Carried) -> Response {
    response.map(|body| Body::new(Carrying { body, carried }))
}

struct Carrying<C> {
    body: Body,
    carried: C,
}

impl<C: Carried> HttpBody for Carrying<C> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &polled
            && let Some(data) = frame.data_ref()
        {
            self.carried.sent(data.len());
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
