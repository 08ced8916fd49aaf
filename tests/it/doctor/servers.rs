//! The command against the real server, alone and behind proxies that are set up rightly or not.

use std::process::{Command, Output};

use crate::support::{Marz, Nginx};

fn doctor(url: &str) -> (Option<i32>, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_marz"))
        .args(["doctor", url])
        .output()
        .unwrap();
    let talk = String::from_utf8_lossy(&stderr);
    let table = String::from_utf8_lossy(&stdout);
    (status.code(), format!("{table}{talk}"))
}

#[test]
fn marz_passes_every_step_with_its_own_data_and_with_that_of_others() {
    for arguments in [&[][..], &["tests/fixtures/incidents.geojson"]] {
        let marz = Marz::serve(arguments);
        let (status, table) = doctor(&marz.url);
        assert_eq!(status, Some(0), "{table}");
        assert!(
            table.contains(" 0 with a warning, 0 would break"),
            "{table}"
        );
    }
}

#[test]
fn a_proxy_that_hides_the_host_is_told_and_one_that_is_trusted_passes() {
    let marz = Marz::serve(&[
        "tests/fixtures/incidents.geojson",
        "--trusted-proxy",
        "127.0.0.1",
    ]);
    // nginx names the server behind it as the host, unless it is told otherwise.
    let wrong = format!(
        "location / {{ proxy_pass {}; }}",
        marz.url.replace("127.0.0.1", "localhost")
    );
    let nginx = Nginx::start("doctor-wrong", &wrong);
    let (status, table) = doctor(&nginx.url);
    assert_eq!(status, Some(1), "{table}");
    assert!(table.contains("Found self: http://localhost:"), "{table}");
    assert!(
        table.contains("--public-url") && table.contains("X-Forwarded-Proto"),
        "{table}"
    );

    let right = format!(
        "location /marz/ {{ proxy_pass {}/; proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-Prefix /marz; }}",
        marz.url
    );
    let nginx = Nginx::start("doctor-right", &right);
    let (status, table) = doctor(&format!("{}/marz/", nginx.url));
    assert_eq!(status, Some(0), "{table}");

    // Without the prefix the links lead beside the path.
    let no_prefix = format!(
        "location /marz/ {{ proxy_pass {}/; proxy_set_header Host $http_host; }}",
        marz.url
    );
    let nginx = Nginx::start("doctor-prefix", &no_prefix);
    let (status, table) = doctor(&format!("{}/marz/", nginx.url));
    assert_eq!(status, Some(1), "{table}");
    assert!(table.contains("leads beside the path"), "{table}");
}

#[test]
fn what_is_no_address_is_a_usage_error() {
    for url in [
        "maps.example.org",
        "ftp://maps.example.org",
        "http://user@maps.example.org",
        "",
    ] {
        let (status, talk) = doctor(url);
        assert_eq!(status, Some(2), "{url}: {talk}");
        assert!(talk.contains("is no address of a server"), "{talk}");
    }
}
