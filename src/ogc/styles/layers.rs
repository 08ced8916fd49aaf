//! The layers of a style, for the kinds of geometry that a collection has.
//!
//! Filters are written in the older of the two ways: all readers of styles know it.

use serde_json::{Value, json};

use super::paints::{self, CATEGORIES, Paint};
use crate::store::Snapshot;

/// The property of what was in force until a day: drawn is what still is.
const UNTIL: &str = "valid_to";
/// The property that gives points their colours.
const CATEGORY: &str = "category";

/// Are its points gathered? Where they are events: a town is wanted in its own place.
pub(super) fn is_clustered(snapshot: &Snapshot) -> bool {
    snapshot.collection().time.is_some() && snapshot.geometry_types() == ["Point"]
}

/// What lies under everything.
pub(super) fn background(is_map: bool) -> Value {
    let colour = if is_map { paints::GROUND } else { "#ffffff" };
    json!({"id": "(ground)", "type": "background", "paint": {"background-color": colour}})
}

/// The layers of a collection from that source.
pub(super) fn layers(snapshot: &Snapshot, source: &str) -> Vec<Value> {
    let paint = paints::of(&snapshot.collection().id);
    let one = Collection {
        snapshot,
        source,
        paint,
    };
    let has = |kind: &str| {
        snapshot
            .geometry_types()
            .iter()
            .any(|name| name.ends_with(kind))
    };
    let is_mixed = snapshot.geometry_types().contains(&"GeometryCollection");
    let mut layers = Vec::new();
    if is_mixed || has("Polygon") {
        layers.extend(one.areas());
    }
    if is_mixed || has("LineString") {
        layers.push(one.lines());
    }
    if is_mixed || has("Point") {
        layers.extend(one.points());
    }
    layers
}

struct Collection<'a> {
    snapshot: &'a Snapshot,
    source: &'a str,
    paint: Paint,
}

impl Collection<'_> {
    fn id(&self) -> &str {
        &self.snapshot.collection().id
    }

    fn layer(&self, part: &str, kind: &str, filter: Vec<Value>, paint: &Value) -> Value {
        let mut all = vec![json!("all")];
        all.extend(filter);
        if self.snapshot.collection().schema.find(UNTIL).is_some() {
            all.push(json!(["!has", UNTIL]));
        }
        json!({
            "id": format!("{}.{part}", self.id()),
            "type": kind,
            "source": self.source,
            "source-layer": self.id(),
            "minzoom": self.paint.from,
            "filter": all,
            "paint": paint,
        })
    }

    /// The areas and their edges.
    fn areas(&self) -> Vec<Value> {
        let Paint {
            colour, fill, line, ..
        } = self.paint;
        let is_area = || vec![json!(["==", "$type", "Polygon"])];
        let mut layers = Vec::new();
        if fill > 0.0 {
            // Where a colour is full, the edges of neighbours must not show through.
            let paint =
                json!({"fill-color": colour, "fill-opacity": fill, "fill-antialias": fill < 1.0});
            layers.push(self.layer("areas", "fill", is_area(), &paint));
        }
        if line > 0.0 {
            let paint = json!({"line-color": colour, "line-width": line});
            layers.push(self.layer("edges", "line", is_area(), &paint));
        }
        layers
    }

    fn lines(&self) -> Value {
        let paint =
            json!({"line-color": self.paint.colour, "line-width": self.paint.line.max(1.0)});
        let is_line = vec![json!(["==", "$type", "LineString"])];
        self.layer("lines", "line", is_line, &paint)
    }

    /// The points, and where they are gathered a wider one for more.
    fn points(&self) -> Vec<Value> {
        let is_point = || json!(["==", "$type", "Point"]);
        let has_category = self.snapshot.collection().schema.find(CATEGORY).is_some();
        let colour = if has_category {
            let mut choice = vec![json!("match"), json!(["get", CATEGORY])];
            for (category, colour) in CATEGORIES {
                choice.extend([json!(category), json!(colour)]);
            }
            choice.push(json!(self.paint.colour));
            Value::Array(choice)
        } else {
            json!(self.paint.colour)
        };
        let circle = |colour: Value, radius: Value| {
            json!({
                "circle-color": colour,
                "circle-radius": radius,
                "circle-opacity": 0.85,
                "circle-stroke-color": "#fdfcf8",
                "circle-stroke-width": 1,
            })
        };
        let alone = vec![is_point(), json!(["!has", "point_count"])];
        let paint = circle(colour, json!(self.paint.radius));
        let mut layers = vec![self.layer("points", "circle", alone, &paint)];
        if is_clustered(self.snapshot) {
            let several = vec![is_point(), json!(["has", "point_count"])];
            let radius = json!([
                "step",
                ["get", "point_count"],
                9,
                5,
                12,
                20,
                16,
                100,
                21,
                1000,
                27
            ]);
            let paint = circle(json!("#5a544e"), radius);
            layers.push(self.layer("clusters", "circle", several, &paint));
        }
        layers
    }
}
