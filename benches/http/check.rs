//! Compares an answer with what it has to say: every feature, in order, with all its properties.

use std::io::Read as _;

use serde_json::{Value, json};

use crate::client::{Answer, Client};
use crate::made_up::Incident;
use crate::naive::Expected;

/// Asks, and says what is wrong; else the body, unpacked.
pub(crate) fn ask(
    client: &Client,
    url: &str,
    accept_encoding: Option<&str>,
    expected: &Expected,
) -> Result<Vec<u8>, String> {
    let answer = client.get(url, accept_encoding);
    let wrong = |what: String| format!("{url}: {what}");
    if answer.status != 200 {
        let said = String::from_utf8_lossy(&answer.body);
        return Err(wrong(format!("status {}, {said}", answer.status)));
    }
    let body = unpacked(answer, accept_encoding);
    let json: Value = serde_json::from_slice(&body).map_err(|error| wrong(error.to_string()))?;
    compare(&json, expected).map_err(wrong)?;
    Ok(body)
}

fn unpacked(answer: Answer, encoding: Option<&str>) -> Vec<u8> {
    let mut body = Vec::new();
    match encoding {
        None => return answer.body,
        Some("gzip") => {
            flate2::read::MultiGzDecoder::new(&answer.body[..])
                .read_to_end(&mut body)
                .unwrap();
        }
        Some(other) => panic!("{other}"),
    }
    body
}

fn compare(json: &Value, expected: &Expected) -> Result<(), String> {
    let Some(matched) = expected.matched else {
        return feature(json, expected.numbers[0]);
    };
    let found = &json["numberMatched"];
    if *found != json!(matched) {
        return Err(format!("numberMatched {found} and not {matched}"));
    }
    let features = json["features"].as_array().ok_or("no features")?;
    if features.len() != expected.numbers.len() {
        let (found, right) = (features.len(), expected.numbers.len());
        return Err(format!("{found} features and not {right}"));
    }
    features
        .iter()
        .zip(&expected.numbers)
        .try_for_each(|(json, number)| feature(json, *number))
}

fn feature(json: &Value, number: u32) -> Result<(), String> {
    let incident = Incident::new(number);
    let right = json["id"] == json!(number)
        && json["geometry"]["coordinates"] == json!([incident.lon, incident.lat])
        && json["properties"] == Value::Object(incident.properties());
    if right {
        Ok(())
    } else {
        Err(format!("{json} is not the made-up incident {number}"))
    }
}
