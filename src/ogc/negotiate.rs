//! Which format a client wants: the parameter `f`, else the `Accept` header.

use super::link::media;
use super::params::Params;
use crate::format::Format;

/// The format that the request asks for.
pub(super) fn format(params: &mut Params, accept: &str) -> Format {
    let Some(name) = params.text("f") else {
        return accepted(accept);
    };
    let found = Format::ALL.into_iter().find(|format| format.name() == name);
    if found.is_none() {
        let names = Format::ALL.map(Format::name).join(", ");
        params.reject("f", Some(&name), format!("expected one of {names}"));
    }
    found.unwrap_or(Format::Json)
}

/// Does the client prefer a page for people? Decides where the root leads.
pub(super) fn prefers_html(accept: &str) -> bool {
    accepted(accept) == Format::Html
}

/// The best format that `Accept` allows. JSON for a client that names none of ours: old GIS
/// tools ask for media types that no longer exist, and read GeoJSON all the same.
fn accepted(accept: &str) -> Format {
    let quality = |format: Format| {
        let types: &[&str] = match format {
            Format::Json => &[
                "application/json",
                "application/geo+json",
                "application/vnd.oai.openapi+json",
            ],
            Format::Html => &[media::HTML],
        };
        ranges(accept)
            .filter(|(range, _)| types.contains(&&**range))
            .map(|(_, q)| q)
            .reduce(f32::max)
    };
    let wildcard = ranges(accept)
        .find(|(range, _)| range == "*/*")
        .map_or(0.0, |(_, q)| q);
    let html = quality(Format::Html).unwrap_or(0.0);
    let json = quality(Format::Json).unwrap_or(wildcard);
    if html > json {
        Format::Html
    } else {
        Format::Json
    }
}

/// The media ranges of an `Accept` header with their qualities.
fn ranges(accept: &str) -> impl Iterator<Item = (String, f32)> {
    accept.split(',').map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts
            .find_map(|part| part.strip_prefix("q="))
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
            ("text/html, Application/Geo+JSON", Format::Json),
        ] {
            assert_eq!(accepted(accept), expected, "{accept}");
        }
    }
}
