//! From what the parser read to a condition: every name looked up, every type compared.

use cql2::Expr;

use super::condition::{Arithmetic, Comparison, Condition, Term};
use super::lists::{List, ListOperator};
use super::shapes::{Shape, SpatialOperator};
use super::text::{self, Pattern};
use super::times::{self, Span, TemporalOperator};
use super::{Fault, GEOMETRY, functions};
use crate::domain::{Crs, Property, Schema};
use crate::query::{Datum, Kind};

/// So many numbers has a chain in JSON, in which each lies inside the one before.
const MOST_NUMBERS: usize = 100;

/// The condition that an expression states of features of this schema.
pub(super) fn condition(expression: &Expr, crs: Crs, schema: &Schema) -> Result<Condition, Fault> {
    match expression {
        Expr::Bool(truth) => Ok(Condition::Always(*truth)),
        Expr::Operation { op, args } => operation(op, args, crs, schema),
        other => match term(other, schema)? {
            (term, Kind::Boolean) => Ok(Condition::Holds(term)),
            (_, kind) => Err(Fault::new(format!(
                "found {} ({}); expected a condition, such as category = 'clash'",
                shown(other),
                kind.noun()
            ))),
        },
    }
}

fn operation(
    name: &str,
    arguments: &[Box<Expr>],
    crs: Crs,
    schema: &Schema,
) -> Result<Condition, Fault> {
    let all = || {
        arguments
            .iter()
            .map(|argument| condition(argument, crs, schema))
            .collect::<Result<Vec<_>, _>>()
    };
    if let Some(by) = comparison(name) {
        let [left, right] = count(name, arguments)?;
        let (left, right) = pair(left, right, schema)?;
        return Ok(Condition::Compare { left, by, right });
    }
    if let Some(by) = SpatialOperator::named(name) {
        let [left, right] = count(name, arguments)?;
        let (left, right) = (Shape::read(left, crs)?, Shape::read(right, crs)?);
        return Ok(Condition::Spatial { left, by, right });
    }
    if let Some(by) = TemporalOperator::named(name) {
        let [left, right] = count(name, arguments)?;
        let (left, right) = (Span::read(left, schema)?, Span::read(right, schema)?);
        return Ok(Condition::Temporal { left, by, right });
    }
    if let Some(by) = ListOperator::named(name) {
        let [left, right] = count(name, arguments)?;
        let (left, right) = (List::read(left, schema)?, List::read(right, schema)?);
        return Ok(Condition::Array { left, by, right });
    }
    match name {
        "and" | "or" if arguments.len() < 2 => Err(Fault::new(format!(
            "{name} takes two conditions or more, found {}",
            arguments.len()
        ))),
        "and" => all().map(Condition::And),
        "or" => all().map(Condition::Or),
        "not" => {
            let [one] = count(name, arguments)?;
            Ok(Condition::Not(Box::new(condition(one, crs, schema)?)))
        }
        "between" => {
            let [value, low, high] = count(name, arguments)?;
            let (first, low) = pair(value, low, schema)?;
            let (_, high) = pair(value, high, schema)?;
            Ok(Condition::Between {
                value: first,
                low,
                high,
            })
        }
        "in" => within(arguments, schema),
        "like" => like(arguments, schema),
        "isNull" => null(arguments, schema),
        _ => functions::condition(name, arguments, crs, schema)
            .unwrap_or_else(|| Err(unknown_function(name))),
    }
}

fn within(arguments: &[Box<Expr>], schema: &Schema) -> Result<Condition, Fault> {
    let [value, list] = count("in", arguments)?;
    let Expr::Array(list) = list else {
        return Err(Fault::new("IN takes a list: category IN ('clash', 'unrest')").word("in"));
    };
    let mut terms = Vec::with_capacity(list.len());
    for entry in list {
        terms.push(pair(value, entry, schema)?.1);
    }
    let (value, _) = term(value, schema)?;
    Ok(Condition::In { value, list: terms })
}

/// Letters of a pattern: each may have to be compared with each of a text.
const MOST_LETTERS: usize = 1_000;

