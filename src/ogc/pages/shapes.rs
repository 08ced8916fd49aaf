//! A box or a feature's geometry on a small map.

use geo::{Geometry, LineString, Simplify as _};
use maud::{Markup, html};

use super::map::{View, path, unit};
use super::outlines::DETAIL;
use crate::domain::Bbox;

/// So many points are drawn one by one.
const MOST_POINTS: usize = 300;
/// In units of the picture.
const POINT: f64 = 7.0;
const DOT: f64 = 3.0;
/// A box smaller than this would not be seen.
const LEAST_BOX: f64 = 8.0;

pub(super) fn rectangle(view: &View, bbox: &Bbox, places: &[(f64, f64)]) -> Markup {
    let (left, top) = view.place(bbox.west, bbox.north);
    let (right, bottom) = view.place(bbox.east, bbox.south);
    let (width, height) = ((right - left).max(LEAST_BOX), (bottom - top).max(LEAST_BOX));
    let (x, y) = (
        f64::midpoint(left, right) - width / 2.0,
        f64::midpoint(top, bottom) - height / 2.0,
    );
    // Lines without length, whose round ends are dots: a third of the bytes of circles.
    let dots = places.iter().map(|(longitude, latitude)| {
        let (x, y) = view.place(*longitude, *latitude);
        format!("M{x:.0} {y:.0}h0")
    });
    let dots = dots.collect::<Vec<_>>().concat();
    html! {
        rect.extent x=(unit(x)) y=(unit(y)) width=(unit(width)) height=(unit(height)) {}
        @if !dots.is_empty() { path.dots d=(dots) {} }
    }
}

pub(super) fn geometry(view: &View, geometry: &Geometry<f64>) -> Markup {
    let mut parts = Parts::default();
    parts.add(view, geometry);
    let radius = if parts.points.len() > 1 { DOT } else { POINT };
    html! {
        @if !parts.areas.is_empty() { path.area d=(parts.areas) {} }
        @if !parts.lines.is_empty() { path.line d=(parts.lines) {} }
        @for (x, y) in parts.points.iter().take(MOST_POINTS) {
            circle.point cx=(unit(*x)) cy=(unit(*y)) r=(radius) {}
        }
    }
}

#[derive(Debug, Default)]
struct Parts {
    areas: String,
    lines: String,
    points: Vec<(f64, f64)>,
}

impl Parts {
    fn add(&mut self, view: &View, geometry: &Geometry<f64>) {
        match geometry {
            Geometry::Point(point) => self.points.push(view.place(point.x(), point.y())),
            Geometry::MultiPoint(points) => {
                let places = points.iter().map(|point| view.place(point.x(), point.y()));
                self.points.extend(places);
            }
            Geometry::LineString(line) => self.lines.push_str(&drawn(view, line, false)),
            Geometry::MultiLineString(lines) => {
                for line in lines {
                    self.lines.push_str(&drawn(view, line, false));
                }
            }
            Geometry::Polygon(polygon) => {
                let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
                for ring in rings {
                    self.areas.push_str(&drawn(view, ring, true));
                }
            }
            Geometry::MultiPolygon(polygons) => {
                for polygon in polygons {
                    self.add(view, &Geometry::Polygon(polygon.clone()));
                }
            }
            Geometry::GeometryCollection(geometries) => {
                for geometry in geometries {
                    self.add(view, geometry);
                }
            }
            // No GeoJSON geometry becomes one of these.
            Geometry::Line(_) | Geometry::Rect(_) | Geometry::Triangle(_) => {}
        }
    }
}

fn drawn(view: &View, line: &LineString<f64>, closed: bool) -> String {
    let placed: LineString<f64> = line.0.iter().map(|at| view.place(at.x, at.y)).collect();
    let simple = placed.simplify(DETAIL);
    let line: Vec<(f64, f64)> = simple.0.iter().map(|at| (at.x, at.y)).collect();
    path(&line, closed)
}
