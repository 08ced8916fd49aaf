//! Small layers as a whole, which are kept as they go out: nobody may notice but by the clock and
//! the size.

use std::io::Read as _;

use http::{Method, StatusCode};

use crate::support::{Answer, bundled, request};

const LAYERS: [&str; 4] = [
    "/collections/incidents/items?f=json&limit=10000",
    "/collections/countries/items?limit=10000&skipGeometry=true",
    "/collections/places/items?f=csv&limit=10000",
    "/geojson/rasht-valley.geojson",
];

async fn ask(path: &str, host: &str, encodings: &str) -> Answer {
    let headers = [("host", host), ("accept-encoding", encodings)];
    request(&bundled(), Method::GET, path, &headers).await
}

fn unpacked(answer: &Answer) -> Vec<u8> {
    let mut plain = Vec::new();
    let packed = &*answer.body;
    match answer.header("content-encoding") {
        "br" => brotli::BrotliDecompress(&mut &*packed, &mut plain).unwrap(),
        "gzip" => {
            let mut reader = flate2::read::GzDecoder::new(packed);
            reader.read_to_end(&mut plain).unwrap();
        }
        "zstd" => plain = zstd::stream::decode_all(packed).unwrap(),
        "" => plain = packed.to_vec(),
        other => panic!("{other}"),
    }
    plain
}

#[tokio::test]
async fn a_layer_is_the_same_in_every_encoding_and_every_time() {
    for path in LAYERS {
        let plain = ask(path, "localhost", "identity").await;
        assert_eq!(plain.status, StatusCode::OK, "{path}");
        assert!(plain.body.len() > 1000, "{path}");
        let tag = plain.header("etag").trim_end_matches('"');
        for encoding in ["br", "zstd", "gzip"] {
            let first = ask(path, "localhost", encoding).await;
            let again = ask(path, "localhost", encoding).await;
            assert_eq!(first.header("content-encoding"), encoding, "{path}");
            assert!(first.body.len() * 2 < plain.body.len(), "{path} {encoding}");
            assert!(unpacked(&first) == plain.body, "{path} {encoding}");
            assert_eq!(first.header("etag"), format!("{tag}-{encoding}\""));
            assert!(again.body == first.body, "{path} {encoding}");
            for name in ["date", "content-encoding", "content-length"] {
                let mut headers = [first.headers.clone(), again.headers.clone()];
                for all in &mut headers {
                    all.remove(name);
                }
                assert_eq!(headers[0], headers[1], "{path} {encoding}");
            }
            for name in ["content-type", "vary", "ogc-numbermatched", "link"] {
                assert_eq!(first.header(name), plain.header(name), "{path} {name}");
            }
        }
    }
}

#[tokio::test]
async fn the_best_of_several_encodings_is_sent() {
    let all = ask(LAYERS[0], "localhost", "gzip, deflate, br, zstd").await;
    assert_eq!(all.header("content-encoding"), "br");
    let some = ask(LAYERS[0], "localhost", "gzip, br;q=0").await;
    assert_eq!(some.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn what_is_kept_is_of_one_address_host_and_format() {
    let own = ask(LAYERS[0], "localhost", "").await;
    for (path, host) in [
        (LAYERS[0], "maps.example.org"),
        (
            "/collections/incidents/items?f=csv&limit=10000",
            "localhost",
        ),
        (
            "/collections/incidents/items?f=json&limit=9999",
            "localhost",
        ),
        (
            "/collections/incidents/items?f=json&limit=10000&category=clash",
            "localhost",
        ),
        (
            "/collections/incidents/items?f=json&limit=10000&sortby=-date_start",
            "localhost",
        ),
        (
            "/collections/incidents/items?f=json&limit=10000&resultType=hits",
            "localhost",
        ),
        (
            "/collections/incidents/items?f=json&limit=10000&offset=1",
            "localhost",
        ),
    ] {
        let other = ask(path, host, "").await;
        assert_eq!(other.status, StatusCode::OK, "{path}");
        assert!(other.body != own.body, "{path} {host}");
        assert_ne!(other.header("etag"), own.header("etag"), "{path} {host}");
    }
    let elsewhere = ask(LAYERS[0], "maps.example.org", "br").await;
    let text = String::from_utf8(unpacked(&elsewhere)).unwrap();
    assert!(text.contains("http://maps.example.org/collections/incidents"));
    assert!(!text.contains("//localhost"));
}

#[tokio::test]
async fn a_head_request_has_the_headers_and_no_body() {
    let headers = [("host", "localhost"), ("accept-encoding", "zstd")];
    let head = request(&bundled(), Method::HEAD, LAYERS[0], &headers).await;
    let whole = ask(LAYERS[0], "localhost", "zstd").await;
    assert_eq!(head.body, b"");
    assert_eq!(head.header("etag"), whole.header("etag"));
    assert_eq!(head.header("content-length"), whole.body.len().to_string());
}

#[tokio::test]
async fn every_line_of_accepted_encodings_counts() {
    let headers = [("accept-encoding", "deflate"), ("accept-encoding", "gzip")];
    for path in [LAYERS[0], "/collections/incidents/items?f=json&limit=50"] {
        let answer = request(&bundled(), Method::GET, path, &headers).await;
        assert_eq!(answer.header("content-encoding"), "gzip", "{path}");
    }
}

#[tokio::test]
async fn short_answers_and_long_ones_are_encoded_by_the_same_rules() {
    let (short, long) = (
        "/collections/incidents/items?f=json&limit=50",
        "/collections/countries/items?f=json&limit=50",
    );
    assert!(ask(long, "localhost", "").await.body.len() > 1024 * 1024);
    for (encodings, expected) in [
        ("gzip, br, zstd", "zstd"),
        ("gzip;q=1, br;q=0.9, zstd;Q=0.8", "gzip"),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0", ""),
        ("*;q=0", ""),
    ] {
        for path in [short, long] {
            let answer = ask(path, "localhost", encodings).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {encodings}");
            let found = answer.header("content-encoding");
            assert_eq!(found, expected, "{path} {encodings}");
        }
    }
    // A cache has to know it from the plain form as well.
    for encodings in ["", "br"] {
        let style = ask("/pages.css", "localhost", encodings).await;
        assert!(
            style.header("vary").contains("accept-encoding"),
            "{encodings}"
        );
    }
}