fn like(arguments: &[Box<Expr>], schema: &Schema) -> Result<Condition, Fault> {
    let [value, pattern] = count("like", arguments)?;
    let (value, kind) = term(value, schema)?;
    if kind != Kind::Text {
        return Err(Fault::new(format!(
            "LIKE compares texts, found {} on its left",
            kind.noun()
        ))
        .word("like"));
    }
    let pattern = literal_text(pattern)
        .ok_or_else(|| Fault::new("LIKE takes a pattern in quotes: 'Rasht%'").word("like"))?;
    let letters = pattern.chars().count();
    if letters > MOST_LETTERS {
        return Err(Fault::new(format!(
            "a pattern of {letters} letters; expected at most {MOST_LETTERS}"
        ))
        .word("like"));
    }
    Ok(Condition::Like {
        value,
        pattern: Pattern::new(&pattern),
    })
}

/// A text that is the same for all, with what `CASEI` and `ACCENTI` make of it.
fn literal_text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Literal(text) => Some(text.clone()),
        Expr::Operation { op, args } => match (&**op, args.as_slice()) {
            ("casei", [inner]) => literal_text(inner).map(|text| text::without_case(&text)),
            ("accenti", [inner]) => literal_text(inner).map(|text| text::without_accents(&text)),
            _ => None,
        },
        _ => None,
    }
}

fn null(arguments: &[Box<Expr>], schema: &Schema) -> Result<Condition, Fault> {
    let [value] = count("isNull", arguments)?;
    match value {
        Expr::Property { property: name } if GEOMETRY.contains(&&**name) => {
            Ok(Condition::NullGeometry)
        }
        Expr::Property { property: name } => {
            property(name, schema).map(|found| Condition::NullProperty(found.name.clone()))
        }
        other => term(other, schema).map(|(term, _)| Condition::NullTerm(term)),
    }
}

/// Two values that are compared: of one kind, or a moment and a text that says one.
fn pair(left: &Expr, right: &Expr, schema: &Schema) -> Result<(Term, Term), Fault> {
    let (first, first_kind) = term(left, schema)?;
    let (second, second_kind) = term(right, schema)?;
    match (first_kind, second_kind) {
        (a, b) if a == b => Ok((first, second)),
        (Kind::Moment, Kind::Text) => Ok((first, as_moment(right, second)?)),
        (Kind::Text, Kind::Moment) => Ok((as_moment(left, first)?, second)),
        (a, b) => {
            let word = [right, left].into_iter().find_map(word);
            let fault = Fault::new(format!(
                "{} is {}, {} is {}; expected two values of one type",
                shown(left),
                a.noun(),
                shown(right),
                b.noun()
            ));
            Err(match word {
                Some(word) => fault.word(&word),
                None => fault,
            })
        }
    }
}

fn as_moment(expression: &Expr, term: Term) -> Result<Term, Fault> {
    match term {
        Term::Literal(Datum::Text(text)) => {
            let start = times::moment(&text)?.start();
            start
                .map(|start| Term::Literal(Datum::Moment(start)))
                .ok_or_else(|| Fault::new("expected a day"))
        }
        _ => Err(Fault::new(format!(
            "{} is text; expected a date or date-time",
            shown(expression)
        ))),
    }
}

/// Something that has one value, and of which kind that is.
fn term(expression: &Expr, schema: &Schema) -> Result<(Term, Kind), Fault> {
    let literal = |datum, kind| Ok((Term::Literal(datum), kind));
    match expression {
        Expr::Float(number) => literal(Datum::Number(*number), Kind::Number),
        Expr::Literal(text) => literal(Datum::Text(text.clone()), Kind::Text),
        Expr::Bool(truth) => literal(Datum::Boolean(*truth), Kind::Boolean),
        Expr::Date { date: inner } | Expr::Timestamp { timestamp: inner } => {
            as_moment(inner, term(inner, schema)?.0).map(|term| (term, Kind::Moment))
        }
        Expr::Property { property: name } => value(name, schema),
        Expr::Operation { op, args } => made(op, args, schema),
        Expr::Null => Err(Fault::new("NULL is compared with IS NULL").word("null")),
        other => Err(Fault::new(format!(
            "found {}; expected a property or a single value",
            shown(other)
        ))),
    }
}

/// A property with one value.
fn value(name: &str, schema: &Schema) -> Result<(Term, Kind), Fault> {
    if GEOMETRY.contains(&name) && schema.find(name).is_none() {
        return Err(Fault::new(format!(
            "{name} is the geometry; S_INTERSECTS({name}, …) and its like compare it"
        ))
        .word(name));
    }
    let found = property(name, schema)?;
    let kind = Kind::of(found.kind).ok_or_else(|| {
        Fault::new(format!(
            "the property {name} is {}; A_CONTAINS({name}, ('a', 'b')) and its like compare \
             lists of texts and of numbers",
            found.kind.noun()
        ))
        .word(name)
    })?;
    Ok((Term::Property(found.name.clone(), kind), kind))
}

