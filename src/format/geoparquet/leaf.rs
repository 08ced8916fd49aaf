//! One column of a row group while it is filled: its values, and where they are missing.

use std::io::Write;

use jiff::civil::{Date, DateTime, date};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::writer::SerializedRowGroupWriter;

use crate::domain::PropertyType;
use crate::format::cell::Cell;
use crate::format::pieces::Cause;

/// What stands in the column, without what is null.
enum Values {
    Truths(Vec<bool>),
    /// Days since the start of 1970.
    Days(Vec<i32>),
    /// Whole numbers, and microseconds since the start of 1970.
    Integers(Vec<i64>),
    Numbers(Vec<f64>),
    Bytes(Vec<ByteArray>),
}

/// A column with its levels, as the format counts them: how much of the path to a value is there,
/// and for lists whether a value goes on with the list of the one before.
pub(super) struct Leaf {
    values: Values,
    levels: Vec<i16>,
    repeats: Option<Vec<i16>>,
    is_required: bool,
    /// Bytes of all values.
    size: usize,
}

/// Levels of a list of texts that is there and empty, and of a text in a list.
const EMPTY_LIST: i16 = 1;
const IN_LIST: i16 = 3;

impl Leaf {
    fn new(values: Values) -> Self {
        Self {
            values,
            levels: Vec::new(),
            repeats: None,
            is_required: false,
            size: 0,
        }
    }

    /// The column of a property.
    pub(super) fn of(kind: PropertyType) -> Self {
        let repeats = (kind == PropertyType::TextList).then(Vec::new);
        let values = match kind {
            PropertyType::Boolean => Values::Truths(Vec::new()),
            PropertyType::Date => Values::Days(Vec::new()),
            PropertyType::Integer | PropertyType::DateTime => Values::Integers(Vec::new()),
            PropertyType::Number => Values::Numbers(Vec::new()),
            _ => Values::Bytes(Vec::new()),
        };
        Self {
            repeats,
            ..Self::new(values)
        }
    }

    /// The column of identifiers, which are never null.
    pub(super) fn of_ids(numeric: bool) -> Self {
        let kind = if numeric {
            PropertyType::Integer
        } else {
            PropertyType::Text
        };
        Self {
            is_required: true,
            ..Self::of(kind)
        }
    }

    /// The column of geometries.
    pub(super) fn of_bytes() -> Self {
        Self::new(Values::Bytes(Vec::new()))
    }

    /// How many bytes its values have.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Adds the value of the next feature.
    pub(super) fn push(&mut self, cell: Cell<'_>) -> Result<(), Cause> {
        self.size += match (&mut self.values, cell) {
            (_, Cell::Null) => {
                self.place(0, 0);
                return Ok(());
            }
            (Values::Bytes(values), Cell::Texts(texts)) => {
                values.extend(texts.iter().map(|text| ByteArray::from(&**text)));
                self.list(texts.len());
                return Ok(());
            }
            (Values::Truths(values), Cell::Boolean(truth)) => add(values, truth),
            (Values::Days(values), Cell::Date(day)) => add(values, days(day)?),
            (Values::Integers(values), Cell::Integer(number)) => add(values, number),
            (Values::Integers(values), Cell::DateTime(at, _)) => add(values, microseconds(at)?),
            (Values::Numbers(values), Cell::Number(number)) => add(values, number),
            (Values::Bytes(values), Cell::Text(text)) => {
                add_bytes(values, text.into_owned().into_bytes())
            }
            (Values::Bytes(values), Cell::Json(json)) => {
                add_bytes(values, json.as_bytes().to_vec())
            }
            (_, cell) => return Err(format!("found {cell:?} in a column of another type").into()),
        };
        self.place(1, 0);
        Ok(())
    }

    /// Adds bytes, or null.
    pub(super) fn push_bytes(&mut self, bytes: Option<Vec<u8>>) {
        if let (Values::Bytes(values), Some(bytes)) = (&mut self.values, bytes) {
            self.size += add_bytes(values, bytes);
            self.place(1, 0);
        } else {
            self.place(0, 0);
        }
    }

