//! The API for people: an example of each kind of request, and all paths with their parameters.

use maud::{Markup, html};
use serde_json::Value;

use super::cql;
use super::frame::{data, page};
use super::words::Words;
use crate::domain::Instant;
use crate::format::Format;
use crate::ogc::link::{query, segment};
use crate::ogc::request::Request;
use crate::query::{Filter, From, Page, Query};
use crate::store::Snapshot;

/// `/api`
pub(in crate::ogc) fn overview(request: &Request, definition: &Value) -> Markup {
    let words = Words::of(request.language);
    let paths = definition["paths"].as_object().into_iter().flatten();
    let content = html! {
        p.lead { (words.api_about) }
        h2 { (words.examples) }
        dl.examples {
            @for (what, url) in examples(request, words) {
                dt { (what) }
                dd { a href=(url) { code { (url) } } }
            }
        }
        h2 { (words.addresses) }
        div.wide tabindex="0" role="region" aria-label=(words.addresses) {
            table {
                thead { tr {
                    th scope="col" { (words.address) }
                    th scope="col" { (words.answers) }
                    th scope="col" { (words.parameters) }
                } }
                tbody {
                    @for (path, item) in paths {
                        @for (method, operation) in item.as_object().into_iter().flatten() {
                            @let names: Vec<String> = operation["parameters"].as_array().into_iter().flatten().map(name).collect();
                            tr {
                                th scope="row" {
                                    @if method != "get" { (method.to_uppercase()) " " }
                                    code { (path) }
                                }
                                td { (data(request.language, operation["summary"].as_str().unwrap_or_default())) }
                                td.names { (names.join(", ")) }
                            }
                        }
                    }
                }
            }
        }
    };
    page(request, words.api, &[], &content)
}

/// A request of each kind, of the first collection.
fn examples(request: &Request, words: &Words) -> Vec<(&'static str, String)> {
    let mut examples = vec![(words.example_collections, request.url("/collections"))];
    let Some(snapshot) = request.state.catalog.iter().next() else {
        return examples;
    };
    let own = request.url(&format!(
        "/collections/{}",
        segment(&snapshot.collection().id)
    ));
    let items = |name: &str, value: &str| format!("{own}/items{}", query([(name, value)]));
    examples.push((words.example_items, items("limit", "10")));
    let extent = snapshot.extent();
    if let Some(bbox) = extent.spatial {
        examples.push((words.example_bbox, items("bbox", &bbox.to_string())));
    }
    if let Some(first) = extent.temporal.and_then(|interval| interval.start()) {
        let span = format!("{}/..", Instant::day(first));
        examples.push((words.example_time, items("datetime", &span)));
    }
    if let Some(condition) = cql::example(snapshot) {
        examples.push((words.example_filter, items("filter", &condition)));
    }
    let file = query([("f", Format::Csv.name())]);
    examples.push((words.example_file, format!("{own}/download{file}")));
    if let Some(id) = first(snapshot) {
        let url = format!("{own}/items/{}", segment(&id));
        examples.push((words.example_one, url));
    }
    examples
}

fn first(snapshot: &std::sync::Arc<Snapshot>) -> Option<String> {
    let query = Query {
        filter: Filter::default(),
        sort: Vec::new(),
        page: Page {
            limit: 1,
            from: From::Offset(0),
        },
    };
    let record = snapshot.find(&query).ok()?.into_records().next()?;
    Some(record.feature.id.to_string())
}

/// A parameter's name, also where it is a reference to a shared one.
fn name(parameter: &Value) -> String {
    let shared = parameter["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next());
    let own = parameter["name"].as_str();
    own.or(shared)
        .unwrap_or_default()
        .replace("fileLimit", "limit")
        .replace("documentFormat", "f")
        .replace("facetFormat", "f")
        .replace("fileFormat", "f")
}
