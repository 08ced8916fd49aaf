//! A column that is being put together, row by row, by one thread for the rows that it takes.
//!
//! It begins as a coded one, and goes on as a plain one where the values are too many or too long.

use std::iter;

use indexmap::IndexSet;

use super::column::{NO_VALUE, NOWHERE};

/// A value longer than this is not worth keeping apart from its text.
const LONGEST: usize = 4096;

/// One column of some rows.
#[derive(Debug)]
pub(super) enum Draft {
    Coded(Coded),
    Plain(Plain),
}

/// Each different value once, as it is written, and its number for each row.
#[derive(Debug)]
pub(super) struct Coded {
    pub(super) codes: Vec<u16>,
    pub(super) values: IndexSet<Vec<u8>, foldhash::fast::RandomState>,
}

/// Where the values begin in their texts.
#[derive(Debug)]
pub(super) struct Plain {
    /// The rows before this one are not known: when they were read the column was a coded one.
    pub(super) from: usize,
    pub(super) starts: Vec<u32>,
}

impl Draft {
    /// Of so many rows.
    pub(super) fn new(rows: usize) -> Self {
        Self::Coded(Coded {
            codes: vec![NO_VALUE; rows],
            values: IndexSet::default(),
        })
    }

    /// A value of a row, and where it begins. Rows come in order.
    pub(super) fn set(&mut self, row: usize, value: &[u8], start: usize) {
        match self {
            Self::Plain(plain) => plain.set(row, start),
            Self::Coded(coded) => {
                if coded.set(row, value).is_none() {
                    let mut plain = Plain::new(row, coded.codes.len());
                    plain.set(row, start);
                    *self = Self::Plain(plain);
                }
            }
        }
    }

    fn into_coded(self) -> Option<Coded> {
        match self {
            Self::Plain(_) => None,
            Self::Coded(coded) => Some(coded),
        }
    }

    fn into_plain(self) -> Plain {
        match self {
            Self::Plain(plain) => plain,
            Self::Coded(Coded { codes, .. }) => Plain::new(codes.len(), codes.len()),
        }
    }
}

/// All rows of a column.
#[derive(Debug)]
pub(super) enum Whole {
    Coded(Coded),
    /// Still in the parts that were read by one thread each.
    Plain(Vec<Plain>),
}

impl Whole {
    /// Of its parts, in order.
    pub(super) fn new(parts: Vec<Draft>) -> Self {
        if parts.iter().any(|part| matches!(part, Draft::Plain(_))) {
            return Self::Plain(parts.into_iter().map(Draft::into_plain).collect());
        }
        let coded: Vec<Coded> = parts.into_iter().filter_map(Draft::into_coded).collect();
        let unknown = |part: &Coded| Plain::new(part.codes.len(), part.codes.len());
        let unknown = coded.iter().map(unknown).collect();
        let mut coded = coded.into_iter();
        let first = coded.next();
        let all = first.and_then(|first| coded.try_fold(first, Coded::append));
        all.map_or(Self::Plain(unknown), Self::Coded)
    }

    pub(super) fn plain(&self) -> Option<&Vec<Plain>> {
        match self {
            Self::Coded(_) => None,
            Self::Plain(parts) => Some(parts),
        }
    }

    pub(super) fn plain_mut(&mut self) -> Option<&mut Vec<Plain>> {
        match self {
            Self::Coded(_) => None,
            Self::Plain(parts) => Some(parts),
        }
    }
}

impl Coded {
    /// `None` if it has to be a plain column.
    fn set(&mut self, row: usize, value: &[u8]) -> Option<()> {
        let code = match self.values.get_index_of(value) {
            Some(code) => code,
            None if value.len() > LONGEST => return None,
            None => self.values.insert_full(value.to_vec()).0,
        };
        *self.codes.get_mut(row)? = number(code)?;
        Some(())
    }

    /// Adds the rows that follow; `None` if the values are too many then.
    fn append(mut self, part: Self) -> Option<Self> {
        let places = part.values.into_iter();
        let places = places.map(|value| number(self.values.insert_full(value).0));
        let places: Vec<u16> = places.collect::<Option<_>>()?;
        let place = |code: u16| places.get(usize::from(code)).copied().unwrap_or(NO_VALUE);
        self.codes.extend(part.codes.into_iter().map(place));
        Some(self)
    }
}

fn number(code: usize) -> Option<u16> {
    u16::try_from(code).ok().filter(|code| *code != NO_VALUE)
}

impl Plain {
    fn new(from: usize, rows: usize) -> Self {
        let starts = iter::repeat_n(NOWHERE, rows.saturating_sub(from)).collect();
        Self { from, starts }
    }

    /// Adds the rows that are not known: these, or as many of them as are wanted.
    pub(super) fn complete(&mut self, mut before: Vec<u32>) {
        before.truncate(self.from);
        before.append(&mut self.starts);
        *self = Self {
            from: 0,
            starts: before,
        };
    }

    fn set(&mut self, row: usize, start: usize) {
        let at = row.checked_sub(self.from);
        if let Some(entry) = at.and_then(|at| self.starts.get_mut(at)) {
            *entry = u32::try_from(start).unwrap_or(NOWHERE);
        }
    }
}
