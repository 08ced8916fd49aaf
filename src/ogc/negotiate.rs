//! Which format a client wants: the parameter `f`, else the `Accept` header.

use http::{HeaderMap, header};

use super::params::Params;
use crate::format::Format;

/// The format, of those that are offered, that the request asks for.
pub(super) fn format(params: &mut Params, accept: &str, offered: &[Format]) -> Format {
    let Some(name) = params.text("f") else {
        return accepted(accept, offered);
    };
    let found = offered.iter().find(|format| format.name() == name);
    if found.is_none() {
        let names: Vec<&str> = offered.iter().map(|format| format.name()).collect();
        params.reject(
            "f",
            Some(&name),
            format!("expected one of {}", names.join(", ")),
        );
    }
    found.copied().unwrap_or(Format::Json)
}

/// Does the client prefer a page for people? Decides where the root leads.
pub(super) fn prefers_html(accept: &str) -> bool {
    accepted(accept, &Format::DOCUMENTS) == Format::Html
}

/// The best of the formats that `Accept` allows. JSON for a client that names none of ours: old
/// GIS tools ask for media types that no longer exist, and read GeoJSON all the same.
fn accepted(accept: &str, offered: &[Format]) -> Format {
    let quality = |format: Format| {
        let entry = format.entry();
        let named = |range: &str| {
            let plain = entry.media_type.split(';').next();
            plain == Some(range)
                || entry.aliases.contains(&range)
                || (format == Format::Json && range == "application/vnd.oai.openapi+json")
        };
        let own = ranges(accept)
            .filter(|(range, _)| named(range))
            .map(|(_, q)| q)
            .reduce(f32::max);
        let any = || ranges(accept).find(|(range, _)| range == "*/*");
        own.or_else(|| (format == Format::Json).then(any).flatten().map(|(_, q)| q))
    };
    let mut best = (Format::Json, 0.0);
    for format in offered {
        let quality = quality(*format).unwrap_or(0.0);
        if quality > best.1 {
            best = (*format, quality);
        }
    }
    best.0
}

/// The encodings that a client takes, of all lines in which it says so.
pub(super) fn encodings(headers: &HeaderMap) -> String {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
    lines.join(",")
}

/// The ranges of an `Accept` header, or of `Accept-Language`, with their qualities.
pub(super) fn ranges(accept: &str) -> impl Iterator<Item = (String, f32)> {
    accept.split(',').map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .map(str::parse);
        (name, quality.and_then(Result::ok).unwrap_or(1.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_pages_and_tools_get_json() {
        for (accept, expected) in [
            ("", Format::Json),
            ("*/*", Format::Json),
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                Format::Html,
            ),
            ("application/geo+json, application/json", Format::Json),
            ("application/json;q=0.5, text/html;q=0.9", Format::Html),
            ("text/html;q=0.1, application/json", Format::Json),
            ("application/vnd.geo+json", Format::Json),
            ("application/vnd.oai.openapi+json;version=3.0", Format::Json),
            (";;;,q=,text/html;q=x", Format::Html),
            ("Text/HTML", Format::Html),
            ("text/csv", Format::Csv),
            (
                "application/fg+json, application/geo+json;q=0.5",
                Format::JsonFg,
            ),
            (
                "application/flatgeobuf;q=0.4, */*;q=0.1",
                Format::FlatGeobuf,
            ),
            ("text/html, Application/Geo+JSON", Format::Json),
        ] {
            assert_eq!(accepted(accept, &Format::ALL), expected, "{accept}");
        }
    }
}
