//! What a handler needs of a request: address, parameters, what the client accepts and has.

use std::sync::{Arc, OnceLock};

use axum::extract::{FromRequestParts, Path};
use http::request::Parts;
use http::{HeaderMap, Method, header};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::language::{self, Language};
use super::link::{self, Base, Joint, Link, media};
use super::params::Params;
use super::problem::Problem;
use super::{State, negotiate};
use crate::format::Format;

/// A request, with its address as the public knows it.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) base: Base,
    pub(super) state: Arc<State>,
    /// Of its page, if it is answered with one.
    pub(super) language: Language,
    path: String,
    query: String,
    headers: HeaderMap,
    method: Method,
    /// The validator of its answer, and of which form of it.
    entity_tag: OnceLock<(Format, String)>,
}

impl FromRequestParts<Arc<State>> for Request {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> Result<Self, Problem> {
        Self::new(parts, state)
    }
}

impl Request {
    pub(super) fn new(parts: &Parts, state: &Arc<State>) -> Result<Self, Problem> {
        let host = || {
            parts
                .headers
                .get(header::HOST)?
                .to_str()
                .ok()
                .and_then(Base::of_host)
        };
        // `front` has found it where the client's own word is not the last.
        let base = parts
            .extensions
            .get::<Base>()
            .cloned()
            .or_else(host)
            .ok_or_else(Problem::bad_host)?;
        let query = parts.uri.query().unwrap_or_default();
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        Ok(Self {
            base,
            state: Arc::clone(state),
            language: Language::of(query, accepted.unwrap_or_default()),
            path: parts.uri.path().to_owned(),
            query: query.to_owned(),
            headers: parts.headers.clone(),
            method: parts.method.clone(),
            entity_tag: OnceLock::new(),
        })
    }

    /// Takes these parameters as if they stood in the address.
    pub(super) fn add(&mut self, pairs: Vec<(String, String)>) {
        let all: Vec<(String, String)> = self.pairs().into_iter().chain(pairs).collect();
        let query = link::query(all.iter().map(|(name, value)| (&**name, &**value)));
        query.trim_start_matches('?').clone_into(&mut self.query);
        self.language = Language::of(&self.query, self.header(header::ACCEPT_LANGUAGE));
    }

    /// The link to the next page of this answer.
    pub(super) fn next(&self, media_type: &'static str, cursor: &str) -> Link {
        let title = "The next page";
        if !self.is_posted() {
            let href = self.with(&[("offset", None), ("cursor", Some(cursor))]);
            return Link::new("next", media_type, title, href);
        }
        let mut body: Map<String, Value> = form_urlencoded::parse(self.query.as_bytes())
            .into_owned()
            .filter(|(name, _)| name != "offset" && name != "cursor")
            .map(|(name, value)| (name, Value::from(value)))
            .collect();
        body.insert("cursor".to_owned(), Value::from(cursor));
        Link::new("next", media_type, title, self.url(&self.path)).posted(Value::Object(body))
    }
}

/// An address with more bytes of parameters is not repeated in a link for every format.
const LONG_QUERY: usize = 2_000;

/// The parts of an address that its route names, decoded.
#[derive(Debug)]
pub(super) struct Segments<T>(pub(super) T);

impl<T, S> FromRequestParts<S> for Segments<T>
where
    T: serde::de::DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Problem;

    /// All names here are UTF-8: where other bytes stand, nothing can be.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let decoded = Path::from_request_parts(parts, state).await;
        decoded
            .map(|Path(segments)| Self(segments))
            .map_err(|_not_utf8| Problem::not_found("This address is not UTF-8."))
    }
}

impl Request {
    /// Are its parameters in its body?
    pub(super) fn is_posted(&self) -> bool {
        self.method == Method::POST
    }

    pub(super) fn method(&self) -> &Method {
        &self.method
    }

    pub(super) fn params(&self) -> Params {
        Params::new(&self.query)
    }

    /// The format asked for, when that is the only parameter of an address.
    pub(super) fn only_format(&self) -> Result<Format, Problem> {
        let mut params = self.params();
        let format = self.format(&mut params, &Format::DOCUMENTS);
        params.finish().map(|()| format)
    }

    pub(super) fn format(&self, params: &mut Params, offered: &[Format]) -> Format {
        if offered.contains(&Format::Html) {
            language::check(params);
        }
        negotiate::format(params, self.header(header::ACCEPT), offered)
    }

