//! How many instructions whole answers take, which no busy machine makes more: `make bench-counts`.
//!
//! Runs itself under callgrind, which writes down what it counted whenever [`begin`] and [`end`] are
//! called; between them are twenty answers. Work on other threads is counted too.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark fails by panicking and prints what it found"
)]

mod asked;

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use asked::{QUESTIONS, answer};

/// Answers that are counted together.
const TOGETHER: usize = 20;
/// Asked before, so that what is made once is there.
const BEFORE: usize = 3;

/// Tells the run under callgrind from the one that started it.
const COUNTED: &str = "MARZ_COUNTED";

fn main() {
    if env::var_os(COUNTED).is_some() {
        return ask();
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/counts");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet"])
        .args(["--dump-before=counts::begin*", "--dump-before=counts::end*"])
        .arg(format!(
            "--callgrind-out-file={}",
            folder.join("part").display()
        ))
        .arg(env::current_exe().unwrap())
        .env(COUNTED, "1")
        .status()
        .unwrap();
    assert!(status.success(), "{status}");
    println!("| Answer | instructions |\n|---|--:|");
    for (number, question) in QUESTIONS.iter().enumerate() {
        // Begun, ended, begun, ended, …, from 1.
        let part = folder.join(format!("part.{}", 2 * number + 2));
        let text = fs::read_to_string(&part).unwrap();
        let total = text.lines().find_map(|line| line.strip_prefix("summary: "));
        let total: usize = total.unwrap().trim().parse().unwrap();
        println!("| {question} | {} |", total / TOGETHER);
    }
    println!("\nWhere they are: callgrind_annotate target/bench/counts/part.N, or KCachegrind.");
}

fn ask() {
    asked::prepare();
    for question in QUESTIONS {
        let paths = || (0..TOGETHER).map(|_| question.path()).collect::<Vec<_>>();
        for path in paths().iter().take(BEFORE) {
            answer(path);
        }
        let paths = paths();
        begin();
        for path in &paths {
            black_box(answer(path));
        }
        end();
    }
}

// Not alike, or the compiler would make one of the two.

#[inline(never)]
fn begin() {
    black_box("begin");
}

#[inline(never)]
fn end() {
    black_box("end of it");
}
