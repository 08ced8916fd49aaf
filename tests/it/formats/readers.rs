//! What a file of each format says: identifiers with the best figure and the title, read by other
//! code than that which wrote it.

use std::collections::BTreeMap;
use std::io::Cursor;

use flatgeobuf::{FallibleStreamingIterator as _, FeatureProperties as _, FgbReader};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::RowAccessor as _;
use serde_json::Value;

/// One feature: identifier, title, best figure, in the order of the file.
pub(super) type Line = (String, Option<String>, Option<i64>);

/// The features of an answer in that format.
pub(super) fn read(format: &str, body: &[u8]) -> Vec<Line> {
    match format {
        "json" | "jsonfg" => {
            let json: Value = serde_json::from_slice(body).unwrap();
            json["features"]
                .as_array()
                .unwrap()
                .iter()
                .map(geojson)
                .collect()
        }
        "geojsonseq" => body
            .split(|byte| *byte == 0x1E)
            .skip(1)
            .map(|text| geojson(&serde_json::from_slice(text).unwrap()))
            .collect(),
        "csv" => csv(body),
        "kml" => kml(body),
        "fgb" => fgb(body),
        "gpkg" => gpkg(body),
        "parquet" => parquet(body),
        other => panic!("a format that this test does not know: {other}"),
    }
}

fn geojson(feature: &Value) -> Line {
    let properties = &feature["properties"];
    (
        feature["id"].as_str().unwrap().to_owned(),
        properties["title"].as_str().map(str::to_owned),
        properties["deaths_best"].as_i64(),
    )
}

fn csv(body: &[u8]) -> Vec<Line> {
    let mut reader = csv::Reader::from_reader(body);
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| {
        let row = row.unwrap();
        let text = |name: &str| row.get(name).filter(|text| !text.is_empty());
        (
            row["id"].clone(),
            text("title").cloned(),
            text("deaths_best").map(|number| number.parse().unwrap()),
        )
    })
    .collect()
}

/// Each placemark has its identifier in an attribute, and its values as simple data.
fn kml(body: &[u8]) -> Vec<Line> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_reader(body);
    let mut lines: Vec<Line> = Vec::new();
    let mut inside = String::new();
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return lines,
            Event::Start(tag) => {
                let attribute = |name: &str| {
                    let found = tag.try_get_attribute(name).unwrap()?;
                    Some(
                        quick_xml::escape::unescape(&found.value)
                            .unwrap()
                            .into_owned(),
                    )
                };
                text.clear();
                match tag.name().as_ref() {
                    "Placemark" => lines.push((String::new(), None, None)),
                    "SimpleData" => inside = attribute("name").unwrap(),
                    _ => inside.clear(),
                }
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", &*name);
                text.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            Event::End(tag) if tag.name().as_ref() == "SimpleData" => {
                let line = lines.last_mut().unwrap();
                match &*inside {
                    "id" => line.0 = std::mem::take(&mut text),
                    "title" => line.1 = Some(std::mem::take(&mut text)),
                    "deaths_best" => line.2 = Some(text.parse().unwrap()),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// The index has its own order, along a curve; here that of the identifiers is made again.
fn fgb(body: &[u8]) -> Vec<Line> {
    let mut features = FgbReader::open(Cursor::new(body))
        .unwrap()
        .select_all()
        .unwrap();
    let mut lines = Vec::new();
    while let Some(feature) = features.next().unwrap() {
        lines.push((
            feature.property::<String>("id").unwrap(),
            feature.property::<String>("title").ok(),
            feature.property::<i64>("deaths_best").ok(),
        ));
    }
    lines
}

fn gpkg(body: &[u8]) -> Vec<Line> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, body).unwrap();
    let database = rusqlite::Connection::open(file.path()).unwrap();
    let names: Vec<String> = database
        .prepare("SELECT name FROM pragma_table_info('incidents')")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let column = |name: &str| {
        let has = names.iter().any(|found| found == name);
        if has {
            name.to_owned()
        } else {
            "NULL".to_owned()
        }
    };
    let query = format!(
        "SELECT id, {}, {} FROM incidents ORDER BY fid",
        column("title"),
        column("deaths_best")
    );
    let mut query = database.prepare(&query).unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

fn parquet(body: &[u8]) -> Vec<Line> {
    let bytes = bytes::Bytes::copy_from_slice(body);
    let reader = SerializedFileReader::new(bytes).unwrap();
    let schema = reader.metadata().file_metadata().schema_descr().clone();
    let root = schema.root_schema().get_fields().to_vec();
    let place = |name: &str| root.iter().position(|field| field.name() == name);
    let (id, title, best) = (place("id").unwrap(), place("title"), place("deaths_best"));
    reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| {
            let row = row.unwrap();
            (
                row.get_string(id).unwrap().clone(),
                title.and_then(|at| row.get_string(at).ok().cloned()),
                best.and_then(|at| row.get_long(at).ok()),
            )
        })
        .collect()
}
