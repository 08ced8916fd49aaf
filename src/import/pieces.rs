//! Work on the pieces of something, by as many threads as there are cores.

use std::iter::Enumerate;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What `work` makes of each piece, in the order of the pieces.
///
/// A thread takes the next piece when it is done with one: pieces that are made on demand are made
/// while others are worked on, and only as many as there are threads exist at a time.
pub fn map<I: Send, O: Send>(
    pieces: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> O + Sync,
) -> Vec<O> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = pieces.size_hint().1.unwrap_or(cores).min(cores);
    let pieces = Mutex::new(pieces.enumerate());
    let take_and_work = || {
        let mut done = Vec::new();
        while let Some((number, piece)) = next(&pieces) {
            done.push((number, work(piece)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take_and_work)).collect();
        let mut done = take_and_work();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, made)| made).collect()
}

/// The lock is held while the piece is made, and not while it is worked on.
fn next<I>(pieces: &Mutex<Enumerate<impl Iterator<Item = I>>>) -> Option<(usize, I)> {
    let mut pieces = pieces.lock().unwrap_or_else(PoisonError::into_inner);
    pieces.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_in_the_order_of_the_pieces() {
        for count in [0, 1, 2, 1000] {
            let expected: Vec<usize> = (0..count).map(|piece| piece * 2).collect();
            assert_eq!(map(0..count, |piece| piece * 2), expected);
            let unknown = (0..count).filter(|_| true);
            assert_eq!(map(unknown, |piece| piece * 2), expected);
        }
    }
}
