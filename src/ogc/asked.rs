//! A question about the features of one collection, read from the parameters of `items`, of
//! `download` and of `search` alike.

use super::crs::{self, Named};
use super::problem::Problem;
use super::request::Request;
use super::{filters, paging, views};
use crate::format::Format;
use crate::query::{From, Page, Query, View};
use crate::store::Snapshot;

/// Everything that a request says about the features that it wants.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) format: Format,
    pub(super) query: Query,
    pub(super) view: View,
    /// The system of the answer, as the client calls it.
    pub(super) crs: Named,
    /// Only how many there are.
    pub(super) hits: bool,
}

/// How much of the matches an address answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// A page, with a link to the next one.
    Page,
    /// All of them.
    Whole,
}

impl Asked {
    pub(super) fn read(
        request: &Request,
        snapshot: &Snapshot,
        extent: Extent,
    ) -> Result<Self, Problem> {
        let collection = snapshot.collection();
        let offered = crs::offered(snapshot.extent());
        let mut params = request.params();
        let format = match extent {
            Extent::Page => request.format(&mut params, &Format::ALL),
            // A page for people has an end.
            Extent::Whole => request.format(&mut params, &Format::FILES),
        };
        let filter = filters::filter(&mut params, snapshot, &offered);
        let sort = paging::sort(&mut params, &collection.schema);
        let (view, crs) = views::view(&mut params, &collection.schema, &offered);
        let (page, hits) = match extent {
            Extent::Page => (
                paging::page(&mut params, &filter, &sort),
                paging::hits(&mut params),
            ),
            Extent::Whole => {
                let page = Page {
                    limit: usize::MAX,
                    from: From::Offset(0),
                };
                (page, false)
            }
        };
        let is_page = format == Format::Html;
        if !format.entry().any_crs && !is_page && !crs.is_plain() {
            let title = format.entry().title;
            let reason = format!("{title} has longitude and latitude only; leave crs out");
            params.reject("crs", None, reason);
        }
        params.finish()?;
        Ok(Self {
            format,
            query: Query { filter, sort, page },
            view,
            crs,
            hits,
        })
    }
}
