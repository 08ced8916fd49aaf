//! The code book of incidents: where does data that uses its words break its rules?
//!
//! The shape of one feature is the schema's business (`geodata/schema/incident.schema.json`);
//! `rules` holds what a schema cannot say about one incident, `relations` what holds between
//! incidents, `countries` where a point has to lie; `letters` looks at names and titles of any
//! collection. Reading the file is not done here.

mod countries;
mod incident;
mod letters;
mod relations;
mod rules;
mod schema;

use std::collections::HashSet;

use super::{Finding, Import, Place};
use incident::Incident;
use relations::Relations;
use schema::IncidentSchema;

pub use countries::Countries;
pub use letters::check as check_letters;

/// Do the features speak the code book's language, so that they can be held to it?
pub fn applies_to(import: &Import) -> bool {
    let used = |name: &&str| {
        import
            .features
            .iter()
            .any(|feature| feature.properties.contains_key(*name))
    };
    used(&"date_start")
        && ["category", "event_type"].iter().any(used)
        && ["deaths_best", "location_precision", "sources"]
            .iter()
            .any(used)
}

/// Holds each feature to the code book. What reading has found already is not said twice.
///
/// In the order of the file, and within a feature in the order of the schema.
pub fn check(file: &str, import: &Import, countries: &Countries) -> Vec<Finding> {
    check_with(&IncidentSchema::embedded(), file, import, countries)
}

/// The same with a schema that is compiled already.
fn check_with(
    schema: &IncidentSchema,
    file: &str,
    import: &Import,
    countries: &Countries,
) -> Vec<Finding> {
    let relations = Relations::new(import);
    let said: HashSet<&Place> = import
        .findings
        .iter()
        .map(|finding| &finding.place)
        .collect();
    let mut all = Vec::new();
    for (feature, &line) in import.features.iter().zip(&import.lines) {
        let incident = Incident::new(feature, Place::line(file, line));
        let mut findings = schema.check(&incident);
        findings.extend(rules::check(&incident));
        findings.extend(relations.check(&incident));
        findings.extend(countries.check(&incident));
        findings.sort_by_key(|finding| schema.position(finding));
        findings.dedup();
        all.extend(
            findings
                .into_iter()
                .filter(|finding| !said.contains(&finding.place)),
        );
    }
    all
}

#[cfg(test)]
mod tests;
