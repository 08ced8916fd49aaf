//! A replay of QGIS 3.32 and later: the requests that its source sends, in its order, without
//! QGIS. Debian's is older and sends less; what that one does is seen in `qgis.rs`.
//!
//! These are the steps of a layer on a server of Part 1.

use serde_json::Value;

use super::curl::{get, request};
use super::visit::Visit;
use super::{BOX, ids_of};
use crate::support::Incident;

pub(super) const JSON: &str = "application/json";
pub(super) const GEOJSON: &str = "application/geo+json, application/json";
const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0, \
     application/json";

/// What QGIS knows of a layer once it is added.
pub(super) struct Layer {
    pub(super) collection_url: String,
    pub(super) items_url: String,
    pub(super) collection: Value,
    pub(super) conformance: Vec<String>,
    page_size: u64,
    /// Properties that it filters by with a parameter of their name.
    simple_queryables: Vec<String>,
}

/// Landing page → API → collection → conformance, as when a layer is added.
pub(super) fn add(visit: &Visit, id: &str) -> Layer {
    let landing = get(&format!("{}/", visit.url()), JSON).json();
    let api = href(
        &landing,
        "service-desc",
        "application/vnd.oai.openapi+json;version=3.0",
    );
    let api = get(&api, OPENAPI).json();
    let data = href(&landing, "data", JSON);
    // QGIS cuts off the parameters of this link, and appends the rest of the path.
    let collection_url = format!("{}/{id}", data.split('?').next().unwrap());
    let collection = get(&collection_url, JSON).json();
    let conformance = get(&href(&landing, "conformance", JSON), JSON).json();
    let classes = conformance["conformsTo"].as_array().unwrap().iter();
    Layer {
        items_url: format!("{collection_url}/items"),
        collection_url,
        collection,
        conformance: classes
            .map(|one| one.as_str().unwrap().to_owned())
            .collect(),
        page_size: page_size(&api),
        simple_queryables: simple_queryables(&api, id),
    }
}

/// The address of the link with this relation and type.
pub(super) fn href(document: &Value, rel: &str, kind: &str) -> String {
    let links = document["links"].as_array().unwrap();
    let link = links
        .iter()
        .find(|one| one["rel"] == rel && one["type"] == kind);
    let link = link.unwrap_or_else(|| panic!("no link {rel} of {kind}: {links:#?}"));
    link["href"].as_str().unwrap().to_owned()
}

/// A thousand features, unless the component `limit` has another default or a lower maximum.
fn page_size(api: &Value) -> u64 {
    let limit = &api["components"]["parameters"]["limit"]["schema"];
    let number = |name: &str| limit[name].as_u64().unwrap();
    number("default").max(1000).min(number("maximum"))
}

/// The parameters that are written out for the literal path, in the one style that QGIS reads.
fn simple_queryables(api: &Value, id: &str) -> Vec<String> {
    let operation = &api["paths"][format!("/collections/{id}/items")]["get"];
    let parameters = operation["parameters"].as_array().unwrap().iter();
    let simple = parameters.filter(|one| {
        one["in"] == "query"
            && one["style"] == "form"
            && one["explode"] == false
            && one["schema"]["type"].is_string()
    });
    simple
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect()
}

/// What a user asks QGIS, what it sends, and what is right.
struct Question {
    expression: &'static str,
    sent: &'static str,
    is_it: fn(&Incident) -> bool,
}

