//! marz: a map server for incidents.
//!
//! One package in layers; each may use only those below it, which a test holds
//! (`tests/it/tidy.rs`). In reading order:
//!
//! * [`domain`]: the nouns: feature, collection, schema, bbox, interval. Pure.
//! * [`query`]: what is asked: bbox, datetime, properties, page. Pure.
//! * [`mod@format`]: features as bytes.
//! * [`tile`]: geometries on the grids of vector tiles, clusters, their encoding. Pure.
//! * [`store`]: where features live: an immutable, indexed snapshot for each collection.
//! * [`import`]: outside files → features, with findings that say what is wrong and where.
//! * [`ogc`]: the OGC API; the only layer that knows HTTP.
//! * [`web`]: the bundled map.
//! * [`config`], [`telemetry`], [`server`]: what is set from outside; the log; connections.
//! * [`traffic`]: the network around: proxies that are believed, how much is asked, and the count of it.
//! * [`bundled`], [`sources`]: the data inside the binary; which files become which collections.
//! * [`doctor`]: the requests of clients, replayed against any server.
//! * [`app`]: puts the parts together and serves.
//! * [`export`]: an answer of the API as a file, without a socket.
//! * [`cli`]: the commands.

pub mod app;
pub mod bundled;
pub mod cli;
pub mod config;
pub mod doctor;
pub mod domain;
pub mod export;
pub mod format;
pub mod import;
pub mod ogc;
pub mod query;
pub mod server;
pub mod sources;
pub mod store;
pub mod telemetry;
pub mod tile;
pub mod traffic;
pub mod web;
