//! A workload on its way: answers checked and laid down as files, then asked for in turns.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::check::{self, Fault, Right};
use crate::client::Client;
use crate::made_up::Incident;
use crate::process::Server;
use crate::question::Question;
use crate::workloads::Workload;
use crate::{data, naive, nginx, table, wrk};

/// How often, and for how long.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) rounds: usize,
    /// Over 16 connections; half as long over one.
    pub(crate) seconds: u32,
}

/// Requests per second that a list of unseen ones has to last for.
const FASTEST: usize = 20_000;
/// Features of the small collection.
pub(crate) const LAYER: u32 = 200;

impl Pace {
    /// Questions for a workload in which none is asked twice.
    pub(crate) fn unseen(self) -> usize {
        FASTEST * usize::try_from(self.seconds).unwrap() * self.rounds * 2
    }
}

/// A workload whose answers are right.
pub(crate) struct Turns {
    pub(crate) workload: Workload,
    folder: PathBuf,
}

/// Where the bodies lie that nginx serves.
pub(crate) fn bodies() -> PathBuf {
    data::folder().join("bodies")
}

/// Checks every answer and lays it down; `None` if the server cannot do it.
pub(crate) fn prepare(
    workload: Workload,
    client: &Client,
    marz: &Server,
    incidents: &[Incident],
) -> Option<Turns> {
    let name = workload.name;
    let folder = bodies().join(name);
    fs::create_dir_all(&folder).unwrap();
    let layer = usize::try_from(LAYER).unwrap();
    let mut files = Vec::new();
    let mut sum = 0;
    for (number, question) in workload.questions.iter().enumerate() {
        let expected = naive::answer(question, incidents, layer);
        let url = format!("{}{}", marz.url, question.path());
        let Right { content_type, body } =
            match check::ask(client, &url, workload.accept_encoding, &expected) {
                Ok(right) => right,
                Err(Fault::NotThere) => return None,
                Err(Fault::Wrong(what)) => panic!("{name}: {what}"),
            };
        sum += body.len();
        let file = format!("{number}.{}", nginx::ending(&content_type));
        fs::write(folder.join(&file), body).unwrap();
        files.push(format!("/{name}/{file}"));
    }
    write_paths(&folder.join("nginx.paths"), files.into_iter());
    write_paths(
        &folder.join("marz.paths"),
        workload.questions.iter().map(Question::path),
    );
    let many = workload.questions.len();
    eprintln!(
        "{name}: {many} answers are right, {} bytes on average",
        sum / many
    );
    Some(Turns { workload, folder })
}

impl Turns {
    /// Over 16 connections and over one.
    pub(crate) fn ask(&self, server: &Server, pace: Pace, round: usize) -> (wrk::Run, wrk::Run) {
        let is_marz = server.name == "marz";
        let encoding = self.workload.accept_encoding.filter(|_| is_marz);
        let run = |connections, seconds| {
            let number = round * 2 + usize::from(connections == 1);
            let Some(unseen) = self.unseen(pace, number).filter(|_| is_marz) else {
                let paths = self.folder.join(format!("{}.paths", server.name));
                return wrk::run(server, &paths, connections, seconds, encoding);
            };
            let paths = self.folder.join("unseen.paths");
            write_paths(&paths, unseen.iter().map(Question::path));
            let run = wrk::run(server, &paths, connections, seconds, encoding);
            // Not to the last one: two threads go through a half each, and do not keep step.
            let most = table::number(u64::try_from(unseen.len()).unwrap()) * 0.9;
            let name = self.workload.name;
            assert!(
                run.requests <= most,
                "{name}: more than {most} unseen requests are needed"
            );
            run
        };
        (run(16, pace.seconds), run(1, pace.seconds.div_ceil(2)))
    }

    /// The questions of that run that no other run has.
    fn unseen(&self, pace: Pace, run: usize) -> Option<&[Question]> {
        let all = self.workload.unseen.as_ref()?;
        let length = all.len() / pace.rounds / 2;
        Some(&all[run * length..][..length])
    }
}

fn write_paths(file: &Path, paths: impl Iterator<Item = String>) {
    let lines: String = paths.map(|path| path + "\n").collect();
    fs::write(file, lines).unwrap();
}

/// Where the link `next` of that page leads, without the server's address.
pub(crate) fn next(client: &Client, marz: &Server, question: &Question) -> String {
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
