//! Made-up incidents, the same on every machine: any number of them, each from its number alone.
//!
//! They lie round real towns and have the names and codes of the code book (`docs/data.md`), so
//! that the answers of a benchmark look like real ones: about 460 bytes of GeoJSON each. Only whole
//! numbers are thrown, since the last digit of a sine is not the same on every machine.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark fails by panicking"
)]

mod random;
mod towns;

use std::io::{self, Write};

use geojson::Geometry;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use marz::domain::{Feature, FeatureId};
use marz::import::{self, CollectionSettings, Content, File};
use marz::store::Snapshot;
use serde::Serialize;
use serde_json::{Map, Value, json};

pub(crate) use random::Random;
use towns::{CATEGORIES, REPORTS, SIDES, TOWNS, Town};

/// The region, in degrees: west, south, east, north.
pub(crate) const REGION: [i32; 4] = [67, 36, 75, 43];
/// Days are counted from this one.
pub(crate) const FIRST_DAY: Date = date(1990, 1, 1);
/// The last one on which an incident begins: 31 December 2024.
pub(crate) const LAST_DAY: i32 = 12_783;
/// Parts of a degree.
const DEGREE: i32 = 100_000;
/// Years in which more happened than in others, as days.
const BUSY: [(i32, i32); 4] = [
    (860, 2_730),
    (3_500, 3_950),
    (7_450, 7_660),
    (11_000, 12_050),
];

/// One incident.
#[derive(Debug, Clone)]
pub(crate) struct Incident {
    /// From 1, in the order of the file.
    pub(crate) number: u32,
    pub(crate) lon: f64,
    pub(crate) lat: f64,
    /// First and last day; without them it is undated.
    pub(crate) days: Option<(i32, i32)>,
    pub(crate) category: &'static str,
    pub(crate) event_type: &'static str,
    pub(crate) deaths_low: Option<i32>,
    pub(crate) deaths_best: Option<i32>,
    pub(crate) deaths_high: Option<i32>,
    pub(crate) location_precision: i32,
    pub(crate) source_count: i32,
    pub(crate) town: &'static Town,
    side: &'static str,
    report: &'static str,
}

#[derive(Serialize)]
struct Properties {
    title: String,
    category: &'static str,
    event_type: &'static str,
    date_start: Option<String>,
    date_end: Option<String>,
    deaths_low: Option<i32>,
    deaths_best: Option<i32>,
    deaths_high: Option<i32>,
    place: &'static str,
    admin1: &'static str,
    country: &'static str,
    areas: &'static [&'static str],
    location_precision: i32,
    source_count: i32,
}

/// The first `count` of them.
pub(crate) fn incidents(count: u32) -> impl Iterator<Item = Incident> {
    (1..=count).map(Incident::new)
}

