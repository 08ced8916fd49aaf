//! Whole collections as files with an index: the same bytes every time, also in parts.

use http::{Method, StatusCode};

use crate::support::{Answer, bundled, request};

const FILE: &str = "/collections/incidents/download?f=fgb";

async fn ask(method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let headers = [&[("host", "localhost")], headers].concat();
    request(&bundled(), method, path, &headers).await
}

async fn get(path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(Method::GET, path, headers).await
}

#[tokio::test]
async fn a_part_is_sent_with_its_place() {
    let whole = get(FILE, &[("accept-encoding", "gzip, br, zstd")]).await;
    assert_eq!(whole.status, StatusCode::OK);
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert_eq!(whole.header("content-encoding"), "");
    let length = whole.body.len();
    assert_eq!(whole.header("content-length"), length.to_string());
    for (range, from, to) in [
        ("bytes=0-7", 0, 8),
        ("bytes=8-99", 8, 100),
        ("bytes=-10", length - 10, length),
        ("bytes=-999999999", 0, length),
        (&*format!("bytes={}-", length - 5), length - 5, length),
        (&*format!("bytes=100-{}", length + 5), 100, length),
    ] {
        let part = get(FILE, &[("range", range), ("accept-encoding", "gzip")]).await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT, "{range}");
        assert!(part.body == whole.body[from..to], "{range}");
        let place = format!("bytes {from}-{}/{length}", to - 1);
        assert_eq!(part.header("content-range"), place);
        assert_eq!(part.header("content-length"), (to - from).to_string());
        assert_eq!(part.header("content-encoding"), "");
        for name in [
            "etag",
            "content-type",
            "content-disposition",
            "ogc-numbermatched",
        ] {
            assert_eq!(part.header(name), whole.header(name), "{name}");
        }
    }
}

#[tokio::test]
async fn what_is_no_part_is_the_whole_or_a_problem() {
    let whole = get(FILE, &[]).await;
    for range in ["bytes=a-b", "lines=1-2", "bytes=9-3", "bytes=0-1,5-6"] {
        let answer = get(FILE, &[("range", range)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{range}");
        assert!(answer.body == whole.body, "{range}");
    }
    let length = whole.body.len();
    for range in ["bytes=999999999-", "bytes=-0"] {
        let outside = get(FILE, &[("range", range)]).await;
        assert_eq!(outside.status, StatusCode::RANGE_NOT_SATISFIABLE, "{range}");
        assert_eq!(outside.header("content-range"), format!("bytes */{length}"));
        assert!(String::from_utf8_lossy(&outside.body).contains(range));
    }
    let head = ask(Method::HEAD, FILE, &[("range", "bytes=0-7")]).await;
    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(head.header("content-length"), length.to_string());
}

#[tokio::test]
async fn a_part_of_another_version_is_the_whole() {
    let tag = get(FILE, &[]).await.header("etag").to_owned();
    for (version, expected) in [
        (&*tag, StatusCode::PARTIAL_CONTENT),
        ("\"of yesterday\"", StatusCode::OK),
        (&*format!("W/{tag}"), StatusCode::OK),
        ("Sun, 19 Sep 2010 00:00:00 GMT", StatusCode::OK),
    ] {
        let answer = get(FILE, &[("range", "bytes=0-7"), ("if-range", version)]).await;
        assert_eq!(answer.status, expected, "{version}");
    }
}

#[tokio::test]
async fn a_file_is_of_what_was_asked_for() {
    let items = "/collections/incidents/items?f=fgb";
    let whole = get(FILE, &[]).await.body;
    let wide = get(&format!("{items}&limit=10000"), &[]).await.body;
    assert!(wide == whole);
    for (path, same) in [
        (format!("{items}&limit=10"), false),
        (format!("{items}&limit=10000&resultType=hits"), false),
        (format!("{FILE}&properties=title"), false),
        (
            format!("{FILE}&crs=http://www.opengis.net/def/crs/EPSG/0/3857"),
            false,
        ),
        (format!("{FILE}&datetime=2010-01-01/.."), false),
        (format!("{FILE}&datetime=1900-01-01/2100-01-01"), true),
        ("/collections/airports/download?f=fgb".to_owned(), false),
    ] {
        let answer = get(&path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.body == whole, same, "{path}");
    }
    for format in ["gpkg", "parquet"] {
        let path = format!("/collections/incidents/download?f={format}");
        let (one, other) = tokio::join!(get(&path, &[]), get(&path, &[]));
        assert!(one.body == other.body && one.body != whole, "{format}");
    }
}
