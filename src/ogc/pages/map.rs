//! A small map as inline SVG: outlines of countries, and one thing on them.
//!
//! Degrees of longitude are drawn as long as they are at the middle of the map. Colours come from
//! the style sheet.

use geo::{BoundingRect as _, Geometry};
use maud::{Markup, html};

use super::outlines::{self, Country};
use super::shapes;
use crate::domain::Bbox;
use crate::ogc::request::Request;

/// In units of the picture.
pub(super) const WIDTH: f64 = 640.0;
pub(super) const HEIGHT: f64 = 400.0;

/// What the map shows on the ground.
#[derive(Debug)]
pub(super) enum Thing<'a> {
    /// A box around all features of a collection, and the places of those that are points.
    Box(Bbox, &'a [(f64, f64)]),
    /// One feature.
    Geometry(&'a Geometry<f64>),
}

/// Which part of the world the picture shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    pub(super) bbox: Bbox,
    /// Of the middle: so much shorter is a degree of longitude.
    narrowed: f64,
    /// Units for a degree of latitude.
    scale: f64,
}

/// Degrees around a single point, so that the reader sees where in the region it is.
const LEAST: f64 = 3.0;
/// Of the thing's size, on each side.
const MARGIN: f64 = 0.2;

impl View {
    fn around(bbox: &Bbox) -> Self {
        let middle = |a: f64, b: f64| f64::midpoint(a, b);
        let (x, y) = (
            middle(bbox.west, bbox.east),
            middle(bbox.south, bbox.north).clamp(-80.0, 80.0),
        );
        let narrowed = y.to_radians().cos();
        let padded = |size: f64| (size * (1.0 + 2.0 * MARGIN)).max(LEAST);
        let width = padded((bbox.east - bbox.west) * narrowed);
        let height = padded(bbox.north - bbox.south);
        let height = height.max(width * HEIGHT / WIDTH);
        let width = height * WIDTH / HEIGHT;
        let half = width / narrowed / 2.0;
        Self {
            bbox: Bbox {
                west: x - half,
                south: y - height / 2.0,
                east: x + half,
                north: y + height / 2.0,
            },
            narrowed,
            scale: HEIGHT / height,
        }
    }

    /// The part of the view that is on Earth.
    pub(super) fn on_earth(&self) -> Bbox {
        Bbox {
            west: self.bbox.west.max(-180.0),
            south: self.bbox.south.max(-90.0),
            east: self.bbox.east.min(180.0),
            north: self.bbox.north.min(90.0),
        }
    }

    /// Where a place is in the picture.
    pub(super) fn place(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        (
            (longitude - self.bbox.west) * self.narrowed * self.scale,
            (self.bbox.north - latitude) * self.scale,
        )
    }
}

/// The map with its title, and a description for those who do not see it.
pub(super) fn map(request: &Request, title: &str, said: &str, thing: &Thing<'_>) -> Option<Markup> {
    let bbox = match thing {
        Thing::Box(bbox, _) => *bbox,
        Thing::Geometry(geometry) => Bbox::from(geometry.bounding_rect()?),
    };
    let view = View::around(&bbox);
    let countries = outlines::countries(request, &view);
    let marked = match thing {
        Thing::Box(bbox, places) => shapes::rectangle(&view, bbox, places),
        Thing::Geometry(geometry) => shapes::geometry(&view, geometry),
    };
    Some(html! {
        svg.map viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-labelledby="map-title map-said" {
            title id="map-title" { (title) }
            desc id="map-said" { (said) }
            rect.ground width=(WIDTH) height=(HEIGHT) {}
            @for country in &countries { path.country d=(country.path) {} }
            (marked)
            @for Country { name, at, .. } in &countries {
                @if let (Some(name), Some((x, y))) = (name, at) {
                    text.country-name x=(unit(*x)) y=(unit(*y)) { (name) }
                }
            }
        }
    })
}

/// A closed or open line as the text of a path.
pub(super) fn path(line: &[(f64, f64)], closed: bool) -> String {
    let mut text = String::new();
    for (number, (x, y)) in line.iter().enumerate() {
        text.push(if number == 0 { 'M' } else { 'L' });
        text.push_str(&unit(*x));
        text.push(' ');
        text.push_str(&unit(*y));
    }
    if closed {
        text.push('Z');
    }
    text
}

/// A tenth of a unit is finer than any screen draws it.
pub(super) fn unit(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_holds_its_thing_and_has_the_form_of_the_picture() {
        for text in [
            "68,38,72,40",
            "70,39,70,39",
            "-180,-90,180,90",
            "10,-5,11,70",
        ] {
            let bbox: Bbox = text.parse().unwrap();
            let view = View::around(&bbox);
            for (x, y) in [(bbox.west, bbox.north), (bbox.east, bbox.south)] {
                let (x, y) = view.place(x, y);
                assert!(
                    (0.0..=WIDTH).contains(&x) && (0.0..=HEIGHT).contains(&y),
                    "{text}"
                );
            }
            let (x, y) = view.place(view.bbox.east, view.bbox.south);
            assert!(
                (x - WIDTH).abs() < 1e-6 && (y - HEIGHT).abs() < 1e-6,
                "{text}"
            );
        }
    }
}
