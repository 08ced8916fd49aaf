//! A filter as CQL2 JSON.

use cql2::Expr;
use serde_json::Value;

use super::CqlError;
use super::guard;

/// Reads the JSON, with its depth bounded before it becomes an expression.
pub(super) fn parse(text: &str) -> Result<Expr, CqlError> {
    if text.len() > guard::LONGEST {
        return Err(CqlError::new(format!(
            "the filter has {} bytes; expected at most {}",
            text.len(),
            guard::LONGEST
        )));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        CqlError::new(format!(
            "this is no JSON: {error}; `filter-lang=cql2-text` reads the other form"
        ))
    })?;
    guard::check_json(&value)?;
    let is_expression = value.is_object() || value.is_boolean();
    let expected = "expected CQL2 JSON, such as \
        {\"op\": \"=\", \"args\": [{\"property\": \"category\"}, \"clash\"]}";
    if !is_expression {
        return Err(CqlError::new(expected));
    }
    Expr::try_from(value).map_err(|_neither| CqlError::new(expected))
}
