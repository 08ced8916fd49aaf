//! Outside data → features: GeoJSON and CSV files, and what a configuration says about them.
//!
//! Reads text that it is given; which files there are is the caller's business. Every error says
//! where it is, what was found there and what was expected, and nothing is dropped silently.

pub mod codebook;
mod csv;
mod geojson;
mod geometry;
mod inspect;
mod lines;
mod report;
mod settings;

use std::collections::HashSet;

use crate::domain::{Collection, Feature};

pub use report::{Finding, Place};
pub use settings::{
    CollectionSettings, GeometrySettings, PropertySettings, Settings, TimeSettings,
};

/// A file as it was found.
#[derive(Debug, Clone)]
pub struct File {
    /// As the user knows it: a path, or `geodata/…` inside the binary.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What a file holds: a collection, its features, and what could not be used.
#[derive(Debug)]
pub struct Import {
    /// Described by the settings, completed by inspection.
    pub collection: Collection,
    /// All features that could be read.
    pub features: Vec<Feature>,
    /// For each feature, the line on which it begins.
    pub lines: Vec<usize>,
    /// What is wrong, in the order of the file; empty if all of it could be read.
    pub findings: Vec<Finding>,
    /// The positions of features that were read and of which something is wrong.
    broken: HashSet<usize>,
}

/// Reads a file as the collection `id`.
pub fn read(id: &str, file: &File, settings: &CollectionSettings) -> Import {
    let mut findings = Vec::new();
    let records = match text(file) {
        Err(finding) => {
            findings.push(finding);
            Vec::new()
        }
        Ok(text) if is_csv(&file.name) => csv::read(&file.name, text, settings, &mut findings),
        Ok(text) => geojson::read(&file.name, text, settings, &mut findings),
    };
    let (features, lines): (Vec<Feature>, Vec<usize>) = records
        .into_iter()
        .map(|record| (record.feature, record.line))
        .unzip();
    let collection = inspect::describe(id, &features, settings);
    findings.extend(inspect::check_names(&file.name, &features, settings));
    let mut broken = HashSet::new();
    for (position, finding) in inspect::check_ids(&file.name, &features, &lines)
        .into_iter()
        .chain(inspect::check_times(
            &file.name,
            &collection,
            &features,
            &lines,
        ))
    {
        broken.insert(position);
        findings.push(finding);
    }
    // Within a line findings stay in the order in which they were made.
    findings.sort_by_key(|finding| finding.place.line);
    Import {
        collection,
        features,
        lines,
        findings,
        broken,
    }
}

impl Import {
    /// Leaves out every feature of which something is wrong; returns how many those were.
    pub fn drop_invalid(&mut self) -> usize {
        let broken = std::mem::take(&mut self.broken);
        let mut positions = 0..;
        self.features
            .retain(|_| positions.next().is_none_or(|at| !broken.contains(&at)));
        let mut positions = 0..;
        self.lines
            .retain(|_| positions.next().is_none_or(|at| !broken.contains(&at)));
        broken.len()
    }
}

/// A feature, with the line on which it begins.
struct Record {
    feature: Feature,
    line: usize,
}

fn is_csv(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("csv"))
}

/// The content as text that is not empty, without a byte order mark.
fn text(file: &File) -> Result<&str, Finding> {
    let text = str::from_utf8(&file.bytes).map_err(|error| {
        let valid = file.bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let byte = file
            .bytes
            .get(error.valid_up_to())
            .copied()
            .unwrap_or_default();
        Finding::error(
            Place::line(&file.name, line),
            format!("the byte 0x{byte:02X}, which is not UTF-8"),
            "a file in UTF-8; `iconv -t UTF-8` converts other encodings",
        )
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        let expected = "GeoJSON, or CSV with a header line";
        return Err(Finding::error(
            Place::file(&file.name),
            "an empty file",
            expected,
        ));
    }
    Ok(text)
}
