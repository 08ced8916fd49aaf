//! Outside data → features: GeoJSON, CSV and GeoPackage files, and what a configuration says about
//! them.
//!
//! Reads what it is given; which files there are is the caller's business. Every error says where it is, what was found there and what was expected, and nothing is dropped silently.

pub mod codebook;
mod csv;
mod cut;
mod geojson;
mod geometry;
pub mod geopackage;
mod inspect;
mod lines;
mod part;
pub mod pieces;
mod quick;
mod report;
mod settings;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs;
use std::io::{self, Read, Seek as _};
use std::sync::Arc;

use crate::domain::{Collection, Feature, FeatureText};
use geopackage::Opened;
use inspect::Facts;
use part::Part;

pub use report::{Finding, Place};
pub use settings::{
    CollectionSettings, GeometrySettings, PropertySettings, Settings, TimeSettings,
};

/// A file as it was found.
#[derive(Debug, Clone)]
pub struct File {
    /// As the user knows it: a path, or `geodata/…` inside the binary.
    pub name: String,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Debug, Clone)]
pub enum Content {
    /// All of it: GeoJSON, CSV.
    Bytes(Vec<u8>),
    /// The same, on the disk until it is read. An open file stays what it was when another one
    /// takes its name.
    Open(Arc<fs::File>),
    /// A table of a GeoPackage, which stays on the disk until it is read.
    Table(geopackage::Table),
}

/// What a file holds: a collection, its features, and what could not be used.
///
/// `T` is what is made of the features: themselves, or something smaller for each piece of them.
#[derive(Debug)]
pub struct Import<T = Vec<Feature>> {
    /// Described by the settings, completed by inspection.
    pub collection: Collection,
    /// All features that could be read.
    pub features: T,
    /// For each feature, the line on which it begins.
    pub lines: Vec<usize>,
    /// What is wrong, in the order of the file; empty if all of it could be read.
    pub findings: Vec<Finding>,
    /// The positions of features that were read and of which something is wrong.
    pub broken: HashSet<usize>,
}

/// Reads a file as the collection `id`.
pub fn read(id: &str, file: &File, settings: &CollectionSettings) -> Import {
    let Import {
        collection,
        features,
        lines,
        findings,
        broken,
    } = read_in_pieces(id, file, settings, as_features);
    Import {
        collection,
        features: features.into_iter().flatten().collect(),
        lines,
        findings,
        broken,
    }
}

fn as_features(texts: Vec<FeatureText>) -> Vec<Feature> {
    texts.into_iter().map(Feature::from).collect()
}

/// The same by all cores, each of which reads some of the features and hands them to `take`: the
/// features of a large file are never there all at once, only what is made of them.
pub fn read_in_pieces<T: Send>(
    id: &str,
    file: &File,
    settings: &CollectionSettings,
    take: impl Fn(Vec<FeatureText>) -> T + Sync,
) -> Import<Vec<T>> {
    let name = &file.name;
    // Opened once: both times that it may be read it is in one state.
    let mut table = match &file.content {
        Content::Table(table) => Some(Opened::new(name, table)),
        Content::Bytes(_) | Content::Open(_) => None,
    };
    let (line, settings) = match &table {
        None => ("line", Cow::Borrowed(settings)),
        Some(table) => ("row", Cow::Owned(table.described(settings))),
    };
    let settings = &*settings;
    let mut findings = Vec::new();
    let mut parts = parts(file, table.as_mut(), settings, &take, &mut findings);
    let mut facts = Facts::default();
    for part in &parts {
        facts.append(&part.facts);
    }
    let collection = inspect::describe(id, &facts, settings);
    if let Some(time) = &collection.time
        && !parts.iter().all(|part| part.has_time(time))
    {
        // Some features have shown something else than all of them do. Now it is known.
        let mut settings = settings.clone();
        settings.time = Some(time.into());
        findings.clear();
        parts = self::parts(file, table.as_mut(), &settings, &take, &mut findings);
    }
    for part in &mut parts {
        findings.append(&mut part.findings);
    }
    findings.extend(inspect::check_names(name, &facts, settings));
    let ids = parts.iter().flat_map(Part::ids);
    let mut wrong = inspect::check_ids(name, line, ids);
    let mut before = 0;
    for part in &mut parts {
        if collection.time.is_some() {
            let late = part.wrong_times(name).into_iter();
            wrong.extend(late.map(|(position, finding)| (before + position, finding)));
        }
        before += part.lines.len();
    }
    let (positions, wrong): (HashSet<usize>, Vec<Finding>) = wrong.into_iter().unzip();
    findings.extend(wrong);
    // Within a line findings stay in the order in which they were made.
    findings.sort_by_key(|finding| finding.place.line);
    Import {
        collection,
        lines: parts.iter().flat_map(|part| &part.lines).copied().collect(),
        features: parts.into_iter().map(|part| part.taken).collect(),
        findings,
        broken: positions,
    }
}

fn parts<T: Send>(
    file: &File,
    table: Option<&mut Opened>,
    settings: &CollectionSettings,
    take: &(impl Fn(Vec<FeatureText>) -> T + Sync),
    findings: &mut Vec<Finding>,
) -> Vec<Part<T>> {
    let name = &file.name;
    if let Some(table) = table {
        return table.read(name, settings, take, findings);
    }
    let is_csv = is_csv(name);
    let usual = file.content.reader().ok().filter(|_| !is_csv);
    let usual = usual.and_then(|from| geojson::read_usual(name, from, settings, take));
    if let Some(parts) = usual {
        return parts;
    }
    let bytes = file.content.all();
    let text = match &bytes {
        Ok(bytes) => text(name, bytes),
        Err(error) => {
            let expected = "a file that can be read";
            Err(Finding::error(
                Place::file(name),
                error.to_string(),
                expected,
            ))
        }
    };
    match text {
        Ok(text) if is_csv => csv::read(name, text, settings, take, findings),
        Ok(text) => geojson::read(name, text, settings, take, findings),
        Err(finding) => {
            findings.push(finding);
            Vec::new()
        }
    }
}

impl Content {
    /// A file of text; of a table nothing.
    fn reader(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(match self {
            Self::Bytes(bytes) => Box::new(bytes.as_slice()),
            Self::Open(file) => {
                let mut file = &**file;
                file.rewind()?;
                Box::new(file)
            }
            Self::Table(_) => Box::new(io::empty()),
        })
    }

    fn all(&self) -> io::Result<Cow<'_, [u8]>> {
        if let Self::Bytes(bytes) = self {
            return Ok(Cow::Borrowed(bytes));
        }
        let mut all = Vec::new();
        self.reader()?.read_to_end(&mut all)?;
        Ok(Cow::Owned(all))
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
    feature: FeatureText,
    line: usize,
}

fn is_csv(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("csv"))
}

/// The content as text that is not empty, without a byte order mark.
fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Finding> {
    let text = str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        Finding::error(
            Place::line(file, line),
            format!("the byte 0x{byte:02X}, which is not UTF-8"),
            "a file in UTF-8; `iconv -t UTF-8` converts other encodings",
        )
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        let expected = "GeoJSON, or CSV with a header line";
        return Err(Finding::error(Place::file(file), "an empty file", expected));
    }
    Ok(text)
}
