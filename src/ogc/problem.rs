//! Problem documents (RFC 9457): what was found, where, and what was expected.
//!
//! The one place where an error becomes a status code. A 5xx tells its cause to the log, not to
//! the world.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

/// An answer that is not what was asked for.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
    parameters: Vec<WrongParameter>,
    /// The methods of the address, where another one was sent.
    allowed: Option<&'static str>,
    retry_after: Option<u64>,
    /// Of the file of which a part was asked for that it has not.
    length: Option<u64>,
}

/// One parameter that cannot be used.
#[derive(Debug, Clone)]
pub(super) struct WrongParameter {
    /// Its name.
    pub(super) name: String,
    /// Its value; `None` when the name alone is wrong.
    pub(super) found: Option<String>,
    /// What was expected, as a sentence.
    pub(super) reason: String,
}

impl Problem {
    pub(super) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    pub(super) fn method_not_allowed(path: &str) -> Self {
        let allowed = super::cors::methods(path);
        Self {
            allowed: Some(allowed),
            ..Self::new(
                StatusCode::METHOD_NOT_ALLOWED,
                format!("This address answers {allowed}."),
            )
        }
    }

    pub(super) fn bad_host() -> Self {
        let detail = "The Host header is missing or is no host and port.";
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// A proxy that is trusted says what cannot be: its settings are wrong.
    pub(super) fn bad_forwarding(detail: String) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// One client asks too fast.
    pub(super) fn too_many_requests(wait: Duration) -> Self {
        let seconds = wait.as_secs() + 1;
        let detail = format!("You ask too often; the next request is answered in {seconds} s.");
        Self {
            retry_after: Some(seconds),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, detail)
        }
    }

    /// All together ask too much.
    pub(super) fn overloaded() -> Self {
        let detail = "The server has as many requests in work as it takes; please ask again.";
        Self {
            retry_after: Some(1),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
        }
    }

    pub(super) fn no_such_part(range: &str, length: u64) -> Self {
        let range: String = range.chars().take(100).collect();
        let detail =
            format!("Range: found {range:?}; expected a part of a file of {length} bytes.");
        Self {
            length: Some(length),
            ..Self::new(StatusCode::RANGE_NOT_SATISFIABLE, detail)
        }
    }

    /// Not 504, which would blame a server behind this one; there is none.
    pub(super) fn took_too_long() -> Self {
        let detail = "The server did not find the answer in good time; a smaller question helps.";
        Self {
            retry_after: Some(10),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
        }
    }

    /// The body is the same for every cause, which the log has.
    pub(super) fn internal() -> Self {
        let detail = "The server failed to answer; its log says why.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }

    /// All parameters of a request that cannot be used, told at once.
    pub(super) fn parameters(parameters: Vec<WrongParameter>) -> Self {
        let detail: Vec<String> = parameters.iter().map(ToString::to_string).collect();
        Self {
            parameters,
            ..Self::new(StatusCode::BAD_REQUEST, detail.join(" "))
        }
    }

    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            parameters: Vec::new(),
            allowed: None,
            retry_after: None,
            length: None,
        }
    }

    /// One parameter, found wrong when the answer was made.
    pub(super) fn bad_parameter(name: &str, reason: &str) -> Self {
        Self::parameters(vec![WrongParameter {
            name: name.to_owned(),
            found: None,
            reason: reason.to_owned(),
        }])
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    pub(super) fn detail(&self) -> &str {
        &self.detail
    }

    pub(super) fn wrong(&self) -> &[WrongParameter] {
        &self.parameters
    }

    fn json(&self) -> Value {
        let mut problem = Map::new();
        problem.insert("type".to_owned(), json!("about:blank"));
        problem.insert("title".to_owned(), json!(self.status.canonical_reason()));
        problem.insert("status".to_owned(), json!(self.status.as_u16()));
        problem.insert("detail".to_owned(), json!(self.detail));
        if !self.parameters.is_empty() {
            let wrong = |wrong: &WrongParameter| json!({"parameter": wrong.name, "found": wrong.found, "reason": wrong.reason});
            problem.insert(
                "errors".to_owned(),
                self.parameters.iter().map(wrong).collect(),
            );
        }
        Value::Object(problem)
    }
}

impl fmt::Display for WrongParameter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}.", self.name, self.reason)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, format!("{}\n", self.json())).into_response();
        let headers = response.headers_mut();
        let problem = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, problem);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(allowed) = self.allowed {
            headers.insert(header::ALLOW, HeaderValue::from_static(allowed));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(length) = self.length
            && let Ok(range) = HeaderValue::from_str(&format!("bytes */{length}"))
        {
            headers.insert(header::CONTENT_RANGE, range);
        }
        headers.insert(header::VARY, HeaderValue::from_static("accept"));
        // For the layer that makes a page of it, if the client prefers one.
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
