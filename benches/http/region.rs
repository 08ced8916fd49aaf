//! Boxes and polygons in which a given number of incidents lies, found by looking.

use crate::made_up::{Incident, Random};
use crate::question::Condition;

/// Half of a step between two neighbouring positions: so no incident lies on an edge.
const HALF_STEP: f64 = 0.000_005;

/// A box round a random incident with about so many of those that meet the condition.
pub(crate) fn with(
    incidents: &[Incident],
    random: &mut Random,
    wanted: usize,
    also: Option<&Condition>,
) -> [f64; 4] {
    let center = &incidents[random.below(incidents.len())];
    let mut distances: Vec<f64> = incidents
        .iter()
        .filter(|incident| also.is_none_or(|also| also.holds(incident)))
        .map(|incident| distance(center, incident))
        .collect();
    let last = wanted.min(distances.len() - 1);
    let (_, half, _) = distances.select_nth_unstable_by(last, f64::total_cmp);
    let half = *half + HALF_STEP;
    let rounded = |degrees: f64| format!("{degrees:.6}").parse().unwrap();
    [
        center.lon - half,
        center.lat - half,
        center.lon + half,
        center.lat + half,
    ]
    .map(rounded)
}

fn distance(center: &Incident, incident: &Incident) -> f64 {
    (incident.lon - center.lon)
        .abs()
        .max((incident.lat - center.lat).abs())
}

/// A ring of 30 edges round a random incident with about so many of those that meet the condition.
pub(crate) fn ring(
    incidents: &[Incident],
    random: &mut Random,
    wanted: usize,
    also: &Condition,
) -> Vec<[f64; 2]> {
    const EDGES: i32 = 30;
    let center = &incidents[random.below(incidents.len())];
    let mut near: Vec<&Incident> = incidents.iter().filter(|all| also.holds(all)).collect();
    let by_distance =
        |a: &&Incident, b: &&Incident| distance(center, a).total_cmp(&distance(center, b));
    // A star that is drawn in a box has about half of what is in the box.
    let enough = (wanted * 8).min(near.len() - 1);
    near.select_nth_unstable_by(enough, by_distance);
    near.truncate(enough);
    let shape: Vec<[f64; 2]> = (0..EDGES)
        .map(|edge| {
            let angle = f64::from(edge) / f64::from(EDGES) * std::f64::consts::TAU;
            let length = f64::from(random.between(700, 1_000)) / 1_000.0;
            [angle.cos() * length, angle.sin() * length]
        })
        .collect();
    let (mut low, mut high) = (0.0, 10.0);
    let mut found = Vec::new();
    for _ in 0..30 {
        let size = f64::midpoint(low, high);
        found = drawn(center, size, &shape);
        let polygon = Condition::Polygon(found.clone());
        let inside = near
            .iter()
            .filter(|incident| polygon.holds(incident))
            .count();
        match inside.cmp(&wanted) {
            std::cmp::Ordering::Less => low = size,
            std::cmp::Ordering::Greater => high = size,
            std::cmp::Ordering::Equal => break,
        }
    }
    found
}

fn drawn(center: &Incident, size: f64, shape: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let place = |[x, y]: &[f64; 2]| {
        [center.lon + x * size, center.lat + y * size].map(|degrees| {
            // Seven digits, the last one a 5: on no incident and on no line through one.
            format!("{degrees:.6}5").parse().unwrap()
        })
    };
    shape.iter().chain(shape.first()).map(place).collect()
}

/// Row and column of the tile of Web Mercator in which it lies.
pub(crate) fn tile(incident: &Incident, zoom: u8) -> (u32, u32) {
    let tiles = f64::from(1_u32 << zoom);
    let x = (incident.lon + 180.0) / 360.0 * tiles;
    let sine = incident.lat.to_radians().sin();
    let y = (0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * std::f64::consts::PI)) * tiles;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "tiles are counted from 0 up, and the region is within the map"
    )]
    let whole = |number: f64| number.floor() as u32;
    (whole(y), whole(x))
}
