//! The parameters that say which part of the matches, in which order: `limit`, `sortby`,
//! `cursor`, `offset`, `resultType`.

use super::params::Params;
use super::state::{DEFAULT_LIMIT, MAXIMUM_LIMIT};
use crate::domain::Schema;
use crate::query::{Cursor, Filter, From, Page, SortKey};

/// Features Part 8.
pub(super) const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/sortables",
    "http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/sorting",
    "http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/features-sorting",
];

/// The order that is asked for.
pub(super) fn sort(params: &mut Params, schema: &Schema) -> Vec<SortKey> {
    let text = params.text("sortby");
    text.and_then(|text| params.read("sortby", &text, |text| SortKey::parse(text, schema)))
        .unwrap_or_default()
}

/// Is only the number of matches wanted? The parameter is older than the standard: GDAL sends it.
pub(super) fn hits(params: &mut Params) -> bool {
    let text = params.text("resultType");
    text.and_then(|text| {
        params.read("resultType", &text, |text| match text {
            "hits" => Ok(true),
            "results" => Ok(false),
            _ => Err("expected hits or results"),
        })
    })
    .unwrap_or_default()
}

pub(super) fn page(params: &mut Params, filter: &Filter, sort: &[SortKey]) -> Page {
    let limit = limit(params).map_or(DEFAULT_LIMIT, |limit| limit.min(MAXIMUM_LIMIT));
    let offset = params.text("offset");
    let cursor = params.text("cursor");
    let from = match (cursor, offset) {
        (Some(cursor), offset) => {
            if offset.is_some() {
                params.reject("offset", None, "not together with cursor");
            }
            params
                .read("cursor", &cursor, |text| Cursor::read(text, filter, sort))
                .map(From::After)
        }
        (None, Some(offset)) => params
            .read("offset", &offset, whole_number)
            .map(From::Offset),
        (None, None) => None,
    };
    Page {
        limit,
        from: from.unwrap_or(From::Offset(0)),
    }
}

/// At least one. What is above the maximum of an address is taken for the maximum, as the standard
/// wants it.
pub(super) fn limit(params: &mut Params) -> Option<usize> {
    let text = params.text("limit")?;
    let limit = params.read("limit", &text, whole_number)?;
    if limit == 0 {
        params.reject("limit", Some(&text), "expected 1 or more");
    }
    Some(limit)
}

/// A number too large for the machine is still a number.
fn whole_number(text: &str) -> Result<usize, &'static str> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain {
        Ok(text.parse().unwrap_or(usize::MAX))
    } else {
        Err("expected a whole number")
    }
}
