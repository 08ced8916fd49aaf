//! ArcGIS: Pro from 2.8 on, and `OGCFeatureLayer` of the Maps SDK for JavaScript.
//!
//! Both need Part 1 with GeoJSON and nothing more; the second runs in a browser.

use super::browser::{ORIGIN, readable};
use super::document::link;
use super::exam::{Exam, FEATURES, JSON, Step};
use super::fault::{Fault, Kind};
use super::qgis::classes;

const PRO: &str = "ArcGIS Pro";
const SCRIPT: &str = "ArcGIS JS";

const NEEDED: [&str; 2] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
];

pub(super) fn replay(exam: &mut Exam) {
    let root = exam.root.clone();
    let linked = link(&exam.landing, "conformance", "application/json");
    let linked = linked.and_then(|link| exam.reach(link.href));
    let address = linked.unwrap_or_else(|| root.below("conformance"));
    let step = Step::get(PRO, "conformance", &address, &[JSON]);
    exam.document(&step, "conformsTo", |json, _, faults| {
        let declared = classes(json);
        for class in NEEDED {
            // Version 1.0.1 is meant as well.
            let name = class.replace("/1.0/", "/1.0.1/");
            if !declared.iter().any(|it| it == class || *it == name) {
                faults.push(Fault::new(Kind::Conformance, format!("Found no {class}.")));
            }
        }
    });
    let headers = [JSON, ORIGIN];
    let step = Step::get(SCRIPT, "landing page", &root, &headers);
    exam.document(&step, "links", |_, answer, faults| readable(answer, faults));
    let Some(id) = exam.id() else { return };
    let collection = root.below("collections").below(&id);
    let items = collection.below("items").asking("limit=100");
    let step = Step::get(PRO, "features", &items, &[FEATURES]);
    exam.document(&step, "features", |_, _, _| {});
    let step = Step::get(SCRIPT, "collection", &collection, &headers);
    exam.document(&step, "id", |_, answer, faults| readable(answer, faults));
    let headers = [FEATURES, ORIGIN];
    let step = Step::get(SCRIPT, "features", &items, &headers);
    exam.document(&step, "features", |_, answer, faults| {
        readable(answer, faults);
    });
}
