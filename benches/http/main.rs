//! The server over HTTP, beside nginx with the same bytes: `make bench`.
//!
//! Every answer is compared with a naive scan over the made-up incidents before anything is timed:
//! a wrong answer is no speed. nginx serves the very bodies that were checked, as files, and the two
//! are asked in turns, so that what is compared had the same machine.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark fails by panicking and prints what it found"
)]

mod check;
mod client;
mod compare;
mod data;
mod kinds;
mod large;
#[path = "../made_up/mod.rs"]
#[expect(
    dead_code,
    reason = "the benchmarks without the network use more of it"
)]
mod made_up;
mod martin;
mod mvt;
mod naive;
mod nginx;
mod peers;
mod postgres;
mod process;
mod question;
mod region;
mod single;
mod table;
mod tipg;
mod told;
mod turns;
mod workloads;
mod wrk;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true, global = true)]
    bench: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Write made-up incidents as GeoJSON.
    Write { count: u32, path: PathBuf },
    /// Measure marz beside nginx.
    Compare(compare::Options),
    /// Measure marz beside other servers.
    Peers(compare::Options),
}

fn main() {
    match Cli::parse().command {
        Command::Write { count, path } => data::write(&path, count),
        Command::Compare(options) => compare::run(&options),
        Command::Peers(options) => peers::run(&options),
    }
}
