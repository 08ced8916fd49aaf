//! The documents of the standards, with what GIS clients look for in them.

use http::StatusCode;
use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{bundled, get, serving, source};

fn link<'a>(document: &'a Value, rel: &str) -> &'a Value {
    let links = document["links"].as_array().unwrap();
    links
        .iter()
        .find(|link| link["rel"] == rel)
        .unwrap_or_else(|| panic!("no link {rel}"))
}

#[tokio::test]
async fn the_landing_page_leads_everywhere() {
    let landing = get(&bundled(), "/").await.json();
    for (rel, path, media) in [
        ("self", "/", "application/json"),
        ("alternate", "/?f=html", "text/html"),
        (
            "service-desc",
            "/api",
            "application/vnd.oai.openapi+json;version=3.0",
        ),
        ("service-doc", "/api?f=html", "text/html"),
        ("conformance", "/conformance", "application/json"),
        ("data", "/collections", "application/json"),
    ] {
        let link = link(&landing, rel);
        assert_eq!(link["href"], format!("http://localhost{path}"), "{rel}");
        assert_eq!(link["type"], media, "{rel}");
    }
}

#[tokio::test]
async fn the_service_is_named_after_what_it_serves() {
    let bundled = get(&bundled(), "/").await.json();
    let title = bundled["title"].as_str().unwrap();
    assert!(title.starts_with("marz: Incidents, "), "{title}");
    let app = serving(vec![source(
        "wells",
        "wells.csv",
        "depth,lon,lat\n5,70,39\n",
    )]);
    for (url, about) in [("/", ""), ("/api", "/info")] {
        let document = get(&app, url).await.json();
        let about = document.pointer(about).unwrap();
        assert_eq!(about["title"], "marz: Wells");
        assert_eq!(about["description"], "Collections: Wells.");
        assert!(about.get("license").is_none());
    }
}

