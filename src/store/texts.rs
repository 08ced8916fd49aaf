//! The features' GeoJSON, one behind the other, as an answer has them.
//!
//! Between two features stands what stands between them in a collection, so that neighbours are
//! one piece of an answer, however many they are. All of it lies in pieces of up to a megabyte, as
//! they were written: one text would have to be copied together.

use std::ops::Range;

use bytes::Bytes;

use super::blocks::{Blocks, Kept};

/// What stands between two features.
pub(super) const BETWEEN: &[u8] = b",\n";

/// A text for each row.
#[derive(Debug)]
pub(super) struct Texts {
    pieces: Vec<Bytes>,
    /// Where each row's text begins.
    starts: Vec<Place>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    piece: u32,
    /// A piece ends with the row that makes it long, so that every row begins at a small number.
    start: u32,
}

impl Texts {
    /// These pieces, one behind the other, all of whose texts are in the blocks.
    pub(super) fn new(written: &[Piece], blocks: Blocks) -> Self {
        let rows = written.iter().map(|piece| piece.starts.len()).sum();
        let mut starts = Vec::with_capacity(rows);
        for (written, piece) in written.iter().zip(0..) {
            starts.extend(written.starts.iter().map(|&start| Place { piece, start }));
        }
        Self {
            pieces: blocks.finish(written.iter().map(|piece| piece.kept)),
            starts,
        }
    }

    /// The text of a row.
    pub(super) fn slice(&self, row: usize) -> &[u8] {
        let found = self.place(row, row);
        let found = found.and_then(|(piece, place)| piece.get(place));
        found.unwrap_or_default()
    }

    /// Rows from this one on, as many of those as lie in one piece, with what stands between them;
    /// and how many they are.
    pub(super) fn range(&self, rows: &Range<usize>) -> (Bytes, usize) {
        let Some(first) = self.starts.get(rows.start) else {
            return (Bytes::new(), 0);
        };
        let all = self.starts.get(rows.clone()).unwrap_or_default();
        let count = all.partition_point(|place| place.piece == first.piece);
        let found = rows
            .start
            .checked_add(count)
            .and_then(|end| end.checked_sub(1));
        match found.and_then(|last| self.place(rows.start, last)) {
            Some((piece, place)) if count > 0 => (piece.slice(place), count),
            _ => (Bytes::new(), 0),
        }
    }

    /// The same with these rows, in this order.
    pub(super) fn in_order(&self, rows: &[usize]) -> Self {
        let blocks = Blocks::default();
        let mut writer = Writer::new(&blocks);
        for &row in rows {
            writer.add(|to| to.extend_from_slice(self.slice(row)));
        }
        let written = writer.finish();
        Self::new(&written, blocks)
    }

    /// All of it, in its pieces.
    pub(super) fn pieces(&self) -> &[Bytes] {
        &self.pieces
    }

    /// Where two rows of one piece and those between them stand.
    fn place(&self, first: usize, last: usize) -> Option<(&Bytes, Range<usize>)> {
        let Place { piece, start } = *self.starts.get(first)?;
        let text = self.pieces.get(usize::try_from(piece).ok()?)?;
        let next = self.starts.get(last + 1);
        let end = match next.filter(|next| next.piece == piece) {
            Some(next) => usize::try_from(next.start).ok()?,
            None => text.len(),
        };
        let end = end.checked_sub(BETWEEN.len())?;
        Some((text, usize::try_from(start).ok()?..end))
    }
}

/// Some rows that are written.
#[derive(Debug)]
pub(super) struct Piece {
    kept: Kept,
    starts: Vec<u32>,
}

/// Texts that are being put together.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    blocks: &'a Blocks,
    done: Vec<Piece>,
    bytes: Vec<u8>,
    starts: Vec<u32>,
}

/// A piece that is longer than this takes no more rows.
const LONG: usize = 1 << 20;

impl<'a> Writer<'a> {
    pub(super) fn new(blocks: &'a Blocks) -> Self {
        Self {
            blocks,
            done: Vec::new(),
            bytes: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// Makes room for texts of so many bytes: what grows step by step is written in new memory at
    /// each step.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.bytes.reserve(bytes.min(LONG));
    }

    /// Adds a row.
    pub(super) fn add(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.starts.extend(u32::try_from(self.bytes.len()));
        write(&mut self.bytes);
        self.bytes.extend_from_slice(BETWEEN);
        if self.bytes.len() > LONG {
            self.end_piece();
        }
    }

    pub(super) fn finish(mut self) -> Vec<Piece> {
        if !self.starts.is_empty() {
            self.end_piece();
        }
        self.done
    }

    fn end_piece(&mut self) {
        self.done.push(Piece {
            kept: self.blocks.keep(&self.bytes),
            starts: self.starts.as_slice().into(),
        });
        self.bytes.clear();
        self.starts.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(of: &[&str]) -> Texts {
        let blocks = Blocks::default();
        let mut writer = Writer::new(&blocks);
        for text in of {
            writer.add(|to| to.extend_from_slice(text.as_bytes()));
        }
        let written = writer.finish();
        Texts::new(&written, blocks)
    }

    #[test]
    fn neighbours_are_one_piece() {
        let texts = texts(&["a", "bb", "ccc"]);
        assert_eq!(texts.slice(1), b"bb");
        assert_eq!(texts.slice(2), b"ccc");
        assert_eq!(texts.range(&(0..3)), (Bytes::from("a,\nbb,\nccc"), 3));
        assert_eq!(texts.range(&(1..1)), (Bytes::new(), 0));
        assert_eq!(texts.slice(3), b"");
    }

    #[test]
    fn a_long_text_ends_its_piece() {
        let long = "x".repeat(LONG);
        let texts = texts(&["a", &long, "b", "c"]);
        assert_eq!(texts.pieces().len(), 2);
        assert_eq!(texts.range(&(0..4)).1, 2);
        assert_eq!(texts.range(&(1..4)), (Bytes::from(long), 1));
        assert_eq!(texts.range(&(2..4)), (Bytes::from("b,\nc"), 2));
        assert_eq!(texts.slice(3), b"c");
        assert_eq!(Texts::new(&[], Blocks::default()).range(&(0..0)).1, 0);
    }
}
