//! The replay of QGIS 3.32 and later on a server that can filter: queryables, schema, and what
//! QGIS makes of expressions in CQL2. No QGIS takes part; the requests are those of its source.

use std::collections::BTreeSet;

use serde_json::Value;

use super::curl::get;
use super::qgis_replay::{GEOJSON, Layer, add};
use super::visit::Visit;
use super::{BOX, ids_of};
use crate::support::Incident;

const SCHEMA: &str = "application/schema+json";

/// Without all of the first four QGIS sends no filter. The others each allow it more: lists and
/// patterns, letters of either case, boxes (under the old and the new name), types of fields.
const CLASSES: &[&str] = &[
    "ogcapi-features-3/1.0/conf/filter",
    "ogcapi-features-3/1.0/conf/features-filter",
    "cql2/1.0/conf/cql2-text",
    "cql2/1.0/conf/basic-cql2",
    "cql2/1.0/conf/advanced-comparison-operators",
    "cql2/1.0/conf/case-insensitive-comparison",
    "cql2/1.0/conf/basic-spatial-operators",
    "cql2/1.0/conf/basic-spatial-functions",
    "ogcapi-features-5/1.0/conf/schemas",
    "ogcapi-common-3/1.0/conf/schemas",
    "ogcapi-features-2/1.0/conf/crs",
];

/// A user's expression, what QGIS compiles it to, and what is right.
struct Question {
    expression: &'static str,
    cql2: &'static str,
    is_it: fn(&Incident) -> bool,
}

/// QGIS puts brackets around every comparison, and quotes names that are not only letters and
/// digits.
const QUESTIONS: &[Question] = &[
    Question {
        expression: "\"category\" = 'clash'",
        cql2: "(category = 'clash')",
        is_it: |one| one.properties["category"] == "clash",
    },
    Question {
        expression: "\"category\" = 'clash' AND \"deaths_best\" >= 10",
        cql2: "((category = 'clash') AND (\"deaths_best\" >= 10))",
        is_it: |one| {
            one.properties["category"] == "clash"
                && one.properties["deaths_best"]
                    .as_i64()
                    .is_some_and(|dead| dead >= 10)
        },
    },
    Question {
        expression: "\"date_start\" >= '2010-08-01' AND \"date_start\" <= '2010-09-30'",
        cql2: "((\"date_start\" >= DATE('2010-08-01')) AND (\"date_start\" <= DATE('2010-09-30')))",
        is_it: |one| ("2010-08-01"..="2010-09-30").contains(&&*one.days.0),
    },
    Question {
        expression: "\"category\" IN ('clash', 'explosion')",
        cql2: "category IN ('clash','explosion')",
        is_it: |one| {
            one.properties["category"] == "clash" || one.properties["category"] == "explosion"
        },
    },
    Question {
        expression: "\"deaths_best\" BETWEEN 1 AND 3",
        cql2: "\"deaths_best\" BETWEEN 1 AND 3",
        is_it: |one| {
            one.properties["deaths_best"]
                .as_i64()
                .is_some_and(|dead| (1..=3).contains(&dead))
        },
    },
    Question {
        expression: "\"title\" ILIKE '%CONVOY%'",
        cql2: "(CASEI(title) LIKE CASEI('%CONVOY%'))",
        is_it: |one| {
            one.properties["title"]
                .as_str()
                .unwrap()
                .to_lowercase()
                .contains("convoy")
        },
    },
    Question {
        expression: "\"part_of\" IS NOT NULL",
        cql2: "(\"part_of\" IS NOT NULL)",
        is_it: |one| !one.properties["part_of"].is_null(),
    },
    Question {
        expression: "NOT \"country\" = 'TJ'",
        cql2: "(NOT ((country = 'TJ')))",
        is_it: |one| one.properties["country"] != "TJ" && !one.properties["country"].is_null(),
    },
    Question {
        expression: "intersects_bbox($geometry, geom_from_wkt('POLYGON((68 38,72 38,72 40,68 40,68 38))'))",
        cql2: "S_INTERSECTS(geometry,BBOX(68,38,72,40))",
        is_it: |one| one.is_inside(BOX),
    },
];

/// `S_INTERSECTS` names the property that the queryables call a geometry.
fn named(cql2: &str, geometry: &str) -> String {
    cql2.replace("(geometry,", &format!("({geometry},"))
}

/// The name of the geometry among the queryables; QGIS knows it by where its type is described.
fn geometry(queryables: &Value) -> String {
    let properties = queryables["properties"].as_object().unwrap();
    let is_geometry = |value: &Value| {
        let reference = value["$ref"].as_str();
        reference.is_some_and(|reference| reference.starts_with("https://geojson.org/schema/"))
    };
    let found = properties.iter().find(|(_, value)| is_geometry(value));
    found
        .unwrap_or_else(|| panic!("no geometry: {queryables}"))
        .0
        .clone()
}

