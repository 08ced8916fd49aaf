//! How long whole answers take, from the request to the last byte, and how often they ask for
//! memory: `make bench-micro`. No question is asked twice.

mod asked;

use asked::{QUESTIONS, Question, answer};
use divan::{AllocProfiler, Bencher, black_box};
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: AllocProfiler<MiMalloc> = AllocProfiler::new(MiMalloc);

fn main() {
    divan::main();
}

#[divan::bench(args = QUESTIONS)]
fn whole(bencher: Bencher<'_, '_>, question: &Question) {
    asked::prepare();
    bencher
        .with_inputs(|| question.path())
        .bench_values(|path| answer(black_box(&path)));
}
