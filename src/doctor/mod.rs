//! What clients would trip over: their requests, replayed against a running server.
//!
//! Works with any server of OGC API Features. Each client's file holds the requests that this
//! client sends, in its order and with its headers, and what it needs of the answers. Nothing that
//! a server answers is trusted: time, bytes and redirects are bounded, and links that lead to
//! another host are told and not followed.

mod address;
mod arcgis;
mod browser;
mod document;
mod exam;
mod fault;
mod gdal;
mod owslib;
mod qgis;
mod report;
mod visit;

pub use address::{Address, AddressError};
pub use fault::{Kind, Verdict};
pub use report::Report;
pub use visit::Bounds;

use exam::Exam;

/// Replays the requests of all clients.
pub fn examine(root: &Address, bounds: Bounds) -> Report {
    let mut exam = Exam::new(root.clone(), bounds);
    if exam.finds_the_landing_page() {
        qgis::replay(&mut exam);
        gdal::replay(&mut exam);
        arcgis::replay(&mut exam);
        owslib::replay(&mut exam);
        browser::replay(&mut exam);
    }
    exam.into_report()
}
