//! The table of collections.

use maud::{Markup, html};

use super::address::{self, collection_path};
use super::frame::{data, page, prose};
use super::words::{Words, number};
use crate::domain::Instant;
use crate::ogc::request::Request;
use crate::store::Snapshot;

/// `/collections`
pub(in crate::ogc) fn collections(request: &Request) -> Markup {
    let words = Words::of(request.language);
    let content = html! {
        div.wide tabindex="0" role="region" aria-label=(words.collections) {
            table.collections {
                thead { tr {
                    th scope="col" { (words.collection) }
                    th.number scope="col" { (words.features) }
                    th scope="col" { (words.time) }
                    th scope="col" { (words.about) }
                } }
                tbody {
                    @for snapshot in request.state.catalog.iter() {
                        @let collection = snapshot.collection();
                        @let path = collection_path(&collection.id);
                        tr {
                            th scope="row" {
                                a href=(address::page(request, &path)) { (data(request.language, &collection.title)) }
                            }
                            td.number {
                                a href=(address::page(request, &format!("{path}/items"))) { (count(request, snapshot)) }
                            }
                            td.when {
                                @match span(snapshot) {
                                    Some(span) => (span),
                                    None => (words.undated),
                                }
                            }
                            td.prose { (prose(request.language, collection.description.as_deref().unwrap_or_default())) }
                        }
                    }
                }
            }
        }
    };
    page(request, words.collections, &[], &content)
}

/// How many features there are.
pub(super) fn count(request: &Request, snapshot: &Snapshot) -> String {
    number(request.language, snapshot.len())
}

/// The days between which the features lie.
pub(super) fn span(snapshot: &Snapshot) -> Option<Markup> {
    let interval = snapshot.extent().temporal?;
    // Open at both ends says nothing.
    interval.start().or(interval.end())?;
    let day = |moment: Option<Instant>| {
        html! {
            @match moment.map(Instant::day) {
                Some(day) => time datetime=(day) { (day) },
                None => "…",
            }
        }
    };
    Some(html! { span.days { (day(interval.start())) " – " (day(interval.end())) } })
}
