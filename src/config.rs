//! What is set from outside: one file, read and checked once at start.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::import::{CollectionSettings, Settings};
use crate::traffic::{Network, RateLimit};
use indexmap::IndexMap;

/// A configuration file (`--config`).
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// How to serve.
    #[serde(default)]
    pub server: Server,
    /// What to serve; the same form as a folder's `collections.toml`.
    #[serde(default)]
    pub collections: IndexMap<String, CollectionSettings>,
}

/// How to serve. The command line has the last word.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Address and port.
    pub listen: Option<SocketAddr>,
    /// Address and port of `/metrics`; without it there are none.
    pub admin_listen: Option<SocketAddr>,
    /// The address that links begin with.
    pub public_url: Option<String>,
    /// The proxies whose `Forwarded` and `X-Forwarded-*` headers are believed.
    #[serde(default)]
    pub trusted_proxies: Vec<Network>,
    /// Requests in work at one time; by default 64 for each core.
    pub requests: Option<NonZeroUsize>,
    /// What one client may ask; by default as much as it likes.
    pub rate_limit: Option<RateLimit>,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: cannot be read: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is no valid configuration; the message has line and column.
    #[error("{path}: {message}")]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the lines in question.
        message: String,
    },
}

/// The name of the file that describes the collections of a folder.
pub const FOLDER_SETTINGS: &str = "collections.toml";

/// Reads a configuration file.
pub fn read(path: &Path) -> Result<Config, ConfigError> {
    parse(path, &text(path)?)
}

/// Reads the settings of a folder; without a settings file there are none.
pub fn read_folder(folder: &Path) -> Result<Settings, ConfigError> {
    let path = folder.join(FOLDER_SETTINGS);
    if path.exists() {
        parse(&path, &text(&path)?)
    } else {
        Ok(Settings::default())
    }
}

/// Reads settings that are at hand as text.
pub fn parse<T: for<'de> Deserialize<'de>>(path: &Path, text: &str) -> Result<T, ConfigError> {
    toml::from_str(text).map_err(|error| ConfigError::Parse {
        path: path.to_owned(),
        message: error.to_string().trim_end().to_owned(),
    })
}

fn text(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })
}
