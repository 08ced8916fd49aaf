//! Which files are served as which collections: the bundled ones, or what the user names.

mod error;
mod files;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bundled;
use crate::config;
use crate::import::{self, CollectionSettings, Content, File, Finding, Import, Settings, pieces};
use crate::store::{Blocks, BuildError, Catalog, Part, Snapshot};

pub use error::SourceError;
use files::{described, is_data, is_plain, named};

/// One collection to be: its identifier, its file, what is said about it.
#[derive(Debug)]
pub struct Source {
    /// In every address.
    pub id: String,
    /// Read already, unless it is long or a table of a database.
    pub file: File,
    /// Completed by inspection.
    pub settings: CollectionSettings,
}

/// The sources for these paths; without any, those that the configuration names, else the
/// bundled ones.
pub fn find(paths: &[PathBuf], config: Option<&Path>) -> Result<Vec<Source>, SourceError> {
    let mut configured = Settings::default();
    if let Some(path) = config {
        configured.collections = config::read(path)?.collections;
        configured = located(configured, path.parent().unwrap_or(Path::new("")));
    }
    let mut sources = Vec::new();
    for path in paths {
        if path.is_dir() {
            sources.extend(folder(path, &configured)?);
        } else {
            sources.extend(described(path, &configured)?);
        }
    }
    if paths.is_empty() {
        sources.extend(named(&configured.collections)?);
    }
    all_used(&configured, &sources)?;
    if sources.is_empty() {
        sources = bundled_sources()?;
    }
    unique(sources)
}

/// The bundled data.
pub fn bundled_sources() -> Result<Vec<Source>, SourceError> {
    let of = |(id, settings): (String, CollectionSettings)| {
        let name = settings
            .file
            .clone()
            .unwrap_or_else(|| format!("{id}.geojson"));
        bundled::file(&name).map(|file| Source { id, file, settings })
    };
    Ok(bundled::settings()?
        .collections
        .into_iter()
        .filter_map(of)
        .collect())
}

/// Reads all sources into a catalog. With `skip_invalid`, what cannot be used is left out and
/// returned; otherwise it is an error.
pub fn catalog(
    sources: Vec<Source>,
    skip_invalid: bool,
) -> Result<(Catalog, Vec<Finding>), SourceError> {
    catalog_on(&[], sources, skip_invalid)
}

/// The same, when the ground of an earlier catalog is at hand: it comes out of the binary, and is
/// not read again.
pub fn catalog_on(
    ground: &[Arc<Snapshot>],
    sources: Vec<Source>,
    skip_invalid: bool,
) -> Result<(Catalog, Vec<Finding>), SourceError> {
    let (mut snapshots, mut findings) = (Vec::new(), Vec::new());
    let files: Vec<(String, String)> = sources
        .iter()
        .map(|source| (source.id.clone(), source.file.name.clone()))
        .collect();
    // Each is read while others are, and its file let go of as soon as it is built.
    let built = pieces::map(sources.into_iter(), |source| {
        let (import, blocks) = source.read_written();
        let findings = source.located(import.findings.clone());
        let was_read = findings.is_empty();
        // A collection without features would say that there are none.
        let is_left = was_read || import.lines.len() > import.broken.len();
        let is_wanted = is_left && (was_read || skip_invalid);
        (findings, is_wanted.then(|| build(source, import, blocks)))
    });
    for (mut found, snapshot) in built {
        findings.append(&mut found);
        if findings.is_empty() || skip_invalid {
            snapshots.extend(snapshot.transpose()?);
        }
    }
    if !findings.is_empty() && (!skip_invalid || snapshots.is_empty()) {
        return Err(SourceError::Data(findings));
    }
    Ok((Catalog::new(snapshots, base_map(&files, ground)?), findings))
}

/// What the map draws as ground and is not among the `served` collections, which come with the
/// names of their files. What is `ready` is taken as it is.
fn base_map(
    served: &[(String, String)],
    ready: &[Arc<Snapshot>],
) -> Result<Vec<Arc<Snapshot>>, SourceError> {
    let mut sources = Vec::new();
    for source in bundled_sources()? {
        let served = served.iter().find(|(id, _)| *id == source.id);
        let is_ground = served.is_none() && bundled::BASE_MAP.contains(&&*source.id);
        // Somebody's own countries have no overview: the map draws them as they are.
        let is_bundled = served.is_some_and(|(_, file)| *file == source.file.name);
        if is_ground || is_bundled {
            sources.extend(source.overview());
        }
        if is_ground {
            sources.push(source);
        }
    }
    let read_and_built = |source: Source| {
        let is_it = |snapshot: &&Arc<Snapshot>| snapshot.collection().id == source.id;
        if let Some(snapshot) = ready.iter().find(is_it) {
            return Ok(Arc::clone(snapshot));
        }
        let (import, blocks) = source.read_written();
        build(source, import, blocks).map(Arc::new)
    };
    pieces::map(sources.into_iter(), read_and_built)
        .into_iter()
        .collect()
}

