//! OWSLib: `Features(url).feature_collections()` and `collection_items(id)`.
//!
//! Builds all addresses itself, sends `Accept: */*`, and reads one page.

use super::document::links;
use super::exam::{Exam, Step};
use super::fault::{Fault, Kind};

const OWSLIB: &str = "OWSLib";
const ANYTHING: (&str, &str) = ("accept", "*/*");

pub(super) fn replay(exam: &mut Exam) {
    let root = exam.root.clone();
    let headers = [ANYTHING];
    let step = Step::get(OWSLIB, "landing page", &root, &headers);
    exam.document(&step, "links", |json, _, faults| {
        if !links(json).any(|link| link.rel == "service-desc") {
            let found = "Found no link with rel=\"service-desc\".";
            faults.push(Fault::new(Kind::MissingLink, found));
        }
    });
    let list = root.below("collections");
    let step = Step::get(OWSLIB, "collections", &list, &headers);
    exam.document(&step, "collections", |json, _, faults| {
        let collections = json["collections"].as_array();
        let mut all = collections.into_iter().flatten();
        if let Some(without) = all.find(|it| !it["itemType"].is_string()) {
            let found = format!("Found none in {}.", without["id"]);
            faults.push(Fault::new(Kind::ItemType, found));
        }
    });
    let Some(id) = exam.id() else { return };
    let items = list.below(&id).below("items").asking("limit=10");
    let step = Step::get(OWSLIB, "features", &items, &headers);
    exam.document(&step, "features", |_, _, _| {});
}
