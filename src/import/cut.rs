//! The features of a GeoJSON file, cut out of its bytes while they are read: the file is never in
//! memory as a whole.
//!
//! Knows where an object ends and nothing else of JSON. What stands around the features is kept for
//! those who read it, and at anything unusual the cutting ends.

use std::io::{self, Read};
use std::ops::Range;

use crate::domain::members::string_end;

/// So much is read at once, and handed on in one piece if its features are not longer. What stands
/// before the features, or behind them, is not longer either.
const PIECE: usize = 1 << 18;

/// Features that follow each other.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) bytes: Vec<u8>,
    /// Where the features stand in it.
    pub(super) features: Vec<Range<usize>>,
    /// The line on which it begins.
    pub(super) line: usize,
    /// The number of its first feature.
    pub(super) number: u64,
}

/// The pieces of a file, in order.
#[derive(Debug)]
pub(super) struct Pieces<R> {
    from: R,
    /// What was read and is not yet handed on.
    bytes: Vec<u8>,
    /// How much of it was looked at.
    at: usize,
    next: Next,
    line: usize,
    number: u64,
    /// What stands around the features, up to here.
    around: Vec<u8>,
}

/// What comes next, or may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    FeatureOrEnd,
    Feature,
    CommaOrEnd,
    /// The rest of a feature that has begun there.
    Rest {
        begin: usize,
        depth: usize,
        in_text: bool,
    },
    /// All features were cut out.
    Nothing,
}

/// What was found on the way through the bytes.
enum Step {
    Feature(Range<usize>),
    End,
    More,
    Unusual,
}

impl<R: Read> Pieces<R> {
    /// Reads up to the first feature; `None` if that is not where it mostly is.
    pub(super) fn new(from: R) -> Option<Self> {
        let mut pieces = Self {
            from,
            bytes: Vec::new(),
            at: 0,
            next: Next::FeatureOrEnd,
            line: 1,
            number: 1,
            around: Vec::new(),
        };
        pieces.read_on().ok()?;
        let first = head(&pieces.bytes)?;
        pieces.around.extend(pieces.bytes.get(..first)?);
        pieces.hand_on(first);
        Some(pieces)
    }

    /// The file without its features, if all of them were cut out: an empty list is in their place.
    pub(super) fn around(self) -> Option<String> {
        let around = String::from_utf8(self.around).ok()?;
        (self.next == Next::Nothing).then_some(around)
    }

    /// Is there more?
    fn read_on(&mut self) -> io::Result<bool> {
        let more = u64::try_from(PIECE).unwrap_or(u64::MAX);
        let read = self.from.by_ref().take(more).read_to_end(&mut self.bytes)?;
        Ok(read > 0)
    }

    /// Takes the bytes up to there away.
    fn hand_on(&mut self, end: usize) -> Vec<u8> {
        let rest = self.bytes.get(end..).unwrap_or_default();
        let mut bytes = Vec::with_capacity(rest.len() + PIECE);
        bytes.extend_from_slice(rest);
        std::mem::swap(&mut bytes, &mut self.bytes);
        bytes.truncate(end);
        self.at = self.at.saturating_sub(end);
        self.line += bytes.iter().filter(|byte| **byte == b'\n').count();
        bytes
    }

    fn step(&mut self) -> Step {
        if let Next::Rest { .. } = self.next {
            return self.rest();
        }
        self.at = blanks_end(&self.bytes, self.at);
        match (self.next, self.bytes.get(self.at)) {
            (_, None) => Step::More,
            (Next::FeatureOrEnd | Next::Feature, Some(b'{')) => {
                self.next = Next::Rest {
                    begin: self.at,
                    depth: 0,
                    in_text: false,
                };
                self.rest()
            }
            (Next::CommaOrEnd, Some(b',')) => {
                self.at += 1;
                self.next = Next::Feature;
                self.step()
            }
            (Next::FeatureOrEnd | Next::CommaOrEnd, Some(b']')) => Step::End,
            _ => Step::Unusual,
        }
    }

    /// Goes on to the end of a feature.
    fn rest(&mut self) -> Step {
        let Next::Rest {
            begin,
            mut depth,
            mut in_text,
        } = self.next
        else {
            return Step::Unusual;
        };
        while let Some(byte) = self.bytes.get(self.at) {
            if in_text {
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                let Some(length) = memchr::memchr2(b'"', b'\\', rest) else {
                    self.at = self.bytes.len();
                    break;
                };
                in_text = rest.get(length) != Some(&b'"');
                if in_text && length + 1 == rest.len() {
                    // What follows the backslash is not there yet.
                    self.at += length;
                    break;
                }
                self.at += length + 1 + usize::from(in_text);
                continue;
            }
            self.at += 1;
            match byte {
                b'"' => in_text = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.next = Next::CommaOrEnd;
                return Step::Feature(begin..self.at);
            }
        }
        self.next = Next::Rest {
            begin,
            depth,
            in_text,
        };
        Step::More
    }

