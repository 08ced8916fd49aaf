//! The right answers, by looking at every incident: slow, and too simple to be wrong.

use crate::made_up::Incident;
use crate::question::{Condition, Question};

/// What an answer has to say.
pub(crate) struct Expected {
    /// The incidents on the page, in the order of their numbers.
    pub(crate) numbers: Vec<u32>,
    /// How many there are on all pages; a single incident says no number.
    pub(crate) matched: Option<usize>,
}

/// The answer to one question.
pub(crate) fn answer(question: &Question, incidents: &[Incident], layer: usize) -> Expected {
    let (conditions, offset, limit, incidents) = match question {
        Question::One(number) => {
            return Expected {
                numbers: vec![*number],
                matched: None,
            };
        }
        Question::ByKey { offset, .. } => (&[][..], *offset, 100, incidents),
        Question::Items {
            collection: "layer",
            conditions,
            offset,
            limit,
        } => (&conditions[..], *offset, *limit, &incidents[..layer]),
        Question::Items {
            conditions,
            offset,
            limit,
            ..
        } => (&conditions[..], *offset, *limit, incidents),
    };
    let holds = |incident: &&Incident| conditions.iter().all(|all: &Condition| all.holds(incident));
    let mut matched = 0;
    let mut numbers = Vec::new();
    for incident in incidents.iter().filter(holds) {
        if matched >= offset && numbers.len() < limit {
            numbers.push(incident.number);
        }
        matched += 1;
    }
    Expected {
        numbers,
        matched: Some(matched),
    }
}
