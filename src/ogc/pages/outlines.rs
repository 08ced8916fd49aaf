//! The countries under a small map, as coarse as the picture is.

use std::sync::Arc;

use geo::{Area as _, Centroid as _, Coord, Geometry, LineString, Polygon, Simplify as _};
use geojson::GeometryValue;
use serde_json::Value;

use super::map::{HEIGHT, View, WIDTH, path};
use crate::domain::{Record, Region};
use crate::ogc::language::Language;
use crate::ogc::request::Request;
use crate::query::{Filter, From, Page, Query};
use crate::store::{Found, Snapshot};

/// A country's outline in the picture.
#[derive(Debug)]
pub(super) struct Country {
    pub(super) path: String,
    pub(super) name: Option<String>,
    /// Where the name stands; nowhere if there is little of the country to see.
    pub(super) at: Option<(f64, f64)>,
}

/// The collections with outlines, the coarser one first. They are there whatever is served.
const COLLECTIONS: [&str; 2] = ["countries-overview", "countries"];

/// So many outlines are drawn at most: somebody's own `countries` may be anything.
const MOST: usize = 60;

/// Beyond the edge, so that the line along the edge is not seen.
const BLEED: f64 = 4.0;

/// In units of the picture: what is finer is left out.
pub(super) const DETAIL: f64 = 0.8;

/// A country has its name on the map if it covers such a part of it.
const NAMED_FROM: f64 = 0.02;

/// What of the countries of today lies in the view.
pub(super) fn countries(request: &Request, view: &View) -> Vec<Country> {
    let catalog = &request.state.catalog;
    let Some(snapshot) = COLLECTIONS.iter().find_map(|id| catalog.find(id)) else {
        return Vec::new();
    };
    let query = Query {
        filter: Filter {
            bbox: Some(Region::from(view.on_earth())),
            ..Filter::default()
        },
        sort: Vec::new(),
        page: Page {
            limit: MOST,
            from: From::Offset(0),
        },
    };
    let found = snapshot.find(&query).into_iter();
    found
        .flat_map(Found::into_records)
        .filter(is_of_today)
        .filter_map(|record| country(&record, request.language, view))
        .collect()
}

/// The bundled countries are there before and after the treaty of 2025.
fn is_of_today(record: &Record) -> bool {
    let properties = record.feature.values();
    properties.get("valid_to").is_none_or(Value::is_null)
}

fn country(record: &Record, language: Language, view: &View) -> Option<Country> {
    let geometry = Geometry::try_from(record.feature.geometry.as_ref()?).ok()?;
    let polygons = match geometry {
        Geometry::Polygon(polygon) => vec![polygon],
        Geometry::MultiPolygon(polygons) => polygons.0,
        _ => return None,
    };
    let rings: Vec<LineString<f64>> = polygons
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .map(|ring| clipped(ring, view).simplify(DETAIL))
        .filter(|ring| ring.0.len() > 3)
        .collect();
    if rings.is_empty() {
        return None;
    }
    let path = rings.iter().map(|ring| {
        let line: Vec<(f64, f64)> = ring.0.iter().map(|at| (at.x, at.y)).collect();
        path(&line, true)
    });
    Some(Country {
        path: path.collect(),
        name: name(record, language),
        at: middle(&rings),
    })
}

/// In the language of the page, where the data have it.
fn name(record: &Record, language: Language) -> Option<String> {
    let properties = record.feature.values();
    let named = |property: &str| {
        let value = properties.get(property)?;
        value.as_str().map(str::to_owned)
    };
    named(&format!("name_{}", language.code()))
        .or_else(|| named("name_en"))
        .or_else(|| named("name"))
}

/// The middle of the largest part, if that is large enough for a name.
fn middle(rings: &[LineString<f64>]) -> Option<(f64, f64)> {
    let parts = rings
        .iter()
        .map(|ring| Polygon::new(ring.clone(), Vec::new()));
    let largest = parts.max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    let is_large = largest.unsigned_area() > NAMED_FROM * WIDTH * HEIGHT;
    let at = largest.centroid().filter(|_| is_large)?;
    Some((at.x(), at.y()))
}

/// So many places are shown as dots, so that the picture stays small.
const MOST_PLACES: usize = 1_000;

/// Where the features of a collection are, if they are points and not too many.
pub(super) fn places(snapshot: &Arc<Snapshot>) -> Vec<(f64, f64)> {
    if snapshot.geometry_types() != ["Point"] || snapshot.len() > MOST_PLACES {
        return Vec::new();
    }
    let query = Query {
        filter: Filter::default(),
        sort: Vec::new(),
        page: Page {
            limit: MOST_PLACES,
            from: From::Offset(0),
        },
    };
    let place = |record: Record| match record.feature.geometry?.value {
        GeometryValue::Point { coordinates } => match coordinates.as_slice() {
            [longitude, latitude, ..] => Some((*longitude, *latitude)),
            _ => None,
        },
        _ => None,
    };
    snapshot
        .find(&query)
        .into_iter()
        .flat_map(Found::into_records)
        .filter_map(place)
        .collect()
}

/// The part of a ring that the picture shows (Sutherland and Hodgman: one edge after another).
fn clipped(ring: &LineString<f64>, view: &View) -> LineString<f64> {
    let place = |at: &Coord<f64>| view.place(at.x, at.y);
    let mut line: Vec<(f64, f64)> = ring.0.iter().map(place).collect();
    // Each edge as a factor for x, for y, and what the sum must not exceed.
    for (x, y, most) in [
        (-1.0, 0.0, BLEED),
        (1.0, 0.0, WIDTH + BLEED),
        (0.0, -1.0, BLEED),
        (0.0, 1.0, HEIGHT + BLEED),
    ] {
        let beyond = |at: (f64, f64)| at.0 * x + at.1 * y - most;
        let mut kept = Vec::with_capacity(line.len());
        let mut before = line.last().copied();
        for &at in &line {
            if let Some(from) = before
                && (beyond(from) > 0.0) != (beyond(at) > 0.0)
            {
                let part = beyond(from) / (beyond(from) - beyond(at));
                kept.push((
                    from.0 + (at.0 - from.0) * part,
                    from.1 + (at.1 - from.1) * part,
                ));
            }
            if beyond(at) <= 0.0 {
                kept.push(at);
            }
            before = Some(at);
        }
        line = kept;
    }
    let mut clipped = LineString::from(line);
    clipped.close();
    clipped
}
