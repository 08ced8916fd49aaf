//! A CSV file cut into pieces of whole rows.
//!
//! Whether a line break ends a row depends on all quotation marks before it, so one reader finds
//! the cuts, and keeps nothing of what it reads. From a cut on everything reads as it would there.

use csv::{ByteRecord, StringRecord};

use super::super::lines::Lines;

/// Rows that follow each other.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    /// With the last byte of the row before, which ended it: the reader takes a byte order mark off
    /// the beginning of what it is given, and a cell may begin with one.
    text: &'a str,
    /// The line of its first byte.
    line: usize,
    /// The number of its first row.
    pub(super) number: u64,
}

/// The pieces of all rows behind the header, in order.
pub(super) struct Pieces<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    row: ByteRecord,
    lines: Lines<'a>,
    /// A piece ends with the row that makes it so long.
    long: usize,
    number: u64,
}

/// What is wrong with a row: what was found and what was expected.
pub(super) type Wrong = (String, String);

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str, delimiter: u8, long: usize) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        Self {
            text,
            reader,
            row: ByteRecord::new(),
            lines: Lines::new(text),
            long,
            number: 1,
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        // The header is nobody's row. A second time it is not read.
        self.reader.byte_headers().ok()?;
        let begin = at(&self.reader);
        let first = begin.checked_sub(1)?;
        let number = self.number;
        let mut end = begin;
        while end - begin < self.long {
            match self.reader.read_byte_record(&mut self.row) {
                Ok(false) => break,
                Ok(true) => self.number += 1,
                // Too long or too short: nobody counts it.
                Err(_) => {}
            }
            end = at(&self.reader);
        }
        let text = self.text.get(first..end).filter(|_| end > begin)?;
        let line = self.lines.at(first);
        Some(Piece { text, line, number })
    }
}

impl Piece<'_> {
    /// Tells of each row, with its line. A row has as many cells as the header has columns.
    pub(super) fn each(
        &self,
        delimiter: u8,
        columns: usize,
        mut tell: impl FnMut(usize, Result<&StringRecord, Wrong>),
    ) {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(self.text.as_bytes());
        let mut row = StringRecord::new();
        let mut lines = Lines::new(self.text);
        loop {
            // The reader's own line is that of the end of the row before.
            let begin = at(&reader);
            let read = match reader.read_record(&mut row) {
                Ok(false) => return,
                Ok(true) if row.len() == columns => Ok(&row),
                Ok(true) => Err((
                    format!("{} cells", row.len()),
                    format!("{columns}, as in the header"),
                )),
                Err(error) => Err((error.to_string(), "a row of CSV (RFC 4180)".to_owned())),
            };
            tell(self.line + lines.after_breaks(begin) - 1, read);
        }
    }
}

/// Behind what was read.
fn at(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}
