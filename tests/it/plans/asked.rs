//! Random conditions, as CQL2 and as a naive reading of it.

use geo::{Intersects as _, Rect, coord};

use super::collection::{KINDS, Row};
use crate::support::Random;

/// A condition.
#[derive(Debug, Clone)]
pub(super) enum Asked {
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Number(&'static str, f64),
    Between(f64, f64),
    Kind(&'static str, &'static str),
    KindIn(Vec<&'static str>),
    KindLike(&'static str),
    Title(&'static str, String),
    TitleLike(String),
    IsNull(&'static str),
    Has(&'static str),
    Sum(f64),
    Inside([f64; 4]),
}

const COMPARISONS: [&str; 6] = ["=", "<>", "<", "<=", ">", ">="];

impl Asked {
    pub(super) fn random(random: &mut Random, depth: usize) -> Self {
        if depth > 0 && random.once_in(2) {
            let several =
                |random: &mut Random| (0..2).map(|_| Self::random(random, depth - 1)).collect();
            return if random.once_in(2) {
                Self::And(several(random))
            } else {
                Self::Or(several(random))
            };
        }
        if depth > 0 && random.once_in(3) {
            return Self::Not(Box::new(Self::random(random, depth - 1)));
        }
        let number =
            |random: &mut Random| f64::from(u32::try_from(random.below(26)).unwrap()) / 2.0;
        match random.below(12) {
            0 | 1 => Self::Number(one(random, &COMPARISONS), number(random)),
            2 => Self::Between(number(random), number(random)),
            3 => Self::Kind(one(random, &COMPARISONS), one(random, &KINDS)),
            4 => {
                let count = 1 + random.below(3);
                Self::KindIn((0..count).map(|_| one(random, &KINDS)).collect())
            }
            5 => Self::KindLike(one(random, &["ambush%", "%ш%", "clas_", "%"])),
            6 => Self::Title(one(random, &COMPARISONS), format!("T {}", random.below(50))),
            7 => Self::TitleLike(random.below(10).to_string()),
            8 => Self::IsNull(one(random, &["n", "kind", "title", "tags", "from"])),
            9 => Self::Has(one(random, &["a", "b", "c"])),
            10 => Self::Sum(number(random)),
            _ => {
                let (west, south) = (random.between(66, 76), random.between(35, 43));
                let (width, height) = (random.between(0, 4), random.between(0, 4));
                Self::Inside([west, south, west + width + 0.01, south + height + 0.01])
            }
        }
    }

    pub(super) fn text(&self) -> String {
        let joined = |all: &[Self], word: &str| {
            let each: Vec<String> = all.iter().map(|one| format!("({})", one.text())).collect();
            each.join(word)
        };
        match self {
            Self::And(all) => joined(all, " AND "),
            Self::Or(any) => joined(any, " OR "),
            Self::Not(one) => format!("NOT ({})", one.text()),
            Self::Number(by, number) => format!("n {by} {number}"),
            Self::Between(low, high) => format!("n BETWEEN {low} AND {high}"),
            Self::Kind(by, kind) => format!("kind {by} '{kind}'"),
            Self::KindIn(kinds) => format!("kind IN ('{}')", kinds.join("','")),
            Self::KindLike(pattern) => format!("kind LIKE '{pattern}'"),
            Self::Title(by, title) => format!("title {by} '{title}'"),
            Self::TitleLike(part) => format!("title LIKE '%{part}%'"),
            Self::IsNull(name) => format!("{name} IS NULL"),
            Self::Has(tag) => format!("A_CONTAINS(tags, ('{tag}'))"),
            Self::Sum(number) => format!("n + n > {number}"),
            Self::Inside([west, south, east, north]) => {
                format!("S_INTERSECTS(geom, BBOX({west}, {south}, {east}, {north}))")
            }
        }
    }

    /// True, false, or unknown.
    pub(super) fn holds(&self, row: &Row) -> Option<bool> {
        match self {
            Self::And(all) => {
                let all: Vec<_> = all.iter().map(|one| one.holds(row)).collect();
                let is_open = all.contains(&None);
                if all.contains(&Some(false)) {
                    Some(false)
                } else {
                    (!is_open).then_some(true)
                }
            }
            Self::Or(any) => {
                let any: Vec<_> = any.iter().map(|one| one.holds(row)).collect();
                let is_open = any.contains(&None);
                if any.contains(&Some(true)) {
                    Some(true)
                } else {
                    (!is_open).then_some(false)
                }
            }
            Self::Not(one) => one.holds(row).map(|truth| !truth),
            Self::Number(by, number) => row.n.map(|n| compared(by, &n, number)),
            Self::Between(low, high) => row.n.map(|n| *low <= n && n <= *high),
            Self::Kind(by, kind) => row.kind.map(|own| compared(by, &own, kind)),
            Self::KindIn(kinds) => row.kind.map(|own| kinds.contains(&own)),
            Self::KindLike(pattern) => row.kind.map(|own| match *pattern {
                "ambush%" => own.starts_with("ambush"),
                "%ш%" => own.contains('ш'),
                "clas_" => own == "clash",
                _ => true,
            }),
            Self::Title(by, title) => row.title.as_ref().map(|own| compared(by, own, title)),
            Self::TitleLike(part) => row.title.as_ref().map(|own| own.contains(part)),
            Self::IsNull(name) => Some(match *name {
                "n" => row.n.is_none(),
                "kind" => row.kind.is_none(),
                "title" => row.title.is_none(),
                "tags" => row.tags.is_none(),
                _ => row.days.is_none(),
            }),
            Self::Has(tag) => row.tags.as_ref().map(|tags| tags.contains(tag)),
            Self::Sum(number) => row.n.map(|n| n + n > *number),
            Self::Inside([west, south, east, north]) => {
                let corner = coord! { x: *east, y: *north };
                let bbox = Rect::new(coord! { x: *west, y: *south }, corner);
                row.geometry
                    .as_ref()
                    .map(|geometry| geometry.intersects(&bbox))
            }
        }
    }
}

fn one(random: &mut Random, of: &[&'static str]) -> &'static str {
    of[random.below(of.len())]
}

fn compared<T: PartialOrd + ?Sized>(by: &str, a: &T, b: &T) -> bool {
    match by {
        "=" => a == b,
        "<>" => a != b,
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        _ => a >= b,
    }
}
