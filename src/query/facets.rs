//! Counts and sums by groups: `by=month,category&sum=deaths`.

use std::fmt;

use crate::domain::{Instant, Property, PropertyType, Schema};

/// What is counted and summed.
#[derive(Debug, Clone, PartialEq)]
pub struct Facets {
    /// Each group has one value of each of these; without any all matches are one group.
    pub by: Vec<Dimension>,
    /// What is added up in each group.
    pub sums: Vec<Measure>,
}

/// By what features are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dimension {
    /// The value of a property; of a list each of its values.
    Property(String),
    /// The span of time in which a feature began.
    Step(Step),
    /// The features of another collection in which it lies.
    Area(String),
}

/// A span of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// `2010-09-19`
    Day,
    /// A week from Monday to Sunday, by its Monday: `2010-09-13`.
    Week,
    /// `2010-09`
    Month,
    /// `2010-Q3`
    Quarter,
    /// `2010`
    Year,
}

/// A sum of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// As it was asked for: a property, or `deaths` for `deaths_low`, `deaths_best` and
    /// `deaths_high`.
    pub name: String,
    /// The properties that are added up, each for itself, with the names of their sums.
    pub parts: Vec<(&'static str, String)>,
}

/// So many dimensions: each multiplies the groups.
pub const MOST_DIMENSIONS: usize = 4;
/// So many sums.
const MOST_SUMS: usize = 20;
/// Before the name of a collection of areas.
const AREA: &str = "area:";
/// How the parts of a range end, and what their sums are called.
const RANGE: [(&str, &str); 3] = [("_low", "low"), ("_best", "best"), ("_high", "high")];

impl Step {
    const ALL: [(&'static str, Self); 5] = [
        ("day", Self::Day),
        ("week", Self::Week),
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
    ];

    /// The span in which a moment lies, as it is written; in this form spans sort as they follow.
    pub fn span(self, moment: Instant) -> String {
        match self {
            Self::Day => moment.day(),
            Self::Week => moment.monday(),
            Self::Month => moment.day().chars().take(7).collect(),
            Self::Quarter => moment.quarter(),
            Self::Year => moment.day().chars().take(4).collect(),
        }
    }
}

impl Facets {
    /// Reads the two parameters for features of this schema. `is_area` tells which collections
    /// can be areas.
    pub fn by(
        text: &str,
        schema: &Schema,
        is_area: impl Fn(&str) -> bool,
    ) -> Result<Vec<Dimension>, String> {
        let by = text
            .split(',')
            .map(|name| dimension(name.trim(), schema, &is_area))
            .collect::<Result<Vec<_>, _>>()?;
        if by.len() > MOST_DIMENSIONS {
            return Err(format!("expected at most {MOST_DIMENSIONS} dimensions"));
        }
        Ok(by)
    }

    /// Reads the sums.
    pub fn sums(text: &str, schema: &Schema) -> Result<Vec<Measure>, String> {
        let sums = text
            .split(',')
            .map(|name| measure(name.trim(), schema))
            .collect::<Result<Vec<_>, _>>()?;
        if sums.len() > MOST_SUMS {
            return Err(format!("expected at most {MOST_SUMS} sums"));
        }
        Ok(sums)
    }
}

fn dimension(
    name: &str,
    schema: &Schema,
    is_area: &impl Fn(&str) -> bool,
) -> Result<Dimension, String> {
    if let Some(collection) = name.strip_prefix(AREA) {
        return if is_area(collection) {
            Ok(Dimension::Area(collection.to_owned()))
        } else {
            let found: String = collection.chars().take(100).collect();
            Err(format!("there is no collection of areas \"{found}\""))
        };
    }
    // A property of the data has its name before a step of the calendar.
    let property = schema.find(name).filter(|found| found.kind.is_queryable());
    if property.is_some_and(|found| found.kind != PropertyType::NumberList) {
        return Ok(Dimension::Property(name.to_owned()));
    }
    let step = Step::ALL.iter().find(|(known, _)| *known == name);
    step.map(|(_, step)| Dimension::Step(*step)).ok_or_else(|| {
        let steps = Step::ALL.map(|(known, _)| known).join(", ");
        let found: String = name.chars().take(100).collect();
        format!(
            "found \"{found}\"; expected {steps}, {AREA} with a collection of areas, or a \
             property: {}",
            names(schema.queryables())
        )
    })
}

fn measure(name: &str, schema: &Schema) -> Result<Measure, String> {
    let is_number = |name: &str| {
        let kind = schema.find(name).map(|property| property.kind);
        matches!(kind, Some(PropertyType::Integer | PropertyType::Number))
    };
    let range: Vec<(&'static str, String)> = RANGE
        .iter()
        .map(|(ending, part)| (*part, format!("{name}{ending}")))
        .filter(|(_, property)| is_number(property))
        .collect();
    let parts = if is_number(name) {
        vec![("sum", name.to_owned())]
    } else if range.len() == RANGE.len() {
        range
    } else {
        let numbers = schema.properties.iter().filter(|one| is_number(&one.name));
        let found: String = name.chars().take(100).collect();
        return Err(format!(
            "found \"{found}\"; expected properties that are numbers: {}",
            names(numbers)
        ));
    };
    Ok(Measure {
        name: name.to_owned(),
        parts,
    })
}

fn names<'a>(properties: impl Iterator<Item = &'a Property>) -> String {
    let names: Vec<&str> = properties.map(|one| &*one.name).collect();
    names.join(", ")
}

impl fmt::Display for Dimension {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property(name) => out.write_str(name),
            Self::Step(step) => {
                let name = Step::ALL.iter().find(|(_, known)| known == step);
                out.write_str(name.map_or("", |(name, _)| name))
            }
            Self::Area(collection) => write!(out, "{AREA}{collection}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Interval;

    #[test]
    fn a_moment_lies_in_one_span_of_each_step() {
        let moment = |text| Interval::of_moment(text).unwrap().start().unwrap();
        for (day, step, expected) in [
            ("2010-09-19", Step::Day, "2010-09-19"),
            ("2010-09-19", Step::Week, "2010-09-13"),
            ("2010-09-13", Step::Week, "2010-09-13"),
            ("2011-01-01", Step::Week, "2010-12-27"),
            ("2010-09-19", Step::Month, "2010-09"),
            ("2010-09-30", Step::Quarter, "2010-Q3"),
            ("2010-10-01", Step::Quarter, "2010-Q4"),
            ("2012-02-29", Step::Year, "2012"),
        ] {
            assert_eq!(step.span(moment(day)), expected, "{day} {step:?}");
        }
    }
}
