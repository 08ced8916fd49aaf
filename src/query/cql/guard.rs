//! What is looked at before a filter is parsed: its size, its depth, its brackets.
//!
//! The parser of CQL2 calls itself for every bracket and operator, and tries again where it has
//! guessed wrong. A text is therefore bounded first, in a single pass, and where a bracket is
//! missing the message says which one.

use super::CqlError;

/// Bytes of a filter: room for a polygon of 10,000 corners.
pub(super) const LONGEST: usize = 512 * 1024;
/// Brackets within brackets.
const DEEPEST: usize = 40;
/// Names, texts, operators and commas; what a geometry is made of does not count.
const MOST_WORDS: usize = 2_000;
/// Values and objects of a filter in JSON, without coordinates.
const MOST_VALUES: usize = 5_000;
/// Operators, each of which can lie inside the one before it.
const MOST_OPERATORS: usize = 400;
/// What the parser may do for one filter, in its own steps: 20 for each byte of the longest.
const STEPS: usize = 20 * LONGEST;

/// A word of the text, for the place that an error names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// As it stands there, without quotes.
    pub(super) text: &'a str,
    /// Counted from 1, in characters.
    pub(super) at: usize,
}

/// Bounds what the parser does before it gives a text up.
pub(super) fn bound_parser() {
    pest::set_call_limit(std::num::NonZeroUsize::new(STEPS));
}

/// A text that the parser may see.
#[derive(Debug)]
pub(super) struct Read<'a> {
    /// Its words.
    pub(super) words: Vec<Word<'a>>,
    /// Does the parser need no more stack for it than any thread has?
    pub(super) is_shallow: bool,
}

/// So many brackets and operators together are read on the thread of the request: each of them
/// takes at most some 50 kB of stack, where nothing is optimised.
const SHALLOW: usize = 12;

/// Reads the words of a text, if the parser may see it.
pub(super) fn read(text: &str) -> Result<Read<'_>, CqlError> {
    if text.len() > LONGEST {
        return Err(CqlError::new(format!(
            "the filter has {} bytes; expected at most {LONGEST}",
            text.len()
        )));
    }
    let mut reader = Reader {
        text,
        rest: text.char_indices().peekable(),
        at: 0,
        words: Vec::new(),
        open: Vec::new(),
        deepest: 0,
        operators: 0,
    };
    reader.read()?;
    Ok(Read {
        is_shallow: reader.deepest + reader.operators <= SHALLOW,
        words: reader.words,
    })
}

struct Reader<'a> {
    text: &'a str,
    rest: std::iter::Peekable<std::str::CharIndices<'a>>,
    /// Characters read.
    at: usize,
    words: Vec<Word<'a>>,
    /// Where the brackets that are still open stand, and whether coordinates are inside.
    open: Vec<(usize, bool)>,
    /// The most brackets that were open at one time.
    deepest: usize,
    operators: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<(usize, char)> {
        let next = self.rest.next()?;
        self.at += 1;
        Some(next)
    }

    fn read(&mut self) -> Result<(), CqlError> {
        while let Some((from, letter)) = self.next() {
            let at = self.at;
            match letter {
                '(' => {
                    self.open.push((at, self.begins_coordinates()));
                    self.deepest = self.deepest.max(self.open.len());
                    if self.open.len() > DEEPEST {
                        return Err(CqlError::new(format!(
                            "more than {DEEPEST} brackets within each other"
                        ))
                        .at(at));
                    }
                }
                ')' => self.close(at)?,
                '\'' | '"' => self.quoted(from, at, letter)?,
                '+' | '-' | '*' | '/' | '%' | '^' | '=' | '<' | '>' | '!' => {
                    self.sign(at)?;
                }
                ',' if !self.is_in_coordinates() => self.push(",", at)?,
                letter if letter.is_alphabetic() || letter == '_' => self.word(from, at)?,
                _ => {}
            }
        }
        match self.open.last() {
            Some(&(at, _)) => Err(CqlError::new("this ( is not closed").at(at)),
            None => Ok(()),
        }
    }

    /// Does the bracket that opens here hold coordinates? The name of a geometry stands before it,
    /// or it lies in such a bracket.
    fn begins_coordinates(&self) -> bool {
        const SHAPES: [&str; 8] = [
            "BBOX",
            "POINT",
            "LINESTRING",
            "POLYGON",
            "MULTIPOINT",
            "MULTILINESTRING",
            "MULTIPOLYGON",
            "GEOMETRYCOLLECTION",
        ];
        const HEIGHTS: [&str; 3] = ["Z", "M", "ZM"];
        let is_one = |names: &[&str], word: &Word<'_>| {
            names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(word.text))
        };
        let mut before = self.words.iter().rev();
        let named = before
            .by_ref()
            .find(|word| !is_one(&HEIGHTS, word))
            .is_some_and(|word| is_one(&SHAPES, word));
        self.is_in_coordinates() || named
    }

    fn is_in_coordinates(&self) -> bool {
        self.open.last().is_some_and(|(_, inside)| *inside)
    }

    fn close(&mut self, at: usize) -> Result<(), CqlError> {
        let open = self.open.pop();
        open.map(drop)
            .ok_or_else(|| CqlError::new("this ) closes nothing").at(at))
    }

    /// The sign of a coordinate is no operator. Elsewhere `1 -2` is one.
    fn sign(&mut self, at: usize) -> Result<(), CqlError> {
        if self.is_in_coordinates() {
            Ok(())
        } else {
            self.operator(at)
        }
    }

    fn operator(&mut self, at: usize) -> Result<(), CqlError> {
        self.operators += 1;
        if self.operators > MOST_OPERATORS {
            let most = format!("more than {MOST_OPERATORS} operators; `IN (…)` takes long lists");
            return Err(CqlError::new(most).at(at));
        }
        Ok(())
    }

    fn word(&mut self, from: usize, at: usize) -> Result<(), CqlError> {
        let mut end = self.text.len();
        while let Some(&(here, letter)) = self.rest.peek() {
            if !(letter.is_alphanumeric() || matches!(letter, '_' | '.' | ':')) {
                end = here;
                break;
            }
            self.next();
        }
        let text = self.text.get(from..end).unwrap_or_default();
        let joins = ["and", "or", "not", "like", "in", "between", "is", "div"];
        if joins.iter().any(|join| join.eq_ignore_ascii_case(text)) {
            self.operator(at)?;
        }
        self.push(text, at)
    }

    /// A text or a name in quotes, in which a doubled quote is one.
    fn quoted(&mut self, from: usize, at: usize, quote: char) -> Result<(), CqlError> {
        while let Some((here, letter)) = self.next() {
            if letter != quote {
                continue;
            }
            if self.rest.peek().is_some_and(|(_, next)| *next == quote) {
                self.next();
                continue;
            }
            let text = self.text.get(from + 1..here).unwrap_or_default();
            return self.push(text, at);
        }
        Err(CqlError::new(format!("this {quote} is not closed")).at(at))
    }

    fn push(&mut self, text: &'a str, at: usize) -> Result<(), CqlError> {
        self.words.push(Word { text, at });
        if self.words.len() > MOST_WORDS {
            let most = format!("more than {MOST_WORDS} names, texts, operators and commas");
            return Err(CqlError::new(most).at(at));
        }
        Ok(())
    }
}

