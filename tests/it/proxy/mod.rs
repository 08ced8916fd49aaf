//! Behind a proxy: whose word about the public address counts, and that all links keep to it.

mod headers;
mod nginx;
