//! What a cell holds: CSV has no types, so all cells of a column together say what they are.

use serde_json::Value;

use super::super::inspect;

/// What every cell of a column is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Integer,
    Number,
    Boolean,
    /// Written as JSON, since CSV has no lists.
    List,
    Text,
}

/// The narrowest first. Everything is a text.
const NARROW: [Kind; 4] = [Kind::Integer, Kind::Number, Kind::Boolean, Kind::List];

/// What the cells of a column could be, as far as they were seen. Empty ones could be anything.
#[derive(Debug, Clone)]
pub(super) struct Column {
    is_empty: bool,
    /// Which of [`NARROW`] all cells fit.
    fits: [bool; NARROW.len()],
}

impl Column {
    pub(super) const NEW: Self = Self {
        is_empty: true,
        fits: [true; NARROW.len()],
    };

    pub(super) fn add(&mut self, cell: &str) {
        if cell.is_empty() {
            return;
        }
        self.is_empty = false;
        for (fits, kind) in self.fits.iter_mut().zip(NARROW) {
            *fits = *fits && kind.fits(cell);
        }
    }

    /// Adds the cells of another piece.
    pub(super) fn append(&mut self, other: &Self) {
        self.is_empty &= other.is_empty;
        for (own, other) in self.fits.iter_mut().zip(other.fits) {
            *own &= other;
        }
    }

    pub(super) fn kind(&self) -> Kind {
        let mut fitting = self.fits.into_iter().zip(NARROW).filter(|(fits, _)| *fits);
        let narrowest = fitting.next().filter(|_| !self.is_empty);
        narrowest.map_or(Kind::Text, |(_, kind)| kind)
    }
}

impl Kind {
    fn fits(self, cell: &str) -> bool {
        match self {
            Self::Integer => cell.parse::<i64>().is_ok() && !is_code(cell),
            Self::Number => cell.parse::<f64>().is_ok_and(f64::is_finite) && !is_code(cell),
            Self::Boolean => matches!(cell, "true" | "false"),
            Self::List => list(cell).is_some(),
            Self::Text => true,
        }
    }

    /// Writes a cell as JSON; says what it is.
    pub(super) fn write(self, cell: &str, may_be_time: bool, to: &mut Vec<u8>) -> inspect::Kind {
        let value = match self {
            _ if cell.is_empty() => None,
            Self::Integer => cell.parse::<i64>().ok().map(Value::from),
            Self::Number => cell.parse::<f64>().ok().map(Value::from),
            Self::Boolean => cell.parse::<bool>().ok().map(Value::from),
            Self::List => list(cell),
            Self::Text => {
                let text = unguarded(cell);
                // Texts and values always serialise.
                let _ = serde_json::to_writer(to, text);
                return inspect::Kind::of_text(text, may_be_time);
            }
        };
        let value = value.unwrap_or(Value::Null);
        let _ = serde_json::to_writer(to, &value);
        inspect::Kind::of(&value, may_be_time)
    }
}

/// A number with a leading zero or plus, or with more digits than a number can keep, is a code:
/// 0123 is not 123.
fn is_code(cell: &str) -> bool {
    let digits = cell.trim_start_matches('-');
    let is_long = digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.is_empty()
        && cell.parse::<i64>().is_err();
    let is_padded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    is_long || is_padded || digits.starts_with('+')
}

/// A text without the apostrophe that keeps spreadsheets from running it.
pub(super) fn unguarded(cell: &str) -> &str {
    let bare = cell.trim_start_matches('\'');
    let is_formula = bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    cell.strip_prefix('\'')
        .filter(|_| is_formula)
        .unwrap_or(cell)
}

fn list(cell: &str) -> Option<Value> {
    let value: Option<Value> = cell
        .starts_with('[')
        .then(|| serde_json::from_str(cell).ok())
        .flatten();
    value.filter(Value::is_array)
}
