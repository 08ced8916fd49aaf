//! The paths with their parameters, for people.

use maud::{Markup, html};
use serde_json::Value;

pub(super) fn overview(definition: &Value) -> Markup {
    let about = definition.pointer("/info/description");
    let about = about.and_then(Value::as_str).unwrap_or_default();
    let paths = definition["paths"].as_object().into_iter().flatten();
    html! {
        p { (about) }
        p { "For programs: the same as OpenAPI 3.0, by the link at the end of this page." }
        table {
            thead { tr { th { "Address" } th { "What it answers" } th { "Parameters" } } }
            tbody {
                @for (path, item) in paths {
                    @for (method, operation) in item.as_object().into_iter().flatten() {
                        @let names: Vec<String> = operation["parameters"].as_array().into_iter().flatten().map(name).collect();
                        tr {
                            th scope="row" {
                                @if method != "get" { (method.to_uppercase()) " " }
                                code { (path) }
                            }
                            td { (operation["summary"].as_str().unwrap_or_default()) }
                            td { (names.join(", ")) }
                        }
                    }
                }
            }
        }
    }
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
        .replace("fileFormat", "f")
        .replace("facetFormat", "f")
}
