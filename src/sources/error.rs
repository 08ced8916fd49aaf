//! Why there is nothing to serve.

use std::path::PathBuf;

use crate::config::ConfigError;
use crate::import::Finding;
use crate::store::BuildError;

/// Why the collections cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// A configuration that cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file or folder that cannot be read.
    #[error("{path}: cannot be read: {source}")]
    Read {
        /// As the user named it.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A folder without data.
    #[error("{0}: found no file of data; expected .geojson, .csv or .gpkg files in this folder")]
    EmptyFolder(PathBuf),
    /// Two files that would be one collection.
    #[error(
        "{second}: would be the collection \"{id}\", as {first} is; rename one of them, or say \
         in the settings what they are"
    )]
    SameId {
        /// The identifier.
        id: String,
        /// The file that has it.
        first: String,
        /// The file that wants it.
        second: String,
    },
    /// A collection that cannot stand in an address.
    #[error(
        "{file}: would be the collection \"{id}\"; expected letters, digits, - and _ in its name"
    )]
    BadId {
        /// The identifier.
        id: String,
        /// Its file.
        file: String,
    },
    /// Settings that nothing is served by.
    #[error(
        "the settings describe the collection \"{id}\", but no file of data is named so; \
         `file = \"…\"` says which one it is (found: {found})"
    )]
    NoFile {
        /// The identifier in the settings.
        id: String,
        /// The collections that there are.
        found: String,
    },
    /// Data that cannot be used, with all that is wrong.
    #[error("{}", listed(.0))]
    Data(Vec<Finding>),
    /// Data that cannot be indexed.
    #[error("{file}: {source}")]
    Build {
        /// The file.
        file: String,
        /// What is wrong.
        source: BuildError,
    },
}

/// So many findings are shown; the rest is counted.
const SHOWN: usize = 20;

fn listed(findings: &[Finding]) -> String {
    let mut lines: Vec<String> = findings
        .iter()
        .take(SHOWN)
        .map(ToString::to_string)
        .collect();
    if let Some(more) = findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        lines.push(format!("… and {more} more; `marz check` shows all"));
    }
    lines.join("\n")
}