#[tokio::test]
async fn what_is_declared_is_what_is_built() {
    let conformance = get(&bundled(), "/conformance").await.json();
    let classes: Vec<&str> = conformance["conformsTo"]
        .as_array()
        .unwrap()
        .iter()
        .map(|class| class.as_str().unwrap())
        .collect();
    assert_snapshot!(classes.join("\n"), @r"
    http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core
    http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page
    http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json
    http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html
    http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30
    http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30
    http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections
    http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/json
    http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/html
    http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core
    http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson
    http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html
    http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs
    http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter
    http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter
    http://www.opengis.net/spec/cql2/1.0/conf/cql2-text
    http://www.opengis.net/spec/cql2/1.0/conf/cql2-json
    http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2
    http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators
    http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison
    http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison
    http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions
    http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus
    http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions
    http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions
    http://www.opengis.net/spec/cql2/1.0/conf/array-functions
    http://www.opengis.net/spec/cql2/1.0/conf/property-property
    http://www.opengis.net/spec/cql2/1.0/conf/functions
    http://www.opengis.net/spec/cql2/1.0/conf/arithmetic
    http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-operators
    http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables
    http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters
    http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas
    http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/schemas
    http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/returnables-and-receivables
    http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/queryables
    http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/sortables
    http://www.opengis.net/spec/ogcapi-features-6/1.0/conf/properties
    http://www.opengis.net/spec/ogcapi-features-6/1.0/conf/properties-features
    http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/sortables
    http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/sorting
    http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/features-sorting
    http://www.opengis.net/spec/json-fg-1/1.0/conf/core
    http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core
    http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset
    http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list
    http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets
    http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets
    http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection
    http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/datetime
    http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt
    http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30
    http://www.opengis.net/spec/tms/2.0/conf/tilematrixset
    http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset
    http://www.opengis.net/spec/tms/2.0/conf/tilematrixsetlimits
    http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixsetlimits
    http://www.opengis.net/spec/tms/2.0/conf/tilesetmetadata
    http://www.opengis.net/spec/tms/2.0/conf/json-tilesetmetadata
    ");
}

#[tokio::test]
async fn every_collection_says_what_clients_need() {
    let app = bundled();
    let list = get(&app, "/collections").await;
    assert_eq!(list.header("content-type"), "application/json");
    let list = list.json();
    assert_eq!(link(&list, "self")["href"], "http://localhost/collections");
    for listed in list["collections"].as_array().unwrap() {
        let id = listed["id"].as_str().unwrap();
        assert_eq!(listed["itemType"], "feature", "{id}");
        assert_eq!(
            listed["storageCrs"],
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
        );
        let bbox = listed["extent"]["spatial"]["bbox"][0].as_array().unwrap();
        let corner = |side: usize| bbox[side].as_f64().unwrap();
        assert!(
            corner(0) <= corner(2) && corner(1) <= corner(3),
            "{id}: {bbox:?}"
        );
        let items = link(listed, "items");
        assert_eq!(items["type"], "application/geo+json");
        assert_eq!(
            items["href"],
            format!("http://localhost/collections/{id}/items")
        );
        assert!(
            listed["license"].is_string() && listed["attribution"].is_string(),
            "{id}"
        );

        let own = get(&app, &format!("/collections/{id}")).await.json();
        assert_eq!(own["id"], listed["id"]);
        assert_eq!(own["itemCount"], listed["itemCount"]);
        assert_eq!(link(&own, "alternate")["type"], "text/html");
        let count = get(&app, &format!("/collections/{id}/items?limit=1"))
            .await
            .json();
        assert_eq!(count["numberMatched"], listed["itemCount"], "{id}");
        assert_eq!(link(&count, "license")["title"], listed["license"], "{id}");
    }
}

#[tokio::test]
async fn the_extent_of_the_incidents_is_theirs_in_place_and_time() {
    let incidents = get(&bundled(), "/collections/incidents").await.json();
    let interval = &incidents["extent"]["temporal"]["interval"][0];
    assert_eq!(interval[0], "1989-06-03T00:00:00Z");
    assert!(interval[1].as_str().unwrap() > "2025-03-13", "{interval}");
}

#[tokio::test]
async fn the_api_is_described_literally_as_gdal_and_qgis_read_it() {
    let answer = get(&bundled(), "/api").await;
    assert_eq!(
        answer.header("content-type"),
        "application/vnd.oai.openapi+json;version=3.0"
    );
    assert!(
        answer.body.len() < 250_000,
        "{} bytes: a large document freezes QGIS",
        answer.body.len()
    );
    let api = answer.json();
    let limit = &api["components"]["parameters"]["limit"]["schema"];
    assert_eq!(
        (
            limit["minimum"].as_u64(),
            limit["default"].as_u64(),
            limit["maximum"].as_u64()
        ),
        (Some(1), Some(100), Some(10_000))
    );
    let items = &api["paths"]["/collections/incidents/items"]["get"]["parameters"];
    let items = items.as_array().unwrap();
    for shared in ["limit", "bbox", "datetime", "area"] {
        let path = format!("#/components/parameters/{shared}");
        assert!(
            items.iter().any(|one| one["$ref"] == path.as_str()),
            "{shared}"
        );
        let shared = &api["components"]["parameters"][shared];
        assert_eq!(
            (shared["style"].as_str(), shared["explode"].as_bool()),
            (Some("form"), Some(false))
        );
    }
    let category = items.iter().find(|one| one["name"] == "category").unwrap();
    assert_eq!(
        (category["in"].as_str(), category["schema"]["type"].as_str()),
        (Some("query"), Some("string"))
    );
    assert!(!items.iter().any(|one| one["name"] == "sources"));
}

/// All references in a document, wherever they stand.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_path_that_is_described_answers_and_every_reference_leads_somewhere() {
    let app = bundled();
    let api = get(&app, "/api").await.json();
    let mut wanted = Vec::new();
    references(&api, &mut wanted);
    assert!(wanted.len() > 1000);
    for reference in wanted {
        let found = api.pointer(reference.trim_start_matches('#'));
        assert!(found.is_some(), "{reference}");
    }
    for (path, item) in api["paths"].as_object().unwrap() {
        if !path.contains('{') && item.get("get").is_some() {
            let status = get(&app, path).await.status;
            assert_eq!(status, StatusCode::OK, "{path}");
        }
    }
}

#[tokio::test]
async fn health_says_what_is_served() {
    let health = get(&bundled(), "/health").await.json();
    assert_eq!(
        (health["status"].as_str(), health["version"].as_str()),
        (Some("ok"), Some(env!("CARGO_PKG_VERSION")))
    );
}
