//! PostgreSQL with PostGIS, for the peers that need it: in a folder of its own, with the same
//! incidents.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::made_up::{self, Incident};
use crate::process::Server;
use crate::{data, nginx};

/// Where Debian keeps the programs of its version.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// As the peers are measured best: enough memory, no writing to be safe of.
const SETTINGS: [&str; 6] = [
    "shared_buffers=2GB",
    "jit=off",
    "fsync=off",
    "random_page_cost=1.1",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
];

const TABLE: &str = "(id integer PRIMARY KEY, title text, category text, event_type text, \
    date_start date, date_end date, deaths_low integer, deaths_best integer, deaths_high integer, \
    place text, admin1 text, country text, areas text[], location_precision integer, \
    source_count integer, geom geometry(Point, 4326))";

/// A new database with the tables `incidents` and `layer`; its address is the server's.
pub(crate) fn start(incidents: &[Incident], layer: usize) -> Server {
    let folder = data::folder().join("postgres");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    if nginx::is_root() {
        run(Command::new("chown").arg("postgres").arg(&folder));
    }
    let files = folder.join("data");
    run(as_postgres("initdb")
        .args([
            "--auth",
            "trust",
            "--username",
            "bench",
            "--no-sync",
            "--encoding",
            "UTF8",
            "-D",
        ])
        .arg(&files));
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let child = as_postgres("postgres")
        .args(SETTINGS.map(|setting| ["-c", setting]).concat())
        .args(["-p", &port.to_string(), "-D"])
        .arg(&files)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let url = format!("postgresql://bench@127.0.0.1:{port}/postgres");
    let server = Server::new("PostgreSQL", url, child);
    wait(&server);
    psql(&server, "CREATE EXTENSION postgis;");
    load(&server, "incidents", incidents);
    load(&server, "layer", &incidents[..layer]);
    server
}

/// It refuses to be root.
fn as_postgres(program: &str) -> Command {
    let path = Path::new(PROGRAMS).join(program);
    if !nginx::is_root() {
        return Command::new(path);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
        .arg(path);
    command.current_dir("/");
    command
}

fn wait(server: &Server) {
    for _ in 0..300 {
        let ready = Command::new(Path::new(PROGRAMS).join("pg_isready"))
            .args(["--quiet", "--dbname", &server.url])
            .status();
        if ready.unwrap().success() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("PostgreSQL does not start");
}

fn load(server: &Server, table: &str, incidents: &[Incident]) {
    let mut all = format!("CREATE TABLE {table} {TABLE};\nCOPY {table} FROM STDIN;\n");
    for incident in incidents {
        let (lon, lat) = (incident.lon, incident.lat);
        let mut cells = vec![incident.number.to_string()];
        cells.push(incident.title());
        cells.extend([incident.category, incident.event_type].map(str::to_owned));
        let days = incident
            .days
            .map(|(start, end)| [start, end].map(made_up::day));
        cells.extend([0, 1].map(|end| known(days.map(|days| days[end]))));
        cells.extend(
            [
                incident.deaths_low,
                incident.deaths_best,
                incident.deaths_high,
            ]
            .map(known),
        );
        let town = incident.town;
        cells.extend([town.name, town.admin1, town.country].map(str::to_owned));
        cells.push(format!("{{{}}}", town.areas.join(",")));
        cells.extend([incident.location_precision, incident.source_count].map(|n| n.to_string()));
        writeln!(all, "{}\tSRID=4326;POINT({lon} {lat})", cells.join("\t")).unwrap();
    }
    all += "\\.\n";
    for index in [
        "USING gist (geom)",
        "(date_start)",
        "(category, deaths_best)",
    ] {
        writeln!(all, "CREATE INDEX ON {table} {index};").unwrap();
    }
    writeln!(all, "VACUUM ANALYZE {table};").unwrap();
    psql(server, &all);
}

fn known<T: ToString>(value: Option<T>) -> String {
    value.map_or("\\N".to_owned(), |value| value.to_string())
}

/// Runs these commands in the database.
pub(crate) fn psql(server: &Server, commands: &str) {
    let mut child = Command::new(Path::new(PROGRAMS).join("psql"))
        .args([
            "--quiet",
            "--no-psqlrc",
            "--set",
            "ON_ERROR_STOP=1",
            "--dbname",
            &server.url,
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(commands.as_bytes())
        .unwrap();
    assert!(child.wait().unwrap().success(), "psql fails");
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
}
