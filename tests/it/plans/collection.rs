//! Made-up collections, as rows to be scanned and as a snapshot.

use std::cmp::Ordering;
use std::sync::Arc;

use geo::{Geometry, Intersects as _, Line, Point, Rect, coord};
use marz::import::{self, CollectionSettings, Content, File};
use marz::store::Snapshot;
use serde_json::{Value, json};

use crate::support::Random;

/// The values of `kind`.
pub(super) const KINDS: [&str; 4] = ["clash", "ambush", "Кишлак", "ambush 2"];

/// A feature, as a naive reader sees it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: u64,
    pub(super) geometry: Option<Geometry<f64>>,
    pub(super) kind: Option<&'static str>,
    pub(super) n: Option<f64>,
    pub(super) title: Option<String>,
    pub(super) tags: Option<Vec<&'static str>>,
    /// Days since the first one; an end that is not known is open.
    pub(super) days: Option<(Option<i64>, Option<i64>)>,
}

/// The day of that number.
pub(super) fn day(number: i64) -> String {
    let first = jiff::civil::date(2010, 1, 1);
    (first + jiff::Span::new().days(number)).to_string()
}

impl Row {
    fn random(random: &mut Random, id: u64) -> Self {
        let (x, y) = (random.between(66, 76), random.between(35, 43));
        let geometry = match random.below(8) {
            0 => None,
            1 => {
                let end = coord! { x: x + random.between(-2, 2), y: y + random.between(-2, 2) };
                Some(Geometry::Line(Line::new(coord! { x: x, y: y }, end)))
            }
            2 => {
                let (width, height) = (random.between(0, 2) + 0.1, random.between(0, 2) + 0.1);
                let corner = coord! { x: x + width, y: y + height };
                Some(Geometry::Rect(Rect::new(coord! { x: x, y: y }, corner)))
            }
            _ => Some(Geometry::Point(Point::new(x, y))),
        };
        let days = (!random.once_in(8)).then(|| {
            let start = i64::try_from(random.below(400)).unwrap();
            // Mostly a day, sometimes more than a year, sometimes not over.
            let length = *random.pick(&[0, 0, 0, 1, 30, 500]);
            match random.below(12) {
                0 => (Some(start), None),
                _ => (Some(start), Some(start + length)),
            }
        });
        Self {
            id,
            geometry,
            kind: (!random.once_in(5)).then(|| *random.pick(&KINDS)),
            n: (!random.once_in(5)).then(|| {
                let whole = f64::from(u32::try_from(random.below(12)).unwrap());
                if random.once_in(4) {
                    whole + 0.5
                } else {
                    whole
                }
            }),
            title: (!random.once_in(9)).then(|| {
                // One so long that the column keeps places and not values.
                let tail = if id == 3 {
                    "x".repeat(5_000)
                } else {
                    String::new()
                };
                format!("T {} \"{id}\"{tail}", random.below(50))
            }),
            tags: (!random.once_in(6)).then(|| {
                let all = ["a", "b", "c"];
                all.into_iter().filter(|_| random.once_in(2)).collect()
            }),
            days,
        }
    }

    fn feature(&self) -> Value {
        let geometry = self.geometry.as_ref().map(|geometry| match geometry {
            Geometry::Rect(rect) => Geometry::Polygon(rect.to_polygon()),
            Geometry::Line(line) => Geometry::LineString((*line).into()),
            other => other.clone(),
        });
        let geometry = geometry.as_ref().map(geojson::Geometry::from);
        // Three and three point zero are the same number, written differently.
        let n = self.n.map(|n| {
            if n.fract() == 0.0 && !self.id.is_multiple_of(3) {
                json!(n.round().to_string().parse::<i64>().unwrap())
            } else {
                json!(n)
            }
        });
        let (from, to) = self.days.unwrap_or_default();
        json!({
            "type": "Feature", "id": self.id, "geometry": geometry,
            "properties": {
                "kind": self.kind, "n": n, "title": self.title, "tags": self.tags,
                "from": from.map(day), "to": to.map(day),
            },
        })
    }

    pub(super) fn touches(&self, [west, south, east, north]: [f64; 4]) -> bool {
        let bbox = Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north });
        self.geometry
            .as_ref()
            .is_some_and(|geometry| geometry.intersects(&bbox))
    }

    /// Unknown comes last, whichever the direction.
    pub(super) fn compare(&self, other: &Self, property: &str, is_descending: bool) -> Ordering {
        fn order<T: PartialOrd>(a: Option<T>, b: Option<T>, is_descending: bool) -> Ordering {
            match (a, b) {
                (Some(a), Some(b)) if is_descending => b.partial_cmp(&a).unwrap(),
                (Some(a), Some(b)) => a.partial_cmp(&b).unwrap(),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        }
        let from = |row: &Self| row.days.and_then(|(from, _)| from);
        match property {
            "n" => order(self.n, other.n, is_descending),
            "kind" => order(self.kind, other.kind, is_descending),
            "title" => order(self.title.as_ref(), other.title.as_ref(), is_descending),
            _ => order(from(self), from(other), is_descending),
        }
    }
}

/// A collection of `size` features; in the file they lie in no order.
pub(super) fn snapshot(random: &mut Random, size: usize) -> (Arc<Snapshot>, Vec<Row>) {
    let ids = 1..=u64::try_from(size).unwrap();
    let rows: Vec<Row> = ids.map(|id| Row::random(random, id)).collect();
    let mut features: Vec<Value> = rows.iter().map(Row::feature).collect();
    features.sort_by_key(|feature| feature["id"].as_u64().unwrap() * 7_919 % 2_003);
    let document = json!({"type": "FeatureCollection", "features": features});
    let file = File {
        name: "made-up.geojson".to_owned(),
        content: Content::Bytes(document.to_string().into_bytes()),
    };
    let time = r#"time = { start = "from", end = "to", missing_end = "open" }"#;
    let settings: CollectionSettings = toml::from_str(time).unwrap();
    let import = import::read("made-up", &file, &settings);
    let is_empty = import.features.is_empty();
    assert!(
        is_empty || import.findings.is_empty(),
        "{:?}",
        import.findings
    );
    let mut collection = import.collection;
    if size < 100 {
        // A small one may miss a property, or have it with one type only.
        collection.schema = fixed_schema();
    }
    (
        Arc::new(Snapshot::build(collection, import.features).unwrap()),
        rows,
    )
}

fn fixed_schema() -> marz::domain::Schema {
    use marz::domain::PropertyType::{Date, Number, Text, TextList};
    let property = |(name, kind): (&str, _)| marz::domain::Property {
        name: name.to_owned(),
        title: None,
        description: None,
        kind,
    };
    let all = [
        ("kind", Text),
        ("n", Number),
        ("title", Text),
        ("tags", TextList),
        ("from", Date),
        ("to", Date),
    ];
    marz::domain::Schema {
        properties: all.into_iter().map(property).collect(),
    }
}
