//! What a schema cannot say about one incident: how its properties agree with each other.

use serde_json::Value;

use super::incident::Incident;
use crate::domain::Interval;
use crate::import::Finding;
use crate::import::report::shown;

/// Which event types belong to which category; `other` belongs to any.
const EVENT_TYPES: [(&str, &[&str]); 6] = [
    (
        "clash",
        &[
            "armed_clash",
            "ambush",
            "border_clash",
            "incursion",
            "prison_break",
            "other",
        ],
    ),
    ("explosion", &["bombing", "other"]),
    (
        "civilians",
        &[
            "assassination",
            "hostage_taking",
            "attack_on_civilians",
            "other",
        ],
    ),
    ("unrest", &["riot", "other"]),
    ("operation", &["state_operation", "other"]),
    (
        "political",
        &["border_closure", "treaty", "political", "other"],
    ),
];

/// For each location precision from 1: the usual radius, the least and the greatest that do not
/// contradict it, in metres. The bounds are the usual radius of the class before and after,
/// except that "a place known to a kilometre" is a kilometre.
const RADII: [(f64, f64, f64); 4] = [
    (500.0, 1.0, 1_000.0),
    (5_000.0, 500.0, 20_000.0),
    (20_000.0, 5_000.0, 60_000.0),
    (60_000.0, 20_000.0, 500_000.0),
];

const COUNTRY_ONLY: f64 = 5.0;

/// Every contradiction within one incident.
pub(super) fn check(incident: &Incident<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(event_type(incident));
    findings.extend(dates(incident));
    findings.extend(province(incident));
    findings.extend(place(incident));
    findings.extend(radius(incident));
    for (less, more) in [
        ("deaths_low", "deaths_best"),
        ("deaths_best", "deaths_high"),
        ("deaths_low", "deaths_high"),
    ] {
        findings.extend(order(incident, less, more));
    }
    findings.extend(source_dates(incident));
    findings.extend(source_count(incident));
    findings
}

fn event_type(incident: &Incident<'_>) -> Option<Finding> {
    let (category, kind) = (incident.text("category")?, incident.text("event_type")?);
    // A word that the code book does not have at all is the schema's business.
    let known = EVENT_TYPES.iter().any(|(_, kinds)| kinds.contains(&kind));
    let (_, fitting) = EVENT_TYPES.iter().find(|(name, _)| *name == category)?;
    let is_wrong = known && !fitting.contains(&kind);
    is_wrong.then(|| {
        let expected = format!("one of {}, which belong to {category}", fitting.join(", "));
        Finding::error(
            incident.at("event_type"),
            incident.shown("event_type"),
            expected,
        )
    })
}

fn dates(incident: &Incident<'_>) -> Option<Finding> {
    let is_wrong = incident.day("date_end")? < incident.day("date_start")?;
    is_wrong.then(|| {
        let expected = format!("date_start ({}) or later", incident.shown("date_start"));
        Finding::error(
            incident.at("date_end"),
            incident.shown("date_end"),
            expected,
        )
    })
}

fn province(incident: &Incident<'_>) -> Option<Finding> {
    let (country, province) = (incident.text("country")?, incident.text("admin1")?);
    let is_wrong = province
        .split_once('-')
        .is_some_and(|(of, _)| of != country);
    is_wrong.then(|| {
        let expected = format!("a province of {country}, the country, or null");
        Finding::error(incident.at("admin1"), incident.shown("admin1"), expected)
    })
}

/// A point is left out exactly where only the country is known.
fn place(incident: &Incident<'_>) -> Option<Finding> {
    let precision = incident.number("location_precision")?;
    let has_point = incident.feature.geometry.is_some();
    if has_point && precision == COUNTRY_ONLY {
        let expected = "1 to 4, since there is a point; or null as geometry";
        return Some(Finding::error(
            incident.at("location_precision"),
            "5",
            expected,
        ));
    }
    if !has_point && precision != COUNTRY_ONLY {
        let expected = format!("a point, since location_precision is {precision}; or 5 there");
        return Some(Finding::error(incident.at("geometry"), "null", expected));
    }
    None
}

#[expect(clippy::float_cmp, reason = "classes are whole numbers")]
fn radius(incident: &Incident<'_>) -> Option<Finding> {
    let precision = incident.number("location_precision")?;
    let wrong = |expected: String| {
        let place = incident.at("location_radius_m");
        Some(Finding::error(
            place,
            incident.shown("location_radius_m"),
            expected,
        ))
    };
    if precision == COUNTRY_ONLY {
        incident.value("location_radius_m")?;
        return wrong("null, since location_precision is 5".to_owned());
    }
    let (_, (usual, least, most)) = [1.0, 2.0, 3.0, 4.0]
        .into_iter()
        .zip(RADII)
        .find(|(class, _)| *class == precision)?;
    let class = format!("usual for location_precision {precision}");
    if incident.value("location_radius_m").is_none() {
        return wrong(format!(
            "a radius in metres, {usual} if no better one is known ({class})"
        ));
    }
    let given = incident.number("location_radius_m")?;
    if (least..=most).contains(&given) {
        return None;
    }
    wrong(format!("{least} to {most} metres ({usual} is {class})"))
}

fn order(incident: &Incident<'_>, less: &str, more: &str) -> Option<Finding> {
    let (low, high) = (incident.number(less)?, incident.number(more)?);
    // If the best figure lies between, its own two comparisons say what there is to say.
    let between = less == "deaths_low" && more == "deaths_high";
    if low <= high || (between && incident.number("deaths_best").is_some()) {
        return None;
    }
    let expected = format!("at most {more}, which is {}", incident.shown(more));
    Some(Finding::error(
        incident.at(less),
        incident.shown(less),
        expected,
    ))
}

/// The schema knows months of 31 days only; the calendar knows better.
fn source_dates(incident: &Incident<'_>) -> Vec<Finding> {
    let dates = incident
        .list("sources")
        .iter()
        .map(|source| source.get("date"));
    let wrong = |(number, date): (usize, Option<&Value>)| {
        let date = date.filter(|date| date.as_str().is_some_and(is_no_day))?;
        let place = incident.at(format!("sources[{number}].date"));
        Some(Finding::error(
            place,
            shown(date),
            "a day of the calendar, YYYY-MM-DD",
        ))
    };
    (0..).zip(dates).filter_map(wrong).collect()
}

/// Is it shaped like a day without being one?
fn is_no_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && (0..).zip(bytes).all(|(at, byte): (usize, &u8)| match at {
            4 | 7 => *byte == b'-',
            5 => matches!(byte, b'0' | b'1'),
            8 => matches!(byte, b'0'..=b'3'),
            _ => byte.is_ascii_digit(),
        });
    shaped && Interval::of_moment(text).is_err()
}

fn source_count(incident: &Incident<'_>) -> Option<Finding> {
    let said = incident.value("source_count")?.as_u64()?;
    let sources = incident.value("sources")?.as_array()?.len();
    (usize::try_from(said) != Ok(sources)).then(|| {
        let expected = format!("{sources}, as many as there are sources");
        Finding::error(incident.at("source_count"), said.to_string(), expected)
    })
}
