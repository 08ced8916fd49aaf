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
