//! Martin, a tile server on PostGIS, where it is installed (`cargo install martin`, or its path in
//! `MARTIN`). It knows no filters of its own: it asks a function in the database, which is told the
//! interval.

use std::env;
use std::ffi::OsString;
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::made_up;
use crate::peers::Peer;
use crate::postgres;
use crate::process::Server;
use crate::question::{Condition, Question};

pub(crate) const PEER: Peer = Peer {
    name: "Martin",
    workloads: &["w10-z6", "w10-z8", "w10-z10"],
    is_there,
    start,
    path,
};

/// The same points and properties as a tile of marz has; no edge, as for the other peer.
const FUNCTION: &str = "CREATE FUNCTION incidents_during(z integer, x integer, y integer, asked json) \
    RETURNS bytea AS $$ \
    SELECT ST_AsMVT(tile, 'incidents', 4096, 'geom', 'id') FROM ( \
        SELECT id, category, date_start, deaths_best, \
            ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope(z, x, y), 4096, 0) AS geom \
        FROM incidents \
        WHERE geom && ST_Transform(ST_TileEnvelope(z, x, y), 4326) \
            AND (date_start IS NULL OR date_start <= (asked->>'last')::date \
                AND date_end >= (asked->>'first')::date) \
    ) AS tile WHERE geom IS NOT NULL \
    $$ LANGUAGE sql STABLE STRICT PARALLEL SAFE;";

fn program() -> OsString {
    env::var_os("MARTIN").unwrap_or_else(|| "martin".into())
}

fn is_there() -> bool {
    let said = Command::new(program()).arg("--version").output();
    said.is_ok_and(|said| said.status.success())
}

/// Two workers on that database, which keep no tiles: each is asked for many times.
fn start(database: Server) -> Server {
    postgres::psql(&database, FUNCTION);
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let child = Command::new(program())
        .args(["--workers", "2", "--cache-size", "0"])
        .args(["--listen-addresses", &format!("127.0.0.1:{port}")])
        .arg(&database.url)
        .env("RUST_LOG", "error")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let server = Server::new("Martin", format!("http://127.0.0.1:{port}"), child).on(database);
    for _ in 0..300 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return server;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("Martin does not start");
}

fn path(question: &Question) -> Option<String> {
    let Question::Tile {
        zoom,
        row,
        col,
        during: Some(Condition::During(first, last)),
        cluster: false,
    } = question
    else {
        return None;
    };
    let (first, last) = (made_up::day(*first), made_up::day(*last));
    Some(format!(
        "/incidents_during/{zoom}/{col}/{row}?first={first}&last={last}"
    ))
}
