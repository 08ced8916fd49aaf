//! A comparison: marz and nginx asked in turns, round by round.

use std::path::PathBuf;

use clap::Args;

use crate::client::Client;
use crate::made_up::{self, Incident};
use crate::process::Server;
use crate::question::Question;
use crate::table::{self, Rounds};
use crate::turns::{self, LAYER, Pace, Turns};
use crate::{data, large, nginx, single, workloads};

/// What can be chosen.
#[derive(Args)]
pub(crate) struct Options {
    /// So many times everything is measured.
    #[arg(long, default_value_t = 3)]
    pub(crate) rounds: usize,
    /// So long each time over 16 connections, half as long over one.
    #[arg(long, default_value_t = 4)]
    pub(crate) seconds: u32,
    /// Only these workloads, with commas between: w2, w8-zstd, w8, start, memory.
    #[arg(long, value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Also with 3,000,000 features: takes long, and some gigabytes of memory.
    #[arg(long)]
    pub(crate) large: bool,
    /// Another build to measure.
    #[arg(long, default_value = "target/release/marz")]
    pub(crate) marz: PathBuf,
}

impl Options {
    /// Is it asked for? `w8` asks for `w8-zstd` too, `w1` not for `w10-z6`.
    pub(crate) fn has(&self, name: &str) -> bool {
        let group = name.split('-').next().unwrap();
        self.only.is_empty() || self.only.iter().any(|only| only == name || only == group)
    }

    pub(crate) fn pace(&self) -> Pace {
        Pace {
            rounds: self.rounds,
            seconds: self.seconds,
        }
    }
}

/// Features of the collection.
pub(crate) const COUNT: u32 = 300_000;

/// Measures and prints.
pub(crate) fn run(options: &Options) {
    let mut lines = single::starts(options);
    let incidents: Vec<Incident> = made_up::incidents(COUNT).collect();
    let (file, layer) = (data::file("incidents", COUNT), data::file("layer", LAYER));
    let marz = Server::marz(&options.marz, &[&file, &layer]);
    if options.has("memory") {
        lines.push(single::memory(
            "memory after loading 300,000",
            &marz,
            &file,
            1.5,
        ));
    }
    let nginx = nginx::start(&data::folder().join("nginx"), &turns::bodies());
    let client = Client::new();
    let mut rows = Vec::new();
    let mut measured = Vec::new();
    for named in workloads::ALL {
        if options.has(named.0) {
            let next = |question: &Question| turns::next(&client, &marz, question);
            let workload = workloads::make(named, &incidents, options.pace().unseen(), next);
            match turns::prepare(workload, &client, &marz, &incidents) {
                Some(turns) => measured.push((turns, Rounds::new(), Rounds::new())),
                None => rows.push(table::not_there(named)),
            }
        }
    }
    in_rounds(options, &marz, &nginx, &mut measured);
    lines.extend(single::downloads(options, &client, &marz, &nginx));
    drop(marz);
    if options.large {
        lines.extend(large::run(options, &incidents));
    }
    println!("{}", table::HEAD);
    for (turns, marz, nginx) in &measured {
        println!("{}", table::row(&turns.workload, marz, nginx));
    }
    for row in &rows {
        println!("{row}");
    }
    println!("\n{}", table::LINES);
    for line in &lines {
        println!("{line}");
    }
}

fn in_rounds(
    options: &Options,
    marz: &Server,
    nginx: &Server,
    measured: &mut [(Turns, Rounds, Rounds)],
) {
    for round in 0..options.rounds {
        for (turns, of_marz, of_nginx) in &mut *measured {
            let mut of_marz = || of_marz.push(turns.ask(marz, options.pace(), round));
            let mut of_nginx = || of_nginx.push(turns.ask(nginx, options.pace(), round));
            // In turns, and not always the same one first.
            if round % 2 == 0 {
                of_marz();
                of_nginx();
            } else {
                of_nginx();
                of_marz();
            }
            eprintln!(
                "{}, round {} of {}",
                turns.workload.name,
                round + 1,
                options.rounds
            );
        }
        // The next round begins elsewhere, so that no workload always follows the same one.
        measured.rotate_left(measured.len().min(1));
    }
    measured.sort_by_key(|(turns, ..)| {
        workloads::ALL
            .iter()
            .position(|(name, ..)| *name == turns.workload.name)
    });
}
