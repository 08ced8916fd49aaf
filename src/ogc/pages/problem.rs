//! What went wrong, as a page for those who read pages.
//!
//! Around all routes: a problem document that a handler or a limit made is shown in the same
//! look, in the reader's language, with the form where a form was sent. Machines keep their JSON.

use std::sync::Arc;

use axum::extract::Request as HttpRequest;
use axum::response::Response;
use http::{Method, StatusCode, header};
use maud::{Markup, html};

use super::address;
use super::form;
use super::frame::framed;
use super::words::Words;
use crate::ogc::State;
use crate::ogc::problem::Problem;
use crate::ogc::request::Request;
use crate::ogc::response::instead;
use crate::store::Snapshot;

/// Who asks: problems are shown to those who prefer a page.
pub(in crate::ogc) struct Reader {
    /// `None` for a machine.
    asked: Option<Request>,
    is_head: bool,
}

impl Reader {
    pub(in crate::ogc) fn begin(state: &Arc<State>, request: HttpRequest) -> (Self, HttpRequest) {
        let is_head = request.method() == Method::HEAD;
        if !may_want_page(&request) {
            let asked = None;
            return (Self { asked, is_head }, request);
        }
        let (parts, body) = request.into_parts();
        // A request without a host has no address of which a page could be made.
        let asked = Request::new(&parts, state).ok();
        let asked = asked.filter(Request::wants_page);
        let request = HttpRequest::from_parts(parts, body);
        (Self { asked, is_head }, request)
    }

    pub(in crate::ogc) fn end(self, response: Response) -> Response {
        let problem = response.extensions().get::<Arc<Problem>>().cloned();
        let (Some(asked), Some(problem)) = (self.asked, problem) else {
            return response;
        };
        let mut response = instead(&asked, page(&asked, &problem), response);
        if self.is_head {
            *response.body_mut() = axum::body::Body::empty();
        }
        response
    }
}

/// Most requests are a machine's: they go through without being read twice.
fn may_want_page(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT);
    let accept = accept.and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.to_ascii_lowercase().contains("html"))
        || request
            .uri()
            .query()
            .is_some_and(|query| query.contains("f="))
}

fn page(request: &Request, problem: &Problem) -> Markup {
    let words = Words::of(request.language);
    let title = match problem.status() {
        StatusCode::BAD_REQUEST => words.bad_request,
        StatusCode::NOT_FOUND => words.not_found,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => words.busy,
        status if status.is_server_error() => words.failed,
        _ => words.refused,
    };
    let wrong = problem.wrong();
    let content = html! {
        section.problem {
            @if wrong.is_empty() {
                p lang="en" { (problem.detail()) }
            } @else {
                h2 { (words.wrong) }
                ul {
                    @for parameter in wrong {
                        li {
                            strong { code { (parameter.name) } }
                            span lang="en" { ": " (parameter.reason) "." }
                            @if let Some(found) = &parameter.found {
                                " (" (words.found) ": " code { (found) } ")"
                            }
                        }
                    }
                }
            }
        }
        @if let Some(snapshot) = asked_of(request) { (form::form(request, &snapshot)) }
        p { a href=(address::root(request)) { (words.to_start) } }
    };
    framed(request, title, &[], false, &content)
}

/// The collection whose features were asked for, if that is what the address is.
fn asked_of(request: &Request) -> Option<Arc<Snapshot>> {
    let rest = request.path().strip_prefix("/collections/")?;
    let id = rest.strip_suffix("/items")?;
    request.state.catalog.find(id).cloned()
}
