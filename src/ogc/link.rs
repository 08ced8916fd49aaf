//! Links, and the public address that all of them begin with.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use http::uri::Authority;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;

/// The address of the landing page, without the slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    origin: String,
    path: String,
}

/// Why a text is no public address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no public address; expected one like https://maps.example.org or https://example.org/marz"
)]
pub struct BaseError(String);

/// Media types, as the standards write them.
pub(super) mod media {
    pub(in crate::ogc) const JSON: &str = "application/json";
    pub(in crate::ogc) const GEOJSON: &str = "application/geo+json";
    pub(in crate::ogc) const SCHEMA: &str = "application/schema+json";
    pub(in crate::ogc) const HTML: &str = "text/html";
    pub(in crate::ogc) const STYLE: &str = "application/vnd.mapbox.style+json";
    pub(in crate::ogc) const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";
}

/// A link of a document.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Link {
    href: String,
    rel: &'static str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    media_type: Option<&'static str>,
    title: Cow<'static, str>,
    /// `POST` for one that has something to be posted; else it is simply fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Value>,
    /// Are parts of its address to be filled in?
    #[serde(rename = "templated", skip_serializing_if = "std::ops::Not::not")]
    is_template: bool,
}

impl Base {
    /// The address that a request's `Host` header names; `None` if it is no host and port.
    pub(super) fn of_host(host: &str) -> Option<Self> {
        is_authority(host).then(|| Self::new("http", host, ""))
    }

    /// From parts that have been checked.
    pub(super) fn new(scheme: &str, authority: &str, path: &str) -> Self {
        Self {
            origin: format!("{scheme}://{authority}"),
            path: path.to_owned(),
        }
    }

    /// The address of a path, which begins with a slash.
    pub(super) fn with(&self, path: &str) -> String {
        [&*self.origin, &*self.path, path].concat()
    }

    /// The path below which everything lies: empty, or `/marz`.
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// A host and perhaps a port, without a user.
pub(super) fn is_authority(text: &str) -> bool {
    // The standard allows more letters in a host; no host has them, and attacks do.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:[]".contains(&byte);
    text.bytes().all(plain)
        && text.parse::<Authority>().is_ok_and(|authority| {
            let host = authority.host();
            !host.is_empty() && (host == text || authority.port_u16().is_some())
        })
}

/// Nothing, or a path of plain segments without a slash at its end.
pub(super) fn is_plain_path(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let is_segment =
        |segment: &str| !matches!(segment, "" | "." | "..") && segment.bytes().all(plain);
    match text.strip_prefix('/') {
        Some(path) => path.split('/').all(is_segment),
        None => text.is_empty(),
    }
}

impl FromStr for Base {
    type Err = BaseError;

    fn from_str(text: &str) -> Result<Self, BaseError> {
        let error = || BaseError(text.to_owned());
        let uri: http::Uri = text.parse().map_err(|_no_uri| error())?;
        let scheme = uri
            .scheme_str()
            .filter(|scheme| matches!(*scheme, "http" | "https"));
        let authority = uri
            .authority()
            .filter(|authority| !authority.as_str().contains('@'));
        let (Some(scheme), Some(authority), None) = (scheme, authority, uri.query()) else {
            return Err(error());
        };
        let path = uri.path().trim_end_matches('/').to_owned();
        Ok(Self {
            origin: format!("{scheme}://{authority}"),
            path,
        })
    }
}

impl fmt::Display for Base {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.origin, self.path)
    }
}

impl Link {
    pub(super) fn new(
        rel: &'static str,
        media_type: &'static str,
        title: impl Into<Cow<'static, str>>,
        href: String,
    ) -> Self {
        Self {
            href,
            rel,
            media_type: Some(media_type),
            title: title.into(),
            method: None,
            body: None,
            is_template: false,
        }
    }

    /// A link to something whose media type is not ours to say.
    pub(super) fn untyped(
        rel: &'static str,
        title: impl Into<Cow<'static, str>>,
        href: String,
    ) -> Self {
        Self {
            href,
            rel,
            media_type: None,
            title: title.into(),
            method: None,
            body: None,
            is_template: false,
        }
    }

    /// The same link, to be posted with this body, as STAC writes it.
    pub(super) fn posted(mut self, body: Value) -> Self {
        self.method = Some("POST");
        self.body = Some(body);
        self
    }

    /// The same link; what stands in braces in its address is to be filled in.
    pub(super) fn template(mut self) -> Self {
        self.is_template = true;
        self
    }

    /// Can it stand in a header of reasonable length?
    pub(super) fn is_for_headers(&self) -> bool {
        matches!(self.rel, "next" | "license") && self.body.is_none() && self.href.len() < 2_000
    }

    pub(super) fn json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The link as a value of the `Link` header (RFC 8288); the address has no `>` in it.
    pub(super) fn header(&self) -> String {
        let media_type = self.media_type.map(|media| format!("; type=\"{media}\""));
        format!(
            "<{}>; rel=\"{}\"{}",
            self.href,
            self.rel,
            media_type.unwrap_or_default()
        )
    }
}

/// What must not stand as it is in a path segment.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
/// What must not stand as it is in a name or value of a query string.
const QUERY: &AsciiSet = &SEGMENT
    .remove(b'/')
    .add(b'&')
    .add(b'+')
    .add(b'=')
    .add(b'\'');

/// A text as a segment of a path.
pub(super) fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// Names and values as a query string with its question mark; empty without pairs.
pub(super) fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let (mut query, mut joint) = (String::new(), Joint::default());
    for (name, value) in pairs {
        joint.add(&mut query, name, value);
    }
    query
}

/// What joins names and values to an address: first a question mark, then ampersands.
#[derive(Debug, Default)]
pub(super) struct Joint {
    is_begun: bool,
}

impl Joint {
    pub(super) fn add(&mut self, address: &mut String, name: &str, value: &str) {
        address.push(if self.is_begun { '&' } else { '?' });
        self.is_begun = true;
        address.extend(utf8_percent_encode(name, QUERY));
        address.push('=');
        address.extend(utf8_percent_encode(value, QUERY));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_may_have_a_path_but_no_user_and_no_query() {
        let read = |text: &str| text.parse::<Base>().map(|base| base.to_string()).ok();
        assert_eq!(
            read("https://maps.example.org/").as_deref(),
            Some("https://maps.example.org")
        );
        assert_eq!(
            read("https://example.org/marz/").as_deref(),
            Some("https://example.org/marz")
        );
        for wrong in [
            "example.org",
            "ftp://example.org",
            "https://u:p@example.org",
            "",
            "https://a/?b=c",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_host_header_cannot_smuggle_anything_into_links() {
        assert!(Base::of_host("127.0.0.1:8080").is_some());
        assert!(Base::of_host("[::1]:8080").is_some());
        for wrong in ["", "a b", "a\"b", "a/b", "user@host", "<script>", "a>b"] {
            assert_eq!(Base::of_host(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_would_end_a_value_is_encoded() {
        let text = query([("datetime", "2010-08-01/.."), ("title", "a&b=c <ñ>+\"'")]);
        assert_eq!(
            text,
            "?datetime=2010-08-01/..&title=a%26b%3Dc%20%3C%C3%B1%3E%2B%22%27"
        );
        assert_eq!(segment("a/b?c"), "a%2Fb%3Fc");
    }
}