    pub(super) fn prefers_html(&self) -> bool {
        negotiate::prefers_html(self.header(header::ACCEPT))
    }

    /// Will it be answered with a page, where there is one?
    pub(super) fn wants_page(&self) -> bool {
        match self.params().text("f") {
            Some(name) => name == Format::Html.name(),
            None => self.prefers_html(),
        }
    }

    /// The path below the public address.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The parameters, decoded, in the order in which they were given.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        let pairs = form_urlencoded::parse(self.query.as_bytes());
        pairs.into_owned().collect()
    }

    pub(super) fn header(&self, name: header::HeaderName) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    pub(super) fn has_header(&self, name: &header::HeaderName) -> bool {
        self.headers.contains_key(name)
    }

    /// The encodings that the client takes.
    pub(super) fn encodings(&self) -> String {
        negotiate::encodings(&self.headers)
    }

    /// The public address of a path, which begins with a slash.
    pub(super) fn url(&self, path: &str) -> String {
        self.base.with(path)
    }

    /// This request's own address with other values for some parameters; `None` removes one.
    pub(super) fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        self.elsewhere(&self.path, changes)
    }

    /// Another path with the parameters of this request, but for these.
    pub(super) fn elsewhere(&self, path: &str, changes: &[(&str, Option<&str>)]) -> String {
        let mut address = self.url(path);
        let mut joint = Joint::default();
        let given = form_urlencoded::parse(self.query.as_bytes());
        for (name, value) in given {
            if changes.iter().all(|(changed, _)| *changed != name) {
                joint.add(&mut address, &name, &value);
            }
        }
        for (name, value) in changes {
            if let Some(value) = value {
                joint.add(&mut address, name, value);
            }
        }
        address
    }

    /// Links to this document in the format that is being sent, and in the others that are
    /// offered. `json` is the media type of its JSON.
    pub(super) fn self_links(
        &self,
        format: Format,
        json: &'static str,
        offered: &[Format],
    ) -> Vec<Link> {
        let media_type = |format: Format| match format {
            Format::Json => json,
            other => other.entry().media_type,
        };
        if self.is_posted() {
            return Vec::new();
        }
        let plain = self.with(&[("f", None)]);
        let is_plain = form_urlencoded::parse(self.query.as_bytes()).all(|(name, _)| name != "f");
        let this = if is_plain {
            plain.clone()
        } else {
            self.with(&[])
        };
        let own = Link::new("self", media_type(format), "This document", this);
        let joint = if plain.contains('?') { "&f=" } else { "?f=" };
        let offered = if self.query.len() < LONG_QUERY {
            offered
        } else {
            &[]
        };
        let others = offered
            .iter()
            .filter(|other| **other != format)
            .map(|&other| {
                let name = match other {
                    Format::Json if json != media::GEOJSON => "JSON",
                    other => other.entry().title,
                };
                let title = ["This document as ", name].concat();
                let href = [&*plain, joint, other.name()].concat();
                Link::new("alternate", media_type(other), title, href)
            });
        std::iter::once(own).chain(others).collect()
    }

    /// A strong validator of the answer, known before it is made: the answer follows from the
    /// data, the program, the address, the format and the language of a page, and from nothing
    /// else.
    pub(super) fn entity_tag(&self, format: Format) -> String {
        let (made_for, tag) = self
            .entity_tag
            .get_or_init(|| (format, self.new_entity_tag(format)));
        if *made_for == format {
            tag.clone()
        } else {
            self.new_entity_tag(format)
        }
    }

    fn new_entity_tag(&self, format: Format) -> String {
        let mut digest = Sha256::new();
        let language = match format {
            Format::Html => self.language.code(),
            _ => "",
        };
        let parts = [
            self.state.catalog.digest(),
            env!("CARGO_PKG_VERSION"),
            &self.base.to_string(),
            &self.path,
            &self.query,
            format.name(),
            language,
        ];
        for part in parts {
            digest.update(part);
            digest.update([0]);
        }
        let digest: [u8; 32] = digest.finalize().into();
        let half = digest.first_chunk().copied().unwrap_or_default();
        format!("\"{:032x}\"", u128::from_be_bytes(half))
    }

    /// Has the client this very answer already? Its tags are strong and plain here, as
    /// `entity_tag` hands them on.
    pub(super) fn has(&self, entity_tag: &str) -> bool {
        let known = self.header(header::IF_NONE_MATCH);
        known
            .split(',')
            .map(str::trim)
            .any(|known| known == "*" || known == entity_tag)
    }
}