/// Is a JSON filter within the same bounds? The places of its words are those in its text.
pub(super) fn check_json(value: &serde_json::Value) -> Result<(), CqlError> {
    // Each operator is an object and a list. What lies in coordinates is numbers, and is bounded
    // by the length of the text.
    let deepest = DEEPEST * 2;
    let mut words = 0;
    let mut left = vec![(value, 0)];
    while let Some((value, depth)) = left.pop() {
        if depth > deepest {
            return Err(CqlError::new(format!(
                "more than {deepest} levels of objects and lists"
            )));
        }
        words += usize::from(!value.is_array());
        if words > MOST_VALUES {
            return Err(CqlError::new(format!("more than {MOST_VALUES} values")));
        }
        match value {
            serde_json::Value::Array(values) => {
                left.extend(values.iter().map(|value| (value, depth + 1)));
            }
            serde_json::Value::Object(members) => {
                let members = members.iter().filter(|(name, _)| *name != "coordinates");
                left.extend(members.map(|(_, value)| (value, depth + 1)));
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_their_places() {
        let found = read("ü = 'it''s' AND \"a b\" IN (-1.5, x)").unwrap();
        let found: Vec<(&str, usize)> = found
            .words
            .iter()
            .map(|word| (word.text, word.at))
            .collect();
        let expected = [
            ("ü", 1),
            ("it''s", 5),
            ("AND", 13),
            ("a b", 17),
            ("IN", 23),
            ("x", 33),
        ];
        let found: Vec<(&str, usize)> =
            found.into_iter().filter(|(word, _)| *word != ",").collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_would_cost_too_much_is_refused_with_its_place() {
        let error = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(error("(a = 1"), "at character 1: this ( is not closed");
        assert_eq!(error("a = 1)"), "at character 6: this ) closes nothing");
        assert_eq!(error("a = 'x"), "at character 5: this ' is not closed");
        assert!(error(&"(".repeat(100)).contains("brackets within each other"));
        assert!(error(&"1+".repeat(500)).contains("operators"));
        assert!(error(&"1 -1".repeat(500)).contains("operators"));
        assert!(error(&format!("POINT(1 2) = {}", "-1".repeat(500))).contains("operators"));
        assert!(error(&"NOT ".repeat(500)).contains("operators"));
        assert!(error(&"a,".repeat(3000)).contains("names"));
        assert!(error(&"1,".repeat(3000)).contains("commas"));
        assert!(error(&"1 ".repeat(300_000)).contains("bytes"));
        let polygon = format!("S_WITHIN(geom, LINESTRING({}))", "-1 -2,".repeat(9000));
        assert!(read(&polygon).is_ok());
    }
}