    /// Adds a number, or null.
    pub(super) fn push_number(&mut self, number: Option<f64>) {
        if let (Values::Numbers(values), Some(number)) = (&mut self.values, number) {
            self.size += add(values, number);
            self.place(1, 0);
        } else {
            self.place(0, 0);
        }
    }

    fn list(&mut self, length: usize) {
        if length == 0 {
            self.place(EMPTY_LIST, 0);
        }
        for position in 0..length {
            self.place(IN_LIST, i16::from(position > 0));
        }
    }

    fn place(&mut self, level: i16, repeat: i16) {
        self.levels.push(level);
        if let Some(repeats) = &mut self.repeats {
            repeats.push(repeat);
        }
        self.size += size_of::<i16>();
    }

    /// Writes what it holds as the next column of a row group, and is empty again.
    pub(super) fn write<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), Cause> {
        let mut column = group
            .next_column()?
            .ok_or("a column that the schema has not")?;
        let levels = Some(&*self.levels).filter(|_| !self.is_required);
        let repeats = self.repeats.as_deref();
        match &self.values {
            Values::Truths(values) => column
                .typed::<BoolType>()
                .write_batch(values, levels, repeats)?,
            Values::Days(values) => column
                .typed::<Int32Type>()
                .write_batch(values, levels, repeats)?,
            Values::Integers(values) => column
                .typed::<Int64Type>()
                .write_batch(values, levels, repeats)?,
            Values::Numbers(values) => column
                .typed::<DoubleType>()
                .write_batch(values, levels, repeats)?,
            Values::Bytes(values) => column
                .typed::<ByteArrayType>()
                .write_batch(values, levels, repeats)?,
        };
        column.close()?;
        self.values.clear();
        self.levels.clear();
        if let Some(repeats) = &mut self.repeats {
            repeats.clear();
        }
        self.size = 0;
        Ok(())
    }
}

impl Values {
    fn clear(&mut self) {
        match self {
            Self::Truths(values) => values.clear(),
            Self::Days(values) => values.clear(),
            Self::Integers(values) => values.clear(),
            Self::Numbers(values) => values.clear(),
            Self::Bytes(values) => values.clear(),
        }
    }
}

/// Adds a value; returns how many bytes it has.
fn add<T>(values: &mut Vec<T>, value: T) -> usize {
    values.push(value);
    size_of::<T>()
}

fn add_bytes(values: &mut Vec<ByteArray>, bytes: Vec<u8>) -> usize {
    let size = bytes.len() + size_of::<ByteArray>();
    values.push(bytes.into());
    size
}

fn days(day: Date) -> Result<i32, Cause> {
    let since = day.duration_since(date(1970, 1, 1));
    Ok(i32::try_from(since.as_hours() / 24)?)
}

fn microseconds(at: DateTime) -> Result<i64, Cause> {
    let since = at.duration_since(date(1970, 1, 1).at(0, 0, 0, 0));
    Ok(i64::try_from(since.as_micros())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_microseconds_are_counted_from_1970_on_both_sides() {
        for (day, expected) in [
            (date(1970, 1, 1), 0),
            (date(1969, 12, 31), -1),
            (date(2010, 9, 19), 14_871),
            (date(1, 1, 1), -719_162),
        ] {
            assert_eq!(days(day).unwrap(), expected, "{day}");
            let midnight = day.at(0, 0, 0, 0);
            let expected = i64::from(expected) * 86_400_000_000;
            assert_eq!(microseconds(midnight).unwrap(), expected, "{day}");
        }
    }

    #[test]
    fn levels_tell_null_from_an_empty_list() {
        let mut leaf = Leaf::of(PropertyType::TextList);
        for cell in [
            Cell::Null,
            Cell::Texts(vec![]),
            Cell::Texts(vec!["a".into(), "b".into()]),
        ] {
            leaf.push(cell).unwrap();
        }
        assert_eq!(leaf.levels, [0, 1, 3, 3]);
        assert_eq!(leaf.repeats.as_deref(), Some(&[0, 0, 0, 1][..]));
    }

    #[test]
    fn a_cell_of_another_type_is_an_error() {
        let pushed = Leaf::of(PropertyType::Integer).push(Cell::Text("a".into()));
        assert!(pushed.unwrap_err().to_string().contains("Text(\"a\")"));
    }
}
