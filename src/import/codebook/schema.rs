//! The JSON Schema of one incident, and its objections in words.
//!
//! The library says that something is wrong and where; what was expected is read from the schema
//! itself, so that the file that documents the code book also words its errors.

use jsonschema::error::{ValidationError, ValidationErrorKind};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use super::incident::Incident;
use crate::domain::FeatureId;
use crate::import::Finding;
use crate::import::report::shown;

pub(super) const TEXT: &str = include_str!("../../../geodata/schema/incident.schema.json");

pub(super) struct IncidentSchema {
    schema: Value,
    validator: Validator,
}

impl IncidentSchema {
    pub(super) fn embedded() -> Self {
        let schema = serde_json::from_str(TEXT).expect("the embedded schema is JSON, by test");
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .build(&schema)
            .expect("the embedded schema is a schema, by test");
        Self { schema, validator }
    }

    /// What the schema has against an incident.
    pub(super) fn check(&self, incident: &Incident<'_>) -> Vec<Finding> {
        let feature = incident.feature;
        let id = match &feature.id {
            FeatureId::Number(number) => json!(number),
            FeatureId::Text(text) => json!(text),
        };
        let geometry = feature.geometry.as_ref().map(serde_json::to_value);
        let geometry = geometry.and_then(Result::ok).unwrap_or_default();
        let instance = json!({
            "type": "Feature", "id": id, "geometry": geometry, "properties": feature.properties,
        });
        let mut findings = Vec::new();
        for error in self.validator.iter_errors(&instance) {
            self.explain(incident, &error, &mut findings);
        }
        // The coordinates of another geometry are wrong as well, which says nothing more.
        let is_field = |finding: &Finding, name: &str| {
            finding
                .place
                .field
                .as_ref()
                .is_some_and(|field| field.starts_with(name))
        };
        if findings
            .iter()
            .any(|finding| is_field(finding, "geometry.type"))
        {
            findings.retain(|finding| !is_field(finding, "geometry.coordinates"));
        }
        findings
    }

    /// The position of a finding's property in the schema; what is no property comes first.
    pub(super) fn position(&self, finding: &Finding) -> usize {
        let field = finding.place.field.as_deref().unwrap_or_default();
        let name = field.split(['.', '[']).next().unwrap_or_default();
        if matches!(name, "id" | "geometry") {
            return 0;
        }
        let properties = self.schema.pointer("/$defs/incident/properties");
        let mut names = properties
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(|all| all.keys());
        names
            .position(|known| known == name)
            .map_or(usize::MAX, |position| position + 1)
    }

    fn explain(
        &self,
        incident: &Incident<'_>,
        error: &ValidationError<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let path = error.instance_path();
        let mut add = |name: &str, found: String, expected: String| {
            findings.push(Finding::error(
                incident.at(field(path, name)),
                found,
                expected,
            ));
        };
        let shape = self.shape(error.schema_path());
        match error.kind() {
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                let wanted = shape.and_then(|shape| shape.get("properties")?.get(name));
                let wanted = wanted.map_or(String::new(), |shape| self.words(shape));
                add(
                    name,
                    "nothing".to_owned(),
                    format!("the property `{name}`, {wanted}"),
                );
            }
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let known = shape.and_then(|shape| shape.get("properties")?.as_object());
                let expected = match known {
                    // The list of all is a page; the few of a source or relation fit a line.
                    Some(known) if known.len() <= 10 => one_of(known.keys().map(String::as_str)),
                    _ => "only properties of the code book (docs/data.md)".to_owned(),
                };
                for name in unexpected {
                    add(
                        name,
                        "a property that is not known".to_owned(),
                        expected.clone(),
                    );
                }
            }
            _ => {
                let expected = shape.map_or_else(|| error.to_string(), |shape| self.words(shape));
                add("", shown(error.instance()), expected);
            }
        }
    }

    /// The part of the schema that holds the keyword at `path`.
    fn shape(&self, path: &Location) -> Option<&Value> {
        let (parent, _) = path.as_str().rsplit_once('/')?;
        self.schema.pointer(parent)
    }

    /// What a part of the schema wants, as the end of a sentence.
    fn words(&self, shape: &Value) -> String {
        let definition = shape.get("$ref").and_then(Value::as_str);
        if let Some(definition) = definition.and_then(|name| self.schema.pointer(name.get(1..)?)) {
            return self.words(definition);
        }
        if let Some(value) = shape.get("const") {
            return shown(value);
        }
        if let Some(values) = shape.get("enum").and_then(Value::as_array) {
            let names: Vec<String> = values.iter().map(plain).collect();
            return one_of(names.iter().map(String::as_str));
        }
        // Only definitions get here, and their descriptions are worded for it.
        shape
            .get("description")
            .or(shape.get("type"))
            .map_or(String::new(), plain)
    }
}

/// `/properties/sources/1/url` and a member's name as a person writes it: `sources[1].url`.
fn field(path: &Location, name: &str) -> String {
    let mut field = String::new();
    let mut segments = path.segments().peekable();
    segments.next_if(|first| *first == LocationSegment::Property("properties".into()));
    for segment in segments {
        match segment {
            LocationSegment::Index(index) => field.extend(["[", &index.to_string(), "]"]),
            LocationSegment::Property(name) => push_name(&mut field, &name),
        }
    }
    push_name(&mut field, name);
    field
}

fn push_name(field: &mut String, name: &str) {
    if !field.is_empty() && !name.is_empty() {
        field.push('.');
    }
    field.push_str(name);
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("one of {}", names.collect::<Vec<_>>().join(", "))
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
