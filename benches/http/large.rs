//! Ten times the features: what a request of the same size costs then.

use crate::client::Client;
use crate::compare::{COUNT, Options};
use crate::made_up::{self, Incident};
use crate::process::Server;
use crate::table::{self, median};
use crate::workloads::{self, Workload};
use crate::{data, single, turns};

const LARGE: u32 = 10 * COUNT;

/// The box and the single feature, from both in turns.
pub(crate) fn run(options: &Options, few: &[Incident]) -> Vec<String> {
    let many: Vec<Incident> = made_up::incidents(LARGE).collect();
    let file = data::file("incidents", LARGE);
    let client = Client::new();
    let small = Server::marz(&options.marz, &[&data::file("incidents", COUNT)]);
    let large = Server::marz(&options.marz, &[&file]);
    // 2.2 GiB as a multiple of the file.
    let goal = 2.2 * 1024.0 / (table::number(file.metadata().unwrap().len()) / 1024.0 / 1024.0);
    let mut lines = vec![single::memory(
        "memory after loading 3,000,000",
        &large,
        &file,
        goal,
    )];
    for named in workloads::ALL
        .into_iter()
        .filter(|(name, ..)| ["w2", "w5"].contains(name))
    {
        let make = |incidents: &[Incident], folder: &'static str| -> Workload {
            let made = workloads::make(named, incidents, 0, |_| String::new());
            Workload {
                name: folder,
                ..made
            }
        };
        let of_few = turns::prepare(make(few, "few"), &client, &small, few).unwrap();
        let of_many = turns::prepare(make(&many, "many"), &client, &large, &many).unwrap();
        let mut found = Vec::new();
        for round in 0..options.rounds {
            let of_few = of_few.ask(&small, options.pace(), round).0;
            let of_many = of_many.ask(&large, options.pace(), round).0;
            found.push((of_few, of_many));
        }
        let cost = median(
            found
                .iter()
                .map(|(few, many)| many.cpu_ms / few.cpu_ms)
                .collect(),
        );
        let speed = median(
            found
                .iter()
                .map(|(few, many)| many.per_second / few.per_second)
                .collect(),
        );
        let what = format!(
            "w12 {} of 3,000,000, CPU for a request beside 300,000",
            named.1
        );
        lines.push(table::line(
            &what,
            cost,
            &format!("{speed:.2} of the requests/s"),
            1.3,
        ));
    }
    lines
}
