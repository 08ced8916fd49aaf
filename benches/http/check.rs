//! Compares an answer with what it has to say: every feature, in order, with all its properties.

use std::collections::BTreeMap;
use std::io::Read as _;

use flatgeobuf::size_prefixed_root_as_header;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::client::{Answer, Client};
use crate::made_up::Incident;
use crate::mvt;
use crate::naive::Expected;

/// A right answer.
pub(crate) struct Right {
    pub(crate) content_type: String,
    /// Unpacked.
    pub(crate) body: Vec<u8>,
}

/// Why there is none.
pub(crate) enum Fault {
    /// Nothing is at that address: the server cannot do it.
    NotThere,
    Wrong(String),
}

/// Asks, and says what is wrong.
pub(crate) fn ask(
    client: &Client,
    url: &str,
    accept_encoding: Option<&str>,
    expected: &Expected,
) -> Result<Right, Fault> {
    let answer = client.get(url, accept_encoding);
    let wrong = |what: String| Fault::Wrong(format!("{url}: {what}"));
    let status = answer.status;
    if status == 404 {
        return Err(Fault::NotThere);
    }
    if !(200..300).contains(&status) {
        let said = String::from_utf8_lossy(&answer.body);
        return Err(wrong(format!("status {status}, {said}")));
    }
    if answer.content_encoding.as_deref() != accept_encoding {
        return Err(wrong(format!("packed by {:?}", answer.content_encoding)));
    }
    let right = Right {
        content_type: answer.content_type.clone(),
        body: unpacked(answer, accept_encoding),
    };
    compare(&right, expected).map_err(wrong)?;
    Ok(right)
}

fn unpacked(answer: Answer, encoding: Option<&str>) -> Vec<u8> {
    let packed = &answer.body[..];
    let mut body = Vec::new();
    match encoding {
        None => return answer.body,
        Some("gzip") => flate2::read::MultiGzDecoder::new(packed).read_to_end(&mut body),
        Some("br") => brotli::Decompressor::new(packed, 4096).read_to_end(&mut body),
        Some("zstd") => zstd::Decoder::new(packed).unwrap().read_to_end(&mut body),
        Some(other) => panic!("{other}"),
    }
    .unwrap();
    body
}

fn compare(answer: &Right, expected: &Expected) -> Result<(), String> {
    let json = || serde_json::from_slice::<Value>(&answer.body).map_err(|error| error.to_string());
    match expected {
        Expected::One(number) => feature(&json()?, *number),
        Expected::Page { numbers, matched } => {
            let json = json()?;
            same("numberMatched", &json["numberMatched"], &json!(matched))?;
            let features = json["features"].as_array().ok_or("no features")?;
            same("number of features", &features.len(), &numbers.len())?;
            let mut pairs = features.iter().zip(numbers);
            pairs.try_for_each(|(json, number)| feature(json, *number))
        }
        Expected::Groups(groups) => same("groups", &counted(&json()?)?, groups),
        Expected::Points(points) => {
            let found = mvt::points(&answer.body);
            // The last digit of a sine decides to which side of an edge a point falls.
            if found.abs_diff(*points) <= 3 {
                return Ok(());
            }
            same("points", &found, points)
        }
        Expected::All(count) if answer.content_type == "application/flatgeobuf" => {
            let header = answer.body.get(8..).ok_or("no header")?;
            let header = size_prefixed_root_as_header(header).map_err(|error| error.to_string())?;
            let count = u64::try_from(*count).unwrap();
            same("number of features", &header.features_count(), &count)
        }
        Expected::All(count) => {
            let all: All =
                serde_json::from_slice(&answer.body).map_err(|error| error.to_string())?;
            let numbers = (1..).take(*count);
            let right = all.features.iter().map(|found| found.id).eq(numbers);
            if right {
                Ok(())
            } else {
                Err("not all features, or in another order".to_owned())
            }
        }
    }
}

/// What is checked of a whole file.
#[derive(Deserialize)]
struct All {
    features: Vec<Only>,
}

#[derive(Deserialize)]
struct Only {
    id: u32,
    #[serde(rename = "properties")]
    _properties: IgnoredAny,
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, right: &T) -> Result<(), String> {
    if found == right {
        Ok(())
    } else {
        Err(format!("{what}: {found:?} and not {right:?}"))
    }
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

fn counted(json: &Value) -> Result<BTreeMap<(Option<String>, String), usize>, String> {
    let groups = json["groups"].as_array().ok_or("no groups")?;
    let group = |group: &Value| {
        let text = |name: &str| group["key"][name].as_str().map(str::to_owned);
        let count = usize::try_from(group["count"].as_u64()?).ok()?;
        Some(((text("month"), text("category")?), count))
    };
    groups
        .iter()
        .map(|json| group(json).ok_or_else(|| json.to_string()))
        .collect()
}
