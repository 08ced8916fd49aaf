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
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::{Semaphore, watch};

use super::problem::Problem;
use crate::format::{Format, Pieces, WriteError};

/// The files that were asked for. It belongs to the data: other data has a state of its own.
pub struct Files {
    kept: Arc<Mutex<Vec<Kept>>>,
    /// So many large ones are written at a time.
    cores: Arc<Semaphore>,
    room: Room,
}

/// What may be kept.
#[derive(Debug, Clone, Copy)]
struct Room {
    /// Bytes on the disk, beside those of files that are in use.
    bytes: u64,
    /// Files, each of which is one of those that the process may have open.
    files: usize,
    /// So long after it was asked for a file is in use.
    in_use: Duration,
}

const ROOM: Room = Room {
    bytes: 512 * 1024 * 1024,
    files: 64,
    in_use: Duration::from_mins(5),
};

/// A collection with fewer features is written at once, whatever large ones are waiting.
const LARGE: usize = 20_000;
/// So many bytes are read and sent at once.
const PIECE: u64 = 256 * 1024;

/// Of which collection, in which format.
pub(super) type Name = (String, Format);

struct Kept {
    name: Name,
    file: watch::Receiver<Option<Arc<Finished>>>,
    asked: Instant,
}

/// A file that has all its bytes.
#[derive(Debug)]
pub(super) struct Finished {
    file: File,
    length: u64,
}

/// Told to who writes a file.
#[derive(Clone)]
pub(super) struct Wanted(Arc<watch::Sender<Option<Arc<Finished>>>>);

impl Default for Files {
    fn default() -> Self {
        Self::with_room(ROOM)
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

impl Wanted {
    /// Will the file be of any use? Not when other data has come, and nobody waits any more.
    pub(super) fn holds(&self) -> bool {
        !self.0.is_closed()
    }
}

impl Files {
    fn with_room(room: Room) -> Self {
        let cores = available_parallelism().map_or(1, NonZero::get);
        Self {
            kept: Arc::default(),
            cores: Arc::new(Semaphore::new(cores)),
            room,
        }
    }

    /// The file of that name, of so many features, which consists of these pieces. Who asks for
    /// the same meanwhile waits for it, and it is finished also when nobody waits any more: who
    /// asks again has it.
    pub(super) async fn get(
        &self,
        name: Name,
        count: usize,
        pieces: impl FnOnce(Wanted) -> Pieces + Send + 'static,
    ) -> Result<Arc<Finished>, Problem> {
        let mut file = self.begun(name, count, pieces);
        let finished = match file.wait_for(Option::is_some).await {
            Ok(finished) => finished.clone(),
            Err(_dropped) => None,
        };
        finished.ok_or_else(Problem::internal)
    }

    fn begun(
        &self,
        name: Name,
        count: usize,
        pieces: impl FnOnce(Wanted) -> Pieces + Send + 'static,
    ) -> watch::Receiver<Option<Arc<Finished>>> {
        let mut kept = self.list();
        kept.retain(|known| !has_failed(&known.file));
        if let Some(known) = kept.iter_mut().find(|known| known.name == name) {
            known.asked = Instant::now();
            return known.file.clone();
        }
        let (tell, file) = watch::channel(None);
        let wanted = Wanted(Arc::new(tell));
        // Not by `self`, which would keep what it has as long as it is written.
        let (list, room) = (Arc::downgrade(&self.kept), self.room);
        let work = move || match Finished::of(pieces(wanted.clone()), &wanted) {
            Ok(finished) => {
                let _ = wanted.0.send(Some(Arc::new(finished)));
                if let Some(list) = list.upgrade() {
                    // Closing a large file takes time: behind the lock, and on this thread.
                    let too_many = room.exceeded_by(&mut locked(&list));
                    drop(too_many);
                }
            }
            Err(error) => tracing::error!(%error, "a file could not be written"),
        };
        let cores = (count >= LARGE).then(|| Arc::clone(&self.cores));
        tokio::spawn(async move {
            let core = match cores {
                Some(cores) => cores.acquire_owned().await.ok(),
                None => None,
            };
            tokio::task::spawn_blocking(move || {
                work();
                drop(core);
            });
        });
        let asked = Instant::now();
        let next = file.clone();
        kept.push(Kept { name, file, asked });
        next
    }

    fn list(&self) -> MutexGuard<'_, Vec<Kept>> {
        locked(&self.kept)
    }
}

fn locked(kept: &Mutex<Vec<Kept>>) -> MutexGuard<'_, Vec<Kept>> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Room {
    /// Takes out what there is no room for: what was not asked for the longest, if it is finished.
    fn exceeded_by(self, kept: &mut Vec<Kept>) -> Vec<Kept> {
        kept.sort_by_key(|one| one.asked);
        let length = |one: &Kept| one.file.borrow().as_ref().map(|file| file.length);
        let mut bytes: u64 = kept.iter().filter_map(length).sum();
        let mut files = kept.len();
        let is_out = |one: &mut Kept| {
            let Some(length) = length(one) else {
                return false;
            };
            let is_idle = one.asked.elapsed() >= self.in_use;
            let is_out = (is_idle && bytes > self.bytes) || files > self.files;
            if is_out {
                bytes -= length;
                files -= 1;
            }
            is_out
        };
        kept.extract_if(.., is_out).collect()
    }
}

