//! Every format is written from real and from hostile data, and read back by programs of others.

mod gdal;
mod python;
mod questions;
mod readers;
mod samples;
mod streams;

use samples::{Sample, projected, samples, written};
