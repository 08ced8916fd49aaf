//! Times: the relations of `T_BEFORE` and its like, and what can be said of vague dates.
//!
//! The bounds of an interval are moments as they are written: a day is all of its day. Two bounds
//! are the same when one lies in the other, so that 3 May meets 12 o'clock on 3 May.

use std::cmp::Ordering;

use cql2::Expr;
use serde_json::Value;

use super::Fault;
use super::check::property;
use super::evaluate::Row;
use crate::domain::{Interval, Schema};

/// A time, or none, for each feature.
#[derive(Debug, Clone, PartialEq)]
pub enum Span {
    /// A day or moment.
    Moment(Bound),
    /// From one bound to another.
    Between(Bound, Bound),
}

/// One end of a time.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// `..`
    Open,
    /// The same for all.
    Literal(Interval),
    /// What the property of that name says.
    Property(String),
}

/// The relations of two times, as CQL2 and Allen name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemporalOperator {
    /// It ends before the other starts.
    Before,
    /// It starts after the other ends.
    After,
    /// It ends where the other starts.
    Meets,
    /// It starts where the other ends.
    MetBy,
    /// It starts first, and ends inside.
    Overlaps,
    /// The other starts first, and ends inside.
    OverlappedBy,
    /// Both start together, it ends first.
    Starts,
    /// Both start together, the other ends first.
    StartedBy,
    /// It lies inside.
    During,
    /// The other lies inside.
    Contains,
    /// Both end together, it starts later.
    Finishes,
    /// Both end together, it starts first.
    FinishedBy,
    /// Both start and end together.
    Equals,
    /// They share no moment.
    Disjoint,
    /// They share a moment.
    Intersects,
}

/// How sure it has to be that a feature was at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Its dates allow it.
    Possible,
    /// Its dates leave no other choice.
    Certain,
}

impl TemporalOperator {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "t_before" => Self::Before,
            "t_after" => Self::After,
            "t_meets" => Self::Meets,
            "t_metBy" => Self::MetBy,
            "t_overlaps" => Self::Overlaps,
            "t_overlappedBy" => Self::OverlappedBy,
            "t_starts" => Self::Starts,
            "t_startedBy" => Self::StartedBy,
            "t_during" => Self::During,
            "t_contains" => Self::Contains,
            "t_finishes" => Self::Finishes,
            "t_finishedBy" => Self::FinishedBy,
            "t_equals" => Self::Equals,
            "t_disjoint" => Self::Disjoint,
            "t_intersects" => Self::Intersects,
            _ => return None,
        })
    }

    /// Does it hold between two times, of which each is the pair of its bounds?
    pub(super) fn holds(self, a: Ends, b: Ends) -> bool {
        let starts = order(a.start, b.start);
        let ends = order(a.end, b.end);
        let end_to_start = order(a.end, b.start);
        let start_to_end = order(a.start, b.end);
        match self {
            Self::Before => end_to_start.is_lt(),
            Self::After => start_to_end.is_gt(),
            Self::Meets => end_to_start.is_eq(),
            Self::MetBy => start_to_end.is_eq(),
            Self::Overlaps => starts.is_lt() && end_to_start.is_gt() && ends.is_lt(),
            Self::OverlappedBy => starts.is_gt() && start_to_end.is_lt() && ends.is_gt(),
            Self::Starts => starts.is_eq() && ends.is_lt(),
            Self::StartedBy => starts.is_eq() && ends.is_gt(),
            Self::During => starts.is_gt() && ends.is_lt(),
            Self::Contains => starts.is_lt() && ends.is_gt(),
            Self::Finishes => starts.is_gt() && ends.is_eq(),
            Self::FinishedBy => starts.is_lt() && ends.is_eq(),
            Self::Equals => starts.is_eq() && ends.is_eq(),
            Self::Disjoint => end_to_start.is_lt() || start_to_end.is_gt(),
            Self::Intersects => end_to_start.is_ge() && start_to_end.is_le(),
        }
    }
}

/// The two bounds of a time, each a span of its own: a day, a moment, or beyond all time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    start: Edge,
    end: Edge,
}

#[derive(Debug, Clone, Copy)]
enum Edge {
    BeforeAll,
    At(Interval),
    AfterAll,
}

fn order(a: Edge, b: Edge) -> Ordering {
    let rank = |edge: &Edge| match edge {
        Edge::BeforeAll => 0,
        Edge::At(_) => 1,
        Edge::AfterAll => 2,
    };
    match (a, b) {
        (Edge::At(a), Edge::At(b)) if a.intersects(&b) => Ordering::Equal,
        (Edge::At(a), Edge::At(b)) => a.start().cmp(&b.start()),
        _ => rank(&a).cmp(&rank(&b)),
    }
}

