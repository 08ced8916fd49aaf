//! Data that changes while it is served.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::support::Marz;

/// How long it is asked and changed.
const TIME: Duration = Duration::from_secs(if option_env!("MARZ_TEST").is_some() {
    60
} else {
    4
});
const CONNECTIONS: usize = 64;
/// So many changes at least, however slow the machine is.
const FEWEST: usize = 2;
/// Features of a version, and as many more as its number says.
const FEATURES: u64 = 300;
/// Versions have numbers below it.
const VERSIONS: u64 = 50;

/// Puts a version there at once, as those do who replace a file.
fn write(folder: &Path, version: u64) {
    let mut text = r#"{"type":"FeatureCollection","features":["#.to_owned();
    for number in 0..FEATURES + version {
        let comma = if number == 0 { "" } else { "," };
        let x = 68.0 + f64::from(u32::try_from(number).unwrap()) / 100.0;
        write!(
            text,
            r#"{comma}{{"type":"Feature","id":{number},"geometry":{{"type":"Point","coordinates":[{x},39]}},"properties":{{"version":{version},"day":"2010-09-19"}}}}"#
        )
        .unwrap();
    }
    let half = folder.join("half");
    fs::write(&half, text + "]}").unwrap();
    fs::rename(half, folder.join("data/changing.geojson")).unwrap();
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    folder
}

fn served(folder: &Path) -> Marz {
    Marz::serve(&[folder.join("data/changing.geojson").to_str().unwrap()])
}

fn json(agent: &ureq::Agent, url: &str) -> Value {
    let mut answer = agent
        .get(url)
        .call()
        .unwrap_or_else(|error| panic!("{url}: {error}"));
    let text = answer
        .body_mut()
        .with_config()
        .limit(u64::MAX)
        .read_to_string();
    serde_json::from_str(&text.unwrap()).unwrap()
}

fn matched(agent: &ureq::Agent, marz: &Marz) -> u64 {
    let url = format!("{}/collections/changing/items?limit=1", marz.url);
    json(agent, &url)["numberMatched"].as_u64().unwrap()
}

fn until(what: impl Fn() -> bool) {
    let begin = Instant::now();
    while !what() {
        assert!(begin.elapsed() < Duration::from_mins(1), "it never happens");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_signal_reads_the_data_again_and_what_cannot_be_used_changes_nothing() {
    let folder = folder();
    write(folder.path(), 1);
    let (marz, agent) = (served(folder.path()), ureq::agent());
    assert_eq!(matched(&agent, &marz), FEATURES + 1);
    write(folder.path(), 2);
    assert_eq!(
        matched(&agent, &marz),
        FEATURES + 1,
        "nobody has asked for it"
    );
    marz.hang_up();
    until(|| matched(&agent, &marz) == FEATURES + 2);
    let broken = folder.path().join("data/changing.geojson");
    fs::write(&broken, r#"{"type":"FeatureCollection","features":[7]}"#).unwrap();
    marz.hang_up();
    until(|| marz.log().contains("the data stays as it was"));
    assert_eq!(matched(&agent, &marz), FEATURES + 2);
    write(folder.path(), 3);
    marz.hang_up();
    until(|| matched(&agent, &marz) == FEATURES + 3);
    let (status, log) = marz.terminate();
    assert!(status.success(), "{status}");
    assert!(log.contains("changing.geojson:1"), "{log}");
}

/// `script` gives a command a terminal of its own, which is closed when `script` is killed.
#[test]
fn a_server_at_a_terminal_ends_when_the_terminal_is_closed() {
    let folder = folder();
    write(folder.path(), 1);
    let command = format!(
        "exec {} serve --listen 127.0.0.1:0 {}",
        env!("CARGO_BIN_EXE_marz"),
        folder.path().join("data/changing.geojson").display()
    );
    let log = folder.path().join("typescript");
    let mut terminal = Command::new("script")
        .args(["--quiet", "--flush", "--command", &command])
        .arg(&log)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let url = || {
        let text = fs::read_to_string(&log).unwrap_or_default();
        let start = text.find("http://127.0.0.1:")?;
        let url = text[start..].split(char::is_whitespace).next()?;
        Some(url.trim_end_matches('/').to_owned())
    };
    until(|| url().is_some());
    let (agent, health) = (ureq::agent(), format!("{}/health", url().unwrap()));
    until(|| agent.get(&health).call().is_ok());
    terminal.kill().unwrap();
    terminal.wait().unwrap();
    until(|| ureq::get(&health).call().is_err());
}

#[test]
#[expect(
    clippy::print_stderr,
    reason = "the figures are what the long run is for"
)]
fn no_answer_mixes_two_states_of_the_data_however_often_it_changes() {
    let folder = folder();
    write(folder.path(), 0);
    let (marz, done) = (served(folder.path()), AtomicBool::new(false));
    let begin = Instant::now();
    let (mut version, mut sizes) = (0, Vec::new());
    let times = thread::scope(|scope| {
        let asking: Vec<_> = (0..CONNECTIONS)
            .map(|_| scope.spawn(|| ask_until(&done, &marz.url)))
            .collect();
        // Signals that come while the data is read are one.
        while begin.elapsed() < TIME || changes(&marz) < FEWEST {
            assert!(begin.elapsed() < TIME * 30, "{} changes", changes(&marz));
            version = (version + 1) % VERSIONS;
            write(folder.path(), version);
            marz.hang_up();
            thread::sleep(Duration::from_millis(40));
            sizes.push(marz.resident());
        }
        done.store(true, Ordering::Relaxed);
        let asked = asking.into_iter().map(|thread| thread.join().unwrap());
        let mut times: Vec<Duration> = asked.flatten().collect();
        times.sort_unstable();
        times
    });
    let seen = times.len();
    let changes = changes(&marz);
    let at = |share: usize| times[(seen - 1) * share / 100];
    let (middle, end) = (sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
    eprintln!(
        "{seen} answers, {changes} changes; half of the answers within {:?}, 99 of 100 within {:?}; \
         {middle} kB in memory in the middle, {end} kB at the end",
        at(50),
        at(99),
    );
    assert!(seen > CONNECTIONS);
    assert!(end < middle * 3 / 2 + 20_000, "{sizes:?}");
}

/// How often the data was read again.
fn changes(marz: &Marz) -> usize {
    marz.log().matches("serving changing").count() - 1
}

/// Asks for pages and counts, and looks whether each is of one version; how long each took.
fn ask_until(done: &AtomicBool, url: &str) -> Vec<Duration> {
    let agent = ureq::agent();
    let mut times = Vec::new();
    while !done.load(Ordering::Relaxed) {
        let begin = Instant::now();
        let page = json(
            &agent,
            &format!("{url}/collections/changing/items?limit=1000"),
        );
        times.push(begin.elapsed());
        let features = page["features"].as_array().unwrap();
        let version = features[0]["properties"]["version"].as_u64().unwrap();
        let own = features
            .iter()
            .filter(|one| one["properties"]["version"] == version);
        assert_eq!(own.count(), features.len());
        assert_eq!(page["numberMatched"], FEATURES + version);
        assert_eq!(page["numberReturned"], FEATURES + version);
        let begin = Instant::now();
        let counts = json(
            &agent,
            &format!("{url}/collections/changing/facets?by=version"),
        );
        times.push(begin.elapsed());
        let groups = counts["groups"].as_array().unwrap();
        assert_eq!(groups.len(), 1, "{counts}");
        let version = groups[0]["key"]["version"].as_u64().unwrap();
        assert_eq!(groups[0]["count"], FEATURES + version);
    }
    times
}
