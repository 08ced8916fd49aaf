//! The functions that filters can call besides the operators of CQL2 (Features Part 3).

use axum::response::Response;
use serde_json::{Value, json};

use super::link::media;
use super::pages;
use super::problem::Problem;
use super::request::Request;
use super::response::{document, not_modified};
use crate::query::cql::functions::{ALL, Argument, Function};

/// `/functions`
pub(super) async fn functions(request: Request) -> Result<Response, Problem> {
    let format = request.only_format()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let json = json!({ "functions": ALL.iter().map(describe).collect::<Value>() });
    let page = || pages::document(&request, pages::titles::functions, &json);
    Ok(document(&request, format, media::JSON, &json, page))
}

fn describe(function: &Function) -> Value {
    let argument = |argument: &Argument| {
        json!({
            "title": argument.title,
            "description": argument.description,
            "type": argument.types,
        })
    };
    json!({
        "name": function.name,
        "description": function.description,
        "returns": [function.returns],
        "arguments": function.arguments.iter().map(argument).collect::<Value>(),
    })
}