/// Open ends are sent as the first and the last year that there are, not as `..`.
const QUESTIONS: &[Question] = &[
    Question {
        expression: "the map shows 68,38 to 72,40",
        sent: "bbox=68,38,72,40",
        is_it: |one| one.is_inside(BOX),
    },
    Question {
        expression: "the map shows the whole world and more",
        sent: "bbox=-180,-90,180,90",
        is_it: |one| one.point.is_some(),
    },
    Question {
        expression: "\"category\" = 'clash'",
        sent: "category=clash",
        is_it: |one| one.properties["category"] == "clash",
    },
    Question {
        expression: "\"deaths_best\" = 2 AND \"country\" = 'TJ'",
        sent: "deaths_best=2&country=TJ",
        is_it: |one| one.properties["deaths_best"] == 2 && one.properties["country"] == "TJ",
    },
    Question {
        expression: "\"date_start\" = '2010-09-19'",
        sent: "datetime=2010-09-19",
        is_it: |one| one.is_during("2010-09-19", "2010-09-19"),
    },
    Question {
        expression: "\"date_start\" >= '2010-08-01' AND \"date_start\" <= '2010-09-30'",
        sent: "datetime=2010-08-01%2F2010-09-30",
        is_it: |one| one.is_during("2010-08-01", "2010-09-30"),
    },
    Question {
        expression: "\"date_start\" >= '2020-01-01'",
        sent: "datetime=2020-01-01%2F9999-12-31T00:00:00Z",
        is_it: |one| one.is_during("2020-01-01", "9999-12-31"),
    },
    Question {
        expression: "\"date_start\" <= '1999-12-31'",
        sent: "datetime=0000-01-01T00:00:00Z%2F1999-12-31",
        is_it: |one| one.is_during("0000-01-01", "1999-12-31"),
    },
    Question {
        expression: "\"category\" = 'clash' AND \"date_start\" >= '2020-01-01', in view",
        sent: "datetime=2020-01-01%2F9999-12-31T00:00:00Z&category=clash&bbox=68,38,72,41",
        is_it: |one| {
            one.properties["category"] == "clash"
                && one.is_during("2020-01-01", "9999-12-31")
                && one.is_inside([68.0, 38.0, 72.0, 41.0])
        },
    },
];

#[test]
fn a_later_qgis_adds_a_layer_and_finds_that_it_is_not_to_be_edited() {
    let visit = Visit::to_the_bundled_data();
    let layer = add(&visit, "incidents");
    assert_eq!(layer.page_size, 1000);
    assert_eq!(layer.collection["id"], "incidents");
    let first = get(&format!("{}?limit=10", layer.items_url), GEOJSON);
    assert_eq!(first.ids().len(), 10);
    // It counts by asking for one feature.
    let counted = get(&format!("{}?limit=1", layer.items_url), GEOJSON).json();
    assert_eq!(counted["numberMatched"], ids_of(|_| true).len());
    // A redirection would make it a GET of everything. Only after a POST in the first answer
    // does QGIS ask the second; both must tell the truth.
    let item = format!("{}/{}", layer.items_url, first.ids()[0]);
    for url in [&layer.items_url, &item] {
        let answer = request("OPTIONS", url, "*/*");
        assert!([200, 204].contains(&answer.status), "{answer:?}");
        assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS");
    }
    visit.end();
}

#[test]
fn a_later_qgis_finds_what_it_asks_a_server_of_part_one() {
    let visit = Visit::to_the_bundled_data();
    let layer = add(&visit, "incidents");
    for name in ["category", "country", "deaths_best"] {
        assert!(
            layer.simple_queryables.iter().any(|one| one == name),
            "{name}"
        );
    }
    for question in QUESTIONS {
        let url = format!(
            "{}?limit={}&{}",
            layer.items_url, layer.page_size, question.sent
        );
        let found = get(&url, GEOJSON).ids();
        assert_eq!(found, ids_of(question.is_it), "{}", question.expression);
    }
    visit.end();
}

#[test]
fn a_later_qgis_follows_the_next_links_to_the_end() {
    let visit = Visit::to_the_bundled_data();
    let layer = add(&visit, "incidents");
    // The page size of the connection's dialog.
    let mut url = Some(format!("{}?limit=50&bbox=60,30,80,50", layer.items_url));
    let mut found = Vec::new();
    while let Some(page) = url {
        let page = get(&page, GEOJSON);
        found.extend(page.ids());
        let json = page.json();
        let links = json["links"].as_array().unwrap().iter();
        let mut next = links.filter(|one| one["rel"] == "next");
        let kind = |one: &Value| assert_eq!(one["type"], "application/geo+json");
        url = next
            .next()
            .inspect(|one| kind(one))
            .map(|one| one["href"].as_str().unwrap().to_owned());
    }
    assert_eq!(found, ids_of(|one| one.is_inside([60.0, 30.0, 80.0, 50.0])));
    visit.end();
}
