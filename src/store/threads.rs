//! Work on the rows of a collection by several threads, each of which takes some of them.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

/// A thread takes at least so many rows: less is not worth one.
const FEWEST: usize = 10_000;

/// Rows for each thread.
pub(super) fn parts(rows: usize) -> Vec<Range<usize>> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let each = rows.div_ceil(threads).max(FEWEST);
    (0..rows.div_ceil(each))
        .map(|part| part * each..rows.min((part + 1) * each))
        .collect()
}

/// What `work` makes of each part, in order.
pub(super) fn by_threads<O: Send>(
    parts: &[Range<usize>],
    work: impl Fn(Range<usize>) -> O + Sync,
) -> Vec<O> {
    thread::scope(|scope| {
        let start = |rows: &Range<usize>| {
            let (rows, work) = (rows.clone(), &work);
            scope.spawn(move || work(rows))
        };
        let threads: Vec<_> = parts.iter().map(start).collect();
        let done = threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.collect()
    })
}
