//! Lists: what `A_CONTAINS` and its like compare, as sets.

use std::borrow::Cow;

use cql2::Expr;
use serde_json::Value;

use super::Fault;
use super::check::property;
use super::evaluate::Row;
use crate::domain::{PropertyType, Schema};

/// A list, or none, for each feature.
#[derive(Debug, Clone)]
pub enum List {
    /// The same for all.
    Literal(Vec<Value>),
    /// What the property of that name says.
    Property(String),
}

/// How two lists are compared. Order and repetition do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListOperator {
    /// `A_EQUALS`
    Equal,
    /// `A_CONTAINS`: the first holds all of the second.
    Contains,
    /// `A_CONTAINEDBY`
    ContainedBy,
    /// `A_OVERLAPS`: they share something.
    Overlap,
}

impl ListOperator {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "a_equals" => Self::Equal,
            "a_contains" => Self::Contains,
            "a_containedBy" => Self::ContainedBy,
            "a_overlaps" => Self::Overlap,
            _ => return None,
        })
    }

    pub(super) fn holds(self, left: &[Value], right: &[Value]) -> bool {
        let has = |list: &[Value], wanted: &Value| list.iter().any(|found| same(found, wanted));
        let contains = |all: &[Value], some: &[Value]| some.iter().all(|value| has(all, value));
        match self {
            Self::Equal => contains(left, right) && contains(right, left),
            Self::Contains => contains(left, right),
            Self::ContainedBy => contains(right, left),
            Self::Overlap => left.iter().any(|value| has(right, value)),
        }
    }
}

/// Numbers are the same by value: a filter knows no difference between 3 and 3.0.
fn same(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a.total_cmp(&b).is_eq(),
        _ => a == b,
    }
}

impl List {
    pub(super) fn read(expression: &Expr, schema: &Schema) -> Result<Self, Fault> {
        match expression {
            Expr::Property { property: name } => {
                let found = property(name, schema)?;
                let is_list = matches!(
                    found.kind,
                    PropertyType::TextList | PropertyType::NumberList
                );
                if is_list {
                    Ok(Self::Property(name.clone()))
                } else {
                    Err(Fault::new(format!(
                        "the property {name} is {}; expected one that holds lists",
                        found.kind.noun()
                    ))
                    .word(name))
                }
            }
            Expr::Array(values) => values
                .iter()
                .map(|value| literal(value))
                .collect::<Result<_, _>>()
                .map(Self::Literal),
            _ => Err(Fault::new(
                "expected a property that holds lists, or a list: ('a', 'b')",
            )),
        }
    }

    pub(super) fn of<'a>(&'a self, row: &Row<'a>) -> Option<Cow<'a, [Value]>> {
        Some(match self {
            Self::Literal(values) => Cow::Borrowed(values),
            Self::Property(name) => match row.properties.value(name)? {
                Cow::Borrowed(Value::Array(values)) => Cow::Borrowed(values),
                Cow::Owned(Value::Array(values)) => Cow::Owned(values),
                _ => return None,
            },
        })
    }
}

fn literal(expression: &Expr) -> Result<Value, Fault> {
    match expression {
        Expr::Literal(text) => Ok(Value::from(text.as_str())),
        Expr::Float(number) => Ok(Value::from(*number)),
        Expr::Bool(truth) => Ok(Value::from(*truth)),
        Expr::Property { property } => Err(Fault::new(format!(
            "found the name {property} in a list; expected values, texts in single quotes"
        ))
        .word(property)),
        _ => Err(Fault::new(
            "expected a list of texts, numbers, true or false",
        )),
    }
}
