//! Whatever way the engine takes to an answer, it is the answer of a naive scan: over collections
//! of points, lines and areas, with unknown values, ties, undated and long events.

mod asked;
mod bounds;
mod collection;

use std::sync::Arc;

use marz::query::cql::{Cql, Language};
use marz::query::{Cursor, Equals, Filter, From, Page, Place, Query, SortKey};
use marz::store::Snapshot;

use crate::support::Random;
use asked::Asked;
use collection::{Row, snapshot};

/// Questions for each collection, of which there are ten.
const ROUNDS: usize = if option_env!("MARZ_TEST").is_some() {
    20_000
} else {
    1_000
};

/// Around a word of rows, and beyond the size from which a small box is searched row by row.
const SIZES: [usize; 10] = [0, 1, 63, 64, 65, 130, 200, 300, 400, 500];

/// A question, in the engine's words and in naive ones.
struct Question {
    filter: Filter,
    bbox: Option<[f64; 4]>,
    days: Option<(i64, i64)>,
    kind: Option<&'static str>,
    condition: Option<Asked>,
    sort: Vec<(&'static str, bool)>,
    limit: usize,
}

impl Question {
    fn random(random: &mut Random, snapshot: &Snapshot) -> Self {
        let schema = &snapshot.collection().schema;
        let bbox = random.once_in(2).then(|| {
            let (width, height) = if random.once_in(2) { (1, 1) } else { (8, 6) };
            let (west, south) = (random.between(66, 76), random.between(35, 43));
            [
                west,
                south,
                west + random.between(0, width),
                south + random.between(0, height),
            ]
        });
        let days = random.once_in(2).then(|| {
            let (a, b) = (random.below(400), random.below(400));
            let day = |number: usize| i64::try_from(number).unwrap();
            (day(a.min(b)), day(a.max(b)))
        });
        let kind = random.once_in(4).then(|| *random.pick(&collection::KINDS));
        let condition = random.once_in(2).then(|| Asked::random(random, 3));
        let of = |[west, south, east, north]: [f64; 4]| {
            let text = format!("{west},{south},{east},{north}");
            text.parse::<marz::domain::Bbox>().unwrap().into()
        };
        let cql = condition.as_ref().map(|condition| {
            let text = condition.text();
            Cql::parse(&text, Language::Text, marz::domain::Crs::Crs84, schema)
                .unwrap_or_else(|error| panic!("{text}: {error}"))
        });
        let span = days.map(|(a, b)| format!("{}/{}", collection::day(a), collection::day(b)));
        let filter = Filter {
            bbox: bbox.map(of),
            datetime: span.map(|span| span.parse().unwrap()),
            equals: kind
                .map(|kind| Equals::parse(schema.find("kind").unwrap(), kind).unwrap())
                .into_iter()
                .collect(),
            cql,
            ..Filter::default()
        };
        let mut sort = Vec::new();
        for property in ["n", "kind", "from", "title"] {
            if random.once_in(5) {
                sort.push((property, random.once_in(2)));
            }
        }
        Self {
            filter,
            bbox,
            days,
            kind,
            condition,
            sort,
            limit: snapshot.len() / (1 + random.below(5)) + 1,
        }
    }

    fn is_met_by(&self, row: &Row) -> bool {
        self.bbox.is_none_or(|bbox| row.touches(bbox))
            && self.days.is_none_or(|(from, to)| {
                row.days.is_none_or(|(start, end)| {
                    start.is_none_or(|start| start <= to) && end.is_none_or(|end| end >= from)
                })
            })
            && self.kind.is_none_or(|kind| row.kind == Some(kind))
            && self
                .condition
                .as_ref()
                .is_none_or(|condition| condition.holds(row) == Some(true))
    }

    /// The numbers of the rows that match, in order.
    fn naive(&self, rows: &[Row]) -> Vec<u64> {
        let mut found: Vec<&Row> = rows.iter().filter(|row| self.is_met_by(row)).collect();
        found.sort_by(|a, b| {
            let mut orders = self
                .sort
                .iter()
                .map(|(property, is_descending)| a.compare(b, property, *is_descending));
            let order = orders.find(|order| order.is_ne());
            order.unwrap_or_else(|| a.id.cmp(&b.id))
        });
        found.into_iter().map(|row| row.id).collect()
    }

    fn keys(&self, snapshot: &Snapshot) -> Vec<SortKey> {
        let names: Vec<String> = self
            .sort
            .iter()
            .map(|(name, is_descending)| format!("{}{name}", if *is_descending { "-" } else { "" }))
            .collect();
        if names.is_empty() {
            return Vec::new();
        }
        SortKey::parse(&names.join(","), &snapshot.collection().schema).unwrap()
    }
}

/// All pages, by the place where the one before ended.
fn paged(snapshot: &Arc<Snapshot>, question: &Question) -> (Vec<u64>, usize) {
    let sort = question.keys(snapshot);
    let mut from = From::Offset(0);
    let mut ids = Vec::new();
    loop {
        let query = Query {
            filter: question.filter.clone(),
            sort: sort.clone(),
            page: Page {
                limit: question.limit,
                from,
            },
        };
        let found = snapshot.find(&query).unwrap();
        assert_eq!(found.start(), ids.len());
        let (matched, next) = (found.matched(), found.last_of_more(&sort));
        let number = |record: marz::domain::Record| record.feature.id.to_string();
        ids.extend(
            found
                .into_records()
                .map(|one| number(one).parse::<u64>().unwrap()),
        );
        match next {
            // As it travels through a link.
            Some(place) => from = From::After(through_a_link(&query, place)),
            None => return (ids, matched),
        }
    }
}

fn through_a_link(query: &Query, place: Place) -> Place {
    let cursor = Cursor::new(&query.filter, &query.sort, place).to_string();
    Cursor::read(&cursor, &query.filter, &query.sort).unwrap()
}

#[test]
fn every_way_to_an_answer_gives_what_a_naive_scan_gives() {
    let mut random = Random::new(20_261_126);
    let (mut some, mut all) = (0, 0);
    for size in SIZES {
        let (snapshot, rows) = snapshot(&mut random, size);
        for _ in 0..ROUNDS {
            let question = Question::random(&mut random, &snapshot);
            let expected = question.naive(&rows);
            let (ids, matched) = paged(&snapshot, &question);
            let told = || format!("{:?} {:?} of {size}", question.filter, question.sort);
            assert_eq!(ids, expected, "{}", told());
            assert_eq!(matched, expected.len(), "{}", told());
            some += usize::from(!expected.is_empty());
            all += usize::from(expected.len() == rows.len());
        }
    }
    assert!(some > 3 * ROUNDS, "only {some} answers were not empty");
    assert!(all < 5 * ROUNDS, "{all} answers were everything");
}