impl Span {
    /// Reads a date, a date-time, an interval, or a property that holds days or moments.
    pub(super) fn read(expression: &Expr, schema: &Schema) -> Result<Self, Fault> {
        match expression {
            Expr::Interval { interval } => match interval.as_slice() {
                [start, end] => Ok(Self::Between(
                    Bound::read(start, schema)?,
                    Bound::read(end, schema)?,
                )),
                ends => Err(Fault::new(format!(
                    "INTERVAL has {} ends; expected two: INTERVAL('2010-08-01', '2010-09-30')",
                    ends.len()
                ))
                .word("interval")),
            },
            other => match Bound::read(other, schema)? {
                Bound::Open => Err(Fault::new("`..` is an end of an INTERVAL only").word("..")),
                bound => Ok(Self::Moment(bound)),
            },
        }
        .and_then(Self::in_order)
    }

    fn in_order(self) -> Result<Self, Fault> {
        if let Self::Between(Bound::Literal(start), Bound::Literal(end)) = &self
            && order(Edge::At(*start), Edge::At(*end)).is_gt()
        {
            return Err(Fault::new("the INTERVAL ends before it starts").word("interval"));
        }
        Ok(self)
    }

    /// The time for one feature; `None` if it does not say.
    pub(super) fn of(&self, row: &Row<'_>) -> Option<Ends> {
        Some(match self {
            Self::Moment(bound) => {
                let at = bound.of(row, Edge::BeforeAll)?;
                Ends { start: at, end: at }
            }
            Self::Between(start, end) => Ends {
                start: start.of(row, Edge::BeforeAll)?,
                end: end.of(row, Edge::AfterAll)?,
            },
        })
    }

    /// The whole of the time as one interval.
    pub(super) fn whole(&self, row: &Row<'_>) -> Option<Interval> {
        let ends = self.of(row)?;
        let start = match ends.start {
            Edge::At(span) => span.start(),
            _ => None,
        };
        let end = match ends.end {
            Edge::At(span) => span.end(),
            _ => None,
        };
        Interval::new(start, end)
    }
}

impl Bound {
    fn read(expression: &Expr, schema: &Schema) -> Result<Self, Fault> {
        match expression {
            Expr::Literal(text) if text == ".." => Ok(Self::Open),
            Expr::Literal(text) => moment(text).map(Self::Literal),
            Expr::Date { date: inner } | Expr::Timestamp { timestamp: inner } => match &**inner {
                Expr::Literal(text) => moment(text).map(Self::Literal),
                _ => Err(Fault::new(
                    "DATE and TIMESTAMP take a text: DATE('2010-09-19')",
                )),
            },
            Expr::Property { property: name } => {
                let found = property(name, schema)?;
                if found.kind.is_temporal() {
                    Ok(Self::Property(name.clone()))
                } else {
                    Err(Fault::new(format!(
                        "the property {name} is {}; expected one that holds dates or date-times",
                        found.kind.noun()
                    ))
                    .word(name))
                }
            }
            _ => Err(Fault::new(
                "expected a time: DATE('2010-09-19'), TIMESTAMP('2010-09-19T12:00:00Z'), \
                 INTERVAL('2010-08-01', '..') or a property that holds dates",
            )),
        }
    }

    fn of(&self, row: &Row<'_>, open: Edge) -> Option<Edge> {
        match self {
            Self::Open => Some(open),
            Self::Literal(span) => Some(Edge::At(*span)),
            Self::Property(name) => match &*row.properties.value(name)? {
                Value::String(text) => Interval::of_moment(text).ok().map(Edge::At),
                _ => None,
            },
        }
    }
}

/// A day or a moment. A month or a year would say neither where it starts nor where it ends.
pub(super) fn moment(text: &str) -> Result<Interval, Fault> {
    let fault = || {
        let found: String = text.chars().take(40).collect();
        Fault::new(format!(
            "found '{found}'; expected a day ('2010-09-19') or a moment \
             ('2010-09-19T12:00:00Z')"
        ))
        .word(text)
    };
    if text.len() < 10 {
        return Err(fault());
    }
    Interval::of_moment(text).map_err(|_neither| fault())
}

impl Certainty {
    /// Was a feature, with these dates, at that time? One of several days that are all sure was
    /// there on each of them; one that is dated to a month only was there for certain if the
    /// whole month lies inside.
    pub(super) fn holds(self, own: Interval, is_exact: bool, asked: Interval) -> bool {
        match self {
            Self::Certain if !is_exact => {
                let starts = own.start().is_some() && own.start() >= asked.start();
                let ends =
                    asked.end().is_none() || own.end().is_some_and(|end| Some(end) <= asked.end());
                (asked.start().is_none() || starts) && ends
            }
            Self::Possible | Self::Certain => own.intersects(&asked),
        }
    }
}
