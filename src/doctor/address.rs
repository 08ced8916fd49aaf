//! Addresses: of the server, and those that its links name.

use std::fmt;
use std::str::FromStr;

use http::Uri;

/// An address of http or https, without a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    scheme: &'static str,
    host: String,
    port: u16,
    path: String,
    query: Option<String>,
}

/// Why a text is no address of a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address of a server; expected one like https://maps.example.org/marz")]
pub struct AddressError(String);

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        Self::read(text).ok_or_else(|| AddressError(text.to_owned()))
    }
}

impl Address {
    fn read(text: &str) -> Option<Self> {
        let text = text.split('#').next()?;
        let uri: Uri = text.parse().ok()?;
        let (scheme, usual) = match uri.scheme_str()? {
            "http" => ("http", 80),
            "https" => ("https", 443),
            _ => return None,
        };
        let authority = uri.authority()?;
        let host = authority.host().to_ascii_lowercase();
        let rest = authority.as_str().get(authority.host().len()..)?;
        let port = match rest.strip_prefix(':') {
            Some(port) => port.parse().ok()?,
            None if rest.is_empty() => usual,
            None => return None,
        };
        (!host.is_empty()).then(|| Self {
            scheme,
            host,
            port,
            path: uri.path().to_owned(),
            query: uri.query().map(str::to_owned),
        })
    }

    /// The address that a link on this page names.
    pub(super) fn join(&self, href: &str) -> Option<Self> {
        let href = href.trim();
        let origin = self.origin();
        let absolute = if href.contains("://") {
            href.to_owned()
        } else if href.starts_with("//") {
            format!("{}:{href}", self.scheme)
        } else if href.starts_with('/') {
            format!("{origin}{href}")
        } else if href.starts_with('?') {
            format!("{origin}{}{href}", self.path)
        } else {
            let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{origin}{folder}/{href}")
        };
        let mut joined = Self::read(&absolute)?;
        joined.path = without_dots(&joined.path);
        Some(joined)
    }

    /// The same path on the server of another address.
    pub(super) fn on(&self, other: &Self) -> Self {
        Self {
            scheme: other.scheme,
            host: other.host.clone(),
            port: other.port,
            ..self.clone()
        }
    }

    /// A path below this address, which is taken for a folder; its query is left out.
    pub(super) fn below(&self, path: &str) -> Self {
        Self {
            path: format!("{}/{path}", self.path.trim_end_matches('/')),
            query: None,
            ..self.clone()
        }
    }

    /// With this query string and no other.
    pub(super) fn asking(&self, query: &str) -> Self {
        Self {
            query: (!query.is_empty()).then(|| query.to_owned()),
            ..self.clone()
        }
    }

    pub(super) fn is_https(&self) -> bool {
        self.scheme == "https"
    }

    pub(super) fn same_host(&self, other: &Self) -> bool {
        self.host == other.host
    }

    pub(super) fn same_server(&self, other: &Self) -> bool {
        self.same_host(other) && self.port == other.port && self.scheme == other.scheme
    }

    /// Does it lie below the folder of the other?
    pub(super) fn is_below(&self, other: &Self) -> bool {
        let folder = other.path.trim_end_matches('/');
        self.path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    pub(super) fn origin(&self) -> String {
        let usual = if self.is_https() { 443 } else { 80 };
        let (scheme, host) = (self.scheme, &self.host);
        if self.port == usual {
            format!("{scheme}://{host}")
        } else {
            format!("{scheme}://{host}:{}", self.port)
        }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Path and query, as a request names them.
    pub(super) fn target(&self) -> String {
        let query = self.query.iter().map(|query| format!("?{query}"));
        format!("{}{}", self.path, query.collect::<String>())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.origin(), self.target())
    }
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => kept.push(segment),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        kept.push("");
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_resolved_as_a_browser_does() {
        let page: Address = "https://a.example/marz/collections?f=json".parse().unwrap();
        for (href, expected) in [
            ("https://B.example:443/x", Some("https://b.example/x")),
            ("http://a.example:8080", Some("http://a.example:8080/")),
            ("//b.example/x?y=z", Some("https://b.example/x?y=z")),
            ("/x#part", Some("https://a.example/x")),
            ("?f=html", Some("https://a.example/marz/collections?f=html")),
            ("items", Some("https://a.example/marz/items")),
            ("../x/./y", Some("https://a.example/x/y")),
            ("../../../x", Some("https://a.example/x")),
            ("ftp://a.example/", None),
            ("http://user@a.example/", None),
            ("http://a.example:99999/", None),
            ("http://", None),
            ("a b", None),
        ] {
            let found = page.join(href).map(|address| address.to_string());
            assert_eq!(found.as_deref(), expected, "{href}");
        }
    }

    #[test]
    fn a_folder_holds_what_lies_below_it() {
        let address = |text: &str| text.parse::<Address>().unwrap();
        let root = address("http://a.example/marz/");
        assert!(address("http://a.example/marz").is_below(&root));
        assert!(address("http://a.example/marz/x").is_below(&root));
        assert!(!address("http://a.example/marzipan").is_below(&root));
        assert!(address("http://a.example/x").is_below(&address("http://a.example")));
    }
}