/// A value that is made of others.
fn made(name: &str, arguments: &[Box<Expr>], schema: &Schema) -> Result<(Term, Kind), Fault> {
    let wanted = |expression: &Expr, kind: Kind| match term(expression, schema)? {
        (term, found) if found == kind => Ok(Box::new(term)),
        (_, found) => Err(Fault::new(format!(
            "{name} takes {}, found {} ({})",
            kind.noun(),
            shown(expression),
            found.noun()
        ))
        .word(&word(expression).unwrap_or_else(|| name.to_owned()))),
    };
    if let Some(by) = arithmetic(name) {
        let (first, rest) = arguments.split_first().ok_or_else(|| arity(name, 2, 0))?;
        if rest.is_empty() {
            return Err(arity(name, 2, 1));
        }
        if rest.len() > MOST_NUMBERS {
            return Err(
                Fault::new(format!("{name} takes at most {MOST_NUMBERS} numbers")).word(name),
            );
        }
        let mut number = wanted(first, Kind::Number)?;
        for next in rest {
            let next = wanted(next, Kind::Number)?;
            number = Box::new(Term::Arithmetic(number, by, next));
        }
        return Ok((*number, Kind::Number));
    }
    match name {
        "casei" => {
            let [text] = count(name, arguments)?;
            Ok((Term::Caseless(wanted(text, Kind::Text)?), Kind::Text))
        }
        "accenti" => {
            let [text] = count(name, arguments)?;
            Ok((Term::Accentless(wanted(text, Kind::Text)?), Kind::Text))
        }
        _ => functions::term(name, arguments).unwrap_or_else(|| Err(unknown_function(name))),
    }
}

fn comparison(name: &str) -> Option<Comparison> {
    Some(match name {
        "=" => Comparison::Equal,
        "<>" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

fn arithmetic(name: &str) -> Option<Arithmetic> {
    Some(match name {
        "+" => Arithmetic::Add,
        "-" => Arithmetic::Subtract,
        "*" => Arithmetic::Multiply,
        "/" => Arithmetic::Divide,
        "div" => Arithmetic::DivideWhole,
        "%" => Arithmetic::Remainder,
        "^" => Arithmetic::Power,
        _ => return None,
    })
}

/// The property of that name, which must be one that a filter can ask for.
pub(super) fn property<'a>(name: &str, schema: &'a Schema) -> Result<&'a Property, Fault> {
    schema.find(name).ok_or_else(|| {
        let known: Vec<&str> = schema.queryables().map(|one| &*one.name).collect();
        Fault::new(format!(
            "there is no property \"{}\"; the collection has {}, {}",
            name.chars().take(100).collect::<String>(),
            GEOMETRY[0],
            known.join(", ")
        ))
        .word(name)
    })
}

/// So many arguments, and no other number.
pub(super) fn count<'a, const N: usize>(
    name: &str,
    arguments: &'a [Box<Expr>],
) -> Result<[&'a Expr; N], Fault> {
    let found: Vec<&Expr> = arguments.iter().map(|argument| &**argument).collect();
    found
        .try_into()
        .map_err(|found: Vec<&Expr>| arity(name, N, found.len()))
}

fn arity(name: &str, expected: usize, found: usize) -> Fault {
    Fault::new(format!("{name} takes {expected} arguments, found {found}")).word(name)
}

fn unknown_function(name: &str) -> Fault {
    let known: Vec<&str> = functions::ALL.iter().map(|one| one.name).collect();
    Fault::new(format!(
        "there is no function \"{}\" here; besides those of CQL2 there are {}",
        name.chars().take(100).collect::<String>(),
        known.join(", ")
    ))
    .word(name)
}

/// An expression in a message, not too long.
fn shown(expression: &Expr) -> String {
    let text = expression.to_text().unwrap_or_default();
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}

/// The word by which an expression is found in the text.
fn word(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Property { property } => Some(property.clone()),
        Expr::Literal(text) => Some(text.clone()),
        _ => None,
    }
}
