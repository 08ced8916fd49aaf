//! Memory for the texts of a collection, in blocks of some megabytes that are written by several
//! threads.
//!
//! They come from the system and not from the allocator. So all of a collection's texts go back to
//! it at once when the collection goes, the allocator need not find room for them among small
//! things, and the system may be asked for large pages where they are worth it: the features of an
//! answer lie all over the blocks, and each in a page of its own makes the processor look up where
//! that page is.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use memmap2::MmapMut;

/// Bytes of a block, unless one text is longer.
const BLOCK: usize = 8 << 20;
/// Where large pages begin to be worth asking for.
const LARGE: usize = 2 << 20;

/// Blocks that are being filled.
#[derive(Debug, Default)]
pub struct Blocks(Mutex<Open>);

#[derive(Debug, Default)]
struct Open {
    /// A block that is being written has an empty one in its place.
    blocks: Vec<Block>,
    /// Bytes that are kept.
    kept: usize,
}

#[derive(Debug, Default)]
struct Block {
    memory: Memory,
    filled: usize,
}

#[derive(Debug)]
enum Memory {
    Mapped(MmapMut),
    Plain(Vec<u8>),
}

/// Where a text is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    block: usize,
    start: usize,
    end: usize,
}

impl Blocks {
    /// Keeps a text.
    pub(super) fn keep(&self, text: &[u8]) -> Kept {
        // It would find room in the place of a block that is being written.
        if text.is_empty() {
            return Kept {
                block: 0,
                start: 0,
                end: 0,
            };
        }
        let (number, mut block) = self.take(text.len());
        let start = block.filled;
        block.add(text);
        let end = block.filled;
        self.with(|open| {
            if let Some(place) = open.blocks.get_mut(number) {
                *place = block;
            }
        });
        Kept {
            block: number,
            start,
            end,
        }
    }

    /// The texts that were kept, which share their blocks.
    pub(super) fn finish(self, kept: impl Iterator<Item = Kept>) -> Vec<Bytes> {
        let Open { blocks, .. } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let blocks: Vec<Bytes> = blocks.into_iter().map(Block::finish).collect();
        let of = |kept: Kept| {
            let block = blocks.get(kept.block);
            block.map_or_else(Bytes::new, |block| block.slice(kept.start..kept.end))
        };
        kept.map(of).collect()
    }

    /// A block with room for so many bytes, and its number; nobody else has it meanwhile.
    fn take(&self, bytes: usize) -> (usize, Block) {
        self.with(|open| {
            // The first ones are as long as what is kept already: of small files there are many.
            let wanted = open.kept.min(BLOCK).max(bytes);
            open.kept += bytes;
            let has_room = |block: &Block| block.room() >= bytes;
            let found = open.blocks.iter().rposition(has_room);
            let place = found.and_then(|at| Some((at, open.blocks.get_mut(at)?)));
            if let Some((at, place)) = place {
                return (at, std::mem::take(place));
            }
            open.blocks.push(Block::default());
            (open.blocks.len() - 1, Block::new(wanted))
        })
    }

    fn with<O>(&self, work: impl FnOnce(&mut Open) -> O) -> O {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Block {
    fn new(bytes: usize) -> Self {
        Self {
            memory: Memory::new(bytes),
            filled: 0,
        }
    }

    fn room(&self) -> usize {
        self.memory.bytes().len() - self.filled
    }

    fn add(&mut self, text: &[u8]) {
        let end = self.filled + text.len();
        if let Some(free) = self.memory.bytes_mut().get_mut(self.filled..end) {
            free.copy_from_slice(text);
            self.filled = end;
        }
    }

    fn finish(self) -> Bytes {
        match self.memory {
            Memory::Mapped(mapped) => Bytes::from_owner(mapped),
            Memory::Plain(bytes) => Bytes::from(bytes),
        }
    }
}

impl Memory {
    fn new(bytes: usize) -> Self {
        // Where the system has no more maps to give, the allocator may still have memory.
        let mapped = (bytes >= LARGE).then(|| MmapMut::map_anon(bytes).ok());
        let Some(mapped) = mapped.flatten() else {
            return Self::Plain(vec![0; bytes]);
        };
        // A wish: where the system has no large pages, it has others.
        #[cfg(target_os = "linux")]
        let _ = mapped.advise(memmap2::Advice::HugePage);
        Self::Mapped(mapped)
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Mapped(mapped) => mapped,
            Self::Plain(bytes) => bytes,
        }
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        match self {
            Self::Mapped(mapped) => mapped,
            Self::Plain(bytes) => bytes,
        }
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::Plain(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn texts_of_several_threads_share_blocks_and_stay_what_they_are() {
        let blocks = Blocks::default();
        let text = |number: u8| vec![number; usize::from(number) * 2_000];
        let by_thread = || -> Vec<(u8, Kept)> {
            let kept = |number| (number, blocks.keep(&text(number)));
            (0..=u8::MAX).map(kept).collect()
        };
        let kept: Vec<(u8, Kept)> = thread::scope(|scope| {
            let threads: Vec<_> = (0..3).map(|_| scope.spawn(by_thread)).collect();
            let kept = threads.into_iter().map(|thread| thread.join().unwrap());
            kept.flatten().collect()
        });
        let used = kept.iter().map(|(_, kept)| kept.block).max().unwrap();
        // 200 MB of 768 texts.
        assert!(used < 60, "{used} blocks");
        let texts = blocks.finish(kept.iter().map(|(_, kept)| *kept));
        for ((number, _), found) in kept.iter().zip(&texts) {
            assert_eq!(*found, text(*number));
        }
    }

    #[test]
    fn a_long_text_has_a_block_of_its_own() {
        let blocks = Blocks::default();
        let long = vec![7; 3 * BLOCK];
        let kept = [blocks.keep(b"a"), blocks.keep(&long), blocks.keep(b"")];
        let texts = blocks.finish(kept.into_iter());
        assert_eq!(texts, [Bytes::from("a"), Bytes::from(long), Bytes::new()]);
    }
}
