//! A young GDAL as Python brings it: the OGC API driver in the wheel of pyogrio. It asks for
//! reference systems and times, which Debian's does not.

use serde_json::{Value, json};

use super::visit::{Visit, assert_asked, for_items};
use super::{BOX, ids_of, points};
use crate::support::incidents;

const SCRIPT: &str = "read_with_pyogrio.py";

fn read(visit: &Visit, layer: &str, options: &Value) -> Value {
    visit.python(SCRIPT, &[layer, &options.to_string()])
}

#[test]
fn pyogrio_lists_every_collection() {
    let visit = Visit::to_the_bundled_data();
    let collections = visit.json("/collections");
    let declared = collections["collections"].as_array().unwrap();
    let declared: Vec<&Value> = declared.iter().map(|one| &one["id"]).collect();
    let seen = visit.python(SCRIPT, &[]);
    let layers = seen["layers"].as_array().unwrap();
    let layers: Vec<&Value> = layers.iter().map(|layer| &layer[0]).collect();
    assert_eq!(layers, declared);
    let heard = visit.end();
    for id in declared {
        assert!(!for_items(&heard, id.as_str().unwrap()).is_empty(), "{id}");
    }
}

#[test]
fn pyogrio_lets_the_server_filter_by_box() {
    let visit = Visit::to_the_bundled_data();
    let found = read(&visit, "incidents", &json!({ "bbox": BOX }));
    assert_eq!(found["ids"], json!(ids_of(|one| one.is_inside(BOX))));
    assert_asked(&visit.end(), "incidents", &[("bbox", "68,38,72,40")]);
}

#[test]
fn pyogrio_lets_the_server_filter_by_property() {
    let visit = Visit::to_the_bundled_data();
    let found = read(&visit, "incidents", &json!({"where": "category = 'clash'"}));
    let clashes = ids_of(|one| one.properties["category"] == "clash");
    assert_eq!(found["ids"], json!(clashes));
    assert_asked(&visit.end(), "incidents", &[("category", "clash")]);
}

#[test]
fn pyogrio_lets_the_server_filter_by_time() {
    let expected = ids_of(|one| one.is_during("2010-08-01", "2010-09-30"));
    let visit = Visit::to_the_bundled_data();
    let found = read(
        &visit,
        "incidents",
        &json!({"DATETIME": "2010-08-01/2010-09-30"}),
    );
    assert_eq!(found["ids"], json!(expected));
    // The driver prints a date with a bare `T` behind it.
    let found = read(
        &visit,
        "incidents",
        &json!({"where": "date_start >= '2010-08-01' AND date_start <= '2010-09-30'"}),
    );
    assert_eq!(found["ids"], json!(expected));
    let heard = visit.end();
    for datetime in ["2010-08-01/2010-09-30", "2010-08-01T/2010-09-30T"] {
        assert_asked(&heard, "incidents", &[("datetime", datetime)]);
    }
}

#[test]
fn pyogrio_pages_through_twelve_thousand_points() {
    let visit = Visit::to(&[points::file()]);
    let found = read(&visit, points::COLLECTION, &json!({"PAGE_SIZE": "1000"}));
    let ids = found["ids"].as_array().unwrap();
    points::assert_all(ids.iter().map(|id| id.as_str().unwrap()));
    points::assert_fetched_by_thousands(&visit.end());
}

#[test]
fn pyogrio_finds_the_places_right_in_every_reference_system() {
    let visit = Visit::to_the_bundled_data();
    let collection = visit.json("/collections/incidents");
    let declared = collection["crs"].as_array().unwrap();
    assert!(declared.contains(&collection["storageCrs"]), "{collection}");
    // Without a wish the driver asks for the system of storage, which comes first here.
    let mut asked = vec![collection["storageCrs"].as_str().unwrap()];
    assert_places(&read(&visit, "incidents", &json!({})), asked[0]);
    let declared = declared.iter().map(|uri| uri.as_str().unwrap());
    // The driver takes EPSG:4326 for the first system that is the same but for its axes: CRS84.
    for uri in declared.filter(|uri| !uri.ends_with("/4326")) {
        let options = json!({"CRS": authority(uri).join(":")});
        assert_places(&read(&visit, "incidents", &options), uri);
        asked.push(uri);
    }
    let heard = visit.end();
    let heard = for_items(&heard, "incidents");
    let heard = heard.iter().filter_map(|one| one.value("crs"));
    assert_eq!(heard.collect::<Vec<_>>(), asked);
}

/// Authority and code, as the last parts of `http://www.opengis.net/def/crs/EPSG/0/4326` say.
fn authority(uri: &str) -> [&str; 2] {
    let mut parts = uri.rsplit('/');
    let (code, _, authority) = (parts.next().unwrap(), parts.next(), parts.next().unwrap());
    [authority, code]
}

/// Fails unless what was read is in this system, with the places of the file.
fn assert_places(found: &Value, uri: &str) {
    assert_eq!(found["crs"], json!(authority(uri)));
    let points = found["points"].as_array().unwrap();
    assert_eq!(points.len(), incidents().len());
    for (found, own) in points.iter().zip(incidents()) {
        let found = found.as_array();
        let found = found.map(|at| (at[0].as_f64().unwrap(), at[1].as_f64().unwrap()));
        let is_there = match (found, own.point) {
            (None, None) => true,
            // A hundred-thousandth of a degree is about a metre.
            (Some((x, y)), Some((own_x, own_y))) => {
                (x - own_x).abs() < 1e-5 && (y - own_y).abs() < 1e-5
            }
            _ => false,
        };
        assert!(is_there, "{} in {uri}: {found:?}", own.id);
    }
}