fn queryables(layer: &Layer) -> Value {
    get(&format!("{}/queryables", layer.collection_url), SCHEMA).json()
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[test]
fn a_later_qgis_is_told_that_it_may_send_filters() {
    let visit = Visit::to_the_bundled_data();
    let layer = add(&visit, "incidents");
    for class in CLASSES {
        let uri = format!("http://www.opengis.net/spec/{class}");
        assert!(layer.conformance.contains(&uri), "{uri}");
    }
    // A property whose type is a list of types is left out.
    let queryables = queryables(&layer);
    geometry(&queryables);
    for (name, kind) in [
        ("category", "string"),
        ("deaths_best", "integer"),
        ("date_start", "string"),
    ] {
        assert_eq!(queryables["properties"][name]["type"], kind, "{name}");
    }
    assert_eq!(queryables["properties"]["date_start"]["format"], "date");
    visit.end();
}

#[test]
fn a_later_qgis_reads_the_types_of_fields_from_the_schema() {
    let visit = Visit::to_the_bundled_data();
    let layer = add(&visit, "incidents");
    let links = layer.collection["links"].as_array().unwrap();
    let rels = [
        "http://www.opengis.net/def/rel/ogc/1.0/schema",
        "[ogc-rel:schema]",
    ];
    let link = links
        .iter()
        .find(|one| rels.iter().any(|rel| one["rel"] == **rel) && one["type"] == SCHEMA);
    let link = link.unwrap_or_else(|| panic!("no link to the schema: {links:#?}"));
    let schema = get(link["href"].as_str().unwrap(), SCHEMA).json();
    let properties = schema["properties"].as_object().unwrap();
    let role = |value: &Value| value["x-ogc-role"] == "primary-geometry";
    let mut geometries = properties.values().filter(|value| role(value));
    assert_eq!(geometries.next().unwrap()["format"], "geometry-point");
    for (name, kind) in [
        ("title", "string"),
        ("deaths_best", "integer"),
        ("border_distance_km", "number"),
    ] {
        assert_eq!(properties[name]["type"], kind, "{name}");
    }
    for name in ["date_start", "date_end"] {
        assert_eq!(properties[name]["format"], "date", "{name}");
    }
    // Two properties in one place of the order: one of the two would be lost.
    let places = properties
        .values()
        .filter_map(|value| value["x-ogc-propertySeq"].as_i64());
    let places: Vec<i64> = places.collect();
    assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len());
    visit.end();
}

#[test]
fn a_later_qgis_finds_what_it_asks_in_cql2() {
    let visit = Visit::to_the_bundled_data();
    let layer = add(&visit, "incidents");
    let geometry = geometry(&queryables(&layer));
    for question in QUESTIONS {
        let filter = encoded(&named(question.cql2, &geometry));
        let url = format!(
            "{}?limit=1000&filter={filter}&filter-lang=cql2-text",
            layer.items_url
        );
        let found = get(&url, GEOJSON).ids();
        assert_eq!(found, ids_of(question.is_it), "{}", question.expression);
        // The same in view of the map.
        let found = get(&format!("{url}&bbox=68,38,72,40"), GEOJSON).ids();
        let expected = ids_of(|one| (question.is_it)(one) && one.is_inside(BOX));
        assert_eq!(found, expected, "{} in view", question.expression);
    }
    visit.end();
}

#[test]
fn a_later_qgis_joins_the_filter_of_a_layer_with_that_of_a_request() {
    let visit = Visit::to_the_bundled_data();
    let layer = add(&visit, "incidents");
    // Each is encoded, the brackets and `AND` between them are not.
    let filter = format!(
        "({})%20AND%20({})",
        encoded("(category = 'clash')"),
        encoded("(\"deaths_best\" >= 10)")
    );
    let url = format!(
        "{}?limit=5&filter={filter}&filter-lang=cql2-text",
        layer.items_url
    );
    let expected = ids_of(QUESTIONS[1].is_it);
    let mut found = Vec::new();
    let mut next = Some(url);
    while let Some(url) = next {
        let page = get(&url, GEOJSON);
        found.extend(page.ids());
        let json = page.json();
        assert_eq!(json["numberMatched"], expected.len());
        let links = json["links"].as_array().unwrap();
        let link = links.iter().find(|one| one["rel"] == "next");
        next = link.map(|one| one["href"].as_str().unwrap().to_owned());
    }
    assert_eq!(found, expected);
    visit.end();
}

#[test]
fn a_later_qgis_in_another_reference_system_sends_the_box_in_its_order_of_axes() {
    let visit = Visit::to_the_bundled_data();
    let layer = add(&visit, "incidents");
    let geometry = geometry(&queryables(&layer));
    let crs = "http://www.opengis.net/def/crs/EPSG/0/4326";
    let filter = encoded(&format!("S_INTERSECTS({geometry},BBOX(38,68,40,72))"));
    let filter = format!("filter={filter}&filter-lang=cql2-text&filter-crs={crs}");
    let bbox = format!("bbox=38,68,40,72&bbox-crs={crs}");
    for asked in [filter, bbox] {
        let page = get(
            &format!("{}?limit=1000&{asked}&crs={crs}", layer.items_url),
            GEOJSON,
        );
        assert_eq!(page.header("content-crs"), format!("<{crs}>"));
        assert_eq!(page.ids(), ids_of(|one| one.is_inside(BOX)), "{asked}");
        let json = page.json();
        for feature in json["features"].as_array().unwrap() {
            let latitude = feature["geometry"]["coordinates"][0].as_f64().unwrap();
            assert!((38.0..=40.0).contains(&latitude), "{feature}");
        }
    }
    visit.end();
}
