//! The right answers, by looking at every incident: slow, and too simple to be wrong.

use std::collections::BTreeMap;

use crate::made_up::{self, Incident};
use crate::question::{Condition, Question};
use crate::region;

/// What an answer has to say.
pub(crate) enum Expected {
    /// The incidents on the page, in the order of their numbers, and how many there are on all.
    Page { numbers: Vec<u32>, matched: usize },
    /// That incident.
    One(u32),
    /// Incidents by month, or none, and category.
    Groups(BTreeMap<(Option<String>, String), usize>),
    /// So many points, give or take those on an edge.
    Points(usize),
    /// So many features, in one file.
    All(usize),
}

/// The answer to one question; the small collection has the first `layer` of them.
pub(crate) fn answer(question: &Question, incidents: &[Incident], layer: usize) -> Expected {
    match question {
        Question::One(number) => Expected::One(*number),
        Question::Download(_) => Expected::All(incidents.len()),
        Question::ByKey { offset, .. } => page(incidents, &[], *offset, 100),
        Question::Items {
            collection,
            conditions,
            offset,
            limit,
        } => {
            let is_layer = *collection == "layer";
            let incidents = if is_layer {
                &incidents[..layer]
            } else {
                incidents
            };
            page(incidents, conditions, *offset, *limit)
        }
        Question::Facets(condition) => {
            let mut groups = BTreeMap::new();
            for incident in incidents
                .iter()
                .filter(|incident| condition.holds(incident))
            {
                let month = incident.days.map(|(start, _)| {
                    let day = made_up::day(start);
                    format!("{}-{:02}", day.year(), day.month())
                });
                *groups
                    .entry((month, incident.category.to_owned()))
                    .or_default() += 1;
            }
            Expected::Groups(groups)
        }
        Question::Tile {
            zoom,
            row,
            col,
            during,
            ..
        } => {
            let holds = |incident: &&Incident| {
                region::tile(incident, *zoom) == (*row, *col)
                    && during.as_ref().is_none_or(|during| during.holds(incident))
            };
            Expected::Points(incidents.iter().filter(holds).count())
        }
    }
}

fn page(incidents: &[Incident], conditions: &[Condition], offset: usize, limit: usize) -> Expected {
    let mut matched = 0;
    let mut numbers = Vec::new();
    for incident in incidents {
        if conditions.iter().all(|condition| condition.holds(incident)) {
            if matched >= offset && numbers.len() < limit {
                numbers.push(incident.number);
            }
            matched += 1;
        }
    }
    Expected::Page { numbers, matched }
}
