//! What has to hold between incidents: references that lead somewhere, parts within their whole.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::incident::Incident;
use crate::domain::{Feature, FeatureId};
use crate::import::report::shown;
use crate::import::{Finding, Import};

/// The incidents of a file by their ids.
pub(super) struct Relations<'a> {
    incidents: HashMap<&'a str, &'a Feature>,
    /// Those that are, over others, a part of themselves.
    circular: HashSet<&'a str>,
    /// Those that the file has and that could not be read.
    unread: HashSet<&'a str>,
}

impl<'a> Relations<'a> {
    pub(super) fn new(import: &'a Import) -> Self {
        let mut incidents = HashMap::new();
        for feature in &import.features {
            if let FeatureId::Text(id) = &feature.id {
                incidents.entry(id.as_str()).or_insert(feature);
            }
        }
        let circular = circular(&incidents);
        let named = import
            .findings
            .iter()
            .filter_map(|finding| finding.place.feature.as_deref());
        Self {
            incidents,
            circular,
            unread: named.collect(),
        }
    }

    /// Every reference of an incident that cannot be right.
    pub(super) fn check(&self, incident: &Incident<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let own = match &incident.feature.id {
            FeatureId::Text(id) => id.as_str(),
            FeatureId::Number(_) => "",
        };
        let mut refers = |field: String, id: &str| {
            let expected = if id == own {
                "another incident, not this one itself"
            } else if self.incidents.contains_key(id) || self.unread.contains(id) {
                return;
            } else {
                "the id of an incident in this file"
            };
            let found = shown(&Value::from(id));
            findings.push(Finding::error(incident.at(field), found, expected));
        };
        if let Some(whole) = incident.text("part_of") {
            refers("part_of".to_owned(), whole);
        }
        for (number, relation) in incident.list("related").iter().enumerate() {
            if let Some(id) = relation.get("id").and_then(Value::as_str) {
                refers(format!("related[{number}].id"), id);
            }
        }
        if self.circular.contains(own) && incident.text("part_of") != Some(own) {
            let found = format!(
                "{}, which is itself a part of this one",
                incident.shown("part_of")
            );
            let expected = "a larger incident, or null";
            findings.push(Finding::error(incident.at("part_of"), found, expected));
        }
        findings.extend(self.deaths(incident));
        findings
    }

    /// A part cannot have more dead than its whole has by the highest figure.
    fn deaths(&self, incident: &Incident<'_>) -> Option<Finding> {
        let whole = incident.text("part_of")?;
        let most = self.incidents.get(whole)?.properties.get("deaths_high")?;
        let deaths = incident.number("deaths_best")?;
        (deaths > most.as_f64()?).then(|| {
            let expected =
                format!("at most {most}, the deaths_high of {whole}, of which it is a part");
            Finding::error(
                incident.at("deaths_best"),
                incident.shown("deaths_best"),
                expected,
            )
        })
    }
}

/// The ids from which `part_of` leads back to where it began.
fn circular<'a>(incidents: &HashMap<&'a str, &'a Feature>) -> HashSet<&'a str> {
    let mut circular = HashSet::new();
    // Each id is walked through once, so that a long chain does not cost its square.
    let mut walked = HashSet::new();
    for &start in incidents.keys() {
        let mut way = Vec::new();
        let mut next = Some(start);
        while let Some(id) = next.filter(|id| walked.insert(*id)) {
            way.push(id);
            let feature = incidents.get(id);
            let whole = feature.and_then(|feature| feature.properties.get("part_of")?.as_str());
            next = whole.filter(|whole| incidents.contains_key(whole));
        }
        let back = next.and_then(|end| way.iter().position(|id| *id == end));
        circular.extend(back.and_then(|from| way.get(from..)).unwrap_or_default());
    }
    circular
}
