//! The functions that a filter can call besides those of CQL2: a table, which the API publishes.

use cql2::Expr;

use super::Fault;
use super::check;
use super::condition::{Condition, Term};
use super::shapes::Shape;
use super::times::{self, Certainty, Span};
use crate::domain::{Crs, Schema};
use crate::query::Kind;

/// A function, as the API describes it.
#[derive(Debug, Clone, Copy)]
pub struct Function {
    /// Its name, in small letters.
    pub name: &'static str,
    /// What it says.
    pub description: &'static str,
    /// What it takes, in order.
    pub arguments: &'static [Argument],
    /// The type of its value, in the words of the standard.
    pub returns: &'static str,
}

/// One argument of a function.
#[derive(Debug, Clone, Copy)]
pub struct Argument {
    /// For people.
    pub title: &'static str,
    /// What it means, with its unit.
    pub description: &'static str,
    /// Its types, in the words of the standard.
    pub types: &'static [&'static str],
}

const TIME: Argument = Argument {
    title: "time",
    description: "A date, a date-time or an INTERVAL.",
    types: &["datetime"],
};

/// All of them.
pub const ALL: [Function; 4] = [
    Function {
        name: "s_dwithin",
        description: "Are the two geometries at most so many metres apart, on the ellipsoid? \
            0 where they meet.",
        arguments: &[
            Argument {
                title: "first",
                description: "The feature's geometry, or a literal one.",
                types: &["geometry"],
            },
            Argument {
                title: "second",
                description: "The feature's geometry, or a literal one.",
                types: &["geometry"],
            },
            Argument {
                title: "metres",
                description: "From 0 to 1,000,000.",
                types: &["number"],
            },
        ],
        returns: "boolean",
    },
    Function {
        name: "possibly_during",
        description: "Can the feature have been at that time, as its dates say? Unknown where it \
            has none.",
        arguments: &[TIME],
        returns: "boolean",
    },
    Function {
        name: "certainly_during",
        description: "Was the feature at that time for certain? One that is dated to a month or a \
            year (`date_precision`) is, if all days on which it can have been lie inside.",
        arguments: &[TIME],
        returns: "boolean",
    },
    Function {
        name: "age_days",
        description: "Days from the feature's last day to that day; negative if it lies before.",
        arguments: &[Argument {
            title: "day",
            description: "A date.",
            types: &["datetime"],
        }],
        returns: "number",
    },
];

/// The greatest distance that `s_dwithin` takes, in metres.
const FARTHEST: f64 = 1_000_000.0;

/// A function that is true or false; `None` if there is none of that name.
pub(super) fn condition(
    name: &str,
    arguments: &[Box<Expr>],
    crs: Crs,
    schema: &Schema,
) -> Option<Result<Condition, Fault>> {
    let certainty = match find(name)?.name {
        "s_dwithin" => return Some(near(arguments, crs)),
        "possibly_during" => Certainty::Possible,
        "certainly_during" => Certainty::Certain,
        _ => return None,
    };
    Some(
        check::count(name, arguments)
            .and_then(|[time]| Span::read(time, schema))
            .map(|span| Condition::When(certainty, span)),
    )
}

/// A function that has a value; `None` if there is none of that name.
pub(super) fn term(name: &str, arguments: &[Box<Expr>]) -> Option<Result<(Term, Kind), Fault>> {
    (find(name)?.name == "age_days").then(|| {
        let [day] = check::count(name, arguments)?;
        let text = match day {
            Expr::Date { date: inner } | Expr::Timestamp { timestamp: inner } => match &**inner {
                Expr::Literal(text) => Some(text),
                _ => None,
            },
            Expr::Literal(text) => Some(text),
            _ => None,
        };
        let expected =
            || Fault::new("age_days takes a day: age_days(DATE('2026-01-01'))").word(name);
        let day = times::moment(text.ok_or_else(expected)?)?;
        let day = day.start().ok_or_else(expected)?;
        Ok((Term::AgeDays(day), Kind::Number))
    })
}

fn find(name: &str) -> Option<&'static Function> {
    ALL.iter()
        .find(|function| function.name.eq_ignore_ascii_case(name))
}

fn near(arguments: &[Box<Expr>], crs: Crs) -> Result<Condition, Fault> {
    let [left, right, metres] = check::count("s_dwithin", arguments)?;
    let metres = match metres {
        Expr::Float(metres) if (0.0..=FARTHEST).contains(metres) => *metres,
        _ => {
            let expected = "the third argument of s_dwithin is metres, from 0 to 1000000";
            return Err(Fault::new(expected).word("s_dwithin"));
        }
    };
    Ok(Condition::Near {
        left: Shape::read(left, crs)?,
        right: Shape::read(right, crs)?,
        metres,
    })
}
