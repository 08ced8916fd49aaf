//! A comparison: check all answers, then ask marz and nginx in turns, round by round.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use crate::client::Client;
use crate::made_up::{self, Incident};
use crate::process::Server;
use crate::question::Question;
use crate::table::{self, Rounds};
use crate::workloads::{self, Workload};
use crate::{check, data, naive, nginx, wrk};

/// What can be chosen.
#[derive(Args)]
pub(crate) struct Options {
    /// So many times everything is measured.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// So long each time over 16 connections, half as long over one.
    #[arg(long, default_value_t = 4)]
    seconds: u32,
    /// Only workloads whose names begin so, with commas between.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Another build to measure.
    #[arg(long, default_value = "target/release/marz")]
    marz: PathBuf,
}

const COUNT: u32 = 300_000;
/// Features of the small collection.
const LAYER: u32 = 200;
/// Requests per second that a list of unseen ones has to last for.
const FASTEST: usize = 20_000;

/// Measures and prints.
pub(crate) fn run(options: &Options) {
    let incidents: Vec<Incident> = made_up::incidents(COUNT).collect();
    let (file, layer) = (data::file("incidents", COUNT), data::file("layer", LAYER));
    let bodies = data::folder().join("bodies");
    let marz = Server::marz(&options.marz, &[&file, &layer]);
    let nginx = nginx::start(&data::folder().join("nginx"), &bodies);
    let client = Client::new();
    let chosen = |name: &str| {
        options.only.is_empty()
            || options
                .only
                .iter()
                .any(|only| name.starts_with(only.as_str()))
    };
    let unseen = FASTEST * usize::try_from(options.seconds).unwrap() * options.rounds * 2;
    let mut measured: Vec<Measured> = workloads::ALL
        .into_iter()
        .filter(|(name, ..)| chosen(name))
        .map(|named| {
            let next = |question: &Question| next(&client, &marz, question);
            let workload = workloads::make(named, &incidents, unseen, next);
            prepare(workload, &client, &marz, &incidents, &bodies)
        })
        .collect();
    for round in 0..options.rounds {
        for all in &mut measured {
            // In turns, and not always the same one first.
            if round % 2 == 0 {
                all.marz.push(all.ask(&marz, options, round));
                all.nginx.push(all.ask(&nginx, options, round));
            } else {
                all.nginx.push(all.ask(&nginx, options, round));
                all.marz.push(all.ask(&marz, options, round));
            }
            let of = |rounds: &Rounds| rounds[round].0.per_second;
            let (name, marz, nginx) = (all.workload.name, of(&all.marz), of(&all.nginx));
            eprintln!(
                "{name}, round {}: {marz:.0} and {nginx:.0} requests/s",
                round + 1
            );
        }
    }
    println!("{}", table::head());
    for all in &measured {
        println!("{}", table::row(&all.workload, &all.marz, &all.nginx));
    }
}

/// A workload, its paths in files, and what the rounds have found.
struct Measured {
    workload: Workload,
    folder: PathBuf,
    marz: Rounds,
    nginx: Rounds,
}

impl Measured {
    fn ask(&self, server: &Server, options: &Options, round: usize) -> (wrk::Run, wrk::Run) {
        let run = |connections, seconds| {
            let paths = self.paths(server, options, round, connections);
            let run = wrk::run(
                server,
                &paths,
                connections,
                seconds,
                self.workload.accept_encoding,
            );
            let asked = fs::read(&paths)
                .unwrap()
                .split(|byte| *byte == b'\n')
                .count();
            let repeated = server.name == "marz"
                && self.workload.unseen.is_some()
                && run.requests > 0.9 * f64::from(u32::try_from(asked).unwrap());
            assert!(!repeated, "{}: the list was too short", self.workload.name);
            run
        };
        (
            run(16, options.seconds),
            run(1, options.seconds.div_ceil(2)),
        )
    }

    /// The file of paths for this run.
    fn paths(&self, server: &Server, options: &Options, round: usize, connections: u32) -> PathBuf {
        let all = self.folder.join(format!("{}.paths", server.name));
        let Some(unseen) = self
            .workload
            .unseen
            .as_ref()
            .filter(|_| server.name == "marz")
        else {
            return all;
        };
        let runs = options.rounds * 2;
        let run = round * 2 + usize::from(connections == 1);
        let length = unseen.len() / runs;
        write_paths(
            &all,
            unseen[run * length..][..length].iter().map(Question::path),
        );
        all
    }
}

/// Checks every answer and lays it down as a file for nginx.
fn prepare(
    workload: Workload,
    client: &Client,
    marz: &Server,
    incidents: &[Incident],
    bodies: &Path,
) -> Measured {
    let folder = bodies.join(workload.name);
    fs::create_dir_all(&folder).unwrap();
    let layer = usize::try_from(LAYER).unwrap();
    let mut files = Vec::new();
    let (mut features, mut bytes) = (0, 0);
    for (number, question) in workload.questions.iter().enumerate() {
        let expected = naive::answer(question, incidents, layer);
        let url = format!("{}{}", marz.url, question.path());
        let body = check::ask(client, &url, workload.accept_encoding, &expected)
            .unwrap_or_else(|wrong| panic!("{}: {wrong}", workload.name));
        features += expected.numbers.len();
        bytes += body.len();
        fs::write(folder.join(number.to_string()), body).unwrap();
        files.push(format!("/{}/{number}", workload.name));
    }
    write_paths(&folder.join("nginx.paths"), files.into_iter());
    write_paths(
        &folder.join("marz.paths"),
        workload.questions.iter().map(Question::path),
    );
    let many = workload.questions.len();
    let (features, bytes) = (features / many, bytes / many);
    eprintln!(
        "{}: {many} answers are right, {features} features and {bytes} bytes on average",
        workload.name
    );
    Measured {
        workload,
        folder,
        marz: Rounds::new(),
        nginx: Rounds::new(),
    }
}

fn write_paths(file: &Path, paths: impl Iterator<Item = String>) {
    let lines: String = paths.map(|path| path + "\n").collect();
    fs::write(file, lines).unwrap();
}

/// Where the link `next` of that page leads, without the server's address.
fn next(client: &Client, marz: &Server, question: &Question) -> String {
    let url = format!("{}{}", marz.url, question.path());
    let json: Value = serde_json::from_slice(&client.get(&url, None).body).unwrap();
    let links = json["links"].as_array().unwrap();
    let next = links.iter().find(|link| link["rel"] == "next").unwrap();
    next["href"]
        .as_str()
        .unwrap()
        .strip_prefix(&marz.url)
        .unwrap()
        .to_owned()
}
