//! marz beside other servers of features and tiles, asked the same in turns: `make bench-peers`.
//!
//! A peer is timed only where its answers are right; where they are not, that is said.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::client::Client;
use crate::compare::{COUNT, Options};
use crate::made_up::{self, Incident};
use crate::naive::{self, Expected};
use crate::process::Server;
use crate::question::Question;
use crate::table::{Rounds, median};
use crate::turns::{self, LAYER, Turns};
use crate::workloads::{self, Workload};
use crate::{data, martin, mvt, postgres, tipg, wrk};

/// Another server, on PostgreSQL with the same incidents.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    /// What it can be asked.
    pub(crate) workloads: &'static [&'static str],
    pub(crate) is_there: fn() -> bool,
    pub(crate) start: fn(Server) -> Server,
    /// The address for a question; `None` if it has none.
    pub(crate) path: fn(&Question) -> Option<String>,
}

const ALL: [Peer; 2] = [tipg::PEER, martin::PEER];

/// So many different requests: a slow peer is asked few in the time.
const SOME: usize = 100;

/// Measures and prints.
pub(crate) fn run(options: &Options) {
    let incidents: Vec<Incident> = made_up::incidents(COUNT).collect();
    let (file, layer) = (data::file("incidents", COUNT), data::file("layer", LAYER));
    let marz = Server::marz(&options.marz, &[&file, &layer]);
    for peer in ALL {
        if (peer.is_there)() {
            against(&peer, options, &marz, &incidents);
        } else {
            println!("\n{} is not installed, and not measured.", peer.name);
        }
    }
}

fn against(peer: &Peer, options: &Options, marz: &Server, incidents: &[Incident]) {
    let client = Client::new();
    let database = postgres::start(incidents, usize::try_from(LAYER).unwrap());
    let server = (peer.start)(database);
    let name = peer.name;
    println!(
        "\n| Workload | marz req/s | {name} req/s | times | marz CPU ms | {name} CPU ms | times \
         | marz p50 of 1 | {name} p50 of 1 |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    );
    for named in workloads::ALL {
        if !peer.workloads.contains(&named.0) || !options.has(named.0) {
            continue;
        }
        let mut workload =
            workloads::make(named, incidents, options.pace().unseen(), |_| String::new());
        workload.questions.truncate(SOME);
        let what = format!("{} {}", workload.name, workload.what);
        let paths = match right(&client, peer, &server, &workload, incidents) {
            Ok(paths) => paths,
            Err(wrong) => {
                eprintln!("{}: {wrong}", workload.name);
                println!("| {what} | | wrong answers, not timed | | | | | | |");
                continue;
            }
        };
        match turns::prepare(workload, &client, marz, incidents) {
            None => println!("| {what} | not there | | | | | | | |"),
            Some(turns) => println!(
                "| {what} |{}",
                beside(options, &turns, marz, &server, &paths)
            ),
        }
    }
}

/// Which requests are right, in a file; else what is wrong.
fn right(
    client: &Client,
    peer: &Peer,
    server: &Server,
    workload: &Workload,
    incidents: &[Incident],
) -> Result<PathBuf, String> {
    let layer = usize::try_from(LAYER).unwrap();
    let mut lines = String::new();
    for question in &workload.questions {
        let path = (peer.path)(question).ok_or("it cannot be asked")?;
        let expected = naive::answer(question, incidents, layer);
        let answer = client.get(&format!("{}{path}", server.url), None);
        if answer.status != 200 {
            let said = String::from_utf8_lossy(&answer.body);
            return Err(format!("{path}: status {}, {said}", answer.status));
        }
        check(&answer.body, &expected).map_err(|wrong| format!("{path}: {wrong}"))?;
        lines += &(path + "\n");
    }
    let file = data::folder().join(format!("{}-{}.paths", peer.name, workload.name));
    fs::write(&file, lines).unwrap();
    Ok(file)
}

/// The right incidents in the right number; peers may tell of them in their own way.
fn check(body: &[u8], expected: &Expected) -> Result<(), String> {
    if let Expected::Points(points) = expected {
        let found = mvt::points(body);
        let enough = found.abs_diff(*points) <= 3.max(points / 100);
        return enough
            .then_some(())
            .ok_or(format!("{found} points and not {points}"));
    }
    let json: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let id = |json: &Value| json["id"].to_string().trim_matches('"').to_owned();
    match expected {
        Expected::One(number) if id(&json) == number.to_string() => Ok(()),
        Expected::Page { numbers, matched } => {
            let found: Vec<String> = json["features"]
                .as_array()
                .into_iter()
                .flatten()
                .map(id)
                .collect();
            let right: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            let count = json["numberMatched"].as_u64();
            if found == right && count == u64::try_from(*matched).ok() {
                return Ok(());
            }
            let (found, right) = (found.len(), right.len());
            Err(format!(
                "{found} features of {count:?}, not those {right} of {matched}"
            ))
        }
        _ => Err(format!("not the right answer: {json}")),
    }
}

fn beside(options: &Options, turns: &Turns, marz: &Server, peer: &Server, paths: &Path) -> String {
    let (mut of_marz, mut of_peer) = (Rounds::new(), Rounds::new());
    let seconds = options.seconds;
    for round in 0..options.rounds {
        of_marz.push(turns.ask(marz, options.pace(), round));
        let many = wrk::run(peer, paths, 16, seconds, None);
        of_peer.push((many, wrk::run(peer, paths, 1, seconds.div_ceil(2), None)));
    }
    let of = |rounds: &Rounds, value: fn(&(wrk::Run, wrk::Run)) -> f64| {
        median(rounds.iter().map(value).collect())
    };
    let both = |value: fn(&(wrk::Run, wrk::Run)) -> f64| (of(&of_marz, value), of(&of_peer, value));
    let speed = both(|(many, _)| many.per_second);
    let cpu = both(|(many, _)| many.cpu_ms);
    let p50 = both(|(_, one)| one.p50_ms);
    format!(
        " {:.0} | {:.1} | {:.1} | {:.3} | {:.3} | {:.1} | {:.2} | {:.2} |",
        speed.0,
        speed.1,
        speed.0 / speed.1,
        cpu.0,
        cpu.1,
        cpu.1 / cpu.0,
        p50.0,
        p50.1
    )
}
