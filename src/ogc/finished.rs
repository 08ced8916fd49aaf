//! Whole collections in formats that are files with an index: each written once and kept, without
//! a name, until other data comes.
//!
//! Such a file cannot be sent before its last feature is known. And who has it need not send all
//! of it: programs read the index of a FlatGeobuf and then the place that they look at.

use std::fmt;
use std::fs::File;
use std::io::Write as _;
use std::num::NonZero;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;

use bytes::Bytes;
use tokio::sync::{Semaphore, watch};

use super::problem::Problem;
use crate::format::{Format, Pieces, WriteError};

/// The files that were asked for. It belongs to the data: other data has a state of its own.
pub struct Files {
    /// What was asked for last stands last.
    kept: Mutex<Vec<Kept>>,
    /// So many are written at a time.
    cores: Arc<Semaphore>,
}

/// Of which collection, in which format.
pub(super) type Name = (String, Format);

struct Kept {
    name: Name,
    file: watch::Receiver<Option<Arc<Finished>>>,
}

/// Bytes on the disk, beside the file that was asked for last.
const ROOM: u64 = 512 * 1024 * 1024;
/// Files, each of which is one of those that the process may have open.
const MOST: usize = 64;
/// So many bytes are read and sent at once.
const PIECE: u64 = 256 * 1024;

/// A file that has all its bytes.
pub(super) struct Finished {
    file: File,
    length: u64,
}

impl Default for Files {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, NonZero::get);
        Self {
            kept: Mutex::default(),
            cores: Arc::new(Semaphore::new(cores)),
        }
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = self.list().len();
        out.debug_struct("Files")
            .field("files", &files)
            .finish_non_exhaustive()
    }
}

impl Files {
    /// The file of that name, which consists of these pieces. Who asks for the same meanwhile
    /// waits for it, and it is finished also when nobody waits any more: who asks again has it.
    pub(super) async fn get(
        &self,
        name: Name,
        pieces: impl FnOnce() -> Pieces + Send + 'static,
    ) -> Result<Arc<Finished>, Problem> {
        let mut file = self.begun(name, pieces);
        let finished = match file.wait_for(Option::is_some).await {
            Ok(finished) => finished.clone(),
            Err(_dropped) => None,
        };
        let finished = finished.ok_or_else(Problem::internal)?;
        self.make_room();
        Ok(finished)
    }

    fn begun(
        &self,
        name: Name,
        pieces: impl FnOnce() -> Pieces + Send + 'static,
    ) -> watch::Receiver<Option<Arc<Finished>>> {
        let mut kept = self.list();
        let known = kept.iter().position(|known| known.name == name);
        let known = known.map(|at| kept.remove(at).file);
        let file = known.filter(|file| !has_failed(file)).unwrap_or_else(|| {
            let (tell, file) = watch::channel(None);
            let cores = Arc::clone(&self.cores);
            tokio::spawn(async move {
                let core = cores.acquire_owned().await;
                tokio::task::spawn_blocking(move || {
                    match Finished::of(pieces()) {
                        Ok(finished) => {
                            let _ = tell.send(Some(Arc::new(finished)));
                        }
                        Err(error) => tracing::error!(%error, "a file could not be written"),
                    }
                    drop(core);
                });
            });
            file
        });
        kept.push(Kept {
            name,
            file: file.clone(),
        });
        file
    }

    /// Lets go of what was not asked for the longest.
    fn make_room(&self) {
        let mut kept = self.list();
        let mut room = ROOM;
        let mut from = kept.len();
        while let Some(next) = from.checked_sub(1).and_then(|next| kept.get(next)) {
            let length = next.file.borrow().as_ref().map_or(0, |file| file.length);
            let is_last = from == kept.len();
            if !is_last && (length > room || kept.len() - from == MOST) {
                break;
            }
            room = room.saturating_sub(length);
            from -= 1;
        }
        kept.drain(..from);
    }

    fn list(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Did its writer end without it?
fn has_failed(file: &watch::Receiver<Option<Arc<Finished>>>) -> bool {
    file.has_changed().is_err() && file.borrow().is_none()
}

impl Finished {
    fn of(pieces: Pieces) -> Result<Self, Box<dyn std::error::Error>> {
        let (mut file, mut length) = (tempfile::tempfile()?, 0);
        for piece in pieces {
            let piece = piece?;
            file.write_all(&piece)?;
            length += u64::try_from(piece.len())?;
        }
        Ok(Self { file, length })
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Some of its bytes.
    pub(super) fn pieces(self: Arc<Self>, format: Format, mut range: Range<u64>) -> Pieces {
        Box::new(std::iter::from_fn(move || {
            let length = PIECE.min(range.end.checked_sub(range.start)?);
            let mut piece = vec![0; usize::try_from(length).ok().filter(|length| *length > 0)?];
            let read = self.file.read_exact_at(&mut piece, range.start);
            range.start += length;
            Some(match read {
                Ok(()) => Ok(Bytes::from(piece)),
                Err(error) => Err(WriteError {
                    format,
                    source: error.into(),
                }),
            })
        }))
    }
}
