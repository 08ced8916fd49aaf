//! What every handler may know: the data and the address under which it is served.

use std::sync::Arc;

use super::{Base, Files, Ready, Tiles};
use crate::store::Catalog;

/// Made when data is read, never changed.
#[derive(Debug)]
pub struct State {
    /// All collections.
    pub catalog: Arc<Catalog>,
    /// The address in links; `None` takes it from each request's `Host`.
    pub public_url: Option<Base>,
    /// Tiles that were made.
    pub tiles: Tiles,
    /// Small layers as they go out.
    pub ready: Ready,
    /// Whole collections as files with an index.
    pub files: Files,
}

/// Features on a page when the client does not say.
pub(super) const DEFAULT_LIMIT: usize = 100;
/// Features on a page at most; a larger `limit` is taken for this one.
pub(super) const MAXIMUM_LIMIT: usize = 10_000;
/// Areas that one request may name: each is compared with those of every feature.
pub(super) const MAXIMUM_AREAS: usize = 100;