impl Source {
    /// The collection with its features and what is wrong with them.
    pub fn read(&self) -> Import {
        import::read(&self.id, &self.file, &self.settings)
    }

    /// Findings in its file, with the table if it has several.
    pub fn located(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let table = match &self.file.content {
            Content::Table(table) => table.name.as_ref(),
            Content::Bytes(_) | Content::Open(_) => None,
        };
        let located = |mut finding: Finding| {
            finding.place.table = table.cloned();
            finding
        };
        findings.into_iter().map(located).collect()
    }

    /// The same with the features written already, as a snapshot has them.
    fn read_written(&self) -> (Written, Blocks) {
        let blocks = Blocks::default();
        let take = |features| Part::new(features, &blocks);
        let written = import::read_in_pieces(&self.id, &self.file, &self.settings, take);
        (written, blocks)
    }

    /// The same collection generalised for the first screen, where the binary has it:
    /// `countries-overview`.
    fn overview(&self) -> Option<Self> {
        Some(Self {
            id: format!("{}-overview", self.id),
            file: bundled::file(&format!("overview/{}.geojson", self.id))?,
            settings: self.settings.clone(),
        })
    }
}

/// A file that was read, piece by piece.
type Written = Import<Vec<Result<Part, BuildError>>>;

fn build(source: Source, import: Written, blocks: Blocks) -> Result<Snapshot, SourceError> {
    let File {
        name: file,
        content,
    } = source.file;
    drop(content);
    let parts: Result<Vec<Part>, BuildError> = import.features.into_iter().collect();
    let snapshot = parts
        .and_then(|parts| Snapshot::of_parts(import.collection, parts, blocks, &import.broken));
    snapshot.map_err(|source| SourceError::Build { file, source })
}

/// All data of a folder: what its settings name first, in their order.
fn folder(path: &Path, configured: &Settings) -> Result<Vec<Source>, SourceError> {
    let own = located(config::read_folder(path)?, path);
    let mut settings = own.clone();
    for (id, said) in &configured.collections {
        let mut said = said.clone();
        let file = || own.collections.get(id)?.file.clone();
        said.file = said.file.or_else(file);
        settings.collections.insert(id.clone(), said);
    }
    let ordered = settings.collections.iter();
    let mut sources = named(ordered.filter(|(id, _)| own.collections.contains_key(*id)))?;
    let error = |source| SourceError::Read {
        path: path.to_owned(),
        source,
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(error)? {
        files.push(entry.map_err(error)?.path());
    }
    files.sort();
    for file in files.iter().filter(|file| is_data(file)) {
        for source in described(file, &settings)? {
            if !sources.iter().any(|named| named.is_of(&source)) {
                sources.push(source);
            }
        }
    }
    if sources.is_empty() {
        return Err(SourceError::EmptyFolder(path.to_owned()));
    }
    all_used(&own, &sources)?;
    Ok(sources)
}

/// The settings with their files as seen from here; they are named from the settings' folder.
fn located(mut settings: Settings, folder: &Path) -> Settings {
    for said in settings.collections.values_mut() {
        let file = said.file.take();
        said.file = file.map(|file| folder.join(file).to_string_lossy().into_owned());
    }
    settings
}

/// A misspelt name would leave a collection without its title, time and terms, in silence.
fn all_used(settings: &Settings, sources: &[Source]) -> Result<(), SourceError> {
    let is_unused = |id: &&String| sources.iter().all(|source| source.id != **id);
    match settings.collections.keys().find(is_unused) {
        None => Ok(()),
        Some(id) => Err(SourceError::NoFile {
            id: id.clone(),
            found: ids(sources),
        }),
    }
}

fn ids(sources: &[Source]) -> String {
    let ids: Vec<&str> = sources.iter().map(|source| &*source.id).collect();
    ids.join(", ")
}

fn unique(sources: Vec<Source>) -> Result<Vec<Source>, SourceError> {
    for (number, source) in (0..).zip(&sources) {
        if source.id.is_empty() || !source.id.chars().all(is_plain) {
            return Err(SourceError::BadId {
                id: source.id.clone(),
                file: source.file.name.clone(),
            });
        }
        if let Some(first) = sources
            .iter()
            .take(number)
            .find(|other| other.id == source.id)
        {
            return Err(SourceError::SameId {
                id: source.id.clone(),
                first: first.file.name.clone(),
                second: source.file.name.clone(),
            });
        }
    }
    Ok(sources)
}
