//! `TiPg`, a feature and tile server on PostGIS, and how it wants to be asked.

use std::fmt::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::made_up;
use crate::peers::Peer;
use crate::process::Server;
use crate::question::{Condition, Question};

pub(crate) const PEER: Peer = Peer {
    name: "TiPg",
    workloads: &[
        "w1",
        "w2",
        "w3",
        "w4-offset",
        "w5",
        "w6-new",
        "w7",
        "w10-z6",
        "w10-z8",
        "w10-z10",
    ],
    // `make bench-peers` installs it.
    is_there: || true,
    start,
    path,
};

/// Two workers on that database.
fn start(database: Server) -> Server {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers/bin/uvicorn");
    let child = Command::new(&program)
        .args([
            "tipg.main:app",
            "--workers",
            "2",
            "--no-access-log",
            "--log-level",
            "warning",
        ])
        .args(["--port", &port.to_string()])
        .env("DATABASE_URL", &database.url)
        // Silently less than all would be a wrong tile, and a wide edge another one.
        .env("TIPG_MAX_FEATURES_PER_TILE", "1000000")
        .env("TIPG_TILE_BUFFER", "0")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}; `make bench-peers`", program.display()));
    let url = format!("http://127.0.0.1:{port}");
    let server = Server::new("TiPg", url, child).on(database);
    for _ in 0..600 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            // It listens before it has read the catalogue of the database.
            std::thread::sleep(Duration::from_secs(3));
            return server;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("TiPg does not start");
}

/// The address for that question; `None` if it has none.
fn path(question: &Question) -> Option<String> {
    let incidents = "/collections/public.incidents";
    Some(match question {
        Question::ByKey { .. } | Question::Facets(_) | Question::Download(_) => return None,
        Question::One(number) => format!("{incidents}/items/{number}?f=geojson"),
        Question::Items {
            collection,
            conditions,
            offset,
            limit,
        } => format!(
            "/collections/public.{collection}/items?f=geojson&limit={limit}&offset={offset}\
             &sortby=id{}",
            parameters(conditions)
        ),
        Question::Tile {
            zoom,
            row,
            col,
            during,
            ..
        } => format!(
            "{incidents}/tiles/WebMercatorQuad/{zoom}/{col}/{row}\
             ?properties=category,date_start,deaths_best{}",
            parameters(during.as_slice())
        ),
    })
}

fn parameters(conditions: &[Condition]) -> String {
    let mut all = String::new();
    for condition in conditions {
        if let Condition::Box([west, south, east, north]) = condition {
            write!(all, "&bbox={west:.6},{south:.6},{east:.6},{north:.6}").unwrap();
        }
    }
    let filter: Vec<String> = conditions.iter().filter_map(cql).collect();
    if !filter.is_empty() {
        let filter = filter.join(" AND ");
        let filter = utf8_percent_encode(&filter, NON_ALPHANUMERIC);
        write!(all, "&filter-lang=cql2-text&filter={filter}").unwrap();
    }
    all
}

/// Its `datetime` knows one property and no undated incident: said as a filter, the answer is right.
fn cql(condition: &Condition) -> Option<String> {
    match condition {
        Condition::During(first, last) => {
            let (first, last) = (made_up::day(*first), made_up::day(*last));
            Some(format!(
                "((date_start <= DATE('{last}') AND date_end >= DATE('{first}')) \
                 OR date_start IS NULL)"
            ))
        }
        other => other.cql(),
    }
}
