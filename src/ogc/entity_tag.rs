//! Entity tags of compressed answers.
//!
//! A strong validator must differ between encodings (RFC 9110, section 8.8.3). The handlers make
//! tags of what they would send plainly; here `"abc"` becomes `"abc-br"` when the answer goes out
//! as brotli, and the other way round when a client asks whether `"abc-br"` still holds.

use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

const ENCODINGS: [&str; 3] = ["br", "gzip", "zstd"];

/// The tags that a client has.
pub(super) struct Known(Vec<String>);

impl Known {
    /// What is behind sees plain tags only.
    pub(super) fn begin(request: &mut Request) -> Self {
        let asked = asked(request.headers());
        if !asked.is_empty() {
            let plain: Vec<String> = asked.iter().map(|tag| plain(tag)).collect();
            set(
                request.headers_mut(),
                header::IF_NONE_MATCH,
                &plain.join(", "),
            );
        }
        Self(asked)
    }

    /// After the compressing layer.
    pub(super) fn end(self, response: Response) -> Response {
        per_encoding(self.0, response)
    }
}

fn per_encoding(asked: Vec<String>, mut response: Response) -> Response {
    let tag = text(response.headers(), header::ETAG);
    if tag.is_empty() {
        return response;
    }
    let sent = if response.status() == StatusCode::NOT_MODIFIED {
        // The client gets back the tag that it has.
        asked.into_iter().find(|asked| plain(asked) == tag)
    } else {
        let encoding = text(response.headers(), header::CONTENT_ENCODING);
        tag.strip_suffix('"')
            .filter(|_| !encoding.is_empty())
            .map(|tag| format!("{tag}-{encoding}\""))
    };
    if let Some(sent) = sent {
        set(response.headers_mut(), header::ETAG, &sent);
    }
    response
}

/// All tags that the client has. Caches on the way make them weak when they compress or unpack
/// an answer, and the comparison is the weak one anyway (RFC 9110, section 13.1.2).
fn asked(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(header::IF_NONE_MATCH).iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .map(|tag| tag.strip_prefix("W/").unwrap_or(tag).to_owned())
        .filter(|tag| !tag.is_empty())
        .collect()
}

/// The tag of the same answer, not compressed.
fn plain(tag: &str) -> String {
    let cut = |encoding: &&str| {
        tag.strip_suffix('"')?
            .strip_suffix(*encoding)?
            .strip_suffix('-')
    };
    ENCODINGS
        .iter()
        .find_map(cut)
        .map_or(tag.to_owned(), |tag| format!("{tag}\""))
}

fn text(headers: &HeaderMap, name: HeaderName) -> String {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_cut_off_and_nothing_else() {
        assert_eq!(plain("\"abc-br\""), "\"abc\"");
        assert_eq!(plain("\"abc-gzip\""), "\"abc\"");
        assert_eq!(plain("\"abc-zstd\""), "\"abc\"");
        for same in ["\"abc\"", "*", "\"abc-x\"", "", "\"", "abc-br"] {
            assert_eq!(plain(same), same);
        }
    }
}
