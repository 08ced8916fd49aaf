//! What a filter asks, checked: every name is a property of the collection, every operand of a
//! type that its operator takes.

use super::lists::{List, ListOperator};
use super::shapes::{Shape, SpatialOperator};
use super::text::Pattern;
use super::times::{Certainty, Span, TemporalOperator};
use crate::domain::Instant;
use crate::query::{Datum, Kind};

/// True, false or unknown of each feature.
#[derive(Debug, Clone)]
pub enum Condition {
    /// Of all, or of none.
    Always(bool),
    /// All of them hold.
    And(Vec<Self>),
    /// At least one of them holds.
    Or(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// A property that is true or false.
    Holds(Term),
    /// Two values compared.
    Compare {
        /// The first.
        left: Term,
        /// How.
        by: Comparison,
        /// The second.
        right: Term,
    },
    /// A value from `low` to `high`, both included.
    Between {
        /// The value.
        value: Term,
        /// The least.
        low: Term,
        /// The greatest.
        high: Term,
    },
    /// A text like a pattern.
    Like {
        /// The text.
        value: Term,
        /// The pattern.
        pattern: Pattern,
    },
    /// A value of a list.
    In {
        /// The value.
        value: Term,
        /// What it may be.
        list: Vec<Term>,
    },
    /// A property without a value.
    NullProperty(String),
    /// An expression without a value.
    NullTerm(Term),
    /// A feature without geometry.
    NullGeometry,
    /// Two geometries in a relation.
    Spatial {
        /// The first.
        left: Shape,
        /// The relation.
        by: SpatialOperator,
        /// The second.
        right: Shape,
    },
    /// Two geometries not farther from each other than so many metres.
    Near {
        /// The first.
        left: Shape,
        /// The second.
        right: Shape,
        /// On the ellipsoid.
        metres: f64,
    },
    /// Two times in a relation.
    Temporal {
        /// The first.
        left: Span,
        /// The relation.
        by: TemporalOperator,
        /// The second.
        right: Span,
    },
    /// The feature's own time against another, as sure as its dates are.
    When(Certainty, Span),
    /// Two lists in a relation.
    Array {
        /// The first.
        left: List,
        /// The relation.
        by: ListOperator,
        /// The second.
        right: List,
    },
}

/// Something that has one value, or none, for each feature.
#[derive(Debug, Clone)]
pub enum Term {
    /// The same for all.
    Literal(Datum),
    /// What the property of that name says, read as this kind.
    Property(String, Kind),
    /// A text without its case.
    Caseless(Box<Self>),
    /// A text without its accents.
    Accentless(Box<Self>),
    /// A number made of two.
    Arithmetic(Box<Self>, Arithmetic, Box<Self>),
    /// Days from the feature's last day to this one.
    AgeDays(Instant),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// How a number is made of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `div`: the whole part of the quotient.
    DivideWhole,
    /// `%`
    Remainder,
    /// `^`
    Power,
}
