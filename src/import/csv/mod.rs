//! CSV files: one row a feature, two columns its place, the others its properties.
//!
//! Comma, semicolon and tab are told apart by the header. A column holds numbers if every cell of
//! it that is not empty is one; an empty cell is null. A column `id` names the rows if it can. An
//! apostrophe that keeps a text from being a formula (`'=1+1`) is taken off, as marz's own CSV has
//! it. So all rows are looked at before any is a feature; both times by all cores.

mod cell;
mod cut;
mod header;
mod row;

use std::collections::HashSet;

use self::cell::Column;
use self::cut::{Piece, Pieces};
use self::header::Header;
use self::row::Layout;
use super::inspect::Facts;
use super::part::Part;
use super::{CollectionSettings, Finding, Place, Record, pieces};
use crate::domain::FeatureText;

/// Rows of so many bytes are read by one thread.
const PIECE: usize = 1 << 20;

/// Reads all rows; what is wrong with the file is added to `findings`.
pub(super) fn read<T: Send>(
    file: &str,
    text: &str,
    settings: &CollectionSettings,
    take: impl Fn(Vec<FeatureText>) -> T + Sync,
    findings: &mut Vec<Finding>,
) -> Vec<Part<T>> {
    match Header::read(file, text, settings) {
        Ok(header) => rows(file, text, header, PIECE, settings, take),
        Err(finding) => {
            findings.push(finding);
            Vec::new()
        }
    }
}

fn rows<T: Send>(
    file: &str,
    text: &str,
    header: Header,
    long: usize,
    settings: &CollectionSettings,
    take: impl Fn(Vec<FeatureText>) -> T + Sync,
) -> Vec<Part<T>> {
    let (delimiter, columns) = (header.delimiter, header.names.len());
    let ids = header.column("id").filter(|_| settings.id.is_none());
    let seen = pieces::map(Pieces::new(text, delimiter, long), |piece| {
        let seen = Seen::of(&piece, &header, ids);
        (piece, seen)
    });
    let (pieces, seen): (Vec<Piece<'_>>, Vec<Seen>) = seen.into_iter().unzip();
    let mut kinds = vec![Column::NEW; columns];
    for seen in &seen {
        for (all, own) in kinds.iter_mut().zip(&seen.columns) {
            all.append(own);
        }
    }
    let names_all = ids.filter(|_| are_all_named(&seen));
    drop(seen);
    let kinds = kinds.iter().map(Column::kind);
    let layout = Layout::new(header, kinds, names_all, settings);
    pieces::map(pieces.iter(), |piece| {
        let (mut records, mut findings) = (Vec::new(), Vec::new());
        let mut facts = layout.facts();
        let mut number = piece.number;
        piece.each(delimiter, columns, |line, row| {
            let place = Place::line(file, line);
            let read = match row {
                Ok(row) => {
                    number += 1;
                    layout.feature(row, number - 1, place, &mut facts)
                }
                Err((found, expected)) => Err(Finding::error(place, found, expected)),
            };
            match read {
                Ok(feature) => records.push(Record { feature, line }),
                Err(finding) => findings.push(finding),
            }
        });
        // Of no feature there is nothing to be known, not even its properties.
        if records.is_empty() {
            facts = Facts::default();
        }
        Part::new(records, facts, findings, settings, &take)
    })
}

/// What the rows of a piece show.
struct Seen {
    columns: Vec<Column>,
    /// The cells of the column that may name the rows; `None` if one of them is empty.
    ids: Option<Vec<String>>,
}

impl Seen {
    fn of(piece: &Piece<'_>, header: &Header, ids: Option<usize>) -> Self {
        let mut columns = vec![Column::NEW; header.names.len()];
        let mut names = Some(Vec::new());
        piece.each(header.delimiter, columns.len(), |_, row| {
            let Ok(row) = row else { return };
            for (column, cell) in columns.iter_mut().zip(row) {
                column.add(cell);
            }
            let id = ids.and_then(|column| row.get(column)).unwrap_or_default();
            match &mut names {
                Some(names) if !id.is_empty() => names.push(id.to_owned()),
                names => *names = None,
            }
        });
        Self {
            columns,
            ids: names,
        }
    }
}

/// Does a column name every row, and each differently?
fn are_all_named<'a>(seen: &'a [Seen]) -> bool {
    let ids: Option<Vec<&[String]>> = seen.iter().map(|seen| seen.ids.as_deref()).collect();
    let Some(ids) = ids else { return false };
    let ids = ids.into_iter().flatten();
    // Numbers that only grow need no table to be told apart.
    let mut last: (usize, &str) = (0, "");
    let is_next = |id: &'a String| {
        let before = std::mem::replace(&mut last, (id.len(), id));
        before < last
    };
    let mut seen = HashSet::new();
    ids.clone().all(is_next) || ids.into_iter().all(|id| seen.insert(id))
}

#[cfg(test)]
mod tests {
    use super::super::inspect;
    use super::*;
    use proptest::prelude::*;

    /// What is read of a text in pieces so long: the features with their lines, what is wrong, and
    /// what all of it is said to be.
    fn read_by(long: usize, text: &str) -> [Vec<String>; 3] {
        let settings = CollectionSettings::default();
        let header = Header::read("own.csv", text, &settings).unwrap();
        let take = |features: Vec<FeatureText>| features;
        let parts = rows("own.csv", text, header, long, &settings, take);
        let (mut features, mut findings) = (Vec::new(), Vec::new());
        let mut facts = Facts::default();
        for part in parts {
            facts.append(&part.facts);
            let taken = part.taken.iter().zip(part.lines);
            features.extend(taken.map(|feature| format!("{feature:?}")));
            findings.extend(part.findings.iter().map(Finding::to_string));
        }
        let described = inspect::describe("own", &facts, &settings);
        [features, findings, vec![format!("{described:?}")]]
    }

    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![
            8 => "[0-9]{1,3}",
            2 => "-?0?\\.?[0-9]{0,2}",
            2 => "2010-0[1-9]-1[0-9]",
            1 => "[a-z \u{feff}é']{0,5}",
            2 => "\"([a-z,;]|\"\"|\n|\r\n|\r|\u{feff}){0,5}\"",
            1 => "[a-z\",\n\r]{0,5}",
            1 => Just(r#""[1,""a""]""#.to_owned()),
        ]
    }

    fn file() -> impl Strategy<Value = String> {
        let end =
            prop_oneof![8 => Just("\n"), 4 => Just("\r\n"), 1 => Just("\r"), 1 => Just("\n\n\r\n")];
        let row = (prop::collection::vec(cell(), 5), end.clone());
        let row = row.prop_map(|(cells, end)| cells.join(",") + end);
        let rows = prop::collection::vec(row, 0..20);
        let mark = prop_oneof![Just(""), Just("\u{feff}"), Just("\n")];
        (mark, end, rows, "[0-9\"]{0,2}").prop_map(|(mark, end, rows, rest)| {
            format!("{mark}id,lon,lat,date,a{end}{}{rest}", rows.concat())
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn wherever_rows_are_cut_the_same_is_read(text in file(), long in 1_usize..60) {
            prop_assert_eq!(read_by(long, &text), read_by(usize::MAX, &text));
        }
    }
}
