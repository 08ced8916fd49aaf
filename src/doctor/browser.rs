//! A script on a page of another origin: MapLibre, Leaflet, `ogc-client`.

use super::exam::{Exam, FEATURES, JSON, Step};
use super::fault::{Fault, Kind};
use super::visit::Answer;

const BROWSER: &str = "browser";

/// The page on which the script is.
pub(super) const ORIGIN: (&str, &str) = ("origin", "https://page.example");

/// Headers that tell of paging and counts; whoever sends them should let scripts read them.
const TELLING: [&str; 3] = ["link", "ogc-numbermatched", "ogc-numberreturned"];

pub(super) fn replay(exam: &mut Exam) {
    let root = exam.root.clone();
    let headers = [JSON, ORIGIN];
    let step = Step::get(BROWSER, "landing page", &root, &headers);
    exam.document(&step, "links", |_, answer, faults| readable(answer, faults));
    let Some(id) = exam.id() else { return };
    let items = root.below("collections").below(&id).below("items");
    let page = items.asking("limit=10");
    let headers = [FEATURES, ORIGIN];
    let step = Step::get(BROWSER, "features", &page, &headers);
    exam.document(&step, "features", |_, answer, faults| {
        readable(answer, faults);
        if faults.is_empty() {
            exposed(answer, faults);
        }
    });
    let headers = [
        ORIGIN,
        ("access-control-request-method", "GET"),
        ("access-control-request-headers", "if-none-match"),
    ];
    let step = Step {
        method: "OPTIONS",
        ..Step::get(BROWSER, "preflight", &page, &headers)
    };
    exam.step(&step, |answer, faults| {
        let open = answer.header("access-control-allow-origin").is_some();
        let allowed = answer.header("access-control-allow-headers");
        if !(200..300).contains(&answer.status) || !open || allowed.is_none() {
            let found = format!(
                "Found status {} and Access-Control-Allow-Headers: {allowed:?}.",
                answer.status
            );
            faults.push(Fault::new(Kind::NoPreflight, found));
        }
    });
}

/// May the script read the answer?
pub(super) fn readable(answer: &Answer, faults: &mut Vec<Fault>) {
    let allowed = answer.header("access-control-allow-origin");
    if !allowed
        .as_deref()
        .is_some_and(|it| it == "*" || it == ORIGIN.1)
    {
        let found = format!("Found Access-Control-Allow-Origin: {allowed:?}.");
        faults.push(Fault::new(Kind::NoCors, found));
    }
}

fn exposed(answer: &Answer, faults: &mut Vec<Fault>) {
    let names = answer.header("access-control-expose-headers");
    let names = names.unwrap_or_default().to_ascii_lowercase();
    let is_named = |name: &str| {
        let mut names = names.split(',').map(str::trim);
        names.any(|it| it == "*" || it == name)
    };
    let mut sent = TELLING
        .into_iter()
        .filter(|name| answer.header(name).is_some());
    if let Some(hidden) = sent.find(|name| !is_named(name)) {
        let found = format!("Found {hidden} sent and not exposed.");
        faults.push(Fault::new(Kind::HiddenHeaders, found));
    }
}
