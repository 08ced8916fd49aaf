//! Does an incident's point lie in the country that it names, by the borders of its day?
//!
//! Knows nothing of provinces: their outlines are too coarse to judge a point by.

use geo::{BoundingRect as _, Distance as _, Euclidean, Geometry, Intersects as _, MultiPolygon};
use geo::{Point, Rect, coord};

use super::Incident;
use crate::domain::{Feature, Interval, MissingEnd, TimeProperties};
use crate::import::Finding;

/// How far outside of the drawn outline a point may lie, in degrees: about 200 m. The outlines
/// are thinned to 100 m, and a border post stands on the line.
const TOLERANCE: f64 = 0.002;

/// The part of the world in which the collection draws countries. Of a country that reaches its
/// edge nothing is known beyond it.
const WINDOW: (f64, f64, f64, f64) = (55.0, 34.0, 85.0, 48.0);

/// The outlines of countries, each with the time in which it was valid.
#[derive(Debug)]
pub struct Countries(Vec<Country>);

#[derive(Debug)]
struct Country {
    code: String,
    valid: Interval,
    outline: MultiPolygon,
}

impl Countries {
    /// From the features of the collection `countries`; what has no polygon, code or readable
    /// time takes no part.
    pub fn new(features: &[Feature]) -> Self {
        Self(features.iter().filter_map(Country::new).collect())
    }

    /// What speaks against the point of an incident.
    pub(super) fn check(&self, incident: &Incident<'_>) -> Option<Finding> {
        let code = incident.text("country")?;
        let day = incident
            .text("date_end")
            .and_then(|day| Interval::of_moment(day).ok())?;
        let point = incident.point()?;
        let named: Vec<&Country> = self
            .on(day)
            .filter(|country| country.code == code)
            .collect();
        if named.is_empty() || named.iter().any(|country| !country.excludes(point)) {
            return None;
        }
        let swapped = Point::new(point.y(), point.x());
        let swapped = named.iter().any(|country| country.is_near(swapped));
        let hint = if swapped {
            "; longitude and latitude look swapped"
        } else {
            ""
        };
        let other = self
            .on(day)
            .find(|country| country.outline.intersects(&point));
        let lies = other.map_or(format!("not in {code}"), |other| {
            format!("in {}", other.code)
        });
        Some(Finding::error(
            incident.at("geometry"),
            format!("the point {}, {}, which is {lies}", point.x(), point.y()),
            format!(
                "a point in {code} by the borders of {}{hint}",
                incident.shown("date_end")
            ),
        ))
    }

    /// The outlines in force at the end of `day`.
    fn on(&self, day: Interval) -> impl Iterator<Item = &Country> {
        let end = Interval::new(day.end(), day.end()).unwrap_or(day);
        self.0
            .iter()
            .filter(move |country| country.valid.intersects(&end))
    }
}

impl Country {
    fn new(feature: &Feature) -> Option<Self> {
        let code = feature.properties.get("country")?.as_str()?.to_owned();
        let valid = TimeProperties {
            start: "valid_from".to_owned(),
            end: Some("valid_to".to_owned()),
            missing_end: MissingEnd::Open,
        };
        let valid = valid
            .interval(&feature.properties)
            .ok()?
            .unwrap_or(Interval::ALWAYS);
        let outline = match Geometry::try_from(feature.geometry.as_ref()?).ok()? {
            Geometry::Polygon(polygon) => MultiPolygon::new(vec![polygon]),
            Geometry::MultiPolygon(outline) => outline,
            _ => return None,
        };
        Some(Self {
            code,
            valid,
            outline,
        })
    }

    fn is_near(&self, point: Point) -> bool {
        Euclidean.distance(&point, &self.outline) <= TOLERANCE
    }

    /// Is it certain that the point lies outside?
    fn excludes(&self, point: Point) -> bool {
        let (west, south, east, north) = WINDOW;
        let window = Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north });
        let is_cut_off = self.outline.bounding_rect().is_some_and(|rect| {
            let (min, max) = (rect.min(), rect.max());
            min.x <= west || min.y <= south || max.x >= east || max.y >= north
        });
        let may_reach = is_cut_off && !window.intersects(&point);
        !may_reach && !self.is_near(point)
    }
}
