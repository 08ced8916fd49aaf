//! Servers that answer what nobody should: the doctor ends in time, with a table.

use std::io::Write as _;
use std::net::TcpListener;
use std::time::Duration;

use marz::doctor::{self, Bounds, Kind, Verdict};
use serde_json::json;

use super::fake::{Site, serve};

const BOUNDS: Bounds = Bounds {
    request: Duration::from_secs(10),
    all: Duration::from_mins(1),
    body: 100_000,
    bytes: 300_000,
};

/// What is found at this address.
fn kinds(url: &str) -> Vec<Kind> {
    kinds_within(url, BOUNDS)
}

fn kinds_within(url: &str, bounds: Bounds) -> Vec<Kind> {
    let report = doctor::examine(&url.parse().unwrap(), bounds);
    assert_eq!(report.verdict(), Verdict::Break, "{report}");
    report.kinds().into_iter().collect()
}

#[test]
fn nobody_there_or_no_http_or_no_tls_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(kinds(&gone), [Kind::Unreachable]);
    let garbage = serve(|_, stream, _, _| {
        let _ = stream.write_all(b"\x00\xff garbage\r\n\r\n");
    });
    assert_eq!(kinds(&garbage), [Kind::Unreachable]);
    let plain = Site::right().start().replace("http://", "https://");
    assert_eq!(kinds(&plain), [Kind::Unreachable]);
}

#[test]
fn an_answer_that_never_comes_or_never_ends_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let short = Bounds {
        request: Duration::from_millis(200),
        ..BOUNDS
    };
    assert_eq!(kinds_within(&url, short), [Kind::TooLong]);
    // Time for each request, and none for all of them.
    let over = Bounds {
        all: Duration::ZERO,
        ..BOUNDS
    };
    assert_eq!(kinds_within(&Site::right().start(), over), [Kind::TooLong]);
    let dripping = serve(|_, stream, _, _| {
        let head =
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n[";
        let mut going = stream.write_all(head);
        while going.is_ok() {
            std::thread::sleep(Duration::from_millis(10));
            going = stream.write_all(b" ");
        }
    });
    assert_eq!(kinds_within(&dripping, short), [Kind::TooLong]);
    let endless = serve(|_, stream, _, _| {
        let head =
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n[";
        let mut going = stream.write_all(head);
        while going.is_ok() {
            going = stream.write_all(&[b'0'; 10_000]);
        }
    });
    assert_eq!(kinds(&endless), [Kind::TooLarge]);
}

#[test]
fn redirects_round_and_round_or_elsewhere_are_not_followed_for_ever() {
    let to = |location: &'static str| {
        serve(move |_, stream, _, _| {
            let head = format!(
                "HTTP/1.1 302 X\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes());
        })
    };
    for location in ["/round", "http://192.0.2.1/", "ftp://127.0.0.1/"] {
        assert_eq!(kinds(&to(location)), [Kind::LedAway], "{location}");
    }
}

#[test]
fn documents_of_another_shape_are_told_and_no_reason_to_panic() {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let bodies = [
        "null",
        "[]",
        "{}",
        "\"x\"",
        "{\"links\":{\"a\":1}}",
        "{\"links\":[1,null,{\"rel\":[]}]}",
        &deep,
    ];
    for body in bodies {
        let body = body.to_owned();
        let url = serve(move |_, stream, _, _| {
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
        });
        assert!(!kinds(&url).is_empty());
    }
    let values = [
        json!(null),
        json!([]),
        json!({}),
        json!("x"),
        json!(-1),
        json!([[null]]),
    ];
    for path in Site::right().documents.keys() {
        for value in &values {
            let mut site = Site::right();
            site.edit(path, |json| {
                for (_, member) in json.as_object_mut().unwrap() {
                    *member = value.clone();
                }
            });
            let report = doctor::examine(&site.start().parse().unwrap(), BOUNDS);
            assert!(report.to_string().contains("steps: "), "{path} {value}");
        }
    }
}

#[test]
fn hostile_links_and_identifiers_are_shown_and_never_followed() {
    let mut site = Site::right();
    let evil = "http://192.0.2.1/\u{1b}[31m\u{202e}";
    site.edit("/", |json| json["links"][2]["href"] = json!(evil));
    site.edit("/collections", |json| {
        json["collections"][0]["id"] = json!("../\r\n\u{1b}[2J?x#y");
    });
    let report = doctor::examine(&site.start().parse().unwrap(), BOUNDS);
    let table = report.to_string();
    assert!(!table.contains(['\u{1b}', '\u{202e}', '\r']), "{table}");
    assert!(report.kinds().contains(&Kind::OtherHost), "{table}");
}
