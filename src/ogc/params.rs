//! The parameters of a request: read one by one, everything that is wrong told at once.

use std::fmt;
use std::str::FromStr;

use super::problem::{Problem, WrongParameter};

/// So many unknown parameters are told one by one. A request has room for thousands, and every
/// answer about one names all that the address knows.
const UNKNOWN_TOLD: usize = 20;

/// The parameters that have not been read yet, and what was wrong with the others.
#[derive(Debug)]
pub(super) struct Params {
    unread: Vec<(String, String)>,
    /// The names that were asked for, each with a zero behind it: a collection has dozens of
    /// properties, and mostly nobody wants to read them.
    known: String,
    wrong: Vec<WrongParameter>,
}

impl Params {
    pub(super) fn new(query: &str) -> Self {
        let unread = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        Self {
            unread,
            known: String::new(),
            wrong: Vec::new(),
        }
    }

    /// The value of a parameter. Given twice it is wrong: no reader could say which one counts.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.known.push_str(name);
        self.known.push('\0');
        let mut values = self.unread.extract_if(.., |(found, _)| found == name);
        let first = values.next()?;
        if values.count() > 0 {
            self.reject(name, None, "given more than once; give it once");
            return None;
        }
        Some(first.1)
    }

    /// The value of a parameter as something that can be read from a text.
    pub(super) fn value<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name)?;
        self.read(name, &text, str::parse::<T>)
    }

    /// What `read` makes of the value, or a note of what is wrong with it.
    pub(super) fn read<T, E: fmt::Display>(
        &mut self,
        name: &str,
        text: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        read(text)
            .map_err(|error| self.reject(name, Some(text), error.to_string()))
            .ok()
    }

    /// Notes that a parameter cannot be used.
    pub(super) fn reject(&mut self, name: &str, found: Option<&str>, reason: impl Into<String>) {
        let found = found.map(|text| text.chars().take(100).collect());
        self.wrong.push(WrongParameter {
            name: name.to_owned(),
            found,
            reason: reason.into(),
        });
    }

    /// Ends the reading: a parameter that nobody asked for is wrong too.
    pub(super) fn finish(mut self) -> Result<(), Problem> {
        let unknown = std::mem::take(&mut self.unread);
        if unknown.is_empty() && self.wrong.is_empty() {
            return Ok(());
        }
        let mut known: Vec<&str> = Vec::new();
        let asked_for = std::mem::take(&mut self.known);
        for name in asked_for.split_terminator('\0') {
            // Some are looked at twice.
            if !known.contains(&name) {
                known.push(name);
            }
        }
        let known = known.join(", ");
        let more = unknown.len().saturating_sub(UNKNOWN_TOLD);
        for (name, _) in unknown.into_iter().take(UNKNOWN_TOLD) {
            let name: String = name.chars().take(100).collect();
            self.reject(
                &name,
                None,
                format!("unknown parameter; this address knows {known}"),
            );
        }
        if more > 0 {
            self.reject("…", None, format!("{more} more unknown parameters"));
        }
        Err(Problem::parameters(self.wrong))
    }
}
