//! What is no request per second: the start, the memory, whole files.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::check::{self, Fault};
use crate::client::Client;
use crate::compare::{COUNT, Options};
use crate::naive::Expected;
use crate::process::Server;
use crate::question::Question;
use crate::table::{self, line, median};
use crate::{data, turns};

/// From the start of the process to the end of its first answer.
pub(crate) fn starts(options: &Options) -> Vec<String> {
    if !options.has("start") {
        return Vec::new();
    }
    let file = data::file("incidents", COUNT);
    let first = |files: &[&Path], path: &str| {
        let client = Client::new();
        let begun = Instant::now();
        let marz = Server::marz(&options.marz, files);
        let answer = client.get(&format!("{}{path}", marz.url), None);
        assert_eq!(answer.status, 200, "{path}");
        begun.elapsed().as_secs_f64() * 1e3
    };
    let path = "/collections/incidents/items?limit=10";
    let times = |files: &[&Path]| median((0..options.rounds).map(|_| first(files, path)).collect());
    let (bundled, large) = (times(&[]), times(&[&file]));
    vec![
        line(
            "start to first answer, bundled data, ms",
            bundled,
            "",
            200.0,
        ),
        line(
            "start to first answer, 300,000 from GeoJSON, ms",
            large,
            "",
            1_500.0,
        ),
    ]
}

/// What the process holds, as so many times the size of its file.
pub(crate) fn memory(what: &str, marz: &Server, file: &Path, goal: f64) -> String {
    let size = table::number(fs::metadata(file).unwrap().len()) / 1024.0 / 1024.0;
    let held = table::number(marz.resident_kib()) / 1024.0;
    let detail = format!("{held:.0} MiB for a file of {size:.0} MiB");
    line(
        &format!("{what}, times the file"),
        held / size,
        &detail,
        goal,
    )
}

/// The whole collection as one file, in each round from both.
pub(crate) fn downloads(
    options: &Options,
    client: &Client,
    marz: &Server,
    nginx: &Server,
) -> Vec<String> {
    if !options.has("w11") {
        return Vec::new();
    }
    let count = usize::try_from(COUNT).unwrap();
    let folder = turns::bodies().join("w11");
    fs::create_dir_all(&folder).unwrap();
    let one = |(format, ending): (&'static str, &str)| {
        let path = Question::Download(format).path();
        let url = format!("{}{path}", marz.url);
        match check::ask(client, &url, None, &Expected::All(count)) {
            Ok(right) => fs::write(folder.join(ending), right.body).unwrap(),
            Err(Fault::NotThere) => panic!("{url}: not there"),
            Err(Fault::Wrong(what)) => panic!("w11: {what}"),
        }
        let file = format!("{}/w11/{ending}", nginx.url);
        let mut found = Vec::new();
        for _ in 0..options.rounds {
            found.push((speed(marz, &url), speed(nginx, &file)));
        }
        let middle = |value: fn(&(Speed, Speed)) -> f64| median(found.iter().map(value).collect());
        let detail = format!(
            "{:.0} and {:.0} MB/s, {:.0} and {:.0} CPU ms",
            middle(|(marz, _)| marz.mb),
            middle(|(_, nginx)| nginx.mb),
            middle(|(marz, _)| marz.cpu_ms),
            middle(|(_, nginx)| nginx.cpu_ms)
        );
        let ratio = middle(|(marz, nginx)| marz.mb / nginx.mb);
        table::at_least(
            &format!("w11 all 300,000 as {format}, MB/s beside nginx"),
            ratio,
            &detail,
            0.7,
        )
    };
    [("json", "all.geojson"), ("fgb", "all.fgb")]
        .map(one)
        .to_vec()
}

/// One file.
struct Speed {
    /// Megabytes in a second.
    mb: f64,
    /// Processor time of the server for all of it.
    cpu_ms: f64,
}

fn speed(server: &Server, url: &str) -> Speed {
    server.rest();
    let before = server.cpu_ms();
    let begun = Instant::now();
    let bytes = Client::new().count(url);
    let seconds = begun.elapsed().as_secs_f64();
    Speed {
        mb: table::number(bytes) / 1e6 / seconds,
        cpu_ms: table::number(server.cpu_ms() - before),
    }
}
