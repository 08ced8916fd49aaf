//! Filters in CQL2, as text or JSON: parsed by the `cql2` crate, checked once against the
//! collection, evaluated here.
//!
//! ```text
//! text ── guard ── cql2 ── check ──→ Condition ── evaluate ──→ does this feature match?
//! ```
//!
//! A condition names only properties that the collection has, with operands of fitting types; what
//! does not fit is an error that says where. Unknown is neither true nor false: a comparison with
//! null is unknown, and so is its negation.

mod area;
mod check;
mod condition;
mod evaluate;
pub mod functions;
mod guard;
mod json;
mod lists;
mod looks;
mod near;
mod prepared;
mod reach;
mod shapes;
mod text;
mod times;

use std::fmt;
use std::sync::Arc;

use cql2::Expr;

use crate::domain::{Crs, Schema};

pub use condition::{Comparison, Condition, Term};
pub use evaluate::{Properties, Row};
pub use looks::Looks;
pub use prepared::Prepared;

/// In which of its two forms a filter is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// `category = 'clash' AND deaths_best > 10`
    #[default]
    Text,
    /// `{"op": "=", "args": [{"property": "category"}, "clash"]}`
    Json,
}

/// A filter that fits its collection.
#[derive(Debug, Clone)]
pub struct Cql {
    /// As it was given, with the system of its coordinates: what tells filters apart.
    given: Arc<str>,
    condition: Arc<Condition>,
}

/// Why a text is no filter for a collection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", .at.map(|at| format!("at character {at}: ")).unwrap_or_default())]
pub struct CqlError {
    reason: String,
    at: Option<usize>,
}

/// What is wrong with an expression, and the word of the text by which it is found there.
#[derive(Debug)]
struct Fault {
    reason: String,
    word: Option<String>,
}

/// The names under which a filter asks for the geometry, whatever the data calls it.
pub const GEOMETRY: [&str; 2] = ["geom", "geometry"];

impl Cql {
    /// Reads a filter for features of this schema. Coordinates in it are of the system `crs`.
    pub fn parse(
        text: &str,
        language: Language,
        crs: Crs,
        schema: &Schema,
    ) -> Result<Self, CqlError> {
        guard::bound_parser();
        let condition = match language {
            Language::Text => {
                let guard::Read { words, is_shallow } = guard::read(text)?;
                let read = || {
                    let expression = parse_text(text)?;
                    let condition = check::condition(&expression, crs, schema);
                    condition.map_err(|fault| fault.in_words(&words))
                };
                // A thread of its own costs more than a short filter.
                if is_shallow { read() } else { with_room(read) }
            }
            Language::Json => with_room(|| {
                let expression = json::parse(text)?;
                check::condition(&expression, crs, schema).map_err(|fault| fault.in_json(text))
            }),
        }?;
        Ok(Self {
            given: name(text, language, crs).into(),
            condition: Arc::new(condition),
        })
    }

    /// What it asks.
    pub fn condition(&self) -> &Condition {
        &self.condition
    }
}

impl PartialEq for Cql {
    fn eq(&self, other: &Self) -> bool {
        self.given == other.given
    }
}

impl fmt::Display for Cql {
    /// One text for one filter.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.given)
    }
}

/// What tells filters of one collection apart.
pub fn name(text: &str, language: Language, crs: Crs) -> String {
    format!("{language:?};{crs};{text}")
}

/// Stack for the parser, of which no more than is used becomes memory: it calls itself, with
/// large frames when it is not optimised, as deep as `guard` lets it.
const ROOM: usize = 64 * 1024 * 1024;

fn with_room<T: Send>(work: impl FnOnce() -> Result<T, CqlError> + Send) -> Result<T, CqlError> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("cql2".to_owned())
            .stack_size(ROOM);
        let failed = || CqlError::new("the filter could not be read");
        match thread.spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_else(|_panic| Err(failed())),
            Err(_no_thread) => Err(failed()),
        }
    })
}

fn parse_text(text: &str) -> Result<Expr, CqlError> {
    cql2::parse_text(text).map_err(|error| match error {
        cql2::Error::Pest(error) => {
            let (line, column) = match error.line_col {
                pest::error::LineColLocation::Pos(at)
                | pest::error::LineColLocation::Span(at, _) => at,
            };
            let before = text.split_inclusive('\n').take(line.saturating_sub(1));
            let at = before.map(|line| line.chars().count()).sum::<usize>() + column;
            let rest: String = text.chars().skip(at.saturating_sub(1)).take(30).collect();
            let found = if rest.trim().is_empty() {
                "the end of the filter".to_owned()
            } else {
                format!("\"{rest}\"")
            };
            CqlError::new(format!(
                "this is no CQL2: found {found}, expected something like \
                 category = 'clash' AND deaths_best >= 10"
            ))
            .at(at)
        }
        other => CqlError::new(other.to_string().chars().take(200).collect::<String>()),
    })
}

impl CqlError {
    fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            at: None,
        }
    }

    fn at(mut self, at: usize) -> Self {
        self.at = Some(at);
        self
    }
}

impl Fault {
    fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            word: None,
        }
    }

    fn word(mut self, word: &str) -> Self {
        self.word = Some(word.to_owned());
        self
    }

    fn in_words(self, words: &[guard::Word<'_>]) -> CqlError {
        let named = |word: &&guard::Word<'_>| {
            self.word
                .as_ref()
                .is_some_and(|name| word.text.eq_ignore_ascii_case(name))
        };
        let at = words.iter().find(named).map(|word| word.at);
        CqlError {
            reason: self.reason,
            at,
        }
    }

    fn in_json(self, text: &str) -> CqlError {
        let quoted = self.word.map(|word| format!("\"{word}\""));
        let at = quoted
            .and_then(|quoted| text.find(&quoted))
            .and_then(|byte| text.get(..byte))
            .map(|before| before.chars().count() + 1);
        CqlError {
            reason: self.reason,
            at,
        }
    }
}