/// Writes the first `count` as a file of GeoJSON, one on each line.
pub(crate) fn write(count: u32, to: &mut impl Write) -> io::Result<()> {
    write!(to, r#"{{"type":"FeatureCollection","features":["#)?;
    for incident in incidents(count) {
        let comma = if incident.number == 1 { "" } else { "," };
        let (id, lon, lat) = (incident.number, incident.lon, incident.lat);
        write!(
            to,
            "{comma}\n{{\"type\":\"Feature\",\"id\":{id},\"geometry\":\
            {{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}},\"properties\":"
        )?;
        serde_json::to_writer(&mut *to, &incident.told())?;
        write!(to, "}}")?;
    }
    writeln!(to, "\n]}}")
}

/// A collection of the first `count`, as the server has it.
pub(crate) fn snapshot(count: u32) -> Snapshot {
    // Some of them have all properties that there are.
    let mut bytes = Vec::new();
    write(count.min(1_000), &mut bytes).unwrap();
    let name = "made-up.geojson".to_owned();
    let content = Content::Bytes(bytes);
    let file = File { name, content };
    let settings: CollectionSettings =
        toml::from_str(r#"time = { start = "date_start", end = "date_end" }"#).unwrap();
    let collection = import::read("made-up", &file, &settings).collection;
    let features = incidents(count)
        .map(|incident| incident.feature())
        .collect();
    Snapshot::build(collection, features).unwrap()
}

/// The day with that number.
pub(crate) fn day(number: i32) -> Date {
    FIRST_DAY + number.days()
}

impl Incident {
    /// The incident with that number.
    pub(crate) fn new(number: u32) -> Self {
        let mut random = Random::new(u64::from(number));
        // The lower of two throws, so that the first towns have most.
        let town = &TOWNS[random.below(TOWNS.len()).min(random.below(TOWNS.len()))];
        let (lon, lat) = place(town, &mut random);
        let (category, event_type) = kind(&mut random);
        let best = deaths(category, &mut random);
        let uncertain = |random: &mut Random| random.between(0, best / 2 + 1);
        let (low, high) = (best - uncertain(&mut random), best + uncertain(&mut random));
        let known = !random.per_mille(80);
        let (some_low, some_high) = (!random.per_mille(50), !random.per_mille(50));
        Self {
            number,
            lon,
            lat,
            days: days(&mut random),
            category,
            event_type,
            deaths_low: (known && some_low).then_some(low.max(0)),
            deaths_best: known.then_some(best),
            deaths_high: (known && some_high).then_some(high),
            location_precision: random.between(1, 4),
            source_count: random.between(1, 9).min(random.between(1, 9)),
            town,
            side: random.pick(&SIDES),
            report: random.pick(&REPORTS),
        }
    }

    /// In one sentence.
    pub(crate) fn title(&self) -> String {
        let what = self.event_type.replace('_', " ");
        format!(
            "Incident {}: {what} {} {}, {}",
            self.number, self.side, self.town.name, self.report
        )
    }

    fn told(&self) -> Properties {
        Properties {
            title: self.title(),
            category: self.category,
            event_type: self.event_type,
            date_start: self.days.map(|(start, _)| day(start).to_string()),
            date_end: self.days.map(|(_, end)| day(end).to_string()),
            deaths_low: self.deaths_low,
            deaths_best: self.deaths_best,
            deaths_high: self.deaths_high,
            place: self.town.name,
            admin1: self.town.admin1,
            country: self.town.country,
            areas: self.town.areas,
            location_precision: self.location_precision,
            source_count: self.source_count,
        }
    }

    /// What the file says of it.
    pub(crate) fn properties(&self) -> Map<String, Value> {
        match json!(self.told()) {
            Value::Object(properties) => properties,
            _ => Map::new(),
        }
    }

    /// As marz holds it.
    pub(crate) fn feature(&self) -> Feature {
        Feature {
            id: FeatureId::Number(u64::from(self.number)),
            geometry: Some(Geometry::new_point([self.lon, self.lat])),
            properties: self.properties(),
        }
    }
}

/// Round the town; one in seven anywhere in the region.
fn place(town: &Town, random: &mut Random) -> (f64, f64) {
    let [west, south, east, north] = REGION.map(|degrees| degrees * DEGREE);
    let (lon, lat) = if random.per_mille(140) {
        (random.between(west, east), random.between(south, north))
    } else {
        let width = random.pick(&[3_000, 8_000, 25_000]);
        (town.lon + random.bell(width), town.lat + random.bell(width))
    };
    let degrees = |number: i32, low: i32, high: i32| {
        let inside = if number < low {
            2 * low - number
        } else {
            number
        };
        f64::from(inside.min(2 * high - inside)) / f64::from(DEGREE)
    };
    (degrees(lon, west, east), degrees(lat, south, north))
}

fn kind(random: &mut Random) -> (&'static str, &'static str) {
    let mut left = random.between(0, 999);
    let (category, types, _) = CATEGORIES
        .iter()
        .find(|(_, _, often)| {
            left -= often;
            left < 0
        })
        .unwrap();
    (category, random.pick(types))
}

/// Half have none; of the others one in k has at least k.
fn deaths(category: &str, random: &mut Random) -> i32 {
    let peaceful = if category == "political" { 950 } else { 450 };
    if random.per_mille(peaceful) {
        return 0;
    }
    (10_000 / random.between(25, 10_000)).max(1)
}

/// Most last one day, some a week, a few for months; one in a thousand is undated.
fn days(random: &mut Random) -> Option<(i32, i32)> {
    let (first, last) = if random.per_mille(500) {
        random.pick(&BUSY)
    } else {
        (0, LAST_DAY)
    };
    let start = random.between(first, last);
    let more = match random.between(0, 999) {
        0 => return None,
        1..=29 => random.between(30, 400),
        30..=149 => random.between(1, 9),
        _ => 0,
    };
    Some((start, start + more))
}
