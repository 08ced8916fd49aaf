//! A condition over columns.
//!
//! Unknown is neither true nor false, so that a tree is asked either "is it true?" or "is it
//! false?": not both is unknown.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

use super::bits::Bits;
use super::codes::CodeSet;
use super::column::{Coded, Column};
use super::patience::Patience;
use super::snapshot::Snapshot;
use crate::domain::Collection;
use crate::query::Datum;
use crate::query::cql::{self, Comparison, Condition, Term};

/// A condition, made ready for the columns of a snapshot.
pub(super) enum Tree<'a> {
    Always(bool),
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    /// The values for which it is true, and those for which it is false.
    Codes(&'a Coded, [CodeSet; 2]),
    /// Something asked of each row's own value.
    Value(&'a Column, Box<dyn Fn(&Value) -> bool + 'a>),
    /// How the row's geometry lies to one that is the same for all.
    Place(Box<cql::Prepared<'a>>),
    /// What only the whole row can answer.
    Row(&'a Condition),
}

impl<'a> Tree<'a> {
    /// The conditions that have to be true for all of this one to be.
    pub(super) fn all_of(
        snapshot: &'a Snapshot,
        condition: &'a Condition,
        patience: &mut Patience,
    ) -> Vec<Self> {
        match condition {
            Condition::And(all) => {
                let trees = all.iter();
                let trees = trees.flat_map(|one| Self::all_of(snapshot, one, patience));
                trees.collect()
            }
            one => vec![Self::new(snapshot, one, patience)],
        }
    }

    /// Makes no sense if the patience ends meanwhile.
    fn new(snapshot: &'a Snapshot, condition: &'a Condition, patience: &mut Patience) -> Self {
        let mut each = |all: &'a [Condition]| {
            let trees = all.iter().map(|one| Self::new(snapshot, one, patience));
            trees.collect()
        };
        match condition {
            Condition::Always(truth) => Self::Always(*truth),
            Condition::And(all) => Self::And(each(all)),
            Condition::Or(any) => Self::Or(each(any)),
            Condition::Not(one) => Self::Not(Box::new(Self::new(snapshot, one, patience))),
            one => Self::leaf(snapshot, one, patience),
        }
    }

    fn leaf(snapshot: &'a Snapshot, condition: &'a Condition, patience: &mut Patience) -> Self {
        if let Some(prepared) = cql::Prepared::of(condition) {
            return Self::Place(Box::new(prepared));
        }
        let name = condition.looks().only_property();
        let column =
            name.and_then(|name| snapshot.columns.named(name).map(|column| (name, column)));
        let Some((name, Column::Coded(column))) = column else {
            return Self::Row(condition);
        };
        let codes = compared(column, condition).unwrap_or_else(|| {
            let mut one = One { name, value: None };
            let mut holds = |code: u32| {
                one.value = column.of_code(code).cloned();
                condition.holds(&cql::Row {
                    properties: &one,
                    geometry: None,
                    bounds: None,
                    time: None,
                })
            };
            let truths: Vec<Option<bool>> = (0..column.most())
                .map_while(|code| patience.lasts().then(|| holds(code)))
                .collect();
            let those = |truth: bool| {
                let mut truths = truths.iter();
                CodeSet::that(column.most(), |_| truths.next() == Some(&Some(truth)))
            };
            [those(true), those(false)]
        });
        Self::Codes(column, codes)
    }

    /// What is asked of the value of a property; rows without one do not match.
    pub(super) fn values(
        snapshot: &'a Snapshot,
        property: &str,
        is_it: impl Fn(&Value) -> bool + 'a,
    ) -> Self {
        match snapshot.columns.named(property) {
            None => Self::Always(false),
            Some(Column::Coded(column)) => {
                let yes = CodeSet::that(column.most(), |code| {
                    column.of_code(code).is_some_and(&is_it)
                });
                let no = yes.others(column.most());
                Self::Codes(column, [yes, no])
            }
            Some(column) => Self::Value(column, Box::new(is_it)),
        }
    }

    /// Listed in one of these areas.
    pub(super) fn in_areas(snapshot: &'a Snapshot, areas: &'a [String]) -> Self {
        Self::values(snapshot, Collection::AREAS, |listed| {
            let listed = listed
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            listed
                .into_iter()
                .any(|listed| areas.iter().any(|area| area == listed))
        })
    }

    /// The cheap ones are asked first; from 1 on rows have to be looked at one by one.
    pub(super) fn cost(&self) -> usize {
        match self {
            Self::Always(_) | Self::Codes(..) => 0,
            Self::And(all) | Self::Or(all) => all.iter().map(Self::cost).max().unwrap_or(0),
            Self::Not(one) => one.cost(),
            Self::Value(..) => 1,
            Self::Place(_) | Self::Row(_) => 2,
        }
    }

    /// Is it true, or is it false, of this row?
    pub(super) fn is(&self, snapshot: &Snapshot, row: usize, truth: bool) -> bool {
        match self {
            Self::Always(own) => *own == truth,
            Self::And(all) if truth => all.iter().all(|one| one.is(snapshot, row, true)),
            Self::And(all) => all.iter().any(|one| one.is(snapshot, row, false)),
            Self::Or(any) if truth => any.iter().any(|one| one.is(snapshot, row, true)),
            Self::Or(any) => any.iter().all(|one| one.is(snapshot, row, false)),
            Self::Not(one) => one.is(snapshot, row, !truth),
            Self::Codes(column, [yes, no]) => {
                let wanted = if truth { yes } else { no };
                wanted.has(column.code(row))
            }
            Self::Value(column, is_it) => {
                let value = column.value(row, &snapshot.texts);
                value.is_some_and(|value| is_it(&value)) == truth
            }
            Self::Place(prepared) => {
                let bounds = snapshot.places.bounds(row);
                let own = snapshot.places.geometry(row);
                own.is_some_and(|own| prepared.holds(&own, bounds) == truth)
            }
            Self::Row(condition) => snapshot.holds(condition, row) == Some(truth),
        }
    }

    /// The rows of which it is true, or false; `None` if only the rows themselves can tell.
    pub(super) fn rows(&self, count: usize, truth: bool) -> Option<Bits> {
        Some(match self {
            Self::Always(own) if *own == truth => Bits::all(count),
            Self::Always(_) => Bits::none(count),
            Self::And(all) if truth => every(all, count, true)?,
            Self::And(all) => any(all, count, false)?,
            Self::Or(some) if truth => any(some, count, true)?,
            Self::Or(some) => every(some, count, false)?,
            Self::Not(one) => one.rows(count, !truth)?,
            Self::Codes(column, [yes, no]) => column.rows(if truth { yes } else { no }),
            Self::Value(..) | Self::Place(_) | Self::Row(_) => return None,
        })
    }
}

fn every(trees: &[Tree<'_>], count: usize, truth: bool) -> Option<Bits> {
    let mut all = Bits::all(count);
    for tree in trees {
        all.keep(&tree.rows(count, truth)?);
    }
    Some(all)
}

fn any(trees: &[Tree<'_>], count: usize, truth: bool) -> Option<Bits> {
    let mut all = Bits::none(count);
    for tree in trees {
        all.take_in(&tree.rows(count, truth)?);
    }
    Some(all)
}

/// A comparison with a value that is the same for all, found in the order of a column's values.
fn compared(column: &Coded, condition: &Condition) -> Option<[CodeSet; 2]> {
    let known = column.ordered();
    let before =
        |bound: &Datum| column.those_before(|own| own.order(bound).is_some_and(Ordering::is_lt));
    let to =
        |bound: &Datum| column.those_before(|own| own.order(bound).is_some_and(Ordering::is_le));
    let (yes, is_turned) = match condition {
        Condition::Compare {
            left: Term::Property(_, kind),
            by,
            right: Term::Literal(bound),
        } if column.is_of(*kind) => match by {
            Comparison::Equal => (before(bound)..to(bound), false),
            Comparison::NotEqual => (before(bound)..to(bound), true),
            Comparison::Less => (0..before(bound), false),
            Comparison::LessOrEqual => (0..to(bound), false),
            Comparison::Greater => (to(bound)..known, false),
            Comparison::GreaterOrEqual => (before(bound)..known, false),
        },
        Condition::Between {
            value: Term::Property(_, kind),
            low: Term::Literal(low),
            high: Term::Literal(high),
        } if column.is_of(*kind) => (before(low)..to(high), false),
        _ => return None,
    };
    let yes = CodeSet::range(yes);
    let no = yes.others(known);
    Some(if is_turned { [no, yes] } else { [yes, no] })
}

/// A feature of which only one value is known.
#[derive(Debug)]
struct One<'a> {
    name: &'a str,
    value: Option<Value>,
}

impl cql::Properties for One<'_> {
    fn value(&self, name: &str) -> Option<Cow<'_, Value>> {
        let own = self.value.as_ref().filter(|_| name == self.name);
        own.map(Cow::Borrowed)
    }
}
