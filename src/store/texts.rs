//! The features' GeoJSON, one behind the other, as an answer has them.
//!
//! Between two features stands what stands between them in a collection, so that neighbours are
//! one piece of an answer, however many they are.

use std::ops::Range;

use bytes::Bytes;

/// What stands between two features.
const BETWEEN: &[u8] = b",\n";

/// A text for each row.
#[derive(Debug)]
pub(super) struct Texts {
    bytes: Bytes,
    /// Where each row's text begins; at the end, where one more would.
    starts: Vec<usize>,
}

impl Texts {
    /// The text of a row.
    pub(super) fn slice(&self, row: usize) -> &[u8] {
        self.bytes
            .get(self.place(&(row..row + 1)))
            .unwrap_or_default()
    }

    /// Several rows, with what stands between them.
    pub(super) fn range(&self, rows: Range<usize>) -> Bytes {
        self.bytes.slice(self.place(&rows))
    }

    fn place(&self, rows: &Range<usize>) -> Range<usize> {
        let start = self.starts.get(rows.start).copied();
        let end = self.starts.get(rows.end).copied();
        match start.zip(end) {
            Some((start, end)) if start < end => start..end - BETWEEN.len(),
            _ => 0..0,
        }
    }
}

/// Texts that are being put together.
#[derive(Debug)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    starts: Vec<usize>,
}

impl Writer {
    pub(super) fn new(rows: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self {
            bytes: Vec::new(),
            starts,
        }
    }

    pub(super) fn add(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.bytes.extend_from_slice(BETWEEN);
        self.starts.push(self.bytes.len());
    }

    pub(super) fn finish(mut self) -> Texts {
        self.bytes.shrink_to_fit();
        Texts {
            bytes: Bytes::from(self.bytes),
            starts: self.starts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_piece() {
        let mut writer = Writer::new(3);
        for text in ["a", "bb", "ccc"] {
            writer.add(text.as_bytes());
        }
        let texts = writer.finish();
        assert_eq!(texts.slice(1), b"bb");
        assert_eq!(texts.slice(2), b"ccc");
        assert_eq!(texts.range(0..3), "a,\nbb,\nccc");
        assert_eq!(texts.range(1..1), "");
        assert_eq!(texts.slice(3), b"");
        assert_eq!(Writer::new(0).finish().range(0..0), "");
    }
}
