//! The binary as a process: start, answer, end; usage and exit status.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::Marz;

fn marz(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_marz"))
        .args(arguments)
        .output()
        .unwrap()
}

fn curl(url: &str) -> String {
    let output = Command::new("curl")
        .args(["-sS", "--noproxy", "*", url])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_bundled_data_is_served_and_the_end_is_orderly() {
    let marz = Marz::serve(&[]);
    let health = curl(&format!("{}/health", marz.url));
    assert!(health.contains("\"status\":\"ok\""), "{health}");
    let (status, log) = marz.terminate();
    assert!(status.success(), "{status}");
    let request = log.lines().find(|line| line.contains("uri=/health"));
    let request = request.unwrap_or_else(|| panic!("{log}"));
    assert!(request.contains("method=GET") && request.contains("status=200"));
    assert!(!request.contains("127.0.0.1"), "{request}");
    assert!(log.contains("stopping"), "{log}");
}

#[test]
fn usage_errors_are_2_failures_are_1() {
    for (arguments, code, says) in [
        (&["serve", "--listen", "nonsense"][..], 2, "invalid"),
        (&["serve", "--bogus"], 2, "unexpected argument"),
        (
            &["serve", "--trusted-proxy", "nginx"],
            2,
            "is no address and no block of addresses",
        ),
        (
            &["serve", "/nowhere.geojson"],
            1,
            "/nowhere.geojson: cannot be read",
        ),
        (
            &["serve", "--public-url", "example.org"],
            1,
            "is no public address",
        ),
        (
            &["serve", "--listen", "192.0.2.1:1"],
            1,
            "cannot listen on 192.0.2.1:1",
        ),
        (
            &["check", "/nowhere.geojson"],
            1,
            "/nowhere.geojson: cannot be read",
        ),
    ] {
        let output = marz(arguments);
        let talk = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {talk}");
        assert!(talk.contains(says), "{arguments:?}: {talk}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    for command in ["serve", "check", "doctor"] {
        let output = marz(&[command, "--help"]);
        assert!(output.status.success());
        assert!(
            String::from_utf8_lossy(&output.stdout).contains("Example"),
            "{command}"
        );
    }
}

#[test]
fn the_bundled_data_passes_its_own_check() {
    let output = marz(&["check"]);
    let found = String::from_utf8_lossy(&output.stdout);
    assert_eq!((output.status.code(), &*found), (Some(0), ""));
}

#[test]
fn a_configuration_says_how_and_what_to_serve() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("configuration");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("marz.toml");
    let settings = "[server]\npublic_url = \"https://example.org/marz\"\n\
        [collections.wells]\nfile = \"raw.csv\"\ntitle = \"Wells and springs\"\n";
    std::fs::write(&file, settings).unwrap();
    let rows = "name,lon,lat\nA,70,39\nB,39,170\nC,71,39\n";
    std::fs::write(folder.join("raw.csv"), rows).unwrap();
    let file = file.to_str().unwrap();

    let refused = marz(&["serve", "--config", file, "--listen", "127.0.0.1:0"]);
    let talk = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1));
    assert!(talk.contains("raw.csv:3: feature 2: geometry"), "{talk}");

    let marz = Marz::serve(&["--config", file, "--skip-invalid"]);
    let wells = curl(&format!("{}/collections/wells", marz.url));
    assert!(wells.contains("\"title\":\"Wells and springs\"") && wells.contains("\"itemCount\":2"));
    assert!(wells.contains("\"href\":\"https://example.org/marz/collections/wells\""));
    let (_, log) = marz.terminate();
    assert!(
        log.contains("left out: ") && log.contains("raw.csv:3"),
        "{log}"
    );
}