    /// Keeps what follows the features, if it is not long.
    fn end(&mut self) -> Option<()> {
        self.read_on().ok()?;
        let tail = self.bytes.get(self.at..)?;
        self.around.extend_from_slice(tail);
        let is_all = tail.len() < PIECE && !self.read_on().ok()?;
        is_all.then(|| self.next = Next::Nothing)
    }
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let (line, number) = (self.line, self.number);
        let mut features: Vec<Range<usize>> = Vec::new();
        loop {
            match self.step() {
                Step::Feature(place) => features.push(place),
                Step::More if features.is_empty() => {
                    if !self.read_on().ok()? {
                        return None;
                    }
                }
                Step::More | Step::End if !features.is_empty() => break,
                Step::End => return self.end().and(None),
                Step::More | Step::Unusual => return None,
            }
        }
        self.number += u64::try_from(features.len()).unwrap_or(u64::MAX);
        let end = features.last()?.end;
        if let Next::Rest { begin, .. } = &mut self.next {
            *begin = begin.checked_sub(end)?;
        }
        let bytes = self.hand_on(end);
        Some(Piece {
            bytes,
            features,
            line,
            number,
        })
    }
}

/// Where the first feature may begin: behind the bracket after the member `features`.
fn head(bytes: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"\"features\"";
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        match bytes.get(at)? {
            b'"' => {
                let begin = at;
                at = string_end(bytes, at)?;
                if depth == 1 && bytes.get(begin..at) == Some(NAME) {
                    let colon = blanks_end(bytes, at);
                    let bracket = blanks_end(bytes, colon + 1);
                    let is_list =
                        bytes.get(colon) == Some(&b':') && bytes.get(bracket) == Some(&b'[');
                    if is_list {
                        return Some(bracket + 1);
                    }
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += 1;
    }
}

/// Where the blanks end that begin at `from`, if any do.
fn blanks_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default().iter();
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    from + rest.take_while(is_blank).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The features as they were cut out, and what stands around them.
    fn cut(text: &str) -> Option<(Vec<String>, String)> {
        let mut pieces = Pieces::new(text.as_bytes())?;
        let mut features = Vec::new();
        for piece in pieces.by_ref() {
            let text = |place: &Range<usize>| piece.bytes[place.clone()].to_vec();
            features.extend(piece.features.iter().map(text));
        }
        let features = features
            .into_iter()
            .map(|text| String::from_utf8(text).unwrap());
        Some((features.collect(), pieces.around()?))
    }

    #[test]
    fn features_and_what_stands_around_them_are_told_apart() {
        let text = r#" {"type": "a", "b": {"features": [{}]}, "c\"d": "features", "features" : [
            {"a": "]}\\"}, {"b": [{}, "\"{"]} ] , "z": [{}]} "#;
        let (features, around) = cut(text).unwrap();
        assert_eq!(features, [r#"{"a": "]}\\"}"#, r#"{"b": [{}, "\"{"]}"#]);
        let expected = r#" {"type": "a", "b": {"features": [{}]}, "c\"d": "features", "features" : [] , "z": [{}]} "#;
        assert_eq!(around, expected);
        assert_eq!(cut(r#"{"features":[]}"#).unwrap().0, Vec::<String>::new());
    }

    #[test]
    fn what_is_unusual_is_not_cut() {
        for text in [
            "",
            "{}",
            r#"{"features":[{},]}"#,
            r#"{"features":[,{}]}"#,
            r#"{"features":[{} {}]}"#,
            r#"{"features":[{},1]}"#,
            r#"{"features":[{}"#,
            r#"{"features":[{"a":"\"#,
            r#"{"features":[{"a"#,
            r#"{"features":{}}"#,
            r#"{"features""#,
            r#"{"a":{"features":[{}]}}"#,
        ] {
            assert!(cut(text).is_none(), "{text}");
        }
        let long = format!(r#"{{"features":[{{}}]}}{}"#, " ".repeat(2 * PIECE));
        assert!(cut(&long).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn features_are_cut_out_whole_wherever_a_piece_ends(
            lengths in prop::collection::vec(0_usize..700_000, 1..12),
            wide in any::<bool>(),
        ) {
            let letter = if wide { "\\\"{" } else { "[" };
            let of = |length: &usize| format!(r#"{{"a":"{}"}}"#, letter.repeat(*length));
            let features: Vec<String> = lengths.iter().map(of).collect();
            let text = format!("{{\"features\":[{}]}}", features.join(",\n"));
            let lines: Vec<usize> = (1..=features.len()).collect();
            let mut found = Vec::new();
            for piece in Pieces::new(text.as_bytes()).unwrap() {
                let number = usize::try_from(piece.number).unwrap();
                prop_assert_eq!(number, found.len() + 1);
                let first = piece.features[0].start;
                let breaks = piece.bytes[..first].iter().filter(|byte| **byte == b'\n').count();
                prop_assert_eq!(piece.line + breaks, lines[found.len()]);
                found.extend(piece.features.iter().map(|place| piece.bytes[place.clone()].to_vec()));
            }
            prop_assert!(found.iter().eq(features.iter().map(String::as_bytes)));
        }
    }
}
