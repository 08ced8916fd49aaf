//! What is wrong with data, and where: one sentence that a person can act on.

use std::fmt;

use serde_json::Value;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub found: String,
    /// What should.
    pub expected: String,
}

/// A place in a file, as exactly as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The table, if the file is a database.
    pub table: Option<String>,
    /// Counted from 1; of a table the number of the row.
    pub line: Option<usize>,
    /// The feature's identifier.
    pub feature: Option<String>,
    /// The property, or `geometry`.
    pub field: Option<String>,
}

impl Finding {
    /// Something wrong at `place`.
    pub fn error(place: Place, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            place,
            found: found.into(),
            expected: expected.into(),
        }
    }
}

impl Place {
    /// The file as a whole.
    pub fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// A line of it.
    pub fn line(file: &str, line: usize) -> Self {
        Self {
            line: Some(line),
            ..Self::file(file)
        }
    }

    /// The same place, said with the table.
    #[must_use]
    pub fn table(self, name: impl Into<String>) -> Self {
        Self {
            table: Some(name.into()),
            ..self
        }
    }

    /// The same place, said with the feature's identifier.
    #[must_use]
    pub fn feature(self, id: impl fmt::Display) -> Self {
        Self {
            feature: Some(id.to_string()),
            ..self
        }
    }

    /// The same place, said with the property.
    #[must_use]
    pub fn field(self, name: impl Into<String>) -> Self {
        Self {
            field: Some(name.into()),
            ..self
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        match (&self.table, self.line) {
            (None, None) => {}
            (None, Some(line)) => write!(out, ":{line}")?,
            (Some(table), None) => write!(out, ": table {table}")?,
            // Most rows are called by their number.
            (Some(table), Some(row)) if self.feature == Some(row.to_string()) => {
                write!(out, ": table {table}")?;
            }
            (Some(table), Some(row)) => write!(out, ": table {table}, row {row}")?,
        }
        if let Some(feature) = &self.feature {
            write!(out, ": feature {feature}")?;
        }
        if let Some(field) = &self.field {
            write!(out, ": {field}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}: found {}; expected {}",
            self.place, self.found, self.expected
        )
    }
}

/// A value as a message shows it: texts in quotes, what is long as its parts.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(list) if !list.is_empty() => format!("a list of {}", list.len()),
        Value::Object(members) if !members.is_empty() => {
            let names: Vec<&str> = members.keys().map(String::as_str).collect();
            format!("an object with {}", short(&names.join(", ")))
        }
        other => other.to_string(),
    }
}

/// A text of a file, quoted and cut to a length that a line of a terminal can hold.
pub(crate) fn quoted(text: &str) -> String {
    format!("{:?}", short(text))
}

/// A text cut to the same length.
pub(crate) fn short(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
