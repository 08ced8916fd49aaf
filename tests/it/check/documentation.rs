//! `docs/data.md` explains what the schema has and what `marz check` reads.

use marz::import::Settings;
use serde_json::Value;

use super::text;

/// Every name and code below a part of the schema.
fn words(schema: &Value, words: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    ("properties", Value::Object(properties)) => {
                        words.extend(properties.keys().cloned());
                    }
                    ("enum", Value::Array(codes)) => {
                        words.extend(codes.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => {}
                }
                self::words(value, words);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| self::words(value, words)),
        _ => {}
    }
}

#[test]
fn every_property_and_code_of_the_schema_is_explained() {
    let schema = serde_json::from_str(&text("geodata/schema/incident.schema.json")).unwrap();
    let (mut all, documentation) = (Vec::new(), text("docs/data.md"));
    words(&schema, &mut all);
    // These are GeoJSON's own, and the schema's.
    let others = ["type", "geometry", "coordinates", "properties", "$ref"];
    let own = |word: &String| !others.contains(&&**word);
    let missing: Vec<String> = all
        .into_iter()
        .filter(own)
        .filter(|word| !documentation.contains(&format!("`{word}`")))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_example_of_a_description_can_be_used() {
    let documentation = text("docs/data.md");
    let (_, after) = documentation.split_once("```toml\n").unwrap();
    let (example, _) = after.split_once("```").unwrap();
    let settings: Settings = toml::from_str(example).unwrap();
    let roadblocks = &settings.collections["roadblocks"];
    assert_eq!(roadblocks.id.as_deref(), Some("report_no"));
    assert!(roadblocks.time.is_some() && roadblocks.geometry.is_some());
}
