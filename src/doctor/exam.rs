//! What all clients share: the server, the collection that is looked at, the steps.

use serde_json::Value;

use super::address::Address;
use super::document::{faults_of_links, member, segment};
use super::fault::{Fault, Kind};
use super::report::Report;
use super::visit::{Answer, Bounds, Failure, Visit};

/// An examination in progress.
#[derive(Debug)]
pub(super) struct Exam {
    /// The landing page, after redirects.
    pub(super) root: Address,
    /// Its content, if it is JSON.
    pub(super) landing: Value,
    /// The list's entry of the collection that is looked at.
    pub(super) collection: Option<Value>,
    visit: Visit,
    report: Report,
}

/// A request of a client.
#[derive(Debug, Clone)]
pub(super) struct Step<'a> {
    pub(super) client: &'static str,
    pub(super) name: &'static str,
    pub(super) method: &'static str,
    pub(super) address: &'a Address,
    pub(super) headers: &'a [(&'a str, &'a str)],
}

impl<'a> Step<'a> {
    /// GET with this `Accept`.
    pub(super) fn get(
        client: &'static str,
        name: &'static str,
        address: &'a Address,
        headers: &'a [(&'a str, &'a str)],
    ) -> Self {
        Self {
            client,
            name,
            method: "GET",
            address,
            headers,
        }
    }
}

pub(super) const JSON: (&str, &str) = ("accept", "application/json");
pub(super) const FEATURES: (&str, &str) = ("accept", "application/geo+json, application/json");

impl Exam {
    pub(super) fn new(root: Address, bounds: Bounds) -> Self {
        Self {
            root,
            landing: Value::Null,
            collection: None,
            visit: Visit::new(bounds),
            report: Report::default(),
        }
    }

    pub(super) fn into_report(self) -> Report {
        self.report
    }

    /// Without a landing page there is nothing to replay.
    pub(super) fn finds_the_landing_page(&mut self) -> bool {
        let root = self.root.clone();
        let step = Step::get("all", "landing page", &root, &[JSON]);
        let Some(answer) = self.step(&step, |_, _| {}) else {
            return false;
        };
        // A server may send from / to its folder, or from http to https.
        self.root = answer.address.asking("");
        self.landing = answer.json().unwrap_or_default();
        true
    }

    /// Asks, looks at the answer, and writes a row. `None` if there is no answer to go on with.
    pub(super) fn step(
        &mut self,
        step: &Step<'_>,
        look: impl FnOnce(&Answer, &mut Vec<Fault>),
    ) -> Option<Answer> {
        let mut refused = false;
        let answer = self.judged(step, |answer, faults| {
            refused = answer.status >= 400 && step.method != "OPTIONS";
            if refused {
                let found = format!("Found status {}.", answer.status);
                faults.push(Fault::new(Kind::Refused, found));
            } else {
                look(answer, faults);
            }
        });
        answer.filter(|_| !refused)
    }

    /// The same for a request to which an error may be the answer that is looked for.
    pub(super) fn judged(
        &mut self,
        step: &Step<'_>,
        look: impl FnOnce(&Answer, &mut Vec<Fault>),
    ) -> Option<Answer> {
        let asked = format!("{} {}", step.method, step.address.target());
        let mut faults = Vec::new();
        let answer = self.visit.ask(step.method, step.address, step.headers);
        match &answer {
            Ok(answer) => look(answer, &mut faults),
            Err(failure) => {
                let (kind, found) = match failure {
                    Failure::Unreachable(found) => (Kind::Unreachable, found),
                    Failure::Untrusted(found) => (Kind::Untrusted, found),
                    Failure::TooLong(found) => (Kind::TooLong, found),
                    Failure::TooLarge(found) => (Kind::TooLarge, found),
                    Failure::LedAway(found) => (Kind::LedAway, found),
                };
                faults.push(Fault::new(kind, format!("Found: {found}.")));
            }
        }
        self.report.add(step.client, step.name, asked, faults);
        answer.ok()
    }

    /// The same for a JSON document that has this member; its links are looked at as well.
    pub(super) fn document(
        &mut self,
        step: &Step<'_>,
        member: &str,
        look: impl FnOnce(&Value, &Answer, &mut Vec<Fault>),
    ) -> Option<Value> {
        let root = self.root.clone();
        let mut document = None;
        self.step(step, |answer, faults| {
            if let Some(json) = answer.json().filter(|json| !json[member].is_null()) {
                faults.extend(faults_of_links(&root, &answer.address, &json));
                look(&json, answer, faults);
                document = Some(json);
            } else {
                let media_type = answer.media_type();
                let found = format!("Found {media_type:?} without the member {member:?}.");
                faults.push(Fault::new(Kind::NotTheDocument, found));
            }
        });
        document
    }

    /// An address that a link names, on this server whatever the link says: its host is told as a
    /// fault elsewhere, and the other steps go on as if it were mended.
    pub(super) fn reach(&self, href: &str) -> Option<Address> {
        Some(self.root.join(href)?.on(&self.root))
    }

    /// The identifier of the collection that is looked at, as a segment.
    pub(super) fn id(&self) -> Option<String> {
        let id = self.collection.as_ref()?.get("id")?.as_str()?;
        Some(segment(id))
    }

    /// Does the collection know time?
    pub(super) fn has_time(&self) -> bool {
        let collection = self.collection.as_ref();
        collection.is_some_and(|it| !member(it, &["extent", "temporal"]).is_null())
    }
}
