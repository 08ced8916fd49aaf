//! The rows of a table as they stand there, in pieces.

use rusqlite::types::ValueRef;
use rusqlite::{Row as SqlRow, params};

use super::database::{Database, Fault};
use super::layout::Layout;

/// So many rows, or so many bytes of them, are read by one thread.
const ROWS: usize = 2000;
const BYTES: u64 = 1 << 20;

/// A default value, and the name of a column, are stored once and told by every row. So much more
/// than its own length may a file tell, and in any case so much.
const TIMES: u64 = 64;
const LEAST: u64 = 1 << 24;

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    /// By which the database knows it.
    pub(super) number: i64,
    /// What the column of geometries holds.
    pub(super) geometry: Cell,
    /// The same for the other columns of the layout.
    pub(super) cells: Vec<Cell>,
}

/// A value of any column: the type of the column binds nobody.
#[derive(Debug)]
pub(super) enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    /// In any encoding.
    Text(Vec<u8>),
    Blob(Vec<u8>),
}

/// Rows that follow each other, and why there are no more.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) rows: Vec<Row>,
    pub(super) fault: Option<Fault>,
}

/// All rows of a table, in the order of their numbers.
pub(super) struct Rows<'a> {
    database: &'a mut Database,
    sql: String,
    /// The bytes that each row tells beside its values.
    names: u64,
    /// The least number of the next row; `None` behind the last one.
    next: Option<i64>,
    /// The bytes that may still be told.
    left: u64,
}

impl<'a> Rows<'a> {
    pub(super) fn new(database: &'a mut Database, layout: &Layout) -> Self {
        let names = layout.columns.iter().map(|column| length(&column.name) + 8);
        Self {
            sql: layout.select(ROWS),
            names: names.sum(),
            next: Some(i64::MIN),
            left: database.bytes.saturating_mul(TIMES).saturating_add(LEAST),
            database,
        }
    }

    /// Adds the next rows to the piece.
    fn read(&mut self, from: i64, piece: &mut Piece) -> Result<(), Fault> {
        let mut statement = self.database.prepare(&self.sql)?;
        let mut found = statement.query(params![from])?;
        let (mut least, mut bytes) = (from, 0);
        self.next = None;
        while let Some(row) = found.next()? {
            let row = Row::of(row)?;
            if row.number < least {
                let found = format!("row {} a second time", row.number);
                return Err(Fault::new(found, "a table that is not broken"));
            }
            let told = self.names + row.bytes();
            self.left = self.left.checked_sub(told).ok_or_else(|| {
                let found = format!("rows of more than {TIMES} times the length of the file");
                Fault::new(found, "a table whose rows are stored, not repeated")
            })?;
            bytes += told;
            let next = row.number.checked_add(1);
            piece.rows.push(row);
            if piece.rows.len() >= ROWS || bytes >= BYTES {
                self.next = next;
                break;
            }
            let Some(next) = next else { break };
            least = next;
        }
        Ok(())
    }
}

impl Iterator for Rows<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let from = self.next?;
        let mut piece = Piece::default();
        piece.fault = self.read(from, &mut piece).err();
        if piece.fault.is_some() {
            self.next = None;
        }
        Some(piece)
    }
}

impl Row {
    /// The number, the geometry, the others: as [`Layout::select`] asks for them.
    fn of(row: &SqlRow<'_>) -> Result<Self, Fault> {
        let columns = row.as_ref().column_count();
        let cells: Result<_, Fault> = (2..columns)
            .map(|column| Ok(Cell::from(row.get_ref(column)?)))
            .collect();
        Ok(Self {
            number: row.get(0)?,
            geometry: row.get_ref(1)?.into(),
            cells: cells?,
        })
    }

    /// The number as a line's. Those below zero are rare and have none.
    pub(super) fn line(&self) -> usize {
        usize::try_from(self.number).unwrap_or_default()
    }

    fn bytes(&self) -> u64 {
        let cells = self.cells.iter().map(Cell::bytes);
        self.geometry.bytes() + cells.sum::<u64>()
    }
}

impl Cell {
    fn bytes(&self) -> u64 {
        match self {
            Self::Null | Self::Integer(_) | Self::Real(_) => 8,
            Self::Text(bytes) | Self::Blob(bytes) => length(bytes),
        }
    }
}

impl From<ValueRef<'_>> for Cell {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(bytes) => Self::Text(bytes.to_vec()),
            ValueRef::Blob(bytes) => Self::Blob(bytes.to_vec()),
        }
    }
}

fn length(bytes: impl AsRef<[u8]>) -> u64 {
    u64::try_from(bytes.as_ref().len()).unwrap_or(u64::MAX)
}
