//! The incidents as a reader of the file sees them, without any code of marz.

use std::sync::OnceLock;

use serde_json::Value;

/// What the tests compare of an incident.
#[derive(Debug, Clone)]
pub(crate) struct Incident {
    pub(crate) id: String,
    pub(crate) point: Option<(f64, f64)>,
    /// Days as text: ISO dates compare as they lie in time.
    pub(crate) days: (String, String),
    pub(crate) areas: Vec<String>,
    pub(crate) properties: Value,
}

impl Incident {
    pub(crate) fn is_inside(&self, [west, south, east, north]: [f64; 4]) -> bool {
        self.point
            .is_some_and(|(x, y)| (west..=east).contains(&x) && (south..=north).contains(&y))
    }

    /// Whether it shares a day with the interval, of which both ends belong to it.
    pub(crate) fn is_during(&self, first: &str, last: &str) -> bool {
        *self.days.0 <= *last && *first <= *self.days.1
    }
}

/// All incidents, in the order of their identifiers.
pub(crate) fn incidents() -> &'static [Incident] {
    static ALL: OnceLock<Vec<Incident>> = OnceLock::new();
    ALL.get_or_init(|| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/incidents.geojson");
        let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let features = file["features"].as_array().unwrap();
        let mut incidents: Vec<Incident> = features.iter().map(incident).collect();
        incidents.sort_by(|a, b| a.id.cmp(&b.id));
        incidents
    })
}

fn incident(feature: &Value) -> Incident {
    let properties = &feature["properties"];
    let text = |name: &str| properties[name].as_str().unwrap().to_owned();
    let coordinates = feature["geometry"]["coordinates"].as_array();
    let point = coordinates.map(|at| (at[0].as_f64().unwrap(), at[1].as_f64().unwrap()));
    let areas = properties["areas"].as_array().unwrap();
    Incident {
        id: feature["id"].as_str().unwrap().to_owned(),
        point,
        days: (text("date_start"), text("date_end")),
        areas: areas
            .iter()
            .map(|area| area.as_str().unwrap().to_owned())
            .collect(),
        properties: properties.clone(),
    }
}
