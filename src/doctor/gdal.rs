//! GDAL's OAPIF driver: `ogrinfo OAPIF:…`, and what pyogrio, geopandas and sf read through it.
//!
//! GDAL asks for `{root}/collections` without the landing page, and is strict about content types.

use serde_json::Value;

use super::address::Address;
use super::document::{Link, link, links, member, resolved, segment};
use super::exam::{Exam, FEATURES, JSON, Step};
use super::fault::{Fault, Kind};
use super::qgis::accepts;
use super::visit::Answer;

const GDAL: &str = "GDAL";
const OAS: &str = "application/vnd.oai.openapi+json;version=3.0";
const CRS84: [&str; 2] = [
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
    "http://www.opengis.net/def/crs/OGC/0/CRS84h",
];

/// GDAL raises its page to this if the server allows it.
const PAGE: u64 = 1000;

pub(super) fn replay(exam: &mut Exam) {
    let list = exam.root.below("collections");
    let step = Step::get(GDAL, "collections", &list, &[JSON]);
    exam.document(&step, "collections", |json, answer, faults| {
        content_type(answer, &["application/json"], faults);
        let collections = json["collections"].as_array();
        let all = collections.into_iter().flatten();
        if let Some(without) = all.clone().find(|it| it["storageCrs"].is_null()) {
            let found = format!("Found none in {}.", without["id"]);
            faults.push(Fault::new(Kind::NoStorageCrs, found));
        }
    });
    let Some(id) = exam.id() else { return };
    let items = items_address(exam, &list.below(&id));
    let page = api(exam, &format!("/collections/{id}/items"));

    let first = items.asking("limit=20");
    let step = Step::get(GDAL, "first features", &first, &[FEATURES]);
    exam.document(&step, "features", is_a_page);
    let all = items.asking(&format!("limit={page}&bbox=-180,-90,180,90"));
    let step = Step::get(GDAL, "features in a box", &all, &[FEATURES]);
    exam.document(&step, "features", is_a_page);
    if exam.has_time() {
        let address = items.asking("limit=10&datetime=2020-01-01T%2F..");
        accepts(exam, GDAL, "from a date", &address, Kind::BareT);
    }
    let storage = exam.collection.as_ref().map(|it| it["storageCrs"].clone());
    let storage = storage.as_ref().and_then(Value::as_str);
    if let Some(crs) = storage.filter(|crs| !CRS84.contains(crs)) {
        let address = items.asking(&format!("limit=10&crs={}", segment(crs)));
        in_its_system(exam, &address, crs);
    }
}

/// From the collection's own link, as GDAL does.
fn items_address(exam: &Exam, collection: &Address) -> Address {
    let entry = exam.collection.as_ref();
    let link = entry.and_then(|it| link(it, "items", "application/geo+json"));
    link.and_then(|link| exam.reach(link.href))
        .unwrap_or_else(|| collection.below("items"))
        .asking("")
}

/// The API document: by its link, else at `/api`. Gives the size of a page.
fn api(exam: &mut Exam, path: &str) -> u64 {
    let linked = links(&exam.landing).find(|it| it.rel == "service-desc" && it.media_type == OAS);
    let linked = linked.and_then(|link| exam.reach(link.href));
    let address = linked.unwrap_or_else(|| exam.root.below("api"));
    let accept = [("accept", OAS)];
    let step = Step::get(GDAL, "API document", &address, &accept);
    let mut page = PAGE;
    exam.document(&step, "openapi", |json, _, faults| {
        let parameters = member(json, &["paths", path, "get", "parameters"]).as_array();
        let parameters = parameters.into_iter().flatten();
        for parameter in parameters.map(|parameter| resolved(json, parameter)) {
            let schema = resolved(json, &parameter["schema"]);
            match parameter["name"].as_str() {
                Some("limit") => {
                    page = schema["maximum"].as_u64().unwrap_or(PAGE).clamp(1, PAGE);
                }
                Some("filter-lang") if offers(schema, "cql-text") => {
                    let found = "Found cql-text among the values of filter-lang.";
                    faults.push(Fault::new(Kind::CqlText, found));
                }
                _ => {}
            }
        }
        if page < PAGE {
            let found = format!("Found pages of {page}.");
            faults.push(Fault::new(Kind::SmallLimit, found));
        }
    });
    page
}

fn offers(schema: &Value, value: &str) -> bool {
    let values = schema["enum"].as_array();
    values.is_some_and(|values| values.iter().any(|it| it == value))
}

fn is_a_page(json: &Value, answer: &Answer, faults: &mut Vec<Fault>) {
    let known = ["application/geo+json", "application/json"];
    content_type(answer, &known, faults);
    let next: Vec<_> = links(json).filter(|link| link.rel == "next").collect();
    let single = next.len() == 1;
    let follows = |link: &Link<'_>| {
        let media_type = link.media_type.split(';').next().unwrap_or_default();
        known.contains(&media_type) || (single && media_type.is_empty())
    };
    if let Some(other) = next.first().filter(|_| !next.iter().any(follows)) {
        let found = format!("Found the type {:?}.", other.media_type);
        faults.push(Fault::new(Kind::UntypedNext, found));
    }
}

fn content_type(answer: &Answer, expected: &[&str], faults: &mut Vec<Fault>) {
    let found = answer.media_type();
    if !expected.contains(&&*found) {
        let expected = expected.join(" or ");
        let found = format!("Found {found:?}; expected {expected}.");
        faults.push(Fault::new(Kind::ContentType, found));
    }
}

/// The storage system, asked for by its name.
fn in_its_system(exam: &mut Exam, address: &Address, crs: &str) {
    let step = Step::get(GDAL, "storage system", address, &[FEATURES]);
    exam.step(&step, |answer, faults| {
        let said = answer.header("content-crs").unwrap_or_default();
        if said != format!("<{crs}>") {
            let found = format!("Found Content-Crs: {said:?}; expected <{crs}>.");
            faults.push(Fault::new(Kind::Crs, found));
        }
    });
}
