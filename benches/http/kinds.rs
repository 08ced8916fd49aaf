//! Kinds of questions: many of each, the same ones every time.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::made_up::{Incident, LAST_DAY, Random};
use crate::question::{Condition, Question};
use crate::region;

/// Different requests in most workloads: enough that no small cache explains a figure.
pub(crate) const MANY: usize = 400;

/// A page.
pub(crate) fn items(
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

fn many(one: impl FnMut() -> Question) -> Vec<Question> {
    std::iter::repeat_with(one).take(MANY).collect()
}

/// Boxes with about 100 incidents.
pub(crate) fn boxes(incidents: &[Incident], random: &mut Random) -> Vec<Question> {
    many(|| {
        let wanted = random.below(20) + 90;
        let found = region::with(incidents, random, wanted, None);
        items("incidents", vec![Condition::Box(found)], 0, 1_000)
    })
}

/// Boxes with 50 to 100 incidents of one year.
pub(crate) fn boxes_and_years(incidents: &[Incident], random: &mut Random) -> Vec<Question> {
    many(|| {
        let during = years(random, 1);
        let wanted = random.below(50) + 50;
        let found = region::with(incidents, random, wanted, Some(&during));
        items("incidents", vec![Condition::Box(found), during], 0, 1_000)
    })
}

/// Polygons with about 100 incidents of two years.
pub(crate) fn polygons(incidents: &[Incident], random: &mut Random) -> Vec<Question> {
    many(|| {
        let during = years(random, 2);
        let wanted = random.below(20) + 90;
        let ring = region::ring(incidents, random, wanted, &during);
        items(
            "incidents",
            vec![Condition::Polygon(ring), during],
            0,
            1_000,
        )
    })
}

/// So many years of 365 days.
fn years(random: &mut Random, many: i32) -> Condition {
    let first = random.between(0, 35 - many) * 365;
    Condition::During(first, first + many * 365 - 1)
}

/// Two thirds down the collection and on.
pub(crate) fn deep(count: usize) -> impl Iterator<Item = usize> {
    (0..MANY).map(move |number| count / 3 * 2 + number * 137)
}

/// Incidents by their numbers.
pub(crate) fn single(incidents: &[Incident], random: &mut Random) -> Vec<Question> {
    (0..5 * MANY)
        .map(|_| Question::One(incidents[random.below(incidents.len())].number))
        .collect()
}

/// Different conditions on properties, in changing combinations.
pub(crate) fn filters(count: usize, random: &mut Random) -> Vec<Question> {
    distinct(count, || items("incidents", conditions(random), 0, 100))
}

fn distinct(count: usize, mut one: impl FnMut() -> Question) -> Vec<Question> {
    let mut seen = HashSet::with_capacity(count);
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        let question = one();
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

/// Boxes as a map shows them, with thousands of incidents.
pub(crate) fn facets(incidents: &[Incident], random: &mut Random) -> Vec<Question> {
    many(|| {
        let wanted = random.below(18_000) + 2_000;
        let found = region::with(incidents, random, wanted, None);
        Question::Facets(Condition::Box(found))
    })
}

/// All tiles in which something is, with clusters.
pub(crate) fn tiles(incidents: &[Incident], zoom: u8) -> Vec<Question> {
    let all: BTreeSet<_> = incidents
        .iter()
        .map(|incident| region::tile(incident, zoom))
        .collect();
    all.into_iter()
        .map(|place| tile(zoom, place, None, true))
        .collect()
}

/// Tiles with clusters, each with other days: about two thirds of the time that there is.
pub(crate) fn clusters(
    count: usize,
    zoom: u8,
    incidents: &[Incident],
    random: &mut Random,
) -> Vec<Question> {
    distinct(count, || {
        let first = random.between(0, LAST_DAY / 3);
        let last = random.between(LAST_DAY / 3 * 2, LAST_DAY);
        let place = region::tile(&incidents[random.below(incidents.len())], zoom);
        tile(zoom, place, Some(Condition::During(first, last)), true)
    })
}

/// Tiles of the parts of the map where incidents are, each with other days: as many as it takes
/// for about `wanted` points.
pub(crate) fn tiles_and_times(
    count: usize,
    zoom: u8,
    wanted: usize,
    incidents: &[Incident],
    random: &mut Random,
) -> Vec<Question> {
    let mut days: BTreeMap<_, Vec<i32>> = BTreeMap::new();
    for incident in incidents {
        let of_tile = days.entry(region::tile(incident, zoom)).or_default();
        of_tile.extend(incident.days.map(|(first, _)| first));
    }
    for days in days.values_mut() {
        days.sort_unstable();
    }
    days.retain(|_, days| days.len() > wanted);
    let places: Vec<_> = days.keys().copied().collect();
    distinct(count, || {
        let place = random.pick(&places);
        let days = &days[&place];
        // Some more and some less, so that there are enough different ones.
        let wanted = wanted / 2 + random.below(wanted);
        let first = random.below(days.len() - wanted.min(days.len() - 1));
        let last = (first + wanted).min(days.len() - 1);
        let during = Condition::During(days[first], days[last]);
        tile(zoom, place, Some(during), false)
    })
}

fn tile(zoom: u8, (row, col): (u32, u32), during: Option<Condition>, cluster: bool) -> Question {
    Question::Tile {
        zoom,
        row,
        col,
        during,
        cluster,
    }
}
