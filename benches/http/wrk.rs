//! wrk, which asks as fast as it can over a fixed number of connections.

use std::path::Path;
use std::process::Command;

use crate::process::Server;

/// What one run found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) requests: f64,
    /// Of these, answers other than 2xx, and connections that broke.
    pub(crate) bad: f64,
    pub(crate) per_second: f64,
    pub(crate) bytes: f64,
    /// Processor time of the server for one request.
    pub(crate) cpu_ms: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

/// Asks for the paths in the file, one on a line. A server that is too slow for a single answer
/// gets more time.
pub(crate) fn run(
    server: &Server,
    paths: &Path,
    connections: u32,
    seconds: u32,
    accept_encoding: Option<&str>,
) -> Run {
    for seconds in [seconds, seconds * 5, seconds * 25] {
        server.rest();
        if let Some(run) = once(server, paths, connections, seconds, accept_encoding) {
            return run;
        }
    }
    panic!("{}, {}: no answer", server.name, paths.display());
}

fn once(
    server: &Server,
    paths: &Path,
    connections: u32,
    seconds: u32,
    accept_encoding: Option<&str>,
) -> Option<Run> {
    let threads = connections.min(2);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/http/wrk.lua");
    let before = server.cpu_ms();
    let output = Command::new("wrk")
        .args([
            format!("-t{threads}"),
            format!("-c{connections}"),
            format!("-d{seconds}s"),
        ])
        .args(["--timeout", "30s", "--latency", "-s"])
        .args([&script])
        .args([&server.url, "--"])
        .args([paths])
        .args([&threads.to_string(), accept_encoding.unwrap_or("-")])
        .output()
        .unwrap_or_else(|error| panic!("wrk: {error}; `make bench` brings it"));
    let cpu = server.cpu_ms() - before;
    let said = String::from_utf8_lossy(&output.stdout);
    let result = said
        .lines()
        .find_map(|line| line.strip_prefix("RESULT "))
        .unwrap_or_else(|| panic!("wrk: {said}{}", String::from_utf8_lossy(&output.stderr)));
    let numbers: Vec<f64> = result
        .split(' ')
        .map(|number| number.parse().unwrap())
        .collect();
    let [requests, micros, bytes, bad, p50, p99] = numbers[..] else {
        panic!("wrk: {result}");
    };
    (requests > 0.0).then(|| Run {
        requests,
        bad,
        per_second: requests / micros * 1e6,
        bytes: bytes / requests,
        cpu_ms: f64::from(u32::try_from(cpu).unwrap()) / requests,
        p50_ms: p50 / 1e3,
        p99_ms: p99 / 1e3,
    })
}
