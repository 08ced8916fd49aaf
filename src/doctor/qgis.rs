//! QGIS: adding a layer of *OGC API - Features*, and looking at it.
//!
//! Version 3.22 (Debian 12) begins; what 3.32 and later ask beside is marked so. QGIS goes by the
//! links of the landing page and builds the addresses of collections and items itself.

use serde_json::Value;

use super::address::Address;
use super::document::{ids, link, member, resolved};
use super::exam::{Exam, FEATURES, JSON, Step};
use super::fault::{Fault, Kind};

const QGIS: &str = "QGIS 3.22";
const LATER: &str = "QGIS 3.32+";

const API: (&str, &str) = (
    "accept",
    "application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0",
);

/// QGIS raises its page to this if the server allows it.
const PAGE: u64 = 1000;

pub(super) fn replay(exam: &mut Exam) {
    let root = exam.root.clone();
    let step = Step::get(QGIS, "landing page", &root, &[JSON]);
    let Some(landing) = exam.document(&step, "links", |json, _, faults| {
        for rel in ["service-desc", "data"] {
            if link(json, rel, "").is_none() {
                let found = format!("Found no link with rel={rel:?}.");
                faults.push(Fault::new(Kind::MissingLink, found));
            }
        }
    }) else {
        return;
    };
    let to = |exam: &Exam, rel: &str, media_type: &str| {
        let link = link(&landing, rel, media_type)?;
        exam.reach(link.href)
    };
    let oas = "application/vnd.oai.openapi+json;version=3.0";
    let mut page = 100;
    if let Some(api) = to(exam, "service-desc", oas) {
        let step = Step::get(QGIS, "API document", &api, &[API]);
        exam.document(&step, "openapi", |json, _, faults| {
            page = page_size(json, faults);
        });
    }
    let Some(list) = to(exam, "data", "application/json") else {
        return;
    };
    let list = list.asking("");
    collections(exam, &list);
    let Some(id) = exam.id() else { return };
    let collection = list.below(&id);
    let step = Step::get(QGIS, "collection", &collection, &[JSON]);
    let described = exam.document(&step, "id", |_, _, _| {});
    let declared = to(exam, "conformance", "application/json")
        .map(|address| conformance(exam, &address))
        .unwrap_or_default();
    later_documents(exam, &declared, &collection, described.as_ref());
    items(exam, &collection.below("items"), page);
    options(exam, &collection.below("items"));
}

/// The size of a page that QGIS makes of the document's `limit`.
fn page_size(api: &Value, faults: &mut Vec<Fault>) -> u64 {
    let limit = member(api, &["components", "parameters", "limit"]);
    let schema = &resolved(api, limit)["schema"];
    let (default, maximum) = (schema["default"].as_u64(), schema["maximum"].as_u64());
    let page = match (default, maximum) {
        (Some(default), Some(maximum)) => default.max(PAGE).min(maximum),
        (Some(default), None) => default.max(PAGE),
        (None, Some(maximum)) => maximum,
        (None, None) => {
            let found =
                "Found no components.parameters.limit with default or maximum: pages of 100.";
            faults.push(Fault::new(Kind::NoLimit, found));
            return 100;
        }
    };
    if page < PAGE {
        let found = format!("Found pages of {page}.");
        faults.push(Fault::new(Kind::SmallLimit, found));
    }
    page.clamp(1, 10_000)
}

fn collections(exam: &mut Exam, list: &Address) {
    let step = Step::get(QGIS, "collections", list, &[JSON]);
    let found = exam.document(&step, "collections", |json, _, faults| {
        if first_with_features(json).is_none() {
            let found = "Found no collection with an id.";
            faults.push(Fault::new(Kind::NotTheDocument, found));
        }
    });
    exam.collection = found.as_ref().and_then(first_with_features).cloned();
}

/// The collection that is looked at: the first that holds features.
fn first_with_features(list: &Value) -> Option<&Value> {
    let collections = list["collections"].as_array()?;
    collections.iter().find(|it| {
        let other = it["itemType"]
            .as_str()
            .is_some_and(|kind| kind != "feature");
        it["id"].is_string() && !other
    })
}

fn conformance(exam: &mut Exam, address: &Address) -> Vec<String> {
    let step = Step::get(QGIS, "conformance", address, &[JSON]);
    let found = exam.document(&step, "conformsTo", |json, _, faults| {
        let classes = classes(json);
        let has = |end: &str| classes.iter().any(|class| class.ends_with(end));
        if has("/conf/basic-spatial-functions") && !has("/conf/basic-spatial-operators") {
            let found = "Found basic-spatial-functions only.";
            faults.push(Fault::new(Kind::SpatialName, found));
        }
    });
    found.as_ref().map(classes).unwrap_or_default()
}

/// The classes that a conformance document declares.
pub(super) fn classes(json: &Value) -> Vec<String> {
    let classes = json["conformsTo"].as_array().into_iter().flatten();
    classes
        .filter_map(|class| class.as_str().map(str::to_owned))
        .collect()
}

