//! Does a feature match? True, false, or unknown where it does not say.

use std::borrow::Cow;
use std::fmt;

use geo::{Geometry, Rect};
use serde_json::{Map, Value};

use super::condition::{Arithmetic, Comparison, Condition, Term};
use super::text;
use crate::domain::Interval;
use crate::query::Datum;

/// Where the values of a feature are found by the names of its properties.
pub trait Properties: fmt::Debug {
    /// The value of that name; `None` where there is none.
    fn value(&self, name: &str) -> Option<Cow<'_, Value>>;
}

impl Properties for Map<String, Value> {
    fn value(&self, name: &str) -> Option<Cow<'_, Value>> {
        self.get(name).map(Cow::Borrowed)
    }
}

/// What a condition looks at.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// All of its properties.
    pub properties: &'a dyn Properties,
    /// Where it is.
    pub geometry: Option<&'a Geometry<f64>>,
    /// The box around that.
    pub bounds: Option<Rect<f64>>,
    /// When it was.
    pub time: Option<Interval>,
}

/// The property of the code book that says how sure a date is.
pub(super) const DATE_PRECISION: &str = "date_precision";

impl Row<'_> {
    /// Are its dates sure to the day? Data that does not say is taken at its word.
    fn is_exact(&self) -> bool {
        match self.properties.value(DATE_PRECISION).as_deref() {
            None | Some(Value::Null) => true,
            Some(precision) => precision == "day",
        }
    }
}

impl Condition {
    /// Does it hold for this feature? `None` is unknown.
    pub fn holds(&self, row: &Row<'_>) -> Option<bool> {
        match self {
            Self::Always(truth) => Some(*truth),
            Self::And(all) => every(all.iter().map(|one| one.holds(row)), false),
            Self::Or(any) => every(any.iter().map(|one| one.holds(row)), true),
            Self::Not(one) => one.holds(row).map(|truth| !truth),
            Self::Holds(term) => match term.of(row)? {
                Datum::Boolean(truth) => Some(truth),
                _ => None,
            },
            Self::Compare { left, by, right } => by.holds(&left.of(row)?, &right.of(row)?),
            Self::Between { value, low, high } => {
                let value = value.of(row)?;
                let from = Comparison::GreaterOrEqual.holds(&value, &low.of(row)?)?;
                let to = Comparison::LessOrEqual.holds(&value, &high.of(row)?)?;
                Some(from && to)
            }
            Self::Like { value, pattern } => match value.of(row)? {
                Datum::Text(text) => Some(pattern.matches(&text)),
                _ => None,
            },
            Self::In { value, list } => {
                let value = value.of(row)?;
                let is = |term: &Term| Comparison::Equal.holds(&value, &term.of(row)?);
                every(list.iter().map(is), true)
            }
            Self::NullProperty(name) => {
                let value = row.properties.value(name);
                Some(value.is_none_or(|value| value.is_null()))
            }
            Self::NullTerm(term) => Some(term.of(row).is_none()),
            Self::NullGeometry => Some(row.geometry.is_none()),
            Self::Spatial { left, by, right } => Some(by.holds(left.of(row)?, right.of(row)?)),
            Self::Near {
                left,
                right,
                metres,
            } => Some(super::shapes::are_near(
                left.of(row)?,
                right.of(row)?,
                *metres,
            )),
            Self::Temporal { left, by, right } => Some(by.holds(left.of(row)?, right.of(row)?)),
            Self::When(certainty, span) => {
                let (own, asked) = (row.time?, span.whole(row)?);
                Some(certainty.holds(own, row.is_exact(), asked))
            }
            Self::Array { left, by, right } => Some(by.holds(&left.of(row)?, &right.of(row)?)),
        }
    }
}

/// `AND` (`decides` is false) and `OR` (true) of three truths: one that decides is enough, an
/// unknown one leaves the answer open unless another decides.
fn every(truths: impl Iterator<Item = Option<bool>>, decides: bool) -> Option<bool> {
    let mut answer = Some(!decides);
    for truth in truths {
        match truth {
            Some(truth) if truth == decides => return Some(decides),
            None => answer = None,
            Some(_) => {}
        }
    }
    answer
}

impl Comparison {
    fn holds(self, left: &Datum, right: &Datum) -> Option<bool> {
        let order = left.order(right)?;
        Some(match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        })
    }
}

impl Term {
    /// Its value for this feature; `None` where there is none.
    fn of(&self, row: &Row<'_>) -> Option<Datum> {
        match self {
            Self::Literal(datum) => Some(datum.clone()),
            Self::Property(name, kind) => kind.read(&*row.properties.value(name)?),
            Self::Caseless(term) => Some(Datum::Text(text::without_case(&term.text(row)?))),
            Self::Accentless(term) => Some(Datum::Text(text::without_accents(&term.text(row)?))),
            Self::Arithmetic(left, by, right) => {
                let number = by.of(left.number(row)?, right.number(row)?);
                number.is_finite().then_some(Datum::Number(number))
            }
            Self::AgeDays(day) => {
                let end = row.time?.end()?;
                Some(Datum::Number(end.days_until(*day)))
            }
        }
    }

    fn text(&self, row: &Row<'_>) -> Option<String> {
        match self.of(row)? {
            Datum::Text(text) => Some(text),
            _ => None,
        }
    }

    fn number(&self, row: &Row<'_>) -> Option<f64> {
        match self.of(row)? {
            Datum::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl Arithmetic {
    fn of(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Add => a + b,
            Self::Subtract => a - b,
            Self::Multiply => a * b,
            Self::Divide => a / b,
            Self::DivideWhole => (a / b).trunc(),
            Self::Remainder => a % b,
            Self::Power => a.powf(b),
        }
    }
}