/// Did its writer end without it?
fn has_failed(file: &watch::Receiver<Option<Arc<Finished>>>) -> bool {
    file.has_changed().is_err() && file.borrow().is_none()
}

impl Finished {
    fn of(pieces: Pieces, wanted: &Wanted) -> Result<Self, Box<dyn std::error::Error>> {
        let (mut file, mut length) = (tempfile::tempfile()?, 0);
        for piece in pieces.take_while(|_| wanted.holds()) {
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn files(bytes: u64, files: usize) -> Files {
        Files::with_room(Room {
            bytes,
            files,
            in_use: Duration::ZERO,
        })
    }

    async fn ask(files: &Files, name: &str, length: usize, written: &Arc<AtomicUsize>) -> u64 {
        let written = Arc::clone(written);
        let name = (name.to_owned(), Format::FlatGeobuf);
        let pieces = move |_| -> Pieces {
            written.fetch_add(1, Ordering::Relaxed);
            Box::new(std::iter::once(Ok(Bytes::from(vec![0; length]))))
        };
        files.get(name, 1, pieces).await.unwrap().length()
    }

    /// Until the one who wrote the last has made room.
    async fn until(files: &Files, count: usize) {
        while files.list().len() != count {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    #[tokio::test]
    async fn what_was_not_asked_for_the_longest_makes_room() {
        let (files, written) = (files(25, 64), Arc::default());
        for name in ["a", "b", "a"] {
            assert_eq!(ask(&files, name, 10, &written).await, 10);
        }
        ask(&files, "c", 10, &written).await;
        until(&files, 2).await;
        ask(&files, "a", 10, &written).await;
        assert_eq!(written.load(Ordering::Relaxed), 3);
        // What is larger than the room is sent and not kept.
        assert_eq!(ask(&files, "large", 100, &written).await, 100);
        until(&files, 0).await;
    }

    #[tokio::test]
    async fn what_is_in_use_stays_and_no_more_files_than_may_be_open() {
        let (mut files, written) = (files(1, 3), Arc::default());
        files.room.in_use = Duration::from_mins(1);
        for name in ["a", "b", "c", "a", "b"] {
            ask(&files, name, 10, &written).await;
        }
        assert_eq!(written.load(Ordering::Relaxed), 3);
        ask(&files, "d", 10, &written).await;
        until(&files, 3).await;
        ask(&files, "c", 10, &written).await;
        assert_eq!(written.load(Ordering::Relaxed), 5);
    }

    #[tokio::test]
    async fn what_failed_is_tried_again() {
        let (files, written) = (files(100, 3), Arc::default());
        let name = ("a".to_owned(), Format::FlatGeobuf);
        let failing = |_| -> Pieces {
            let source = "no room".into();
            let format = Format::FlatGeobuf;
            Box::new(std::iter::once(Err(WriteError { format, source })))
        };
        assert!(files.get(name, 1, failing).await.is_err());
        assert_eq!(ask(&files, "a", 10, &written).await, 10);
    }

    #[tokio::test]
    async fn a_file_is_finished_when_nobody_waits_and_not_when_other_data_has_come() {
        let (files, written) = (files(100, 3), Arc::default());
        let name = || ("a".to_owned(), Format::FlatGeobuf);
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let slow = move |_| -> Pieces {
            Box::new(std::iter::from_fn(move || {
                wait.recv().ok().map(|()| Ok(Bytes::from_static(b"12345")))
            }))
        };
        let asked = tokio::time::timeout(Duration::ZERO, files.get(name(), 1, slow)).await;
        assert!(asked.is_err());
        go.send(()).unwrap();
        drop(go);
        assert_eq!(ask(&files, "a", 10, &written).await, 5);

        let (tell, told) = std::sync::mpsc::channel();
        let endless = move |_| -> Pieces {
            Box::new(std::iter::from_fn(move || {
                let _ = tell.send(());
                Some(Ok(Bytes::from_static(b"1")))
            }))
        };
        let asked = ("b".to_owned(), Format::FlatGeobuf);
        let asked = tokio::time::timeout(Duration::ZERO, files.get(asked, 1, endless)).await;
        assert!(asked.is_err());
        drop(files);
        let ended = tokio::task::spawn_blocking(move || {
            let begun = Instant::now();
            let is_early = |(): &()| begun.elapsed() < Duration::from_mins(1);
            told.iter().take_while(is_early).count();
            told.try_recv() == Err(std::sync::mpsc::TryRecvError::Disconnected)
        });
        assert!(ended.await.unwrap(), "it is written for nobody");
    }
}