/// Queryables and schema are read only if conformance promises them.
fn later_documents(
    exam: &mut Exam,
    declared: &[String],
    collection: &Address,
    described: Option<&Value>,
) {
    let has = |end: &str| declared.iter().any(|class| class.ends_with(end));
    let filters = [
        "ogcapi-features-3/1.0/conf/filter",
        "ogcapi-features-3/1.0/conf/features-filter",
        "cql2/1.0/conf/cql2-text",
        "cql2/1.0/conf/basic-cql2",
    ];
    if filters.into_iter().all(has) {
        let queryables = collection.below("queryables");
        let step = Step::get(LATER, "queryables", &queryables, &[JSON]);
        exam.document(&step, "properties", |_, _, _| {});
    }
    if !has("ogcapi-features-5/1.0/conf/schemas") {
        return;
    }
    let rels = [
        "http://www.opengis.net/def/rel/ogc/1.0/schema",
        "[ogc-rel:schema]",
    ];
    let schema = described.and_then(|json| {
        let mut links = rels.into_iter();
        links.find_map(|rel| link(json, rel, "application/schema+json"))
    });
    if let Some(address) = schema.and_then(|link| exam.reach(link.href)) {
        let accept = [("accept", "application/schema+json, application/json")];
        let step = Step::get(LATER, "schema", &address, &accept);
        exam.document(&step, "properties", |_, _, _| {});
    }
}

fn items(exam: &mut Exam, items: &Address, page: u64) {
    let first = items.asking("limit=10");
    let step = Step::get(QGIS, "first features", &first, &[FEATURES]);
    let Some(json) = exam.document(&step, "features", more_is_linked) else {
        return;
    };
    follow(exam, QGIS, &json);
    let one = items.asking("limit=1");
    let step = Step::get(QGIS, "count", &one, &[FEATURES]);
    exam.document(&step, "features", |json, _, faults| {
        if json["numberMatched"].as_u64().is_none() {
            let found = "Found no numberMatched.";
            faults.push(Fault::new(Kind::NoNumberMatched, found));
        }
    });
    let all = items.asking(&format!("limit={page}&bbox=-180,-90,180,90"));
    let step = Step::get(QGIS, "features in view", &all, &[FEATURES]);
    exam.document(&step, "features", more_is_linked);
    if !exam.has_time() {
        return;
    }
    for (name, interval) in [
        ("time until", "0000-01-01T00:00:00Z%2F2010-01-01T00:00:00Z"),
        ("time from", "2010-01-01T00:00:00Z%2F9999-12-31T00:00:00Z"),
    ] {
        let address = items.asking(&format!("limit=10&datetime={interval}"));
        accepts(exam, QGIS, name, &address, Kind::OpenEnds);
    }
}

/// A filter that the client writes in its own way; an error is this fault.
pub(super) fn accepts(
    exam: &mut Exam,
    client: &'static str,
    name: &'static str,
    address: &Address,
    kind: Kind,
) {
    let step = Step::get(client, name, address, &[FEATURES]);
    exam.judged(&step, |answer, faults| {
        if answer.status >= 400 {
            let found = format!("Found status {}.", answer.status);
            faults.push(Fault::new(kind, found));
        }
    });
}

/// If there is more than this page, there is a way to it.
fn more_is_linked(json: &Value, _: &super::visit::Answer, faults: &mut Vec<Fault>) {
    let returned = json["features"].as_array().map_or(0, Vec::len);
    let matched = json["numberMatched"].as_u64();
    let more =
        matched.is_some_and(|matched| usize::try_from(matched).is_ok_and(|it| it > returned));
    if more && returned > 0 && link(json, "next", "application/geo+json").is_none() {
        let matched = matched.unwrap_or_default();
        let found = format!("Found {returned} of {matched} features and no link rel=\"next\".");
        faults.push(Fault::new(Kind::NoNext, found));
    }
}

/// The next page, which must be another one.
fn follow(exam: &mut Exam, client: &'static str, page: &Value) {
    let next = link(page, "next", "application/geo+json");
    let Some(address) = next.and_then(|link| exam.reach(link.href)) else {
        return;
    };
    let step = Step::get(client, "next page", &address, &[FEATURES]);
    exam.document(&step, "features", |json, _, faults| {
        let (before, now) = (ids(page), ids(json));
        if !now.is_empty() && now == before {
            let found = "Found the identifiers of the page before.";
            faults.push(Fault::new(Kind::SamePage, found));
        }
    });
}

/// What may be edited: read by 3.32 and later.
fn options(exam: &mut Exam, items: &Address) {
    let step = Step {
        method: "OPTIONS",
        ..Step::get(LATER, "what may be done", items, &[])
    };
    exam.step(&step, |answer, faults| {
        if !(200..300).contains(&answer.status) || answer.header("allow").is_none() {
            let allow = answer.header("allow");
            let found = format!("Found status {} and Allow: {allow:?}.", answer.status);
            faults.push(Fault::new(Kind::NoAllow, found));
        }
    });
}
