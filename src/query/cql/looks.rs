//! At what of a feature a condition looks: what lets a store answer from the columns that it has.

use super::condition::{Condition, Term};
use super::evaluate::DATE_PRECISION;
use super::lists::List;
use super::shapes::Shape;
use super::times::{Bound, Span};

/// The parts of a feature on which an answer depends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looks<'a> {
    /// The names of properties, each once.
    pub properties: Vec<&'a str>,
    /// Its geometry.
    pub geometry: bool,
    /// Its own time.
    pub time: bool,
}

impl<'a> Looks<'a> {
    /// The one property at which it looks, if it looks at nothing else.
    pub fn only_property(&self) -> Option<&'a str> {
        match *self.properties.as_slice() {
            [name] if !self.geometry && !self.time => Some(name),
            _ => None,
        }
    }

    fn property(&mut self, name: &'a str) {
        if !self.properties.contains(&name) {
            self.properties.push(name);
        }
    }

    fn term(&mut self, term: &'a Term) {
        match term {
            Term::Literal(_) => {}
            Term::Property(name, _) => self.property(name),
            Term::Caseless(term) | Term::Accentless(term) => self.term(term),
            Term::Arithmetic(left, _, right) => {
                self.term(left);
                self.term(right);
            }
            Term::AgeDays(_) => self.time = true,
        }
    }

    fn span(&mut self, span: &'a Span) {
        let mut bound = |bound: &'a Bound| {
            if let Bound::Property(name) = bound {
                self.property(name);
            }
        };
        match span {
            Span::Moment(at) => bound(at),
            Span::Between(from, to) => {
                bound(from);
                bound(to);
            }
        }
    }

    fn list(&mut self, list: &'a List) {
        if let List::Property(name) = list {
            self.property(name);
        }
    }

    fn condition(&mut self, condition: &'a Condition) {
        match condition {
            Condition::Always(_) => {}
            Condition::And(all) | Condition::Or(all) => {
                for one in all {
                    self.condition(one);
                }
            }
            Condition::Not(one) => self.condition(one),
            Condition::Holds(term) | Condition::NullTerm(term) => self.term(term),
            Condition::Compare { left, right, .. } => {
                self.term(left);
                self.term(right);
            }
            Condition::Between { value, low, high } => {
                for term in [value, low, high] {
                    self.term(term);
                }
            }
            Condition::Like { value, .. } => self.term(value),
            Condition::In { value, list } => {
                self.term(value);
                for term in list {
                    self.term(term);
                }
            }
            Condition::NullProperty(name) => self.property(name),
            Condition::NullGeometry => self.geometry = true,
            Condition::Spatial { left, right, .. } | Condition::Near { left, right, .. } => {
                self.geometry |= [left, right]
                    .into_iter()
                    .any(|shape| matches!(shape, Shape::Own));
            }
            Condition::Temporal { left, right, .. } => {
                self.span(left);
                self.span(right);
            }
            Condition::When(_, span) => {
                self.time = true;
                self.property(DATE_PRECISION);
                self.span(span);
            }
            Condition::Array { left, right, .. } => {
                self.list(left);
                self.list(right);
            }
        }
    }
}

impl Condition {
    /// At what it looks.
    pub fn looks(&self) -> Looks<'_> {
        let mut looks = Looks::default();
        looks.condition(self);
        looks
    }
}
