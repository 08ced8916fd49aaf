//! One test binary: each file is one subject, each name a sentence.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::format_collect,
    reason = "a test fails by panicking"
)]

mod support;

mod binary;
mod catalog;
mod check;
mod choices;
mod clients;
mod conformance;
mod counts;
mod cql;
mod data;
mod doctor;
mod documents;
mod download;
mod files;
mod formats;
mod geodata;
mod geopackage;
mod hostile;
mod http;
mod import;
mod items;
mod metrics;
mod overload;
mod pages;
mod plans;
mod proxy;
mod ranges;
mod readme;
mod ready;
mod reference_systems;
mod reload;
mod server;
mod sums;
mod temporal;
mod tidy;
mod tiles;
mod web;
