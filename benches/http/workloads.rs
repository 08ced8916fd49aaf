//! The workloads: many requests of one kind, and what marz has to reach with them.

use std::collections::HashSet;

use crate::made_up::{Incident, LAST_DAY, Random};
use crate::question::{Condition, Question};
use crate::region;

/// Requests of one kind.
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    /// Requests per second as a part of what nginx does with the same bytes.
    pub(crate) goal: f64,
    /// Checked one by one before they are timed.
    pub(crate) questions: Vec<Question>,
    /// Timed, each once, in the place of the checked ones: of the same kind, never seen before.
    pub(crate) unseen: Option<Vec<Question>>,
    pub(crate) accept_encoding: Option<&'static str>,
}

/// Different requests in most workloads: enough that no small cache explains a figure.
const MANY: usize = 400;

/// Names, what is asked, and the goal.
pub(crate) const ALL: [(&str, &str, f64); 8] = [
    ("w1", "whole layer of 200", 0.9),
    ("w2", "bbox, 100 features", 0.7),
    ("w3", "bbox and one year, 50 to 100 features", 0.7),
    ("w4-key", "page at depth 200,000 by key", 0.9),
    ("w4-offset", "page at depth 200,000 by offset", 0.9),
    ("w5", "one feature by id", 0.9),
    (
        "w6-new",
        "filter not seen before, exact count, first 100",
        0.4,
    ),
    ("w6-seen", "filter seen before, exact count, first 100", 0.7),
];

/// The workload with that name. `next` follows the link of a page to the one behind it.
pub(crate) fn make(
    (name, what, goal): (&'static str, &'static str, f64),
    incidents: &[Incident],
    unseen: usize,
    next: impl Fn(&Question) -> String,
) -> Workload {
    let mut random = Random::new(name.bytes().map(u64::from).sum());
    let questions = match name {
        "w1" => vec![items("layer", Vec::new(), 0, 1_000)],
        "w2" => many(|| boxes(incidents, &mut random)),
        "w3" => many(|| box_and_year(incidents, &mut random)),
        "w4-key" => deep(incidents.len())
            .map(|offset| Question::ByKey {
                path: next(&items("incidents", Vec::new(), offset - 100, 100)),
                offset,
            })
            .collect(),
        "w4-offset" => deep(incidents.len())
            .map(|offset| items("incidents", Vec::new(), offset, 100))
            .collect(),
        "w5" => (0..2_000)
            .map(|_| Question::One(incidents[random.below(incidents.len())].number))
            .collect(),
        "w6-new" => filters(MANY, &mut random),
        "w6-seen" => filters(1, &mut random),
        _ => panic!("{name}"),
    };
    Workload {
        name,
        what,
        goal,
        questions,
        unseen: (name == "w6-new").then(|| filters(unseen, &mut random)),
        accept_encoding: None,
    }
}

fn many(one: impl FnMut() -> Question) -> Vec<Question> {
    std::iter::repeat_with(one).take(MANY).collect()
}

fn items(
    collection: &'static str,
    conditions: Vec<Condition>,
    offset: usize,
    limit: usize,
) -> Question {
    Question::Items {
        collection,
        conditions,
        offset,
        limit,
    }
}

/// Two thirds down the collection and on.
fn deep(count: usize) -> impl Iterator<Item = usize> {
    (0..MANY).map(move |number| count / 3 * 2 + number * 137)
}

fn boxes(incidents: &[Incident], random: &mut Random) -> Question {
    let wanted = random.below(20) + 90;
    let found = region::with(incidents, random, wanted, None);
    items("incidents", vec![Condition::Box(found)], 0, 1_000)
}

fn box_and_year(incidents: &[Incident], random: &mut Random) -> Question {
    let year = i32::try_from(random.below(35)).unwrap();
    // Of days: leap years move it by a few, which does not matter here.
    let first = year * 365;
    let during = Condition::During(first, first + 364);
    let wanted = random.below(50) + 50;
    let found = region::with(incidents, random, wanted, Some(&during));
    items("incidents", vec![Condition::Box(found), during], 0, 1_000)
}

/// Different conditions on properties, in changing combinations.
fn filters(count: usize, random: &mut Random) -> Vec<Question> {
    let mut seen = HashSet::with_capacity(count);
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        let question = items("incidents", conditions(random), 0, 100);
        if seen.insert(question.path()) {
            all.push(question);
        }
    }
    all
}

fn conditions(random: &mut Random) -> Vec<Condition> {
    const CATEGORIES: [&str; 5] = ["clash", "civilians", "unrest", "explosion", "operation"];
    const DEATHS: [&str; 3] = ["deaths_best", "deaths_high", "deaths_low"];
    let mut all = vec![
        Condition::Is("category", random.pick(&CATEGORIES)),
        Condition::AtLeast(random.pick(&DEATHS), random.between(1, 30)),
    ];
    match random.between(0, 4) {
        0 => all.push(Condition::Is("country", random.pick(&["TJ", "KG", "UZ"]))),
        1 => all.push(Condition::AtLeast("source_count", random.between(2, 4))),
        2 => all.push(Condition::AtMost(
            "location_precision",
            random.between(1, 3),
        )),
        3 => all.push(Condition::AtMost("deaths_high", random.between(80, 300))),
        _ => {}
    }
    all.push(Condition::Since(random.between(0, LAST_DAY / 2)));
    all
}
